"""Who files, with what, and what changes over one run of filing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from casewright.casework.brakes import Brakes
from casewright.casework.hand import HandDesk
from casewright.casework.plan import Entry
from casewright.casework.preview import Tell
from casewright.casework.result import Settled
from casewright.errors import ExitCode
from casewright.flow.event import AtSubmit, Ended
from casewright.flow.model import FlowSet
from casewright.ledger.store import Ledger
from casewright.message import Message, msg
from casewright.model.outcome import Outcome


class Choice(StrEnum):
    """What the person says in front of a filled form."""

    FILE = "file"
    SKIP = "skip"
    BACK = "back"
    """Put this one off, and offer the one that was skipped last once more."""
    FILE_REST = "file_rest"
    QUIT = "quit"


Ask = Callable[[Entry, AtSubmit, int], Choice]
"""Asked with the entry, the filled form, and how many entries are left with this one."""


def yes_to_all(_: Entry, __: AtSubmit, ___: int) -> Choice:
    """The answer of a run whose plan was approved beforehand."""
    return Choice.FILE


def wait_silently(_: Entry, __: datetime) -> None:
    """What is told of a pause where nobody watches."""


def tell_nobody(_: ExitCode) -> None:
    """What is done with the end of a run where nobody waits for it."""


def keep_no_log(_: Entry) -> None:
    """What is done with an armed entry where no log of runs is kept."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Who files, and with what: everything that stays the same over a run. `by` names who says yes, for the record.

    `beyond` are the entries that this run does not reach, by fingerprint, with the cap that leaves them behind.
    `tell_pause` is called with an entry and the end of the pause that it has to wait out (UTC).
    `log_armed` is called between `armed` and the press: the log of runs knows of every entry that may be a case.
    `tell_end` is called once all is known, with the exit code that it comes to.
    """

    ledger: Ledger
    flows: FlowSet
    brakes: Brakes
    ask: Ask
    tell: Tell
    settle: timedelta
    keep_in: Path
    now: Callable[[], datetime]
    by: str
    tell_pause: Callable[[Entry, datetime], None] = wait_silently
    log_armed: Callable[[Entry], None] = keep_no_log
    tell_end: Callable[[ExitCode], None] = tell_nobody
    beyond: Mapping[str, Message] = field(default_factory=dict)
    by_hand: HandDesk | None = None
    """Who walks where no flow fits, or instead of one; None where nobody can."""


class InFlight(Protocol):
    """An entry at work: how it would have ended if everything stopped now."""

    def settled(self) -> Settled:
        """By what is known now."""


@dataclass(slots=True)
class Run:
    """What changes over a run: how many entries are left, cases filed, a yes to the rest, why nothing more may be done.

    `armed` are the filings that this run armed; `lost_browsers` counts browsers that died one after the other;
    `troubles` are sentences about what gave way beside the claims themselves; `in_flight` is the entry at work.
    """

    left: int = 0
    filed: int = 0
    all_approved: bool = False
    skipped: list[Entry] = field(default_factory=list)
    """What was skipped in this account and marketplace, the latest last."""
    nowhere: set[str] = field(default_factory=set)
    """The addresses at which this account and marketplace has nothing, as the site said."""
    back_to: Entry | None = None
    """What was skipped and is offered again next."""
    over: Ended | None = None
    interrupted: bool = False
    clocks_told: bool = False
    lost_browsers: int = 0
    armed: set[str] = field(default_factory=set)
    troubles: list[Message] = field(default_factory=list)
    in_flight: InFlight | None = None

    def interrupt(self) -> Ended:
        """Somebody pressed Ctrl-C: nothing more is begun."""
        self.interrupted = True
        self.over = Ended(Outcome.CANCELLED, msg("not tried: the run was interrupted (Ctrl-C)"))
        return Ended(Outcome.CANCELLED, msg("interrupted (Ctrl-C) before anything was submitted"))
