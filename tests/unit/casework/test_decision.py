"""What the case log does not decide is shown to a person side by side, and what they say is kept for good."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.case_pages import case_page

from casewright.caselog.case import CasePage, CaseSearch
from casewright.casework.decision import Decision, case_id_of, doubt, put_beside, record
from casewright.casework.reconcile import reconcile_all
from casewright.errors import CasewrightError, UsageError
from casewright.flow.reason import Reason
from casewright.flow.window import WindowError
from casewright.ledger.filing import Filing, State
from casewright.ledger.store import Ledger, LedgerError, WrongState
from casewright.model.outcome import Outcome

from .conftest import claim
from .practice import SETTLE, Practice, entries_of


@pytest.fixture
def armed(ledger: Ledger, claims_file: Path) -> Filing:
    (entry,) = entries_of(claim(), source=claims_file)
    ledger.arm(ledger.approve(ledger.prepare(entry), entry.digest))
    (filing,) = ledger.filings()
    return filing


@pytest.fixture
def practice(ledger: Ledger, tmp_path: Path) -> Practice:
    return Practice(ledger, tmp_path, ahead=timedelta(0))


def page(*messages: str, attachments: tuple[str, ...] = ()) -> CasePage:
    return case_page(*messages, files=attachments, status="Closed")


def reconciled(practice: Practice):
    return list(reconcile_all(practice.ledger, practice, practice.now, SETTLE, practice.folder))


def test_equal_texts_stand_beside_each_other_line_by_line(armed: Filing) -> None:
    shown = put_beside(armed, page(armed.message))
    assert shown.same_text
    assert all(pair.same for pair in shown.text)
    assert [pair.sent for pair in shown.text] == armed.message.splitlines()


def test_a_changed_line_is_the_only_one_marked(armed: Filing) -> None:
    first, *rest = armed.message.splitlines()
    shown = put_beside(armed, page("\n".join([first + " (edited)", *rest])))
    assert not shown.same_text
    assert [pair.sent for pair in shown.text if not pair.same] == [first]


def test_of_several_messages_the_one_like_ours_is_compared(armed: Filing) -> None:
    shown = put_beside(armed, page("Hello from Amazon.\nWe look into it.", armed.message, "Any news?"))
    assert all(pair.same for pair in shown.text)


def test_other_attachments_are_told(armed: Filing) -> None:
    assert put_beside(armed, page(armed.message)).same_files
    assert not put_beside(armed, page(armed.message, attachments=("other.pdf",))).same_files


@given(sent=st.text(max_size=80), stored=st.text(max_size=80))
def test_no_line_of_either_text_is_lost(sent: str, stored: str) -> None:
    filing = Filing.model_construct(message=sent, evidence=())
    shown = put_beside(filing, page(stored))
    assert [pair.sent for pair in shown.text if pair.sent is not None] == sent.splitlines()
    assert [pair.stored for pair in shown.text if pair.stored is not None] == stored.splitlines()


def test_two_cases_with_one_reference_are_both_shown(practice: Practice, armed: Filing) -> None:
    practice.filed_by_hand(armed.subject, armed.message)
    practice.filed_by_hand(armed.subject, "another text")
    (one,) = reconciled(practice)
    assert one.filing.state is State.NEEDS_PERSON
    assert one.doubt is not None
    assert sorted(shown.same_text for shown in one.doubt.cases) == [False, True]


def test_a_case_that_the_page_showed_is_shown_though_the_log_names_another(practice: Practice, armed: Filing) -> None:
    mine = practice.filed_by_hand("another subject", "another text")
    other = practice.filed_by_hand(armed.subject, armed.message)
    practice.ledger.observe(armed, mine.case_id)
    (one,) = reconciled(practice)
    assert one.doubt is not None
    assert [shown.page.case_id for shown in one.doubt.cases] == [mine.case_id, other.case_id]


def test_what_the_case_log_decides_is_nobodys_to_decide(practice: Practice, armed: Filing) -> None:
    practice.filed_by_hand(armed.subject, armed.message)
    (one,) = reconciled(practice)
    assert (one.filing.state, one.doubt) == (State.VERIFIED, None)


def test_too_soon_is_no_reason_to_ask_a_person(practice: Practice, armed: Filing) -> None:
    (one,) = reconciled(practice)
    assert (one.filing.state, one.doubt) == (State.UNCERTAIN, None)


class _Silent:
    """A case log that cannot be read to its end, or not at all."""

    def search(self, text: str) -> CaseSearch:
        raise WindowError(Reason.UNKNOWN_SCREEN, "the case log shows something else")

    def read(self, case_id: str) -> CasePage:
        raise WindowError(Reason.PAGE_GONE, "the page is gone")


def test_what_could_not_be_read_is_told_and_not_left_out(ledger: Ledger, armed: Filing) -> None:
    told = doubt(ledger.observe(armed, "17204938815"), "a test", _Silent())
    assert told.cases == ()
    assert len(told.unread) == 2
    assert "17204938815" in str(told.unread[1])


def test_a_decision_for_a_case_is_kept_with_who_and_why_and_gets_a_receipt(ledger: Ledger, armed: Filing) -> None:
    doubtful = ledger.needs_person(ledger.uncertain(armed, "a test"), "two cases")
    decided = record(ledger, doubtful, Decision(case_id="17204938815", why="I wrote the other one by hand"), "Mei")
    assert (decided.state, decided.case_id) == (State.VERIFIED, "17204938815")
    step = ledger.history(decided)[-1]
    assert (step.by, step.note) == ("Mei", "I wrote the other one by hand")
    (receipt,) = ledger.receipts()
    assert (receipt.outcome, receipt.detail) == (
        Outcome.VERIFIED,
        "decided by Mei: I wrote the other one by hand",
    )
    assert ledger.verify_chain() is None


def test_a_decision_that_nothing_was_sent_frees_the_loss(ledger: Ledger, armed: Filing, claims_file: Path) -> None:
    doubtful = ledger.needs_person(ledger.uncertain(armed, "a test"), "no answer")
    decided = record(ledger, doubtful, Decision(case_id=None, why="the case log has none"), "Mei")
    assert decided.state is State.NOT_SENT
    (entry,) = entries_of(claim(), source=claims_file)
    assert ledger.prepare(entry).state is State.PREPARED
    assert ledger.filing(armed.filing_id).state is State.NOT_SENT


def test_nobody_decides_what_may_still_be_at_work(ledger: Ledger, armed: Filing) -> None:
    with pytest.raises(WrongState):
        record(ledger, armed, Decision(case_id=None, why="impatience"), "Mei")
    assert ledger.filing(armed.filing_id).state is State.ARMED


@pytest.mark.parametrize(("by", "why"), [("", "because"), ("Mei", " ")])
def test_a_decision_without_a_name_or_a_reason_is_none(ledger: Ledger, armed: Filing, by: str, why: str) -> None:
    doubtful = ledger.uncertain(armed, "a test")
    with pytest.raises(LedgerError):
        record(ledger, doubtful, Decision(case_id=None, why=why), by)


@pytest.mark.parametrize("text", ["17204938815", " 12345678 "])
def test_a_case_id_is_digits(text: str) -> None:
    assert case_id_of(text) == text.strip()


@pytest.mark.parametrize("text", ["", "1234567", "1" * 15, "CW-7F3K9Q2M", "17204938815x", "１７２０４９３８８１５"])
def test_anything_else_is_no_case_id(text: str) -> None:
    with pytest.raises(UsageError) as refused:
        case_id_of(text)
    assert isinstance(refused.value, CasewrightError)
    assert "8 to 14 digits" in str(refused.value.remedy)
