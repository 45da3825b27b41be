"""The rules that the database itself holds, whoever writes into it, and that every database can be asked."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from casewright.ledger.filing import FOLLOWS, State
from casewright.ledger.schema import UtcMoment, filings, metadata, receipts, transitions
from casewright.model.outcome import Outcome

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
YES = "a" * 64


def write(ledger, *statements):
    """Write past every check of the program, in one transaction."""
    with ledger._database.writing() as connection:
        for statement in statements:
            connection.execute(statement)


def step(filing_id, number, before, after, **changes):
    fields = {"filing_id": filing_id, "number": number, "follows": number - 1 or None, "before": before, "after": after}
    return transitions.insert().values(fields | {"at": NOW, "by": "", "note": ""} | changes)


@pytest.fixture
def armed(ledger, loss):
    filing = ledger.approve(ledger.prepare(loss()), YES)
    ledger.arm(filing)
    return ledger.filing(filing.filing_id)


def changed(filing, **values):
    return filings.update().where(filings.c.filing_id == filing.filing_id).values(values)


@pytest.mark.parametrize(
    ("before", "after"),
    [(before, after) for before in State for after in State if after not in FOLLOWS[before]],
)
def test_a_step_that_the_state_machine_does_not_know_is_refused(ledger, before, after):
    with pytest.raises(sa.exc.IntegrityError, match="a_step_of_the_state_machine"):
        write(ledger, step("f", 2, before, after))


def test_a_history_begins_with_prepared(ledger):
    write(ledger, step("f", 1, None, State.PREPARED))
    with pytest.raises(sa.exc.IntegrityError):
        write(ledger, step("g", 1, None, State.ARMED))


@pytest.mark.parametrize(
    "later",
    [
        step("f", 2, State.APPROVED, State.ARMED),
        step("f", 3, State.PREPARED, State.APPROVED),
        step("f", 2, State.PREPARED, State.APPROVED, follows=None),
        step("f", 2, State.PREPARED, State.APPROVED, follows=0),
        step("f", 1, State.PREPARED, State.APPROVED),
    ],
    ids=["another state before", "a gap", "follows nothing", "follows another", "the same number"],
)
def test_a_step_that_does_not_continue_the_one_before_is_refused(ledger, later):
    write(ledger, step("f", 1, None, State.PREPARED))
    with pytest.raises(sa.exc.IntegrityError):
        write(ledger, later)


def test_a_state_without_its_step_is_refused(ledger, armed):
    with pytest.raises(sa.exc.IntegrityError):
        write(ledger, changed(armed, state=State.CLICKED))


def test_a_filing_is_armed_once_in_its_life(ledger, armed):
    with pytest.raises(sa.exc.IntegrityError):
        write(ledger, step(armed.filing_id, 4, State.APPROVED, State.ARMED, follows=2))
    with pytest.raises(sa.exc.IntegrityError, match=r"armed_once|transitions\.filing_id"):
        write(ledger, step(armed.filing_id, 9, State.APPROVED, State.ARMED, follows=8))


@pytest.mark.parametrize(
    "values",
    [
        {"approval": ""},
        {"armed_at": None},
        {"case_id": "12345678901"},
    ],
    ids=["armed without a yes", "armed without a time", "a case before the click"],
)
def test_an_armed_filing_has_a_yes_and_a_time_and_no_case(ledger, armed, values):
    with pytest.raises(sa.exc.IntegrityError):
        write(ledger, changed(armed, **values))


def test_an_observed_filing_has_a_case(ledger, armed):
    with pytest.raises(sa.exc.IntegrityError, match="observed_has_a_case"):
        write(
            ledger,
            step(armed.filing_id, 4, State.ARMED, State.OBSERVED),
            changed(armed, state=State.OBSERVED, step=4),
        )


def test_one_loss_has_one_filing_alive(ledger, loss, armed):
    other = ledger.prepare(loss(2))
    with pytest.raises(sa.exc.IntegrityError, match=r"one_filing_a_loss|filings\.fingerprint"):
        write(ledger, changed(other, fingerprint=armed.fingerprint))


def test_one_case_belongs_to_one_filing(ledger, loss, armed):
    ledger.observe(armed, "12345678901")
    other = ledger.approve(ledger.prepare(loss(2)), YES)
    ledger.arm(other)
    ledger.uncertain(other, "?")
    with pytest.raises(sa.exc.IntegrityError, match=r"one_filing_a_case|filings\.case_id"):
        write(ledger, changed(other, case_id="12345678901"))


def test_the_chain_of_receipts_cannot_fork(ledger, armed):
    first = ledger.write_receipt(ledger.uncertain(armed, "?"), Outcome.UNCERTAIN)
    fork = {"site": "live", "filing_id": armed.filing_id, "body": "{}", "hash": "f" * 64}
    with pytest.raises(sa.exc.IntegrityError):
        write(ledger, receipts.insert().values(fork | {"sequence": 2, "previous": first.previous}))
    with pytest.raises(sa.exc.IntegrityError):
        write(ledger, receipts.insert().values(fork | {"sequence": 1, "previous": first.hash}))


def test_a_receipt_belongs_to_a_filing(ledger):
    row = {"site": "live", "sequence": 1, "filing_id": "nobody", "body": "{}", "previous": "0", "hash": "1"}
    with pytest.raises(sa.exc.IntegrityError):
        write(ledger, receipts.insert().values(row))


@pytest.mark.parametrize("dialect", [sqlite.dialect(), postgresql.dialect()], ids=["sqlite", "postgresql"])
def test_every_table_and_index_can_be_made_on_both_databases(dialect):
    made = [str(CreateTable(table).compile(dialect=dialect)) for table in metadata.sorted_tables]
    made += [
        str(CreateIndex(index).compile(dialect=dialect)) for table in metadata.sorted_tables for index in table.indexes
    ]
    told = "\n".join(made)
    for name in ("one_filing_a_loss", "armed_once", "one_filing_a_case", "said_once"):
        assert f"UNIQUE INDEX {name}" in told
    assert told.count(" WHERE ") == 6


def test_every_statement_of_a_whole_life_can_be_said_to_postgresql(ledger, loss):
    """Whatever database the test runs on: what was executed is compiled again for the other one."""
    said: list[sa.ClauseElement] = []

    @sa.event.listens_for(ledger._database._reader, "before_execute")
    def remember(connection, statement, *rest):
        said.append(statement)

    filing = ledger.approve(ledger.prepare(loss()), YES)
    ledger.arm(filing)
    ledger.clicked(filing)
    ledger.verify(ledger.observe(filing, "12345678901"), "12345678901")
    ledger.write_receipt(filing, Outcome.VERIFIED)
    ledger.complete_receipts()
    ledger.filed_since(filing.account, NOW)
    ledger.last_armed_at(filing.account)
    ledger.filing(filing.reference)
    ledger.taken()
    ledger.in_doubt()
    assert ledger.verify_chain() is None
    texts = {str(statement.compile(dialect=postgresql.dialect())) for statement in said}
    assert any("FOR UPDATE" in text for text in texts)
    assert not any(word in text for text in texts for word in ("PRAGMA", "OR REPLACE", "rowid", "json_extract"))


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="no time zone"):
        UtcMoment().process_bind_param(datetime(2026, 1, 1), sqlite.dialect())  # noqa: DTZ001


@pytest.mark.parametrize("dialect", [sqlite.dialect(), postgresql.dialect()], ids=["sqlite", "postgresql"])
def test_a_moment_comes_back_as_the_same_moment_in_utc(dialect):
    tokyo = datetime(2026, 1, 1, 8, tzinfo=timezone(timedelta(hours=9)))
    kept = UtcMoment().process_result_value(UtcMoment().process_bind_param(tokyo, dialect), dialect)
    assert kept == tokyo
    assert kept is not None
    assert kept.tzinfo is UTC
