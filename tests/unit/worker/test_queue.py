"""Jobs wait in the ledger's PostgreSQL, an account at a time; nothing is done twice without a person."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from tests.unit.ledger.conftest import make_loss

from casewright.app.jobs import AccountJob, JobKind, reading_jobs
from casewright.model.site_name import SiteName
from casewright.worker.job_queue import open_queue

from .conftest import Casewright, Commands, claim_name, run_apart, shared_ledger

YES = "a" * 64
ON = ("--site", "sandbox")
HARBOR, LAGOON = "Harbor Lane Goods", "Lagoon Supplies"
BOTH = ("--accounts", HARBOR, "--accounts", LAGOON)

_HOLDS = """
import sys
from casewright.model.site_name import SiteName
from casewright.worker import work
work.command_of = lambda job, number: [sys.executable, "-c", "import time; time.sleep(600)"]
work.work(sys.argv[1], SiteName.SANDBOX, [sys.argv[2]], (), lambda _: None, once=True)
"""


@contextmanager
def worker_that_is_killed(database: str, account: str) -> Iterator[subprocess.Popen[bytes]]:
    """A worker on another machine that is in the middle of a job."""
    process = subprocess.Popen([sys.executable, "-c", _HOLDS, database, account])
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def wait_for_state(casewright: Casewright, number: int, state: str) -> None:
    until = time.monotonic() + 120
    while state_of(casewright, number) != state:
        assert time.monotonic() < until, casewright("queue", "list").data
        time.sleep(0.1)


def state_of(casewright: Casewright, number: int) -> str:
    return next(job["state"] for job in casewright("queue", "list").data["jobs"] if job["number"] == number)


def numbers(done: object) -> dict[str, int]:
    """Account → the number of its job."""
    return {job["account"]: job["number"] for job in done.data["jobs"]}  # type: ignore[attr-defined]


@pytest.fixture
def abandoned(database: str, casewright: Casewright, plan: Path) -> int:
    """The number of a job of the first account whose worker was killed, long enough ago."""
    number = numbers(casewright("queue", plan, *ON))[HARBOR]
    with worker_that_is_killed(database, HARBOR):
        wait_for_state(casewright, number, "running")
    silence(database)
    return number


def silence(database: str) -> None:
    """Let the time pass after which a worker that gives no sign counts as gone."""
    with psycopg.connect(database) as connection:
        connection.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '10 minutes'")


def test_a_plan_is_split_by_account_and_each_part_is_done_with_its_own_claims(
    casewright: Casewright, plan: Path, commands: Commands
) -> None:
    queued = casewright("queue", plan, *ON)
    assert [(job["account"], job["claims"], job["state"]) for job in queued.data["jobs"]] == [
        (LAGOON, 2, "waiting"),
        (HARBOR, 2, "waiting"),
    ]

    worked = casewright("worker", *BOTH, *ON, "--once")

    assert (worked.code, len(worked.data["done"])) == (0, 2)
    assert commands.jobs == [("file", HARBOR), ("file", LAGOON)]
    assert commands.entries == [tuple(claim_name(name, at) for at in (1, 2)) for name in (HARBOR, LAGOON)]
    jobs = casewright("queue", "list").data["jobs"]
    assert {job["state"] for job in jobs} == {"done"}
    assert all(job["note"].endswith("exit 0: verified") for job in jobs)


def test_a_worker_takes_the_jobs_of_its_own_accounts_only(
    casewright: Casewright, plan: Path, commands: Commands
) -> None:
    casewright("queue", plan, *ON)

    casewright("worker", "--accounts", LAGOON, *ON, "--once")

    assert commands.jobs == [("file", LAGOON)]


def test_a_job_that_failed_is_told_and_never_tried_again_by_itself(
    casewright: Casewright, plan: Path, commands: Commands
) -> None:
    casewright("queue", plan, *ON)
    commands.code, commands.outcomes = 6, ["unknown_screen"]

    first, second = (casewright("worker", *BOTH, *ON, "--once") for _ in range(2))

    assert (first.code, len(first.data["failed"])) == (1, 2)
    assert (second.code, second.data["failed"]) == (0, [])
    assert len(commands.jobs) == 2
    assert {job["note"].partition(": ")[2] for job in casewright("queue", "list").data["jobs"]} == {
        "exit 6: unknown_screen"
    }


def test_a_job_whose_worker_was_killed_stays_and_holds_its_account_but_no_other(
    casewright: Casewright, plan: Path, abandoned: int, commands: Commands
) -> None:
    casewright("queue", plan, *ON)

    worked = casewright("worker", *BOTH, *ON, "--once")

    assert commands.jobs == [("file", LAGOON), ("file", LAGOON)]
    assert worked.code == 0
    listed = casewright("queue", "list")
    assert (listed.code, state_of(casewright, abandoned)) == (4, "abandoned")


def test_a_job_that_a_living_worker_does_can_be_neither_cancelled_nor_queued_again(
    database: str, casewright: Casewright, plan: Path
) -> None:
    number = numbers(casewright("queue", plan, *ON))[HARBOR]
    with worker_that_is_killed(database, HARBOR):
        wait_for_state(casewright, number, "running")

        assert casewright("queue", "cancel", number).code == 2
        assert casewright("queue", "retry", number).code == 2
        assert state_of(casewright, number) == "running"


@pytest.mark.parametrize("how", ["cancel", "retry"])
def test_an_abandoned_job_ends_only_after_the_ledger_is_settled(
    database: str, casewright: Casewright, abandoned: int, how: str
) -> None:
    with shared_ledger(database) as ledger:
        filing = ledger.approve(ledger.prepare(make_loss(1)), YES)
        ledger.arm(filing)
    refused = casewright("queue", how, abandoned)
    assert (refused.code, state_of(casewright, abandoned)) == (5, "abandoned")
    assert "cases reconcile --site sandbox" in refused.problems[0]["remedy"]

    with shared_ledger(database) as ledger:
        ledger.not_sent(ledger.uncertain(ledger.filing(filing.filing_id), "interrupted"), "not in the case log")
    ended = casewright("queue", how, abandoned)

    assert ended.code == 0
    assert state_of(casewright, abandoned) == {"cancel": "cancelled", "retry": "failed"}[how]
    if how == "retry":
        [again] = ended.data["jobs"]
        assert (again["state"], again["claims"], again["number"] != abandoned) == ("waiting", 2, True)


def test_a_doubt_of_another_account_holds_no_job_back(database: str, casewright: Casewright, abandoned: int) -> None:
    with shared_ledger(database) as ledger:
        ledger.arm(ledger.approve(ledger.prepare(make_loss(1, account="Somebody Else")), YES))

    assert casewright("queue", "cancel", abandoned).code == 0


def test_a_waiting_job_is_cancelled_and_then_done_by_nobody(
    casewright: Casewright, plan: Path, commands: Commands
) -> None:
    number = numbers(casewright("queue", plan, *ON))[HARBOR]

    assert casewright("queue", "cancel", number).data["jobs"][0]["state"] == "cancelled"
    casewright("worker", *BOTH, *ON, "--once")

    assert commands.jobs == [("file", LAGOON)]


def test_an_account_that_lost_its_sign_in_is_given_back_and_the_others_go_on(
    casewright: Casewright, plan: Path, commands: Commands
) -> None:
    for name, merchant in (("harbor", HARBOR), ("lagoon", LAGOON)):
        casewright(
            "account", "add", name, "--marketplace", "US", "--merchant", merchant, "--browser", "cdp:127.0.0.1:9"
        )
    queued = numbers(casewright("queue", plan))
    commands.code, commands.outcomes = 4, ["signin_required"]

    worked = casewright("worker", "--once")

    assert (worked.code, set(worked.data["given_back"])) == (4, {HARBOR, LAGOON})
    assert len(commands.jobs) == 2, "each was tried once"
    states = {
        (job["account"], job["state"], job["number"] in queued.values())
        for job in casewright("queue", "list").data["jobs"]
    }
    assert states == {(name, state, state == "failed") for name in (HARBOR, LAGOON) for state in ("failed", "waiting")}


def test_an_account_that_is_not_signed_in_here_is_not_worked_for(casewright: Casewright) -> None:
    casewright("account", "add", "harbor", "--marketplace", "US", "--merchant", HARBOR)

    assert casewright("worker", "--accounts", "harbor", "--once").code == 4
    assert casewright("worker", "--once").code == 2


def test_without_a_ledger_on_postgresql_there_is_no_queue(
    casewright: Casewright, plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CASEWRIGHT_LEDGER_URL")

    refused = casewright("queue", plan, *ON)

    assert (refused.code, "none is set" in refused.problems[0]["message"]) == (2, True)


def test_a_server_that_is_away_is_told_in_a_sentence(
    casewright: Casewright, plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CASEWRIGHT_LEDGER_URL", "postgresql://casewright@127.0.0.1:9/nowhere")

    assert casewright("queue", plan, *ON).code == 1


def test_a_plan_that_was_edited_is_not_queued(casewright: Casewright, plan: Path) -> None:
    plan.write_text(plan.read_text(encoding="utf-8").replace("Bamboo tray", "Golden tray"), encoding="utf-8")

    assert casewright("queue", plan, *ON).code == 1
    assert casewright("queue", "list").data["jobs"] == []


def test_many_machines_may_come_to_an_empty_database_at_once(database: str) -> None:
    job = AccountJob(JobKind.SYNC, SiteName.SANDBOX, HARBOR)

    async def come() -> int | None:
        async with open_queue(database) as queue:
            return await queue.add(job)

    with ThreadPoolExecutor(6) as machines:
        came = list(machines.map(lambda _: asyncio.run(come()), range(6)))

    assert len(set(came)) == 6


def test_the_daily_reading_of_an_account_waits_once(database: str) -> None:
    async def queue_twice() -> list[int | None]:
        async with open_queue(database) as queue:
            return [await queue.add(job, once=True) for _ in range(2) for job in reading_jobs(SiteName.SANDBOX, HARBOR)]

    reconcile, sync, *again = run_apart(lambda: asyncio.run(queue_twice()))

    assert reconcile is not None
    assert sync is not None
    assert again == [None, None]
