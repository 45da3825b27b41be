"""No look-up reads a whole table, however many filings there are: seen in what the database itself plans to do."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from casewright.ledger.followed import Followed
from casewright.ledger.pace import Pace
from casewright.ledger.reply import ReplyState
from casewright.ledger.store import Ledger, open_ledger
from casewright.model.outcome import Outcome

YES = "a" * 64
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
_WHOLE = re.compile(r"\bSCAN \w+ *(?:\[|USING (?!COVERING INDEX number))|\(site=\?\) |\bSeq Scan on")
_OF_A_FEW = re.compile(r"max\(|LIMIT|FROM alembic_version")


@contextmanager
def explained(ledger: Ledger) -> Iterator[list[str]]:
    """The plan of every statement that is executed inside, as the database tells it."""
    plans: list[str] = []
    engine = ledger._database._reader
    postgresql = engine.dialect.name == "postgresql"
    explain = "EXPLAIN " if postgresql else "EXPLAIN QUERY PLAN "
    asking: list[bool] = []

    def look(connection, cursor, statement, parameters, context, executemany) -> None:
        if asking or not statement.startswith(("SELECT", "UPDATE", "DELETE", "INSERT")) or "pg_" in statement:
            return
        asking.append(True)
        try:
            if postgresql:  # a table of twelve rows is read whole unless that is forbidden, on every connection
                connection.exec_driver_sql("SET enable_seqscan = off")
            rows = connection.exec_driver_sql(explain + statement, parameters).all()
        finally:
            asking.clear()
        plans.extend(f"{row[-1]}  [{' '.join(statement.split())}]" for row in rows)

    sa.event.listen(engine, "before_cursor_execute", look)
    try:
        yield plans
    finally:
        sa.event.remove(engine, "before_cursor_execute", look)


def scans(plans: list[str]) -> list[str]:
    """The plans that read a whole table, or everything of a site."""
    return [plan for plan in plans if _WHOLE.search(plan) and not _OF_A_FEW.search(plan)]


@pytest.fixture
def big(ledger: Ledger, loss, where) -> Ledger:
    """Some filings, of which the planner knows; most are proven, one is in doubt."""
    for number in range(1, 13):
        filing = ledger.approve(ledger.prepare(loss(number)), YES)
        ledger.arm(filing)
        if number > 1:
            case_id = f"2000000000{number:02}"
            proven = ledger.verify(ledger.observe(ledger.clicked(filing), case_id), case_id)
            ledger.write_receipt(proven, Outcome.VERIFIED)
            ledger.follow(Followed(case_id=case_id, status="Answered", seen_at=NOW))
    with ledger._database.writing() as connection:
        connection.execute(sa.text("ANALYZE"))  # what the planner knows changes its mind
    return ledger


LOOK_UPS: dict[str, Callable] = {
    "look up a loss": lambda ledger, loss: ledger.taken([loss(number).fingerprint for number in range(1, 25)]),
    "look up losses alike": lambda ledger, loss: ledger.filed_alike([loss(number).claim for number in range(1, 25)]),
    "prepare": lambda ledger, loss: ledger.prepare(loss(99)),
    "whole life": lambda ledger, loss: _whole_life(ledger, loss(77)),
    "in doubt": lambda ledger, loss: ledger.in_doubt(),
    "what opening looks for": lambda ledger, loss: ledger.complete_receipts(),
    "filed since": lambda ledger, loss: (
        ledger.filed_since("Harbor Lane Goods", NOW - timedelta(days=1)),
        ledger.filed_by_account(NOW - timedelta(days=1)),
        ledger.last_armed_at("Harbor Lane Goods"),
    ),
    "follow a case": lambda ledger, loss: ledger.follow(Followed(case_id="200000000005", status="x", seen_at=NOW)),
    "what cases showed": lambda ledger, loss: ledger.followed(["200000000005", "200000000006"]),
    "by name": lambda ledger, loss: [ledger.filing(name) for name in ("200000000005", loss(5).form.reference, "A-5")],
    "newest": lambda ledger, loss: next(ledger.stream_filings(newest_first=True)),
    "history and receipts": lambda ledger, loss: (
        ledger.history(ledger.filing("A-5")),
        ledger.receipts(ledger.filing("A-5")),
    ),
    "reply": lambda ledger, loss: _reply(ledger),
}


def _whole_life(ledger: Ledger, what) -> None:
    filing = ledger.approve(ledger.prepare(what), YES)
    ledger.arm(filing, Pace(500, timedelta(0)))
    case_id = "30000000077"
    ledger.write_receipt(ledger.verify(ledger.observe(ledger.clicked(filing), case_id), case_id), Outcome.VERIFIED)


def _reply(ledger: Ledger) -> None:
    reply, _ = ledger.arm_reply(ledger.filing("A-7"), "Here it is.", (), "Ada")
    ledger.settle_reply(reply, ReplyState.VERIFIED, "seen")
    ledger.replies("200000000007")


@pytest.mark.parametrize("what", LOOK_UPS)
def test_no_look_up_reads_a_whole_table(big: Ledger, loss, what: str) -> None:
    with explained(big) as plans:
        LOOK_UPS[what](big, loss)
    assert plans
    assert scans(plans) == []


def test_opening_a_ledger_reads_no_whole_table(big: Ledger, where, monkeypatch) -> None:
    found: list[list[str]] = []
    complete = Ledger.complete_receipts

    def watched(ledger: Ledger):
        with explained(ledger) as plans:
            done = complete(ledger)
        found.append(plans)
        return done

    monkeypatch.setattr(Ledger, "complete_receipts", watched)
    open_ledger(where, "live").close()
    assert [scans(plans) for plans in found] == [[]]


def test_a_question_that_no_index_answers_is_seen(big: Ledger) -> None:
    with explained(big) as plans, big._database.reading() as connection:
        connection.execute(sa.text("SELECT filing_id FROM filings WHERE detail = 'x'"))
    assert scans(plans)
