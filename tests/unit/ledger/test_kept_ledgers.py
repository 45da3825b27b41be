"""Ledgers that earlier versions made: they open, say what they said, are put under seal, and go on."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import pytest

from casewright.ledger.filing import State
from casewright.ledger.reply import ReplyState
from casewright.ledger.store import DuplicateFiling, open_ledger
from casewright.model.outcome import Outcome

KEPT = Path(__file__).parent / "kept"
"""`ledger-schema-3.sqlite` was made by the program as it was before there were seals; it is never made anew."""


@pytest.fixture(params=[path.name for path in sorted(KEPT.glob("*.sqlite"))])
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return Path(shutil.copyfile(KEPT / request.param, tmp_path / "ledger.sqlite"))


def test_it_says_what_it_said(kept):
    with open_ledger(kept, "live") as ledger:
        states = Counter(filing.state for filing in ledger.filings())
        assert states == {
            State.VERIFIED: 1,
            State.UNCERTAIN: 1,
            State.NOT_SENT: 1,
            State.APPROVED: 1,
            State.PREPARED: 1,
            State.ARMED: 1,
        }
        assert [receipt.outcome for receipt in ledger.receipts()] == [
            Outcome.FILED_UNVERIFIED,
            Outcome.VERIFIED,
            Outcome.UNCERTAIN,
        ]
        assert ledger.filing("10000000001").claim_id == "A-1"
        assert [reply.state for reply in ledger.replies()] == [ReplyState.VERIFIED]
        assert ledger.followed()["10000000001"].answer == "Please send the invoice."
        assert {filing.claim_id for filing in ledger.in_doubt()} == {"A-2", "A-6"}


@pytest.mark.parametrize("site", ["live", "sandbox"])
def test_it_is_whole_from_the_first_opening_on(kept, site):
    with open_ledger(kept, site, head=kept.with_name("heads.json")) as ledger:
        assert ledger.verify_chain() is None


def test_it_goes_on_and_remembers_what_was_filed(kept, loss):
    with open_ledger(kept, "live") as ledger:
        for number in (1, 2, 6):
            with pytest.raises(DuplicateFiling):
                ledger.prepare(loss(number))
        for number in (3, 4, 5, 7):
            assert ledger.prepare(loss(number)).state is State.PREPARED
        doubtful = ledger.filing("A-2")
        ledger.write_receipt(ledger.verify(doubtful, "10000000002", "found"), Outcome.VERIFIED)
        assert ledger.verify_chain() is None
