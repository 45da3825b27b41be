"""`cases reconcile` hands over what the case log does not decide; `cases decide` keeps what a person says."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from tests.unit.casework.conftest import claim
from tests.unit.casework.practice import Practice, entries_of

from casewright.app.sites import SiteWork
from casewright.app.workspace import person
from casewright.cli import prompt
from casewright.ledger.filing import Filing
from casewright.ledger.store import Ledger, open_ledger

from .conftest import Casewright

SITE = ("--site", "sandbox")


@pytest.fixture
def ledger(at_home: Path) -> Iterator[Ledger]:
    at_home.mkdir()
    with open_ledger(at_home / "ledger-sandbox.sqlite", "sandbox") as opened:
        yield opened


@pytest.fixture
def practice(ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Practice:
    """The practice site without a browser, behind the command line."""
    site = Practice(ledger, tmp_path)
    monkeypatch.setattr(SiteWork, "open_site", lambda *_: site)
    return site


@pytest.fixture
def twice(practice: Practice, tmp_path: Path) -> Filing:
    """A filing whose reference two cases carry."""
    source = tmp_path / "claims.csv"
    source.write_text("as the loader saw it", encoding="utf-8")
    today = datetime.now(UTC).date()
    (entry,) = entries_of(claim(event_date=date(today.year, 1, 1)), source=source)
    practice.ledger.arm(practice.ledger.approve(practice.ledger.prepare(entry), entry.digest))
    (filing,) = practice.ledger.filings()
    practice.filed_by_hand(filing.subject, filing.message)
    practice.filed_by_hand(filing.subject, filing.message + "\nonce more")
    return filing


def answered(monkeypatch: pytest.MonkeyPatch, *lines: str | None) -> None:
    left = list(lines)
    monkeypatch.setattr(prompt, "anybody_there", lambda: True)
    monkeypatch.setattr(prompt, "read_answer", lambda: left.pop(0))


def test_without_a_terminal_both_texts_are_shown_and_the_flags_named(casewright: Casewright, twice: Filing):
    done = casewright("cases", "reconcile", *SITE)
    assert done.code == 4
    assert "What we sent" in done.err
    assert "once more" in done.err
    assert f"casewright cases decide {twice.filing_id} --case-id CASE --why TEXT --site sandbox" in done.out
    assert "--not-sent" in done.out


def test_for_a_program_the_document_holds_both_sides(casewright: Casewright, practice: Practice, twice: Filing):
    [one] = casewright("cases", "reconcile", "--json", *SITE).document["data"]["to_decide"]
    assert one["sent"]["message"] == twice.message
    assert {case["case_id"] for case in one["cases"]} == {case.case_id for case in practice.stored()}


def test_on_a_terminal_the_person_names_the_case(
    casewright: Casewright, practice: Practice, twice: Filing, monkeypatch: pytest.MonkeyPatch
):
    mine = practice.stored()[0].case_id
    answered(monkeypatch, mine, "the other one was written by hand")
    assert casewright("cases", "reconcile", *SITE).code == 0
    decided = practice.ledger.filing(twice.filing_id)
    assert (decided.state, decided.case_id) == ("verified", mine)
    assert practice.ledger.history(decided)[-1].note == "the other one was written by hand"


@pytest.mark.parametrize("lines", [("leave",), (None,), ("",), ("not sent", ""), ("sure", "leave")])
def test_whoever_leaves_it_or_gives_no_reason_decides_nothing(
    casewright: Casewright, practice: Practice, twice: Filing, monkeypatch: pytest.MonkeyPatch, lines
):
    answered(monkeypatch, *lines)
    assert casewright("cases", "reconcile", *SITE).code == 4
    assert practice.ledger.filing(twice.filing_id).state == "needs_person"


def test_in_chinese_it_is_shown_asked_and_decided_all_the_same(
    casewright: Casewright, practice: Practice, twice: Filing, monkeypatch: pytest.MonkeyPatch
):
    answered(monkeypatch, "也许", "未提交", "两个都是手工提交的")
    done = casewright("cases", "reconcile", "--lang", "zh", *SITE)
    assert done.code == 0
    for told in ("需要人工处理", "我们发送的", "它的问题编号", "未作任何决定", "原因？"):
        assert told in done.err
    assert "未提交" in done.out
    decided = practice.ledger.filing(twice.filing_id)
    assert (decided.state, practice.ledger.history(decided)[-1].note) == ("not_sent", "两个都是手工提交的")


def test_a_case_that_was_not_shown_has_to_be_typed_twice(
    casewright: Casewright, practice: Practice, twice: Filing, monkeypatch: pytest.MonkeyPatch
):
    answered(monkeypatch, "17204999999", "17204999998", "17204999999", "17204999999", "found by hand")
    assert casewright("cases", "reconcile", *SITE).code == 0
    assert practice.ledger.filing(twice.filing_id).case_id == "17204999999"


def test_not_sent_frees_the_loss_and_says_who_said_so(casewright: Casewright, practice: Practice, twice: Filing):
    assert casewright("cases", "reconcile", *SITE).code == 4
    done = casewright("cases", "decide", twice.reference, "--not-sent", "--why", "both are by hand", *SITE, "--json")
    assert (done.code, done.document["data"]["state"]) == (0, "not_sent")
    step = practice.ledger.history(twice)[-1]
    assert step.by == person()
    assert step.note == "both are by hand"


def test_a_scripted_decision_is_verified_with_a_receipt(casewright: Casewright, practice: Practice, twice: Filing):
    casewright("cases", "reconcile", *SITE)
    mine = practice.stored()[0].case_id
    assert casewright("cases", "decide", twice.filing_id, "--case-id", mine, "--why", "seen", *SITE).code == 0
    assert [receipt.outcome for receipt in practice.ledger.receipts()] == ["verified"]
    assert casewright("cases", "list", *SITE).code == 0


@pytest.mark.parametrize(
    "words",
    [
        ("--why", "x"),
        ("--why", "x", "--not-sent", "--case-id", "17204938815"),
        ("--why", " ", "--not-sent"),
        ("--why", "x", "--case-id", "17-2"),
    ],
)
def test_a_decision_that_says_too_little_or_too_much_is_refused(
    casewright: Casewright, practice: Practice, twice: Filing, words
):
    before = practice.ledger.filing(twice.filing_id)
    assert casewright("cases", "decide", twice.reference, *words, *SITE).code == 2
    assert practice.ledger.filing(twice.filing_id) == before


def test_what_is_not_in_doubt_is_not_decided(casewright: Casewright, practice: Practice, twice: Filing):
    done = casewright("cases", "decide", twice.reference, "--not-sent", "--why", "impatience", *SITE)
    assert done.code == 1
    assert practice.ledger.filing(twice.filing_id).state == "armed"


def test_a_case_of_another_claim_is_told_and_leaves_the_doubt(
    casewright: Casewright, practice: Practice, twice: Filing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    (entry,) = entries_of(claim("A-2"), source=tmp_path / "claims.csv")
    other = practice.ledger.approve(practice.ledger.prepare(entry), entry.digest)
    practice.ledger.arm(other)
    practice.ledger.verify(practice.ledger.observe(other, "17204990000"), "17204990000")
    answered(monkeypatch, "17204990000", "17204990000", "a slip")
    done = casewright("cases", "reconcile", *SITE)
    assert done.code == 4
    assert "A-2" in done.err
