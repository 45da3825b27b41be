"""The day on one screen: what is in doubt and what is due, in money, each with its next command."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from casewright.app.check import exit_code_of, judge_files, losses_taken
from casewright.app.events import Listener, ignore_events
from casewright.app.money import PaymentsMatched, match_filings
from casewright.app.narrowing import Narrowing
from casewright.app.workspace import open_workspace
from casewright.casework.follow_up import Due, What, due, due_within
from casewright.casework.money import Settlement, Standing, Sum
from casewright.errors import ExitCode
from casewright.ledger.filing import Filing
from casewright.message import NOTHING, Message, msg
from casewright.model.claim import Claim
from casewright.model.marketplaces import marketplace
from casewright.model.problem import Problem
from casewright.model.site_name import SiteName
from casewright.policy.workdays import workdays_until


@dataclass(frozen=True, slots=True)
class TodayLine:
    """One thing to do: since or until which day, whose, how much, and the words of the next command.

    `workdays` are the working days of the marketplace until `day`, below 0 once it is past. `name` is the case ID or
    the claim's, `claim_id` always the claim's.
    """

    what: str
    day: date
    name: str
    account: str
    marketplace: str
    amount: Decimal
    currency: str
    detail: Message
    command: tuple[str, ...]
    claim_id: str = ""
    workdays: int = 0


@dataclass(frozen=True, slots=True)
class Today:
    """What there is to do on a site, the most pressing first; `within` is the number of days looked ahead.

    `payments` are cases paid, or with money taken back, within a week, the newest first. They come from the settings'
    reports only: None if none is named, or one could not be read completely.
    """

    site: SiteName
    lines: tuple[TodayLine, ...]
    within: int
    payments: tuple[TodayLine, ...] | None = None
    problems: tuple[Problem, ...] = ()
    """What could not be read of the claims files: what is due in it is not known."""

    @property
    def exit_code(self) -> ExitCode:
        """`REFUSED` if a file or a row of the claims could not be read."""
        return exit_code_of(self.problems)


def list_today(
    claims: Sequence[Path],
    site: SiteName,
    within: int,
    narrowed: Narrowing | None = None,
    *,
    tell: Listener = ignore_events,
) -> Today:
    """List what is in doubt and what is due within so many days; windows of claims in `claims` included.

    Only what `narrowed` takes is listed.

    Raises:
        CasewrightError: the ledger cannot be opened, or a file cannot be read.
    """
    workspace = open_workspace()
    now = datetime.now(UTC)
    with workspace.open_ledger(site) as ledger:
        judged = judge_files(workspace, claims, losses_taken(ledger), tell=tell) if claims else None
        verdicts = judged.verdicts if judged else ()
        filings, followed, doubtful = ledger.filings(), ledger.followed(), ledger.in_doubt()
        dues = due(filings, followed, verdicts, ledger.replies())
    takes = (narrowed or Narrowing()).takes
    by_case = {filing.case_id: filing for filing in filings if filing.case_id}
    by_claim = {verdict.claim.claim_id: verdict.claim for verdict in verdicts}
    lines = [*_doubt_lines(filter(takes, doubtful), site)]
    for one in due_within(within, filter(takes, dues), now):
        subject = by_claim.get(one.name) if one.what is What.WINDOW else by_case.get(one.name)
        if subject is not None:
            lines.append(_due_line(one, subject, site, claims))
    has_cases = any(filing.case_id for filing in filings)
    reports = workspace.settings.reimbursements
    matched = match_filings(workspace.settings, reports, site, filings, followed) if reports and has_cases else None
    payments = _payment_lines(matched, site, narrowed or Narrowing(), now) if has_cases else ()
    return Today(site, tuple(lines), within, payments, judged.batch.problems if judged else ())


_LATELY = timedelta(days=7)
"""So long a payment is news; Amazon's report is downloaded once a week by most."""


def _payment_lines(
    matched: PaymentsMatched | None, site: SiteName, narrowed: Narrowing, now: datetime
) -> tuple[TodayLine, ...] | None:
    if matched is None or matched.stopped:
        return None
    lines = [
        _payment_line(one, total, site)
        for one in matched.money.settlements
        if narrowed.takes(one) and _is_news(one, now)
        for total in one.sums
    ]
    return tuple(sorted(lines, key=lambda line: (line.day, line.name), reverse=True))


def _is_news(settlement: Settlement, now: datetime) -> bool:
    day = settlement.last_on
    return day is not None and settlement.filed_on is not None and day >= (now - _LATELY).date()


def _payment_line(settlement: Settlement, total: Sum, site: SiteName) -> TodayLine:
    name = settlement.case_id or settlement.claim_id
    return TodayLine(
        what="payment",
        day=settlement.last_on or settlement.filed_on or date.min,
        name=name,
        account=settlement.account,
        marketplace=settlement.marketplace,
        amount=total.net,
        currency=total.currency,
        detail=_PAID.get(settlement.standing, NOTHING),
        command=("cases", "show", name, *site.flags),
        claim_id=settlement.claim_id,
    )


_PAID = {
    Standing.REIMBURSED: msg("paid as it was claimed"),
    Standing.PARTLY: msg("less was paid than was claimed"),
    Standing.REVERSED: msg("what was paid was taken back"),
}


def _doubt_lines(doubtful: Iterable[Filing], site: SiteName) -> Iterator[TodayLine]:
    for filing in doubtful:
        day = marketplace(filing.marketplace).day(filing.armed_at or filing.created_at)
        command = ("cases", "reconcile", *site.flags)
        yield _line("doubt", day, filing.claim_id, filing, msg("a case may exist that is not proven"), command)


def _due_line(one: Due, subject: Filing | Claim, site: SiteName, claims: Sequence[Path]) -> TodayLine:
    on = site.flags
    commands = {
        What.ANSWER: ("cases", "sync", *on),
        What.REPLY: ("cases", "show", one.name, *on),
        What.WINDOW: ("preview", *map(str, claims)),
    }
    return _line(str(one.what), one.day, one.name, subject, one.detail, commands[one.what])


def _line(
    what: str, day: date, name: str, subject: Filing | Claim, detail: Message, command: tuple[str, ...]
) -> TodayLine:
    return TodayLine(
        what=what,
        day=day,
        name=name,
        account=subject.account,
        marketplace=subject.marketplace,
        amount=Decimal(subject.amount),
        currency=subject.currency,
        detail=detail,
        command=command,
        claim_id=subject.claim_id,
        workdays=workdays_until(marketplace(subject.marketplace).day(datetime.now(UTC)), day, subject.marketplace),
    )
