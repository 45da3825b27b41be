"""A ledger behind PgBouncer in transaction mode: no transaction needs anything of the one before it."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from tests.pgbouncer import Pooler, find_pgbouncer, running_pooler

from casewright.ledger import postgresql
from casewright.ledger.copy import copy_ledger
from casewright.ledger.filing import State
from casewright.ledger.refusals import LedgerError
from casewright.ledger.reply import ReplyState
from casewright.ledger.store import DuplicateFiling, NotArmed, WrongState, open_ledger
from casewright.model.outcome import Outcome

from .test_processes import side_by_side

YES = "a" * 64
CASE = "12345678901"
forks = pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(), reason="forks the test's own process")
pytestmark = pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")


@pytest.fixture(scope="module")
def pooler(server) -> Iterator[Pooler]:
    if find_pgbouncer() is None:
        pytest.skip("PgBouncer is not installed (Debian: apt-get install pgbouncer)")
    with running_pooler(server) as running:
        yield running


@pytest.fixture
def address(pooler: Pooler) -> Iterator[str]:
    with pooler.database() as made:
        yield made


def test_a_whole_life_goes_through_a_pool_and_leaves_nothing_in_it(address, loss, clock, tmp_path):
    with open_ledger(address, "live", now=clock) as ledger:
        filing = ledger.approve(ledger.prepare(loss()), YES)
        ledger.arm(filing)
        proven = ledger.verify(ledger.observe(ledger.clicked(filing), CASE), CASE, "found")
        ledger.write_receipt(proven, Outcome.VERIFIED)
        reply, _ = ledger.arm_reply(proven, "Here it is.", (), "Ada")
        ledger.settle_reply(reply, ReplyState.VERIFIED, "the case shows it")
        assert ledger.filing(CASE).state is State.VERIFIED
        assert ledger.verify_chain() is None
        with pytest.raises(NotArmed):
            ledger.arm(filing)
        with ledger._database._reader.connect() as connection:
            left = [connection.exec_driver_sql(f"SHOW {name}").scalar() for name in ("lock_timeout", "search_path")]
            locks = connection.execute(sa.text("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'")).scalar()
    assert (left, locks) == (["0", '"$user", public'], 0)
    assert copy_ledger(address, tmp_path / "copied.sqlite").filings == 1


@forks
def test_six_processes_may_make_the_tables_through_two_connections(address):
    def make(_: int) -> str:
        with open_ledger(address, "live", patience=60) as ledger:
            return str(len(ledger.in_doubt()))

    assert side_by_side(make, 6) == ["0"] * 6


@forks
def test_processes_that_file_the_same_claims_get_one_permit_a_claim(address, loss):
    open_ledger(address, "live").close()
    losses = [loss(number) for number in range(1, 5)]

    def file_all(_: int) -> str:
        armed = []
        with open_ledger(address, "live", patience=60) as mine:
            for what in losses:
                try:
                    mine.arm(mine.approve(mine.prepare(what), YES))
                    armed.append(what.claim.claim_id)
                except (DuplicateFiling, WrongState):
                    continue  # another process was quicker
        return ",".join(armed)

    permits = [claim for answer in side_by_side(file_all, 4) for claim in answer.split(",") if claim]
    with open_ledger(address, "live") as ledger:
        assert sorted(permits) == sorted({one.claim_id for one in ledger.filings(state=State.ARMED)})
        assert ledger.verify_chain() is None


@pytest.mark.parametrize("who", ["pooler", "server"])
def test_what_is_killed_is_told_and_what_was_armed_stays_armed(pooler, server, address, loss, who, monkeypatch):
    monkeypatch.setattr(postgresql, "_SILENCE", 3.0)  # the pooler lets its clients wait for a server
    killed = pooler if who == "pooler" else server
    with open_ledger(address, "live", patience=5) as ledger:
        filing = ledger.approve(ledger.prepare(loss()), YES)
        ledger.arm(filing)
        killed.kill()
        with pytest.raises(LedgerError, match="cannot be used"):
            ledger.clicked(filing)
        killed.start()
        server.wait_until_answers(address)  # the pooler tries again a little later
        assert [one.state for one in ledger.in_doubt()] == [State.ARMED]
        with pytest.raises(NotArmed):
            ledger.arm(filing)
        assert ledger.clicked(filing).state is State.CLICKED
        assert ledger.verify_chain() is None
