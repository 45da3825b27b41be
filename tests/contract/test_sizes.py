"""The style in numbers (DESIGN: the sizes that a stranger can read)."""

from __future__ import annotations

from statistics import median, quantiles

from . import source


def _percentile(values: list[int], percent: int) -> float:
    return quantiles(values, n=100)[percent - 1]


def test_half_of_the_modules_have_at_most_130_lines_and_none_more_than_400():
    counts = list(source.lines().values())
    assert median(counts) <= 130
    assert _percentile(counts, 90) <= 300
    assert {name: count for name, count in source.lines().items() if count > 400} == {}


def test_half_of_the_functions_have_at_most_8_lines_and_nineteen_of_twenty_at_most_40():
    counts = [node.end_lineno - node.lineno + 1 for _, node in source.functions()]
    assert median(counts) <= 8
    assert _percentile(counts, 95) <= 40


def test_there_are_about_as_many_test_lines_as_source_lines_and_not_more_than_twice_as_many():
    tests = sum(len(path.read_text(encoding="utf-8").splitlines()) for path in (source.ROOT / "tests").rglob("*.py"))
    assert 0.9 <= tests / sum(source.lines().values()) <= 2
