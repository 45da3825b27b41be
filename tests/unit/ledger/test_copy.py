"""A ledger moves to another database whole, or not at all."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from casewright.ledger.copy import copy_ledger
from casewright.ledger.refusals import LedgerError
from casewright.ledger.store import DuplicateFiling, open_ledger

KEPT = Path(__file__).parent / "kept" / "ledger-schema-3.sqlite"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A ledger with both sites, receipts, replies and doubts, made by an earlier version."""
    return Path(shutil.copyfile(KEPT, tmp_path / "source.sqlite"))


@pytest.mark.parametrize("site", ["live", "sandbox"])
def test_a_copy_says_everything_that_the_original_says(source, where, site):
    copied = copy_ledger(source, where)
    assert (copied.filings, copied.receipts) == (7, 4)
    with open_ledger(source, site) as old, open_ledger(where, site) as new:
        assert new.filings() == old.filings()
        assert new.receipts() == old.receipts()
        assert new.replies() == old.replies()
        assert new.followed() == old.followed()
        assert [new.history(one) for one in new.filings()] == [old.history(one) for one in old.filings()]
        assert new.verify_chain() is None


def test_a_copy_goes_on_where_the_original_ended(source, where, loss):
    copy_ledger(source, where)
    with open_ledger(where, "live") as ledger:
        with pytest.raises(DuplicateFiling):
            ledger.prepare(loss(1))
        ledger.prepare(loss(20))
        assert ledger.verify_chain() is None


def test_a_ledger_that_does_not_hold_is_not_copied(source, where):
    open_ledger(source, "live").close()
    with sqlite3.connect(source) as raw:
        raw.execute("UPDATE filings SET amount = '9999.00' WHERE case_id IS NOT NULL")
    raw.close()
    with pytest.raises(LedgerError, match="not as it was written"):
        copy_ledger(source, where)
    with open_ledger(where, "live") as ledger:
        assert ledger.filings() == ()


def test_nothing_is_copied_into_a_ledger_that_holds_something(source, where, loss):
    with open_ledger(where, "live") as ledger:
        ledger.prepare(loss())
    with pytest.raises(LedgerError, match="not empty"):
        copy_ledger(source, where)


def test_a_file_that_is_not_there_is_not_made(tmp_path):
    with pytest.raises(LedgerError, match="There is no ledger"):
        copy_ledger(tmp_path / "no.sqlite", tmp_path / "new.sqlite")
    assert not (tmp_path / "no.sqlite").exists()
