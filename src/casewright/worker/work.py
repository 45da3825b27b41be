"""A worker: takes the jobs of its accounts one after the other, each done by a command of this program as a child."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from procrastinate import JobContext
from procrastinate.worker import Worker

from casewright.app.jobs import AccountJob, JobKind, accounts_here, command_of, lock_of
from casewright.child_environment import child_environment
from casewright.errors import ExitCode
from casewright.message import Message, msg
from casewright.model.labels import label
from casewright.model.site_name import SiteName
from casewright.worker.daily import DailyTime, queue_daily
from casewright.worker.job_queue import TASK, JobQueue, open_queue, read_job

Tell = Callable[[Message], None]
_LOOK_EVERY_SECONDS = 2.0
"""How often the queue is asked. Nothing is pushed: PgBouncer's transactions carry no notifications."""


@dataclass(frozen=True, slots=True)
class JobEnd:
    """How the command of a job ended, and what it said in its document."""

    code: int
    outcomes: tuple[str, ...] = ()
    message: str = ""
    refused: bool = False

    @property
    def needs_another_machine(self) -> bool:
        """Whether the account cannot be worked for here: its sign-in is lost, its browser away or in use."""
        signed_out = "signin_required" in self.outcomes
        return self.code == ExitCode.PERSON_NEEDED and (signed_out or self.refused)

    @property
    def summary(self) -> str:
        """The end in a line, for the list of jobs."""
        return f"exit {self.code}: {', '.join(self.outcomes) or self.message or 'nothing to do'}"


class JobFailed(Exception):
    """The command of a job did not do all of it; the job ends as failed and is never tried again by itself."""


@dataclass
class Worked:
    """What a worker did until it ended: jobs by their numbers, and the accounts that it gave back."""

    done: list[int] = field(default_factory=list)
    failed: list[int] = field(default_factory=list)
    given_back: list[str] = field(default_factory=list)


@dataclass
class _Shift:
    """One run of a worker: its accounts (lock → name), and what came of it so far."""

    queue: JobQueue
    site: SiteName
    accounts: dict[str, str]
    tell: Tell
    worked: Worked = field(default_factory=Worked)
    lost: bool = False
    worker: Worker | None = None

    async def do(self, context: JobContext, /, **arguments: Any) -> None:
        """Do one job. Whatever happens to its command, the job ends once, and what was filed is the ledger's to say."""
        number, job = int(context.job.id or 0), read_job(arguments)
        await self.queue.note(number, "taken")
        self.tell(msg("Job {number}: {kind} for {account}.", number=number, kind=label(job.kind), account=job.account))
        ended = await asyncio.to_thread(run_command, command_of(job, number))
        await self.queue.note(number, ended.summary)
        self.tell(msg("Job {number} ended: {said}.", number=number, said=ended.summary))
        if ended.needs_another_machine and self.site is SiteName.LIVE:
            await self._give_back(job, number, ended.message or ended.summary)
        if ended.code != ExitCode.DONE:
            self.worked.failed.append(number)
            raise JobFailed(ended.summary)
        self.worked.done.append(number)

    async def _give_back(self, job: AccountJob, number: int, why: str) -> None:
        """Leave the account to other machines: its work waits again, and this worker takes none of it any more."""
        again = await self.queue.add(job, once=job.kind is not JobKind.FILE)
        if again is not None:
            await self.queue.note(again, f"given back by job {number}: {why}")
        self.accounts.pop(job.lock, None)
        self.worked.given_back.append(job.account)
        self.lost = True
        self.tell(
            msg(
                "{account} cannot be worked for here and was given back: {reason} See {command}.",
                account=job.account,
                reason=f"{why.rstrip('.')}.",
                command=f'`casewright account login "{job.account}"`',
            )
        )
        if self.worker:
            self.worker.stop()


def run_command(words: Sequence[str]) -> JobEnd:
    """Run a command of this program, in a session of its own: Ctrl-C ends the worker after the job, and not in it."""
    done = subprocess.run(  # noqa: S603 (this program, with words of `command_of`)
        words,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
        env=_environment(),
        start_new_session=True,
    )
    try:
        document = json.loads(done.stdout)
    except ValueError:
        return JobEnd(done.returncode, message=done.stderr.strip().partition("\n")[0])
    claims = (document.get("data") or {}).get("claims") or ()
    outcomes = tuple(str(claim.get("outcome", "")) for claim in claims if isinstance(claim, dict))
    problems = document.get("problems") or [{}]
    said = str(problems[0].get("message", ""))
    return JobEnd(done.returncode, tuple(filter(None, outcomes)), said, refused=not document.get("data"))


def _environment() -> dict[str, str]:
    """What the program itself needs, with its settings: the address of the ledger is one of them."""
    settings = {name: value for name, value in os.environ.items() if name.upper().startswith("CASEWRIGHT_")}
    return {**child_environment(), **settings, "PYTHONUTF8": "1"}


def work(
    address: str, site: SiteName, accounts: Sequence[str], times: Sequence[DailyTime], tell: Tell, *, once: bool
) -> Worked:
    """Do the jobs of these accounts until Ctrl-C, or with `once` until none waits any more.

    `accounts` empty takes those that are signed in here; at `times` of the day their reading is queued.

    Raises:
        CasewrightError: there is no account to work for, or the queue cannot be used.
    """
    taken = accounts_here(accounts, site)
    return asyncio.run(_work(address, site, taken, times, tell, once=once))


async def _work(
    address: str, site: SiteName, accounts: Sequence[str], times: Sequence[DailyTime], tell: Tell, *, once: bool
) -> Worked:
    async with open_queue(address) as queue:
        shift = _Shift(queue, site, {lock_of(site, account): account for account in accounts}, tell)
        queue.jobs.task(name=TASK, pass_context=True, retry=False)(shift.do)
        tell(msg("Working for {accounts}. Ctrl-C ends the worker after its job.", accounts=tuple(accounts)))
        daily = asyncio.create_task(queue_daily(queue, site, accounts, times)) if times else None
        try:
            await _take_turns(shift, once=once)
        finally:
            if daily:
                daily.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await daily
        return shift.worked


async def _take_turns(shift: _Shift, *, once: bool) -> None:
    """Run Procrastinate's worker on the queues of the accounts; again without one that was given back."""
    while shift.accounts:
        shift.lost = False
        shift.worker = Worker(
            shift.queue.jobs,
            queues=sorted(shift.accounts),
            wait=not once,
            concurrency=1,
            listen_notify=False,
            fetch_job_polling_interval=_LOOK_EVERY_SECONDS,
            delete_jobs="never",
        )
        await shift.worker.run()
        if not shift.lost:
            return
