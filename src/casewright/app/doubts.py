"""Filings in doubt: decided from the case log, or by a person who looked into it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import count

from casewright.app.asks import Asks, Decision, Doubt, case_id_of
from casewright.app.events import ClaimInRun, DoubtExamined, Listener, ignore_events
from casewright.app.narrowing import Narrowing
from casewright.app.sites import SiteWork
from casewright.app.workspace import open_workspace, person
from casewright.casework import decision as decisions
from casewright.casework.reconcile import Reconciled, reconcile_all
from casewright.errors import CasewrightError, ExitCode, UsageError
from casewright.ledger.filing import Filing, State
from casewright.ledger.refusals import LedgerError
from casewright.ledger.store import Ledger, utc_now
from casewright.message import msg
from casewright.model.site_name import SiteName


@dataclass(frozen=True, slots=True)
class DoubtsSettled:
    """What reconciling comes to: each filing as it stands now, what was found, and what is still to be decided."""

    site: SiteName
    filings: tuple[Filing, ...]
    findings: tuple[Reconciled, ...]
    open_doubts: tuple[Doubt, ...]
    exit_code: ExitCode


def reconcile_doubts(
    site: SiteName,
    asks: Asks | None,
    narrowed: Narrowing | None = None,
    *,
    tell: Listener = ignore_events,
    refused: Callable[[CasewrightError], None] = lambda _: None,
) -> DoubtsSettled:
    """Ask the case log what became of every filing in doubt; what it does not decide, `asks` is asked. Files nothing.

    `asks` is None where nobody can be asked. `refused` hears of a decision that the ledger cannot keep (the case is
    another claim's); the doubt stays open then. `narrowed` leaves the doubts of others as they are.

    Raises:
        CasewrightError: no browser, the site cannot be reached, the ledger cannot be opened.
    """
    workspace = open_workspace()
    work = SiteWork(workspace, site)
    takes = narrowed.takes if narrowed else lambda _: True
    with workspace.open_ledger(site) as ledger:
        doubtful = tuple(filter(takes, ledger.in_doubt()))
        if not doubtful:
            return DoubtsSettled(site, (), (), (), ExitCode.DONE)
        numbers = count(1)

        def begin(filing: Filing) -> None:
            tell(DoubtExamined(ClaimInRun(filing.claim_id, next(numbers), len(doubtful))))

        findings = tuple(
            reconcile_all(
                ledger,
                work.open_site(),
                utc_now,
                work.settle_delay(),
                workspace.report_folder(None, "reconciled"),
                work.sign_in(tell),
                begin,
                takes,
            )
        )
        doubts = [found.doubt for found in findings if found.doubt]
        still_open = tuple(doubt for doubt in doubts if not _decided(ledger, doubt, asks, refused))
        filings = tuple(ledger.filing(found.filing.filing_id) for found in findings)
        return DoubtsSettled(site, filings, findings, still_open, doubt_exit_code(filter(takes, ledger.in_doubt())))


def _decided(ledger: Ledger, doubt: Doubt, asks: Asks | None, refused: Callable[[CasewrightError], None]) -> bool:
    """Ask about one doubt and keep the decision; False where it stays open."""
    decision = asks.about_doubt(doubt) if asks else None
    if decision is None:
        return False
    try:
        decisions.record(ledger, doubt.filing, decision, person())
    except LedgerError as error:
        refused(error)
        return False
    return True


def doubt_exit_code(doubtful: Iterable[Filing]) -> ExitCode:
    """5 while a filing is uncertain; 4 where all that is left is a person's to decide; 0 for none."""
    states = {filing.state for filing in doubtful}
    if states - {State.NEEDS_PERSON}:
        return ExitCode.UNCERTAIN
    return ExitCode.PERSON_NEEDED if states else ExitCode.DONE


def decide_doubt(name: str, site: SiteName, *, why: str, case_id: str | None = None, not_sent: bool = False) -> Filing:
    """Keep what a person says became of a filing in doubt, after looking into Seller Central.

    Raises:
        UsageError: neither or both of `case_id` and `not_sent` are given, the reason is empty, the case ID is none.
        LedgerError: there is no such filing, it is not in doubt, or the case is another claim's.
    """
    if (case_id is None) is not not_sent:
        raise UsageError(msg("Either --case-id or --not-sent is needed."), remedy=msg("Give exactly one of the two."))
    if not why.strip():
        raise UsageError(msg("--why needs a reason."), remedy=msg("One sentence is enough; it is kept for good."))
    decision = Decision(case_id=case_id_of(case_id) if case_id else None, why=why.strip())
    with open_workspace().open_ledger(site) as ledger:
        return decisions.record(ledger, ledger.filing(name), decision, person())
