"""The queue of jobs in the ledger's PostgreSQL: put in, listed, cancelled, and queued again by a person only.

Procrastinate carries them. Its recipe for stalled jobs queues them again by itself; here nothing is ever done twice
without a person: a job whose worker is gone stays as it is and keeps the lock of its account. Procrastinate forgets a
worker that is silent for half a minute, and with it whose job that was (its issue 1518): a job is abandoned when no
living worker has it.
"""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import asdict
from datetime import datetime
from typing import Any

import procrastinate
import psycopg
from procrastinate.exceptions import AlreadyEnqueued, ConnectorException
from procrastinate.jobs import Status

from casewright.app.jobs import AccountJob, JobKind, JobState, QueuedJob, see_that_it_is_settled
from casewright.errors import CasewrightError, UsageError
from casewright.message import msg
from casewright.model.labels import label
from casewright.model.site_name import SiteName

TASK = "casewright.account-job"
_DEAD_AFTER_SECONDS = 60
"""Without a heartbeat for so long a worker counts as gone; it gives one every ten seconds."""
_MOST = 500

_ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(1128485702); "
"""Two that make a table at once would collide, also where it may be there already; the number says "CASF"."""

_NOTES = f"""{_ONE_AT_A_TIME}
CREATE TABLE IF NOT EXISTS casewright_job_notes (
    id bigserial PRIMARY KEY, job_id bigint NOT NULL, at timestamptz NOT NULL DEFAULT now(), said text NOT NULL
)"""

_LIST = f"""
SELECT job.id, job.args, job.status::text AS status,
    (worker.last_heartbeat IS NOT NULL AND worker.last_heartbeat > now() - interval '{_DEAD_AFTER_SECONDS} seconds')
        AS held,
    (SELECT max(event.at) FROM procrastinate_events event WHERE event.job_id = job.id) AS since,
    (SELECT note.said FROM casewright_job_notes note WHERE note.job_id = job.id ORDER BY note.id DESC LIMIT 1) AS note
FROM procrastinate_jobs job LEFT JOIN procrastinate_workers worker ON worker.id = job.worker_id
WHERE job.task_name = '{TASK}' AND (%(number)s::bigint IS NULL OR job.id = %(number)s)
ORDER BY job.id DESC LIMIT {_MOST}"""  # noqa: S608 (constants of this module)

_STATES = {
    "todo": JobState.WAITING,
    "doing": JobState.RUNNING,
    "aborting": JobState.RUNNING,
    "succeeded": JobState.DONE,
    "failed": JobState.FAILED,
    "cancelled": JobState.CANCELLED,
    "aborted": JobState.CANCELLED,
}


class QueueUnreachable(CasewrightError):
    """The database in which jobs wait does not answer."""


class JobQueue:
    """The queue, open. Made by `open_queue`."""

    def __init__(self, jobs: procrastinate.App) -> None:
        self.jobs = jobs

    async def add(self, job: AccountJob, *, once: bool = False) -> int | None:
        """Put a job in; its number. With `once` nothing is added where the same work waits already: None."""
        same = f"{job.kind}:{job.lock}" if once else None
        deferred = self.jobs.configure_task(TASK, queue=job.lock, lock=job.lock, queueing_lock=same)
        try:
            return int(await deferred.defer_async(**asdict(job)))
        except AlreadyEnqueued:
            return None

    async def list_jobs(self) -> tuple[QueuedJob, ...]:
        """The newest jobs, the newest first."""
        return await self._read(None)

    async def cancel(self, number: int) -> QueuedJob:
        """Take a waiting job out, or end one whose worker is gone, once the ledger is settled.

        Raises:
            UsageError: there is no such job, it is over, or a worker is doing it.
            AccountInDoubt: a filing of its account is in doubt.
        """
        queued = await self._find(number)
        if queued.state is JobState.WAITING and await self.jobs.job_manager.cancel_job_by_id_async(number):
            return await self._find(number)
        if queued.state is not JobState.ABANDONED:
            raise UsageError(
                msg("Job {number} cannot be cancelled: it is {state}.", number=number, state=label(queued.state)),
                remedy=msg("`casewright stop` on its machine stops what runs there."),
            )
        await self._end(queued, Status.ABORTED)
        return await self._find(number)

    async def retry(self, number: int) -> QueuedJob:
        """Queue the work of a job again as a new one, after one whose worker is gone was ended.

        What was filed already is not filed again: the ledger refuses it.

        Raises:
            UsageError: there is no such job, it waits already, or a worker is doing it.
            AccountInDoubt: a filing of its account is in doubt.
        """
        queued = await self._find(number)
        if queued.state in {JobState.WAITING, JobState.RUNNING}:
            raise UsageError(
                msg("Job {number} need not be queued again: it is {state}.", number=number, state=label(queued.state)),
                remedy=msg("`casewright queue list` shows what became of it."),
            )
        see_that_it_is_settled(queued.job)
        if queued.state is JobState.ABANDONED:
            await self._end(queued, Status.FAILED)
        again = await self.add(queued.job)
        if again is None:
            raise UsageError(
                msg("The same work is already in the queue."), remedy=msg("`casewright queue list` shows it.")
            )
        return await self._find(again)

    async def note(self, number: int, said: str) -> None:
        """Write down what was done with a job, and on which machine."""
        await self.jobs.connector.execute_query_async(
            "INSERT INTO casewright_job_notes (job_id, said) VALUES (%(number)s, %(said)s)",
            number=number,
            said=f"{socket.gethostname()}: {said}",
        )

    async def _end(self, queued: QueuedJob, status: Status) -> None:
        see_that_it_is_settled(queued.job)
        await self.jobs.job_manager.finish_job_by_id_async(queued.number, status=status, delete_job=False)
        await self.note(queued.number, "ended by a person after its worker was gone")

    async def _find(self, number: int) -> QueuedJob:
        if found := await self._read(number):
            return found[0]
        raise UsageError(
            msg("There is no job {number}.", number=number), remedy=msg("`casewright queue list` shows all.")
        )

    async def _read(self, number: int | None) -> tuple[QueuedJob, ...]:
        rows = await self.jobs.connector.execute_query_all_async(_LIST, number=number)
        return tuple(_queued_job(row) for row in rows)


@asynccontextmanager
async def open_queue(address: str) -> AsyncIterator[JobQueue]:
    """Open the queue in this database; its tables are made where they are missing.

    Raises:
        QueueUnreachable: the server does not answer, or does not let us in.
    """
    connector = procrastinate.PsycopgConnector(
        conninfo=address,
        kwargs={"connect_timeout": 10, "prepare_threshold": None},  # PgBouncer may change the session any time
        min_size=1,
        max_size=4,
        timeout=15.0,
    )
    jobs = procrastinate.App(connector=connector)
    try:
        async with jobs.open_async():
            await _make_tables(jobs)
            yield JobQueue(jobs)
    except (ConnectorException, psycopg.Error, OSError) as error:
        raise QueueUnreachable(
            msg("The queue in the ledger's database cannot be used: {reason}.", reason=_first_line(error)),
            remedy=msg("Check that the server is running and that `ledger_url` is its address; nothing was done."),
        ) from error


async def _make_tables(jobs: procrastinate.App) -> None:
    if not await _has_tables(jobs):
        try:
            await jobs.schema_manager.apply_schema_async()
        except ConnectorException:
            if not await _has_tables(jobs):  # another machine made them meanwhile
                raise
    await jobs.connector.execute_query_async(_NOTES)


async def _has_tables(jobs: procrastinate.App) -> bool:
    row = await jobs.connector.execute_query_one_async("SELECT to_regclass('procrastinate_jobs') IS NOT NULL AS there")
    return bool(row["there"])


def read_job(arguments: dict[str, Any]) -> AccountJob:
    """A job out of the arguments that it was queued with."""
    known = {name: arguments[name] for name in AccountJob.__dataclass_fields__ if name in arguments}
    return AccountJob(**known | {"kind": JobKind(known["kind"]), "site": SiteName(known["site"])})


def _queued_job(row: dict[str, Any]) -> QueuedJob:
    state = _STATES[row["status"]]
    if state is JobState.RUNNING and not row["held"]:
        state = JobState.ABANDONED
    since: datetime | None = row["since"]
    return QueuedJob(row["id"], read_job(row["args"]), state, since, row["note"] or "")


def _first_line(error: BaseException) -> str:
    said = str(error.__cause__ or error).strip().partition("\n")[0]
    return said.rstrip(".") or type(error).__name__
