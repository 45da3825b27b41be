"""`verify` proves what people read: whatever is changed behind the program's back is found and named."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
import sqlalchemy as sa
from tests.postgresql import schema_on

from casewright.ledger.head_file import HeadFile
from casewright.ledger.receipt import BrokenLink
from casewright.ledger.reply import ReplyState
from casewright.ledger.seals import head_of
from casewright.ledger.store import Ledger, open_ledger
from casewright.ledger.verify import find_break
from casewright.model.outcome import Outcome

YES = "a" * 64


@pytest.fixture
def file(tmp_path: Path, loss) -> Path:
    """A ledger in a file, and its end in another."""
    path = tmp_path / "ledger.sqlite"
    with open_ledger(path, "live", head=tmp_path / "apart" / "heads.json") as ledger:
        (tmp_path / "apart").mkdir()
        fill(ledger, loss)
    return path


def fill(ledger: Ledger, loss) -> None:
    """Three filings: proven with a reply, in doubt, begun."""
    proven = ledger.approve(ledger.prepare(loss(1)), YES)
    ledger.arm(proven)
    proven = ledger.verify(ledger.observe(ledger.clicked(proven), "12345678901"), "12345678901", "found")
    ledger.write_receipt(proven, Outcome.VERIFIED)
    reply, _ = ledger.arm_reply(proven, "Here it is.", (("invoice.pdf", "c" * 64),), "Ada")
    ledger.settle_reply(reply, ReplyState.VERIFIED, "the case shows it")
    doubtful = ledger.approve(ledger.prepare(loss(2)), YES)
    ledger.arm(doubtful)
    ledger.write_receipt(ledger.uncertain(doubtful, "the connection broke"), Outcome.UNCERTAIN)
    ledger.prepare(loss(3))


def break_in(file: Path, *statements: str) -> BrokenLink | None:
    """Write past the program, without its rules, and let it look."""
    raw = sqlite3.connect(file)
    raw.execute("PRAGMA foreign_keys = OFF")
    raw.execute("PRAGMA ignore_check_constraints = ON")
    for statement in statements:
        raw.execute(statement)
    raw.commit()
    raw.close()
    with open_ledger(file, "live", head=file.parent / "apart" / "heads.json") as ledger:
        assert ledger.keeps_head
        return ledger.verify_chain()


def test_an_untouched_ledger_holds(file):
    assert break_in(file) is None


OF_A_FILING = (
    *("account = 'Other Goods'", "amount = '9999.00'", "currency = 'EUR'", "subject = 'x'", "message = 'x'"),
    *("evidence = '[]'", "case_id = '99999999999'", "claim_id = 'A-9'", "marketplace = 'DE'", "fingerprint = 'f'"),
    *(
        "approval = 'b'",
        "reference = 'CW-22222222'",
        "armed_at = '2020-01-01 00:00:00.000000'",
        "outcome = 'uncertain'",
    ),
    *("detail = 'paid in full'", "updated_at = '2020-01-01 00:00:00.000000'", "account_key = 'other goods'"),
    *("state = 'not_sent'", "main_identifier = 'x'", "created_at = '2020-01-01 00:00:00.000000'"),
)


@pytest.mark.parametrize("change", OF_A_FILING)
def test_anything_that_people_read_of_a_filing_is_proven(file, change):
    broken = break_in(file, f"UPDATE filings SET {change} WHERE claim_id = 'A-1'")
    assert broken is not None
    assert "filing CW-" in str(broken)


def test_what_was_changed_is_said_beside_what_the_receipt_says(file):
    broken = break_in(file, "UPDATE filings SET amount = '9999.00' WHERE claim_id = 'A-1'")
    assert "its amount is '9999.00', its receipt says '37.50'" in str(broken)


OF_THE_REST = (
    "UPDATE transitions SET by = 'Eve' WHERE after = 'approved'",
    "UPDATE transitions SET note = 'x' WHERE after = 'uncertain'",
    "UPDATE transitions SET at = '2020-01-01 00:00:00.000000' WHERE after = 'armed'",
    "DELETE FROM transitions WHERE after = 'verified'",
    "INSERT INTO transitions SELECT filing_id, 9, 8, after, 'observed', at, by, note FROM transitions LIMIT 1",
    "UPDATE replies SET text = 'x'",
    "UPDATE replies SET by = 'Eve'",
    "UPDATE replies SET state = 'not_sent'",
    "UPDATE replies SET attachments = '[]'",
    "DELETE FROM replies",
    "UPDATE seals SET stands = 'x' WHERE sequence = 5",
    "UPDATE seals SET digest = 'x' WHERE sequence = 5",
    "DELETE FROM seals WHERE sequence = 5",
    "DELETE FROM seals WHERE sequence > 5",
    "DELETE FROM seals",
    "DELETE FROM receipts WHERE sequence = 2",
    "DELETE FROM receipts",
    "DELETE FROM filings WHERE claim_id = 'A-3'",
)


@pytest.mark.parametrize("statement", OF_THE_REST)
def test_steps_replies_receipts_and_seals_are_proven(file, statement):
    assert break_in(file, statement) is not None


def test_everything_is_proven_on_a_server_too(server, loss):
    with schema_on(server) as address, open_ledger(address, "live") as ledger:
        fill(ledger, loss)
        with ledger._database._writer.connect() as connection:
            drop_rules(connection)
            end = head_of(connection, "live")
            assert find_break(connection, "live", end) is None
            changes = [f"UPDATE filings SET {change} WHERE claim_id = 'A-1'" for change in OF_A_FILING]
            for statement in (*changes, *OF_THE_REST):
                with connection.begin_nested() as undone:
                    connection.exec_driver_sql(statement)
                    assert find_break(connection, "live", end) is not None, statement
                    undone.rollback()
            assert find_break(connection, "live", end) is None


def drop_rules(connection: sa.Connection) -> None:
    """Whoever owns the tables may drop what they hold to."""
    asked = "SELECT conrelid::regclass, conname FROM pg_constraint WHERE contype IN ('c', 'f')"
    for table, rule in connection.exec_driver_sql(asked + " AND connamespace = current_schema()::regnamespace").all():
        connection.exec_driver_sql(f'ALTER TABLE {table} DROP CONSTRAINT IF EXISTS "{rule}"')


def test_a_filing_that_is_taken_out_with_everything_that_belongs_to_it_is_missed(file):
    """Its seals are the last ones: only the end that was kept apart tells."""
    one = "(SELECT filing_id FROM filings WHERE claim_id = 'A-3')"
    broken = break_in(
        file,
        f"DELETE FROM seals WHERE key = {one}",
        f"DELETE FROM transitions WHERE filing_id = {one}",
        "DELETE FROM filings WHERE claim_id = 'A-3'",
    )
    assert "that was there is missing" in str(broken)


def test_a_ledger_that_was_emptied_is_missed(file):
    tables = ("seals", "receipts", "replies", "followed", "filings", "transitions")
    broken = break_in(file, *(f"DELETE FROM {table}" for table in tables))
    assert "that were there are missing" in str(broken)


def test_a_ledger_that_was_put_back_as_it_was_earlier_is_missed(file, loss):
    before = file.read_bytes()
    with open_ledger(file, "live", head=file.parent / "apart" / "heads.json") as ledger:
        ledger.prepare(loss(9))
    for side in ("-wal", "-shm"):
        file.with_name(file.name + side).unlink(missing_ok=True)
    file.write_bytes(before)
    assert "missing" in str(break_in(file))


def test_a_tail_that_was_cut_off_stays_missed_however_much_is_written_after_it(file, loss):
    one = "(SELECT filing_id FROM filings WHERE claim_id = 'A-3')"
    cut = (
        f"DELETE FROM seals WHERE key = {one}",
        f"DELETE FROM transitions WHERE filing_id = {one}",
        "DELETE FROM filings WHERE claim_id = 'A-3'",
    )
    assert break_in(file, *cut) is not None
    with open_ledger(file, "live", head=file.parent / "apart" / "heads.json") as ledger:
        for number in range(4, 9):
            ledger.prepare(loss(number))
        assert "the one that was the last when the end was kept apart" in str(ledger.verify_chain())


def test_a_proof_sees_one_moment_however_others_write_meanwhile(where, loss):
    with open_ledger(where, "live") as ledger, open_ledger(where, "live") as other:
        ledger.prepare(loss(1))
        numbers = iter(range(2, 9))

        def write(*_: object) -> None:
            if number := next(numbers, None):
                other.prepare(loss(number))

        sa.event.listen(ledger._database._reader, "after_cursor_execute", write)
        assert ledger.verify_chain() is None
        assert next(numbers, None) is None, "nobody wrote while it was proven"


def test_without_an_end_kept_apart_it_is_said_that_there_is_none(file):
    with open_ledger(file, "live") as ledger:
        assert not ledger.keeps_head
        assert ledger.verify_chain() is None


def test_a_head_file_that_cannot_be_written_does_not_hinder_a_filing(tmp_path, loss):
    with open_ledger(tmp_path / "ledger.sqlite", "live", head=tmp_path / "nowhere" / "heads.json") as ledger:
        ledger.prepare(loss())
        assert not ledger.keeps_head


@pytest.mark.parametrize("content", ["", "{", "[]", '{"live x": 3}', '{"live x": {"sequence": "y", "hash": "z"}}'])
def test_a_head_file_that_holds_nonsense_is_none(tmp_path, content):
    (tmp_path / "heads.json").write_text(content, encoding="utf-8")
    assert HeadFile(tmp_path / "heads.json").read("live x") is None
