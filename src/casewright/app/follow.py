"""Follow cases up: what their own pages now say, and what is due when."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from casewright.app.check import exit_code_of, judge_files, losses_taken
from casewright.app.events import CaseRead, Listener, SlowDownHeeded, ignore_events
from casewright.app.narrowing import Narrowing
from casewright.app.orders import DueOrder
from casewright.app.sites import SiteWork
from casewright.app.workspace import open_workspace
from casewright.casework.follow_up import Due, Slowly, Synced, due, due_within, still_open, sync
from casewright.errors import ExitCode, most_serious
from casewright.ledger.store import utc_now
from casewright.message import Message, as_message, msg
from casewright.model.outcome import Outcome
from casewright.model.problem import Problem
from casewright.model.site_name import SiteName


@dataclass(frozen=True, slots=True)
class CasesSynced:
    """The result of a sync: every case not known to be closed; `any_filed` says whether there is a case at all."""

    cases: tuple[Synced, ...]
    any_filed: bool

    @property
    def exit_code(self) -> ExitCode:
        """The exit code of the most serious trouble."""
        return most_serious(
            {case.outcome.exit_code if case.outcome else ExitCode.REFUSED for case in self.cases if case.trouble}
        )


@dataclass(frozen=True, slots=True)
class DueList:
    """What is due: `shown` within the days asked for, `all` for a calendar; `now` is the time of the look."""

    shown: tuple[Due, ...]
    all: tuple[Due, ...]
    within: int
    now: datetime
    problems: tuple[Problem, ...] = ()
    """What could not be read of the claims files: what is due in it is not known."""

    @property
    def exit_code(self) -> ExitCode:
        """`REFUSED` if a file or a row of the claims could not be read."""
        return exit_code_of(self.problems)


def sync_cases(site: SiteName, narrowed: Narrowing | None = None, *, tell: Listener = ignore_events) -> CasesSynced:
    """Read the page of every open case: status, last answer, what it asks for. Changes nothing there.

    Only cases that `narrowed` takes are read. A site that asks to slow down is waited for, and left for another day
    when it goes on asking.

    Raises:
        CasewrightError: no browser, the site cannot be reached, the ledger cannot be opened.
    """
    workspace = open_workspace()
    work = SiteWork(workspace, site)
    brakes = work.brakes()
    with workspace.open_ledger(site) as ledger:
        if not ledger.any_filed():
            return CasesSynced((), any_filed=False)

        def wait(seconds: float) -> Message | None:
            tell(SlowDownHeeded(seconds))
            return brakes.rest(seconds, utc_now)

        slowly = Slowly(wait, settle=work.settle_delay(), enter=work.sign_in(tell))
        takes = narrowed.takes if narrowed else lambda _: True
        of = sum(1 for filing in still_open(ledger, ledger.followed()) if takes(filing))
        log, cases = work.run_log("cases sync"), []
        for case in sync(ledger, work.open_site(), utc_now, slowly, workspace.report_folder(None, "synced"), takes):
            shown = case.trouble or as_message(case.followed.status if case.followed else "")
            cases.append(case)
            tell(CaseRead(case.filing.case_id or "", shown, len(cases), of))
            log.case("read", case.filing, str(case.trouble))
    if any(case.outcome is Outcome.RATE_LIMITED for case in cases):
        brakes.refused(msg("the case log kept asking to slow down"))
    return CasesSynced(tuple(cases), any_filed=True)


def list_due(
    claims: Sequence[Path],
    site: SiteName,
    within: int,
    narrowed: Narrowing | None = None,
    *,
    order: DueOrder = DueOrder.DAY,
    tell: Listener = ignore_events,
) -> DueList:
    """What is due: Amazon's answers, your replies to answered cases, claims whose window closes.

    `claims` are files whose windows are told as well; `within` is days from today, what is overdue is always told.
    `narrowed` leaves others out, of the calendar, too. `order` sorts what is shown.

    Raises:
        CasewrightError: the ledger cannot be opened, or a file cannot be read.
    """
    workspace = open_workspace()
    now = datetime.now(UTC)
    with workspace.open_ledger(site) as ledger:
        judged = judge_files(workspace, claims, losses_taken(ledger), tell=tell) if claims else None
        verdicts = judged.verdicts if judged else ()
        dues = due(ledger.stream_filings(), ledger.followed(), verdicts, ledger.replies())
    if narrowed:
        dues = tuple(filter(narrowed.takes, dues))
    shown = due_within(within, dues, now)
    return DueList(tuple(sorted(shown, key=_ORDERS[order])), dues, within, now, judged.batch.problems if judged else ())


_ORDERS: dict[DueOrder, Callable[[Due], Any]] = {
    DueOrder.DAY: lambda one: (one.day, one.name),
    DueOrder.AMOUNT: lambda one: (one.currency, -Decimal(one.amount or 0), one.day),
    DueOrder.CLAIM: lambda one: (one.claim_id, one.day),
    DueOrder.ACCOUNT: lambda one: (one.account, one.marketplace, one.day),
}
