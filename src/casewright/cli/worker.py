"""`casewright worker`: does the jobs of the accounts that are signed in on this machine."""

from __future__ import annotations

from typing import Annotated

import typer

from casewright import app
from casewright.cli import output
from casewright.cli.faces import load_face
from casewright.cli.options import FilingSite
from casewright.cli.result import Result
from casewright.errors import ExitCode
from casewright.message import msg, msg_n
from casewright.model.site_name import SiteName

commands = typer.Typer()


@commands.command()
def worker(
    accounts: Annotated[
        list[str] | None,
        typer.Option("--accounts", metavar="NAME", help="Only these accounts; repeat the option for each."),
    ] = None,
    at: Annotated[
        list[str] | None,
        typer.Option("--at", metavar="HH:MM", help="When to queue the daily reading of the accounts; repeatable."),
    ] = None,
    site: Annotated[FilingSite, typer.Option(help="Seller Central, or the practice one.")] = SiteName.LIVE,
    once: Annotated[bool, typer.Option("--once", help="Exit when no job is waiting.")] = False,
) -> Result:
    """Do the jobs of the accounts that are signed in on this machine, one after the other.

    Files what approved plans say, reads cases, settles doubts. Ctrl-C ends it after the current job.
    """
    address = app.jobs.queue_address()
    times = [load_face("worker.daily").read_daily_time(time) for time in at or ()]
    worked = load_face("worker.work").work(address, site, accounts or (), times, output.say, once=once)
    view = [
        msg_n("{count} job done.", "{count} jobs done.", len(worked.done)),
        *([msg_n("{count} job failed.", "{count} jobs failed.", len(worked.failed))] if worked.failed else []),
        *(msg("Returned to the queue: {account}.", account=account) for account in worked.given_back),
    ]
    document = {"done": worked.done, "failed": worked.failed, "given_back": worked.given_back}
    code = ExitCode.PERSON_NEEDED if worked.given_back else ExitCode.REFUSED if worked.failed else ExitCode.DONE
    return Result("worker", document, view, exit_code=code)
