"""The program on sampled sites: filed right, or stopped with a named reason; never wrong.

pytest tests/unkind/test_program.py -n 2                       # 80 sites of fixed seeds
pytest tests/unkind/test_program.py -n 2 --unkind-sites 1000   # many more
pytest tests/unkind/test_program.py --unkind-from $RANDOM      # others
pytest tests/unkind/test_program.py --unkind-site 4711         # one, as a failure names it
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from tests.unkind.axes import draw
from tests.unkind.claims import Approved
from tests.unkind.run import Program
from tests.unkind.tally import KEY

pytestmark = pytest.mark.browser

_PATIENCE = 10.0
"""Seconds: several times what the longest pause of a site takes at the pace of these tests."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    option = metafunc.config.getoption
    first = option("--unkind-from")
    seeds = option("--unkind-site") or range(first, first + option("--unkind-sites"))
    metafunc.parametrize("seed", seeds)


@pytest.fixture
def program(chromium: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pytestconfig: pytest.Config) -> Program:
    """The program with a home folder of its own."""
    return Program(chromium, tmp_path, monkeypatch, pytestconfig.getoption("--unkind-pace"), _PATIENCE)


def test_a_claim_is_filed_right_or_stopped_with_a_reason(
    seed: int, program: Program, approved: Callable[[str], Approved], record_property: Callable[[str, object], None]
) -> None:
    sample = draw(seed)
    trial = program.file(sample, approved(sample.claim_type))
    judgment = trial.judgment
    made_from, seconds = "facts" if sample.from_facts else "beyond", f"{trial.seconds:.2f}"
    record_property(KEY, "\t".join([judgment.kind, judgment.reason, str(seed), sample.door, made_from, seconds]))
    assert judgment.kind != "wrong", f"{judgment.reason}\n{sample.told}\n{trial.told}"
