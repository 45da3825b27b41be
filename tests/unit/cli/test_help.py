"""Help answers in the person's language, at the width of the terminal, and knows the manual."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from casewright import places
from casewright.cli.commands import COMMANDS, GROUPS
from casewright.cli.text_columns import count_columns, two_columns, wrap_text

from .conftest import Casewright

ENGLISH = re.compile(r"\b(Usage|Options|Arguments|Commands|required|default|repeatable|[Tt]he|and|of|this)\b")


def _commands_of(casewright: Casewright, group: str) -> list[str]:
    return re.findall(r"^  (\w+)", casewright(group, "--help").out.partition("Commands:\n")[2], re.M)


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_in_chinese_nothing_of_help_is_english(casewright: Casewright, name: str):
    lines = [[*filter(None, [name])]]
    if name in GROUPS:
        lines += [[name, each] for each in _commands_of(casewright, name)]
    for words in lines:
        page = casewright(*words, "--help", "--lang", "zh").out
        assert page.startswith("用法：casewright")
        assert ENGLISH.findall(re.sub(r"`[^`]*`|--[\w-]+", "", page)) == []


@pytest.mark.parametrize("columns", [40, 60, 80, 200])
@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", ["check", "prepare", "cases"])
def test_no_line_of_help_is_wider_than_the_terminal(
    casewright: Casewright, monkeypatch: pytest.MonkeyPatch, name: str, language: str, columns: int
):
    monkeypatch.setenv("COLUMNS", str(columns))
    page = casewright(name, "--help", "--lang", language).out
    assert max(map(cell_len, page.splitlines())) <= min(columns, 80)


def test_the_language_of_help_is_the_one_of_the_settings(casewright: Casewright, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("LC_ALL", "C")
    Path("casewright.toml").write_text('lang = "zh"\n', encoding="utf-8")
    assert casewright("--help").out.startswith("用法")
    assert casewright("check", "--help").out.startswith("用法")
    assert casewright("check", "--help", "--lang", "en").out.startswith("Usage")
    monkeypatch.setenv("CASEWRIGHT_LANG", "en")
    assert casewright("check", "--help").out.startswith("Usage")


@pytest.mark.parametrize("settings", ["lang = 7", 'lang = "klingon"', "= no TOML", "\x00"])
def test_help_answers_whatever_is_wrong_with_the_settings(
    casewright: Casewright, monkeypatch: pytest.MonkeyPatch, settings: str
):
    monkeypatch.setenv("LC_ALL", "C")
    Path("casewright.toml").write_text(settings, encoding="utf-8")
    assert casewright("check", "--help").out.startswith("Usage")


@pytest.mark.parametrize("words", [("check",), ("cases",), ("cases", "list")], ids=" ".join)
def test_help_with_a_command_is_the_help_of_the_command(casewright: Casewright, words: tuple[str, ...]):
    assert casewright("help", *words) == casewright(*words, "--help")


def test_every_page_of_the_documentation_can_be_read_without_a_network(casewright: Casewright):
    named = {row.split()[0] for row in casewright("help", "topics").out.splitlines()[1:]}
    shipped = {
        path.stem
        for folder in ("reference", "how-to", "explanation")
        for path in (places.manual() / folder).glob("*.md")
    }
    assert shipped <= named
    for name in named - set(COMMANDS):
        page = casewright("help", name)
        assert page.code == 0
        assert page.out.startswith("# ")
        assert ".md)" not in page.out, "a link to a file leads nowhere here"


def test_a_page_that_there_is_in_chinese_is_shown_in_chinese(casewright: Casewright):
    assert casewright("help", "tutorial", "--lang", "zh").out.startswith("# 第一次预览")
    assert casewright("help", "tutorial").out.startswith("# Your first preview")


def test_a_page_that_there_is_not_names_the_nearest(casewright: Casewright):
    done = casewright("help", "exit-code")
    assert (done.code, done.out) == (2, "")
    assert "Did you mean exit-codes?" in done.err
    assert "casewright help topics" in casewright("help", "xyzzy").err


def test_a_page_is_one_document_too(casewright: Casewright):
    document = json.loads(casewright("help", "settings", "--json").out)
    assert document["data"]["title"] == "Settings"
    assert "per_day" in document["data"]["text"]


@given(st.text(alphabet="ab，。丢失 x", max_size=60), st.integers(min_value=12, max_value=40))
def test_wrapping_loses_no_letter_and_keeps_the_width(text: str, width: int):
    lines = wrap_text(text, width)
    assert "".join("".join(lines).split()) == "".join(text.split())
    for line in lines:
        assert count_columns(line) <= width or " " not in line


def test_a_remark_in_brackets_stays_whole():
    assert wrap_text("one two [default: live]", 14) == ["one two", "[default: live]"]


def test_what_names_mean_stands_under_each_other_in_every_script():
    lines = list(two_columns([("a", "x " * 30), ("路径", "丢失" * 30)], 40))
    starts = {cell_len(line) - cell_len(line[4:].lstrip()) for line in lines if line[:3].strip() == ""}
    assert len(starts) == 1
