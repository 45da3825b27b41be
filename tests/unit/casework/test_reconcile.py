"""A filing in doubt is decided by the case log, or by a person; never by guessing."""

from __future__ import annotations

from pathlib import Path

import pytest

from casewright.casework.proof import Finding, Proof
from casewright.casework.reconcile import decide
from casewright.ledger.filing import Filing, State
from casewright.ledger.store import Ledger
from casewright.model.outcome import Outcome

from .conftest import claim
from .practice import entries_of


@pytest.fixture
def armed(ledger: Ledger, claims_file: Path) -> Filing:
    (entry,) = entries_of(claim(), source=claims_file)
    ledger.arm(ledger.approve(ledger.prepare(entry), entry.digest))
    (filing,) = ledger.filings()
    return filing


def found(finding: Finding, case_id: str | None = None) -> Proof:
    return Proof(finding=finding, detail="what the case log said", case_id=case_id)


def test_a_filing_found_armed_and_in_the_case_log_is_verified_with_a_receipt(ledger: Ledger, armed: Filing) -> None:
    told = decide(armed, found(Finding.OURS, "17204938815"), ledger)
    assert (told.outcome, told.filing.case_id) == (Outcome.VERIFIED, "17204938815")
    assert [receipt.outcome for receipt in ledger.receipts()] == [Outcome.VERIFIED]


def test_a_filing_that_is_proven_not_sent_frees_its_loss(ledger: Ledger, armed: Filing, claims_file: Path) -> None:
    assert decide(armed, found(Finding.NOT_SENT), ledger).filing.state is State.NOT_SENT
    (entry,) = entries_of(claim(), source=claims_file)
    assert ledger.prepare(entry).state is State.PREPARED


@pytest.mark.parametrize("finding", [Finding.NOT_YET, Finding.UNREADABLE])
def test_what_proves_nothing_leaves_the_doubt_as_it_is(ledger: Ledger, armed: Filing, finding: Finding) -> None:
    told = decide(armed, found(finding), ledger)
    assert told.filing.state is State.UNCERTAIN
    assert told.outcome is Outcome.UNCERTAIN


@pytest.mark.parametrize("finding", [Finding.DIFFERS, Finding.SEVERAL])
def test_what_the_case_log_cannot_decide_is_a_persons(ledger: Ledger, armed: Filing, finding: Finding) -> None:
    assert decide(armed, found(finding), ledger).filing.state is State.NEEDS_PERSON


@pytest.mark.parametrize(
    "proof", [found(Finding.OURS, "17204938899"), found(Finding.NOT_SENT)], ids=["another case", "no case"]
)
def test_a_page_and_a_case_log_that_contradict_each_other_are_a_persons(
    ledger: Ledger, armed: Filing, proof: Proof
) -> None:
    observed = ledger.observe(armed, "17204938815")
    told = decide(observed, proof, ledger)
    assert told.filing.state is State.NEEDS_PERSON
    assert "17204938815" in told.filing.detail


def test_deciding_twice_changes_nothing(ledger: Ledger, armed: Filing) -> None:
    once = decide(armed, found(Finding.SEVERAL), ledger)
    assert decide(once.filing, found(Finding.SEVERAL), ledger).filing == once.filing
