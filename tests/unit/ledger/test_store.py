"""What each step of a filing does, refuses and leaves behind."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from casewright.ledger.filing import NEVER_ARMED, Filing, State
from casewright.ledger.store import (
    DuplicateFiling,
    Ledger,
    LedgerError,
    NoSuchFiling,
    NotArmed,
    WrongState,
    open_ledger,
)
from casewright.model.outcome import Outcome

YES = "a" * 64
CASE = "12345678901"


def approved(ledger: Ledger, what) -> Filing:
    return ledger.approve(ledger.prepare(what), YES, by="Ada")


def armed(ledger: Ledger, what) -> Filing:
    filing = approved(ledger, what)
    ledger.arm(filing)
    return ledger.filing(filing.filing_id)


def test_a_filing_goes_from_prepared_to_verified_and_its_history_tells_each_step(ledger, loss, clock):
    filing = approved(ledger, loss())
    permit = ledger.arm(filing)
    clock.turn(seconds=2)
    filing = ledger.clicked(filing)
    filing = ledger.observe(filing, CASE)
    filing = ledger.verify(filing, CASE, "found in the case log")

    assert permit.filing_id == filing.filing_id
    assert filing == ledger.filing(CASE)
    assert (filing.state, filing.case_id, filing.approval) == (State.VERIFIED, CASE, YES)
    assert filing.updated_at - filing.armed_at == timedelta(seconds=2)
    steps = ledger.history(filing)
    assert [step.after for step in steps] == ["prepared", "approved", "armed", "clicked", "observed", "verified"]
    assert [step.before for step in steps[1:]] == [step.after for step in steps[:-1]]
    assert steps[1].by == "Ada"
    assert steps[-1].note == "found in the case log"


def test_what_will_be_sent_is_kept_exactly_as_it_was_written(ledger, loss):
    what = loss()
    filing = ledger.prepare(what)
    kept = ledger.filing(filing.filing_id)
    assert kept == filing
    assert (kept.subject, kept.message) == (what.form.subject, what.form.message)
    assert kept.evidence == (("invoice.pdf", "c" * 64),)
    assert (kept.amount, kept.currency) == ("37.50", "USD")
    assert kept.created_at.utcoffset() == timedelta(0)


@pytest.mark.parametrize("reached", ["armed", "uncertain", "verified"])
def test_a_loss_that_may_have_been_sent_is_never_begun_again(ledger, loss, reached):
    filing = armed(ledger, loss())
    if reached == "uncertain":
        ledger.uncertain(filing, "the page was gone")
    if reached == "verified":
        ledger.verify(ledger.observe(filing, CASE), CASE)
    with pytest.raises(DuplicateFiling) as refused:
        ledger.prepare(loss(claim_id="from-another-file", details="other words"))
    assert refused.value.filing.filing_id == filing.filing_id
    assert filing.reference in str(refused.value.message)
    assert (CASE in str(refused.value.message)) is (reached == "verified")
    assert refused.value.ended.outcome is (Outcome.DUPLICATE if reached == "verified" else Outcome.UNCERTAIN)
    assert len(ledger.filings()) == 1


@pytest.mark.parametrize("reached", sorted(NEVER_ARMED))
def test_a_filing_that_was_never_armed_gives_way_to_a_new_one_and_stays_in_the_history(ledger, loss, reached):
    first = ledger.prepare(loss()) if reached is State.PREPARED else approved(ledger, loss())
    second = ledger.prepare(loss(details="better words"))
    assert "better words" in second.message
    assert [one.state for one in ledger.filings()] == [State.ABANDONED, State.PREPARED]
    assert ledger.history(first)[-1].before is reached
    assert ledger.filing(first.reference) == second


def test_the_run_whose_filing_was_taken_up_by_another_gets_no_permit(ledger, loss):
    mine = approved(ledger, loss())
    ledger.prepare(loss())
    with pytest.raises(NotArmed, match="abandoned"):
        ledger.arm(mine)


def test_a_loss_proven_not_sent_may_be_filed_again_under_the_same_reference(ledger, loss):
    filing = ledger.uncertain(armed(ledger, loss()), "the connection broke")
    filing = ledger.not_sent(filing, "no case in a complete search")
    again = ledger.prepare(loss())
    assert again.reference == filing.reference
    assert again.filing_id != filing.filing_id


def test_a_permit_is_given_once(ledger, loss):
    filing = approved(ledger, loss())
    ledger.arm(filing)
    with pytest.raises(NotArmed, match="only once"):
        ledger.arm(filing)


def test_a_prepared_filing_gets_no_permit(ledger, loss):
    with pytest.raises(NotArmed, match="prepared"):
        ledger.arm(ledger.prepare(loss()))


def test_a_yes_to_something_else_gets_no_permit(ledger, loss):
    filing = approved(ledger, loss())
    with pytest.raises(NotArmed, match="something else"):
        ledger.arm(filing.model_copy(update={"approval": "b" * 64}))
    assert ledger.filing(filing.filing_id).state is State.APPROVED


def test_a_refusal_says_in_which_state_the_filing_is_and_changes_nothing(ledger, loss):
    filing = ledger.prepare(loss())
    with pytest.raises(WrongState, match=f"{filing.reference}.*is prepared: it cannot become clicked") as refused:
        ledger.clicked(filing)
    assert "cases show" in str(refused.value.remedy)
    assert ledger.filing(filing.filing_id) == filing
    assert len(ledger.history(filing)) == 1


def test_an_armed_filing_cannot_be_given_up(ledger, loss):
    with pytest.raises(WrongState):
        ledger.abandon(armed(ledger, loss()), "never mind")


def test_giving_up_twice_changes_nothing(ledger, loss):
    filing = ledger.abandon(ledger.prepare(loss()), "skipped")
    assert ledger.abandon(filing, "skipped again") == filing


def test_a_step_works_on_what_the_ledger_holds_not_on_what_the_caller_remembers(ledger, loss):
    prepared = ledger.prepare(loss())
    ledger.arm(ledger.approve(prepared, YES))
    assert ledger.uncertain(prepared, "interrupted").state is State.UNCERTAIN


def test_a_page_that_shows_another_filings_case_proves_nothing(ledger, loss):
    first = ledger.observe(armed(ledger, loss(1)), CASE)
    second = ledger.observe(armed(ledger, loss(2)), CASE)
    assert (second.state, second.case_id) == (State.UNCERTAIN, None)
    assert first.reference in second.detail


def test_a_case_of_another_filing_is_never_proof(ledger, loss):
    ledger.observe(armed(ledger, loss(1)), CASE)
    doubtful = ledger.uncertain(armed(ledger, loss(2)), "no answer")
    with pytest.raises(WrongState, match="A-1"):
        ledger.verify(doubtful, CASE)


def test_the_case_log_may_not_name_another_case_than_the_page_did(ledger, loss):
    filing = ledger.observe(armed(ledger, loss()), CASE)
    with pytest.raises(WrongState, match="the page showed"):
        ledger.verify(filing, "99999999999")


def test_a_filing_whose_page_showed_a_case_is_not_set_to_not_sent_by_a_search(ledger, loss):
    filing = ledger.uncertain(ledger.observe(armed(ledger, loss()), CASE), "the case log does not show it")
    with pytest.raises(WrongState, match=CASE):
        ledger.not_sent(filing, "no case in a complete search")


def test_a_person_may_say_that_the_seen_case_was_not_ours(ledger, loss):
    filing = ledger.observe(armed(ledger, loss()), CASE)
    decided = ledger.decide(filing, by="Ada", why="the case is from last week", case_id=None)
    assert (decided.state, decided.case_id) == (State.NOT_SENT, None)
    last = ledger.history(filing)[-1]
    assert (last.by, last.note, last.before) == ("Ada", "the case is from last week", State.NEEDS_PERSON)


def test_a_person_may_name_the_case(ledger, loss):
    filing = ledger.needs_person(ledger.uncertain(armed(ledger, loss()), "?"), "two cases carry the reference")
    decided = ledger.decide(filing, by="Ada", why="read both", case_id=CASE)
    assert (decided.state, decided.case_id) == (State.VERIFIED, CASE)
    assert ledger.filing(CASE) == decided


@pytest.mark.parametrize(("by", "why"), [("", "because"), ("Ada", "  ")])
def test_a_decision_without_name_or_reason_is_refused(ledger, loss, by, why):
    filing = ledger.uncertain(armed(ledger, loss()), "?")
    with pytest.raises(LedgerError, match="needs a name and a reason"):
        ledger.decide(filing, by=by, why=why, case_id=CASE)


def test_a_person_does_not_decide_what_may_still_be_at_work(ledger, loss):
    with pytest.raises(WrongState):
        ledger.decide(armed(ledger, loss()), by="Ada", why="impatience", case_id=None)


def test_a_filing_of_another_ledger_is_not_known(ledger, loss, tmp_path):
    with open_ledger(tmp_path / "other.sqlite", "live") as other:
        stranger = other.prepare(loss())
    with pytest.raises(NoSuchFiling):
        ledger.approve(stranger, YES)


def test_practice_never_blocks_the_real_account(where, loss):
    with open_ledger(where, "sandbox") as practice, open_ledger(where, "live") as real:
        done = practice.verify(practice.observe(armed(practice, loss()), CASE), CASE)
        practice.write_receipt(done, Outcome.VERIFIED)
        assert real.filings() == ()
        assert real.taken() == {}
        assert real.receipts() == ()
        assert real.prepare(loss()).state is State.PREPARED


def test_everything_is_still_there_after_closing(where: Path | str, loss):
    with open_ledger(where, "live") as first:
        filing = armed(first, loss())
    with open_ledger(where, "live") as second:
        assert second.filings() == (filing,)
        assert second.in_doubt() == (filing,)
