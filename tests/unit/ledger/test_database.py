"""Opening the ledger's database, and every way in which it can give way."""

from __future__ import annotations

import os
import sqlite3
import stat
import sys
import threading
from pathlib import Path

import pytest

from casewright.errors import ExitCode
from casewright.ledger import database
from casewright.ledger.filing import State
from casewright.ledger.refusals import LedgerBusy, LedgerError, LedgerUnusable
from casewright.ledger.store import open_ledger
from casewright.model.outcome import Outcome

YES = "a" * 64
posix = pytest.mark.skipif(sys.platform == "win32", reason="POSIX file modes")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "home" / "ledger-live.sqlite"


def test_a_commit_waits_for_the_disk_and_constraints_are_on(file):
    with open_ledger(file, "live") as ledger, ledger._database.reading() as connection:
        asked = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "fullfsync")
        }
    assert asked == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "fullfsync": 1}


@posix
def test_only_the_owner_may_read_the_ledger_and_its_side_files(file, loss):
    before = os.umask(0)
    try:
        with open_ledger(file, "live") as ledger:
            ledger.prepare(loss())
            modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in file.parent.iterdir()}
    finally:
        os.umask(before)
    assert modes == dict.fromkeys((file.name, f"{file.name}-wal", f"{file.name}-shm"), 0o600)
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


def test_a_write_waits_no_longer_than_its_patience_for_another_process(file, loss):
    with open_ledger(file, "live", patience=0.01) as ledger:
        filing = ledger.prepare(loss())
        other = sqlite3.connect(file, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LedgerBusy, match="another process is writing") as refused:
            ledger.approve(filing, YES)
        assert "run this again" in str(refused.value.remedy)
        assert ledger.filings() == (filing,), "reading goes on while another process writes"
        other.execute("ROLLBACK")
        other.close()
        assert ledger.approve(filing, YES).state is State.APPROVED


def test_a_new_file_that_another_process_is_about_to_switch_to_its_log_is_waited_for(file):
    file.parent.mkdir()
    other = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    done = threading.Timer(0.2, other.execute, ["ROLLBACK"])
    done.start()
    open_ledger(file, "live").close()
    done.join()
    other.close()


def test_a_new_file_that_never_becomes_free_is_a_refusal(file):
    file.parent.mkdir()
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(LedgerBusy, match="another process is writing"):
        open_ledger(file, "live", patience=0.01)
    other.close()


def test_a_full_disk_is_a_refusal_and_nothing_is_half_written(file, loss):
    with open_ledger(file, "live") as ledger:
        filing = ledger.approve(ledger.prepare(loss()), YES)
        before = ledger.filings(), ledger.history(filing)
        with ledger._database.reading() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(LedgerUnusable, match="the disk is full"):
            ledger.prepare(loss(2, details="x" * 3900))
        assert (ledger.filings(), ledger.history(filing)) == before
        assert ledger.verify_chain() is None


def test_a_file_that_is_no_database_is_refused_and_left_as_it_is(file):
    file.parent.mkdir()
    file.write_bytes(b"this is a shopping list, not a database" * 40)
    with pytest.raises(LedgerUnusable, match="not a database"):
        open_ledger(file, "live")
    assert file.read_bytes().startswith(b"this is a shopping list")


def test_a_damaged_database_is_a_refusal(file, loss):
    with open_ledger(file, "live") as ledger:
        for number in range(1, 30):
            ledger.prepare(loss(number))
    whole = file.read_bytes()
    file.write_bytes(whole[:4096] + b"\x5a" * (len(whole) - 4096))
    with pytest.raises(LedgerUnusable), open_ledger(file, "live") as ledger:
        ledger.filings()


def test_a_folder_in_the_ledgers_place_is_a_refusal(file):
    file.mkdir(parents=True)
    with pytest.raises(LedgerUnusable, match="cannot be"):
        open_ledger(file, "live")


@posix
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may write everywhere")
def test_a_ledger_that_may_only_be_read_is_a_refusal(file, loss):
    open_ledger(file, "live").close()
    file.chmod(0o400)
    with pytest.raises(LedgerUnusable, match="it is read-only"), open_ledger(file, "live") as ledger:
        ledger.prepare(loss())


def test_a_database_that_turns_read_only_is_a_refusal(file, loss):
    with open_ledger(file, "live") as ledger:
        with ledger._database.reading() as connection:
            connection.exec_driver_sql("PRAGMA query_only = ON")
        with pytest.raises(LedgerUnusable, match="it is read-only"):
            ledger.prepare(loss())


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("nosuchbase://somewhere/x", "driver that is not installed"),
        ("postgresql://ada:open-sesame@127.0.0.1:1/ledger", "cannot be used|needs a driver"),
        ("://", "cannot be read"),
    ],
)
def test_an_address_that_leads_nowhere_is_a_refusal_without_the_password(address, said):
    with pytest.raises(LedgerError, match=said) as refused:
        open_ledger(address, "live")
    assert str(refused.value.remedy)
    assert refused.value.exit_code is ExitCode.REFUSED
    assert "open-sesame" not in f"{refused.value.message!s} {refused.value.remedy!s}"


def test_a_refused_change_is_told_after_a_few_tries(file, loss):
    with open_ledger(file, "live") as ledger:
        filing = ledger.approve(ledger.prepare(loss()), YES)
        ledger.arm(filing)
        with pytest.raises(LedgerUnusable, match="refused a change"):
            ledger._step(filing, State.OBSERVED)
        assert ledger.filing(filing.filing_id).state is State.ARMED
        assert ledger.write_receipt(ledger.uncertain(filing, "?"), Outcome.UNCERTAIN).sequence == 1


@pytest.mark.parametrize("name", ["SQLITE_IOERR_LOCK", "SQLITE_IOERR_SHMMAP", "SQLITE_PROTOCOL"])
def test_a_share_without_locks_is_told_with_the_way_out(file, name, monkeypatch):
    def refuse(_):
        error = sqlite3.OperationalError("disk I/O error")
        error.sqlite_errorname = name
        raise error

    monkeypatch.setattr(database, "_log_ahead", refuse)
    with pytest.raises(LedgerUnusable, match="does not support the locks") as refused:
        open_ledger(file, "live")
    assert "CASEWRIGHT_HOME" in str(refused.value.remedy)
    assert "ledger_url" in str(refused.value.remedy)
