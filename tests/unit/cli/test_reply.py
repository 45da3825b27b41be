"""`cases reply` at the command line: what it refuses before a browser opens, and the question in front of the press."""

from __future__ import annotations

from pathlib import Path

import pytest

from casewright.app.asks import ReplyQuestion
from casewright.cli.prompt import Terminal
from casewright.ledger.store import open_ledger
from casewright.model.site_name import SiteName

from .conftest import Casewright


@pytest.fixture
def practice(at_home: Path) -> Path:
    at_home.mkdir()
    open_ledger(at_home / "ledger-sandbox.sqlite", "sandbox").close()
    return at_home


@pytest.mark.parametrize("words", [[], ["--text", " "], ["--text", "x" * 4001], ["--text", "a", "--text-file", "b"]])
def test_a_reply_needs_words_and_not_too_many(casewright: Casewright, practice: Path, words):
    done = casewright("cases", "reply", "17204938815", *words, "--site", "sandbox", "--yes")
    assert done.code == 2


def test_a_file_that_is_no_evidence_is_refused_with_its_name(casewright: Casewright, practice: Path, tmp_path: Path):
    macro = tmp_path / "invoice.docm"
    macro.write_bytes(b"PK")
    done = casewright("cases", "reply", "1", "--text", "Hello", "--attach", macro, "--site", "sandbox", "--yes")
    assert done.code == 2
    assert "invoice.docm" in done.err


def test_a_case_that_the_ledger_does_not_know_is_refused(casewright: Casewright, practice: Path):
    done = casewright("cases", "reply", "17204938815", "--text", "Hello", "--site", "sandbox", "--yes")
    assert done.code == 1
    assert "17204938815" in done.err


def test_without_a_terminal_nobody_is_asked_and_nothing_is_offered_that_sends_unasked(
    casewright: Casewright, practice: Path
):
    done = casewright("cases", "reply", "17204938815", "--text", "Hello", "--site", "sandbox")
    assert done.code == 4
    assert "in a terminal" in done.err
    assert "--yes" not in done.err


def reply_question(picture: Path) -> ReplyQuestion:
    return ReplyQuestion("17204938815", "A-1", "Harbor Lane Goods", SiteName.LIVE, "Here it is.", (), picture)


def test_only_the_word_send_sends(tmp_path: Path):
    question = reply_question(tmp_path / "r.png")
    typed = iter(["yes", "", "y", "SEND"])
    assert Terminal(read=lambda: next(typed)).before_reply(question) is False, "an empty line means no"
    assert Terminal(read=lambda: next(typed)).before_reply(question) is True
    assert Terminal(read=lambda: None).before_reply(question) is False


@pytest.mark.usefixtures("chinese")
def test_in_chinese_one_word_sends_too_and_the_english_one_goes_on_counting(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    question = reply_question(tmp_path / "r.png")
    typed = iter(["是", "否", "好", "发送", "send"])
    answers = [Terminal(lambda: next(typed)).before_reply(question) for _ in range(3)]
    assert answers == [False, True, True]
    assert "发送 / 查看 / 否？" in capsys.readouterr().err
