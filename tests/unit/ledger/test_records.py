"""What the ledger answers."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from casewright.ledger.filing import State
from casewright.ledger.schema import receipts
from casewright.ledger.store import LedgerError, NoSuchFiling
from casewright.model.claim import DamagedInWarehouse
from casewright.model.fingerprint import fingerprint
from casewright.model.outcome import Outcome

YES = "a" * 64
ACCOUNT = "Harbor Lane Goods"


def arm(ledger, what):
    filing = ledger.approve(ledger.prepare(what), YES)
    ledger.arm(filing)
    return filing


def test_a_filing_is_found_by_its_id_case_reference_or_claim(ledger, loss):
    filing = ledger.observe(arm(ledger, loss()), "12345678901")
    ledger.prepare(loss(2))
    for name in (filing.filing_id, "12345678901", filing.reference, "A-1"):
        assert ledger.filing(name) == filing


def test_of_several_attempts_at_one_loss_the_one_that_counts_is_found(ledger, loss):
    ledger.abandon(ledger.prepare(loss()), "skipped")
    second = ledger.prepare(loss())
    assert ledger.filing("A-1") == second
    given_up = ledger.abandon(second, "skipped again")
    assert ledger.filing("A-1") == given_up


def test_a_claim_name_that_stands_for_two_losses_is_refused_with_both_references(ledger, loss):
    first = ledger.prepare(loss(1, claim_id="row-1"))
    second = ledger.prepare(loss(2, claim_id="row-1"))
    with pytest.raises(NoSuchFiling) as refused:
        ledger.filing("row-1")
    assert first.reference in str(refused.value.message)
    assert second.reference in str(refused.value.message)


def test_what_is_not_there_is_refused_with_a_way_to_find_it(ledger):
    with pytest.raises(NoSuchFiling, match="The ledger has no CW-NOWHERE") as refused:
        ledger.filing("CW-NOWHERE")
    assert "cases list" in str(refused.value.remedy)


def test_filings_are_listed_in_the_order_in_which_they_came_even_when_the_clock_goes_back(ledger, loss, clock):
    ledger.prepare(loss(1))
    clock.turn(hours=-3)
    ledger.prepare(loss(2))
    assert [one.claim_id for one in ledger.filings()] == ["A-1", "A-2"]


def test_filings_can_be_asked_by_state_and_account(ledger, loss):
    arm(ledger, loss(1))
    ledger.prepare(loss(2))
    ledger.prepare(loss(3, account="Other Shop"))
    assert [one.claim_id for one in ledger.filings(state=State.ARMED)] == ["A-1"]
    assert [one.claim_id for one in ledger.filings(account="harbor  LANE goods")] == ["A-1", "A-2"]
    assert [one.claim_id for one in ledger.filings(state=State.PREPARED, account=ACCOUNT)] == ["A-2"]


def test_taken_are_the_losses_that_were_or_may_have_been_sent(ledger, loss):
    begun, given_up, sent, refuted = (loss(number) for number in range(1, 5))
    ledger.prepare(begun)
    ledger.abandon(ledger.prepare(given_up), "skipped")
    filing = arm(ledger, sent)
    ledger.not_sent(ledger.uncertain(arm(ledger, refuted), "?"), "searched")
    assert {mark: one.filing_id for mark, one in ledger.taken().items()} == {sent.fingerprint: filing.filing_id}


@pytest.mark.parametrize(
    ("filed", "later", "maybe"),
    [
        ({}, {"transaction_id": None}, True),
        ({"transaction_id": None}, {}, True),
        (
            {"asin": "B07XYZ1239"},
            {"asin": "B07XYZ1239", "fnsku": None, "transaction_id": None, "shipment_id": "FBA15DK9QW2P"},
            True,
        ),
        ({}, {}, False),
        ({}, {"transaction_id": "20261010990000"}, False),
        ({}, {"transaction_id": None, "event_date": date(2026, 10, 11)}, False),
        ({}, {"transaction_id": None, "fnsku": "X001ABC2D4"}, False),
        ({"fulfillment_center": "PHX7"}, {"transaction_id": None, "fulfillment_center": "LAX9"}, False),
        ({}, {"transaction_id": None, "account": "Other Shop"}, False),
    ],
)
def test_a_filing_may_be_for_a_later_claim_that_says_more_or_less_of_the_loss(ledger, loss, filed, later, maybe):
    filing = arm(ledger, loss(1, **filed))
    claim = loss(1, **later).claim
    found = {loss_of: one.filing_id for loss_of, one in ledger.filed_alike([claim]).items()}
    assert found == ({fingerprint(claim): filing.filing_id} if maybe else {})


def test_a_filing_of_a_row_of_amazons_ledger_may_be_for_a_claim_of_another_type(ledger, loss):
    arm(ledger, loss(1))
    damaged = DamagedInWarehouse.model_validate(loss(1).claim.model_dump(exclude={"type"}))
    assert list(ledger.filed_alike([damaged])) == [fingerprint(damaged)]


def test_what_was_never_sent_is_like_nothing(ledger, loss):
    ledger.abandon(ledger.prepare(loss(1)), "skipped")
    ledger.not_sent(ledger.uncertain(arm(ledger, loss(2)), "?"), "searched")
    assert ledger.filed_alike([loss(number, transaction_id=None).claim for number in (1, 2)]) == {}


def test_in_doubt_are_the_filings_of_which_a_case_may_exist(ledger, loss):
    ledger.prepare(loss(1))
    arm(ledger, loss(2))
    ledger.clicked(arm(ledger, loss(3)))
    ledger.observe(arm(ledger, loss(4)), "40000000000")
    ledger.uncertain(arm(ledger, loss(5)), "?")
    ledger.needs_person(ledger.uncertain(arm(ledger, loss(6)), "?"), "two cases")
    ledger.verify(ledger.observe(arm(ledger, loss(7)), "70000000000"), "70000000000")
    assert [one.claim_id for one in ledger.in_doubt()] == [f"A-{number}" for number in range(2, 7)]


def test_caps_count_every_armed_filing_of_the_account_however_its_name_is_written(ledger, loss, clock):
    arm(ledger, loss(1))
    clock.turn(hours=23)
    ledger.not_sent(ledger.uncertain(arm(ledger, loss(2, account="harbor lane  goods")), "?"), "searched")
    arm(ledger, loss(3, account="Other Shop"))
    ledger.approve(ledger.prepare(loss(4)), YES)
    clock.turn(minutes=30)
    assert ledger.filed_since(ACCOUNT, clock() - timedelta(hours=24)) == 2
    assert ledger.filed_since(ACCOUNT, clock() - timedelta(hours=1)) == 1
    assert ledger.filed_since("Nobody", clock() - timedelta(days=900)) == 0


def test_the_pause_counts_from_the_last_armed_filing_of_the_account(ledger, loss, clock):
    assert ledger.last_armed_at(ACCOUNT) is None
    arm(ledger, loss(1))
    clock.turn(minutes=5)
    last = clock()
    arm(ledger, loss(2))
    clock.turn(minutes=5)
    arm(ledger, loss(3, account="Other Shop"))
    assert ledger.last_armed_at(ACCOUNT) == last


def test_a_receipt_that_was_changed_beyond_reading_is_a_refusal_and_no_traceback(ledger, loss):
    ledger.write_receipt(ledger.uncertain(arm(ledger, loss()), "?"), Outcome.UNCERTAIN)
    ledger._database.write(lambda connection: connection.execute(sa.update(receipts).values(body="gone")))
    with pytest.raises(LedgerError, match="it was changed"):
        ledger.receipts()
