"""The ledger and the log of runs: what was filed, when, with which case, on whose authority, and the proof."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from casewright.app.narrowing import Narrowing
from casewright.app.orders import CaseOrder
from casewright.app.workspace import Workspace, open_workspace
from casewright.casework.follow_up import due, due_within
from casewright.casework.run_log import RunEntry, read_run_log
from casewright.errors import ExitCode, UsageError
from casewright.ledger.filing import Filing, State, Transition
from casewright.ledger.followed import Followed
from casewright.ledger.receipt import BrokenLink, Receipt
from casewright.message import msg
from casewright.model.outcome import Outcome
from casewright.model.site_name import SiteName
from casewright.places import home
from casewright.settings import same_name

if TYPE_CHECKING:
    from casewright.ledger.store import Ledger

LAST = 200
"""So many filings are listed where nobody asks for more: what is newest is there at once, however many there are."""


@dataclass(frozen=True, slots=True)
class CaseList:
    """The newest filings of a site's ledger, the oldest of them first, with what their cases' pages last showed.

    `total` is how many there are; `in_doubt` holds all that are in doubt.
    """

    site: SiteName
    filings: tuple[Filing, ...]
    total: int
    followed: Mapping[str, Followed]
    in_doubt: tuple[Filing, ...]
    elsewhere: Mapping[SiteName, int] = field(default_factory=dict)
    """How many filings the ledgers of the other sites hold; a ledger that holds none is left out."""
    any_filed: bool = True
    """Whether there is any filing at all, in the list or not."""
    demo: Path | None = None
    """The home folder of the newest demo, where nothing else was filed."""

    @property
    def exit_code(self) -> ExitCode:
        """`UNCERTAIN` while a filing is in doubt."""
        return ExitCode.UNCERTAIN if self.in_doubt else ExitCode.DONE


@dataclass(frozen=True, slots=True)
class CaseDetails:
    """One filing with every step, its receipts, and what its case's page last showed."""

    filing: Filing
    history: tuple[Transition, ...]
    receipts: tuple[Receipt, ...]
    followed: Followed | None

    @property
    def exit_code(self) -> ExitCode:
        """`UNCERTAIN` where it is not known whether a case exists."""
        return ExitCode.UNCERTAIN if self.filing.outcome is Outcome.UNCERTAIN else ExitCode.DONE


@dataclass(frozen=True, slots=True)
class ChainVerified:
    """Whether the record is unchanged: the number of its receipts, or the first record that does not fit.

    `head_kept` says whether the end of the chain is kept separately from the ledger: only then is a missing tail or an
    emptied ledger noticed.
    """

    site: SiteName
    receipts: int
    broken: BrokenLink | None
    head_kept: bool = True

    @property
    def exit_code(self) -> ExitCode:
        """`REFUSED` if a receipt was changed, removed or inserted."""
        return ExitCode.REFUSED if self.broken else ExitCode.DONE


@dataclass(frozen=True, slots=True)
class RunHistory:
    """The latest lines of the log of runs, and the file that holds all of them."""

    path: Path
    deeds: tuple[RunEntry, ...]


def list_cases(
    site: SiteName,
    state: str | None = None,
    last: int = LAST,
    narrowed: Narrowing | None = None,
    *,
    within: int | None = None,
    order: CaseOrder | None = None,
) -> CaseList:
    """The `last` filings of a site's ledger, the oldest of them first; `state` and `narrowed` leave others out.

    `within` leaves out whatever has nothing due within so many days; `order` sorts those that are left.

    Raises:
        UsageError: there is no such state.
        LedgerError: the ledger cannot be opened.
    """
    wanted = _state_named(state) if state else None
    workspace = open_workspace()
    with workspace.open_ledger(site) as ledger:
        takes = _taken_by(narrowed, _cases_due(ledger, within) if within is not None else None)
        newest, total = _newest_filings(ledger, wanted, last, takes)
        followed = ledger.followed([filing.case_id for filing in newest if filing.case_id])
        elsewhere = _count_elsewhere(workspace, site)
        listed = sorted(newest, key=_ORDERS[order]) if order else newest[::-1]
        filed = ledger.any_filed()
        demo = None if filed or elsewhere else _newest_demo(workspace)
        return CaseList(site, tuple(listed), total, followed, ledger.in_doubt(), elsewhere, filed, demo)


_ORDERS: dict[CaseOrder, Callable[[Filing], Any]] = {
    CaseOrder.DATE: lambda one: one.updated_at,
    CaseOrder.AMOUNT: lambda one: (one.currency, -Decimal(one.amount)),
    CaseOrder.CLAIM: lambda one: one.claim_id,
    CaseOrder.ACCOUNT: lambda one: (one.account, one.marketplace, one.claim_id),
    CaseOrder.STATE: lambda one: (one.state, one.claim_id),
}


def _taken_by(narrowed: Narrowing | None, cases: frozenset[str] | None) -> Callable[[Filing], bool] | None:
    """Return whether a filing stays in a narrowed list and its case is one of `cases`; None for all cases."""
    if cases is None and narrowed in {None, Narrowing()}:
        return None
    takes = (narrowed or Narrowing()).takes

    def stays(one: Filing) -> bool:
        return takes(one) and (cases is None or (one.case_id or "") in cases)

    return stays


def _cases_due(ledger: Ledger, within: int) -> frozenset[str]:
    """The IDs of the cases of which something is due within so many days, or overdue."""
    dues = due(ledger.stream_filings(), ledger.followed(), (), ledger.replies())
    return frozenset(one.name for one in due_within(within, dues, datetime.now(UTC)))


def _newest_filings(
    ledger: Ledger, state: State | None, last: int, takes: Callable[[Filing], bool] | None
) -> tuple[list[Filing], int]:
    """The newest filings, the newest first, and how many there are; only a list that is narrowed reads all of them."""
    filings = ledger.stream_filings(state=state, newest_first=True)
    if takes is None:
        return list(islice(filings, last)), ledger.count_filings(state)
    taken = [one for one in filings if takes(one)]
    return taken[:last], len(taken)


@contextmanager
def all_cases(site: SiteName, account: str | None = None) -> Iterator[Iterator[Filing]]:
    """Every filing of a site's ledger, or of one account, the oldest first, read as they are asked for.

    Raises:
        LedgerError: the ledger cannot be opened.
    """
    with open_workspace().open_ledger(site) as ledger:
        yield ledger.stream_filings(account=account)


def _count_elsewhere(workspace: Workspace, site: SiteName) -> dict[SiteName, int]:
    """How many filings the other ledgers of the home folder hold; a shared ledger says nothing of practice."""
    counts: dict[SiteName, int] = {}
    for other in (SiteName.LIVE, SiteName.SANDBOX):
        if other is not site and workspace.home.ledger(other).exists() and workspace.settings.ledger_url is None:
            with workspace.open_ledger(other) as ledger:
                counts[other] = ledger.count_filings(None)
    return {other: count for other, count in counts.items() if count}


def _newest_demo(workspace: Workspace) -> Path | None:
    """The home folder of the newest demo that filed anything."""
    ledgers = workspace.home.demos.glob(f"*/kept/{workspace.home.ledger(SiteName.SANDBOX).name}")
    return max((ledger.parent for ledger in ledgers), default=None)


def _state_named(name: str) -> State:
    try:
        return State(name.replace("-", "_").casefold())
    except ValueError:
        raise UsageError(
            msg("There is no state {name}.", name=name), remedy=msg("The states are: {state}.", state=[*State])
        ) from None


def show_case(name: str, site: SiteName) -> CaseDetails:
    """One filing, by case ID, reference, claim ID or filing ID.

    Raises:
        LedgerError: there is no such filing, or the ledger cannot be opened.
    """
    with open_workspace().open_ledger(site) as ledger:
        filing = ledger.filing(name)
        case_id = filing.case_id or ""
        seen = ledger.followed([case_id]).get(case_id)
        return CaseDetails(filing, ledger.history(filing), ledger.receipts(filing), seen)


def verify_receipts(site: SiteName) -> ChainVerified:
    """Prove that nothing that people read was changed, removed or put in between since it was written.

    Raises:
        LedgerError: the ledger cannot be opened.
    """
    with open_workspace().open_ledger(site) as ledger:
        kept = ledger.keeps_head
        broken = ledger.verify_chain()
        return ChainVerified(site, 0 if broken else ledger.count_receipts(), broken, kept)


def read_runs(last: int, account: str | None = None) -> RunHistory:
    """The `last` lines of what Casewright did in the accounts on this machine, or in one of them."""
    path = home().runs
    deeds = (deed for deed in read_run_log(path) if account is None or same_name(deed.account) == same_name(account))
    return RunHistory(path, tuple(deque(deeds, maxlen=last)))
