"""A case that was filed elsewhere becomes the ledger's, proven from its own page, and its loss is never filed again."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from tests.case_pages import case_page

from casewright.caselog.case import CaseMessage, CasePage
from casewright.casework.adopt import NotAdopted, adopt
from casewright.casework.follow_up import followed_of
from casewright.casework.plan import Entry
from casewright.ledger.filing import Filing, State
from casewright.ledger.refusals import DuplicateFiling, LedgerError
from casewright.ledger.store import Ledger
from casewright.model.outcome import Outcome

from .conftest import NOW, claim
from .practice import Practice, entries_of


@pytest.fixture
def entry(claims_file: Path) -> Entry:
    (made,) = entries_of(claim(), source=claims_file)
    return made


def naming(entry: Entry, **changes: object) -> CasePage:
    main = entry.form.main_identifier
    return case_page(f"By hand: {main} was lost.", created=NOW - timedelta(days=3), **changes)


def adopted(entry: Entry, page: CasePage, ledger: Ledger) -> Filing:
    return adopt(entry, page, ledger, followed_of(page, NOW), "mei")


def test_a_case_that_names_the_claim_is_verified_followed_and_has_a_receipt(ledger: Ledger, entry: Entry) -> None:
    page = naming(entry)
    filing = adopted(entry, page, ledger)
    assert (filing.state, filing.case_id, filing.armed_at) == (State.VERIFIED, page.case_id, page.created)
    assert page.case_id in ledger.followed()
    (receipt,) = ledger.receipts()
    assert (receipt.outcome, receipt.case_id) == (Outcome.VERIFIED, page.case_id)
    assert "adopted by mei" in receipt.detail
    assert ledger.verify_chain() is None


def test_its_loss_is_never_filed_again(ledger: Ledger, entry: Entry, tmp_path: Path) -> None:
    adopted(entry, naming(entry), ledger)
    practice = Practice(ledger, tmp_path)
    (settled,) = practice.file([entry])
    assert settled.outcome is Outcome.DUPLICATE
    assert practice.stored() == ()


def test_a_loss_that_was_filed_already_is_not_adopted_twice(ledger: Ledger, entry: Entry) -> None:
    adopted(entry, naming(entry), ledger)
    with pytest.raises(DuplicateFiling):
        adopted(entry, naming(entry, case_id="17204938816"), ledger)
    assert len(ledger.filings()) == 1


def test_a_case_of_another_claim_is_not_taken_from_it(ledger: Ledger, claims_file: Path) -> None:
    first, second = entries_of(claim("A-1"), claim("A-2"), source=claims_file)
    adopted(first, naming(first), ledger)
    with pytest.raises(LedgerError):
        adopted(second, naming(second), ledger)
    assert [filing.claim_id for filing in ledger.filings()] == ["A-1"]


@pytest.mark.parametrize("around", ["9{}", "{}9", "{}-1", "A{}B"])
def test_an_identifier_inside_a_longer_one_names_nothing(ledger: Ledger, entry: Entry, around: str) -> None:
    page = case_page(around.format(entry.form.main_identifier))
    with pytest.raises(NotAdopted):
        adopted(entry, page, ledger)
    assert ledger.filings() == ()


def test_what_only_amazon_says_names_nothing(ledger: Ledger, entry: Entry) -> None:
    theirs = CaseMessage(text=f"Is it about {entry.form.main_identifier}?", from_amazon=True)
    with pytest.raises(NotAdopted):
        adopted(entry, case_page(messages=[theirs]), ledger)


def test_a_page_that_showed_too_little_says_what_it_did_not_show(ledger: Ledger, entry: Entry) -> None:
    with pytest.raises(NotAdopted, match="the messages"):
        adopted(entry, case_page(missing=("the messages",)), ledger)
