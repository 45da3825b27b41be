"""The ledger and the log of runs: what was filed, when, with which case, by whose word, and the proof."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from casewright.app.workspace import open_workspace
from casewright.casework.run_log import RunEntry, read_run_log
from casewright.errors import ExitCode, UsageError
from casewright.ledger.filing import Filing, State, Transition
from casewright.ledger.followed import Followed
from casewright.ledger.receipt import BrokenLink, Receipt
from casewright.model.outcome import Outcome
from casewright.model.site_name import SiteName
from casewright.places import home

LAST = 200
"""So many filings are listed where nobody asks for more: what is newest is there at once, however many there are."""


@dataclass(frozen=True, slots=True)
class CaseList:
    """The newest filings of a site's ledger, the oldest of them first, with what their cases' pages showed last.

    `total` is how many there are; `in_doubt` are all that are in doubt.
    """

    site: SiteName
    filings: tuple[Filing, ...]
    total: int
    followed: Mapping[str, Followed]
    in_doubt: tuple[Filing, ...]

    @property
    def exit_code(self) -> ExitCode:
        """`UNCERTAIN` while a filing is in doubt."""
        return ExitCode.UNCERTAIN if self.in_doubt else ExitCode.DONE


@dataclass(frozen=True, slots=True)
class CaseDetails:
    """One filing with every step of its life, its receipts, and what its case's page showed last."""

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
    """Whether the record is as it was written: how many receipts it has, or the first record that is not.

    `head_kept` says whether the end of the chain is written down apart from the ledger: only then a tail that was cut
    off, or a ledger that was emptied, is noticed.
    """

    site: SiteName
    receipts: int
    broken: BrokenLink | None
    head_kept: bool = True

    @property
    def exit_code(self) -> ExitCode:
        """`REFUSED` where a receipt was changed, removed or put in between."""
        return ExitCode.REFUSED if self.broken else ExitCode.DONE


@dataclass(frozen=True, slots=True)
class RunHistory:
    """The latest lines of the log of runs, and the file that holds all of them."""

    path: Path
    deeds: tuple[RunEntry, ...]


def list_cases(site: SiteName, state: str | None = None, last: int = LAST) -> CaseList:
    """The `last` filings of a site's ledger, the oldest of them first; `state` keeps only those that are in it.

    Raises:
        UsageError: there is no such state.
        LedgerError: the ledger cannot be opened.
    """
    wanted = _state_named(state) if state else None
    with open_workspace().open_ledger(site) as ledger:
        newest = list(islice(ledger.stream_filings(state=wanted, newest_first=True), last))[::-1]
        followed = ledger.followed([filing.case_id for filing in newest if filing.case_id])
        return CaseList(site, tuple(newest), ledger.count_filings(wanted), followed, ledger.in_doubt())


@contextmanager
def all_cases(site: SiteName) -> Iterator[Iterator[Filing]]:
    """Every filing of a site's ledger, the oldest first, read as they are asked for.

    Raises:
        LedgerError: the ledger cannot be opened.
    """
    with open_workspace().open_ledger(site) as ledger:
        yield ledger.stream_filings()


def _state_named(name: str) -> State:
    try:
        return State(name.replace("-", "_").casefold())
    except ValueError:
        raise UsageError(f"there is no state {name}", remedy=f"One of {', '.join(State)}.") from None


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


def read_runs(last: int) -> RunHistory:
    """The `last` lines of what Casewright did in the accounts on this machine."""
    path = home().runs
    return RunHistory(path, tuple(deque(read_run_log(path), maxlen=last)))
