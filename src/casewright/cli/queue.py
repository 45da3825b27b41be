"""`casewright queue`: jobs for workers: an approved plan put in, and what became of each."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer
from typer.core import TyperGroup

from casewright import app, report
from casewright.cli.faces import load_face
from casewright.cli.options import FilingSite
from casewright.cli.result import Result
from casewright.errors import ExitCode
from casewright.message import msg_n
from casewright.model.site_name import SiteName

T = TypeVar("T")


class PlanFirst(TyperGroup):
    """`queue PLAN` is `queue add PLAN`: what is none of the commands is a plan."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401 (Typer's own context)
        """Put `add` in front of what is no command."""
        first = next((word for word in args if not word.startswith("-")), "")
        if first and first not in self.commands:
            args = ["add", *args]
        return super().parse_args(ctx, args)


commands = typer.Typer(name="queue", cls=PlanFirst, no_args_is_help=True, help="Jobs for workers on other machines.")

Number = Annotated[int, typer.Argument(metavar="NUMBER", help="The job's number, as `queue list` shows it.")]
Site = Annotated[FilingSite, typer.Option("--site", help="Seller Central, or the practice one.")]


@commands.command("add")
def add_plan(
    plan: Annotated[Path, typer.Argument(metavar="PLAN", help="The plan.json of a preview that you approved.")],
    site: Site = SiteName.LIVE,
) -> Result:
    """Put an approved plan into the queue, a job for each account; `queue PLAN` does the same.

    Whoever queues a plan approves everything that it files.
    """
    jobs = app.jobs.split_plan(plan, site)

    async def put(queue: Any) -> Sequence[Any]:  # noqa: ANN401 (the face's, loaded by name)
        numbers = {await queue.add(job) for job in jobs}
        return [queued for queued in await queue.list_jobs() if queued.number in numbers]

    queued = _in_queue(put)
    said = msg_n("{count} job was queued.", "{count} jobs were queued.", len(queued))
    return Result("queue add", report.job_list.jobs_document(queued), [said, *report.job_list.jobs_view(queued)])


@commands.command("list")
def list_jobs() -> Result:
    """Waiting and running jobs, and the results of the rest. Exits with 4 while a job is abandoned."""
    queued = _in_queue(lambda queue: queue.list_jobs())
    held = any(job.state == app.jobs.JobState.ABANDONED for job in queued)
    code = ExitCode.PERSON_NEEDED if held else ExitCode.DONE
    return Result(
        "queue list", report.job_list.jobs_document(queued), report.job_list.jobs_view(queued), exit_code=code
    )


@commands.command("cancel")
def cancel_job(number: Number) -> Result:
    """Take a waiting job out, or end an abandoned one, once the ledger knows what became of its filings."""
    return _one("queue cancel", lambda queue: queue.cancel(number))


@commands.command("retry")
def retry_job(number: Number) -> Result:
    """Queue the work of a job again, once the ledger knows what became of its filings. Nothing is filed twice."""
    return _one("queue retry", lambda queue: queue.retry(number))


def _one(command: str, act: Callable[[Any], Awaitable[Any]]) -> Result:
    queued = [_in_queue(act)]
    return Result(command, report.job_list.jobs_document(queued), report.job_list.jobs_view(queued))


def _in_queue(act: Callable[[Any], Awaitable[T]]) -> T:
    """Do something with the queue in the ledger's database."""
    address, room = app.jobs.queue_address(), load_face("worker.job_queue")

    async def do() -> T:
        async with room.open_queue(address) as queue:
            return await act(queue)

    return asyncio.run(do())
