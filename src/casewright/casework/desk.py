"""Who files, with what, and what changes during one filing run."""

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
    """A person's answer to a filled form."""

    FILE = "file"
    SKIP = "skip"
    BACK = "back"
    """Put this one off, and offer the one that was skipped last once more."""
    FILE_REST = "file_rest"
    QUIT = "quit"


Ask = Callable[[Entry, AtSubmit, int], Choice]
"""Asked with the entry, the filled form, and how many entries are left with this one."""


def yes_to_all(_: Entry, __: AtSubmit, ___: int) -> Choice:
    """Approve every entry, for a run whose plan was approved beforehand."""
    return Choice.FILE


def wait_silently(_: Entry, __: datetime) -> None:
    """Ignore a pause, for a run that nobody watches."""


def tell_nobody(_: ExitCode) -> None:
    """Ignore the end of a run, if nobody waits for it."""


def keep_no_log(_: Entry) -> None:
    """Ignore an armed entry, if no log of runs is kept."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Who files, and with what: everything that stays the same during a run. `by` names who says yes, for the record.

    `beyond` maps entries that this run does not reach, by fingerprint, to the cap that leaves them behind. `tell_pause`
    is called with an entry and the end of its pause (UTC). `log_armed` is called between `armed` and the press: so the
    log of runs knows every entry that may be a case. `tell_end` is called with the exit code once everything is known.
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
    """An entry at work: how it would end if everything stopped now."""

    def settled(self) -> Settled:
        """Return how it would end, by what is known now."""


@dataclass(slots=True)
class Run:
    """What changes during a run: entries left, cases filed, a yes to the rest, why nothing more may be done.

    `armed` are the filings that this run armed; `lost_browsers` counts consecutive browsers that died; `troubles` are
    sentences about failures other than the claims'; `in_flight` is the entry at work.
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
        """Note that somebody pressed Ctrl-C: nothing more is begun."""
        self.interrupted = True
        self.over = Ended(Outcome.CANCELLED, msg("not tried: the run was interrupted (Ctrl-C)"))
        return Ended(Outcome.CANCELLED, msg("interrupted (Ctrl-C) before anything was submitted"))
