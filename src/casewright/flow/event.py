"""What happens during a walk, as values: the source of the progress display, the pictures and the receipt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from casewright.flow.sighting import Sighting
from casewright.flow.window import Kept, Reading
from casewright.message import NOTHING, Message, Text, msg
from casewright.model.outcome import Outcome
from casewright.permit import Permit


@dataclass(frozen=True, slots=True)
class Arrived:
    """A screen was recognised."""

    screen: str
    sighting: Sighting


@dataclass(frozen=True, slots=True)
class Did:
    """One step was done and read back. `verb` as in the flow language; `value` as in the form (`message`).

    `control` is the flow's name, `words` what the page calls it, empty where it has no words.
    """

    screen: str
    verb: str
    control: str
    value: str
    reading: Reading
    words: str = ""


@dataclass(frozen=True, slots=True)
class Pictured:
    """A moment was kept."""

    screen: str
    kept: Kept


@dataclass(frozen=True, slots=True)
class AskedEnglish:
    """Not every label is known in the interface's language, so the site was asked for English."""

    screen: str
    language: str
    path: str


@dataclass(frozen=True, slots=True)
class Waits:
    """The next screen is known to take this long; nothing has to be done."""

    screen: str
    seconds: float


@dataclass(frozen=True, slots=True)
class HandedOver:
    """A person has to do something in the visible browser; the walk goes on when it recognises a screen.

    `sighting` is what could be read if that is not an expected screen; the moment was kept just before.
    """

    screen: str
    reason: Text
    sighting: Sighting | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Reported:
    """What was not recognised was written down for whoever mends the flow: `folder` holds the drift report."""

    screen: str
    folder: Path


@dataclass(frozen=True, slots=True)
class ClocksDiffer:
    """This machine's clock is `ahead` of the site's (behind if negative): times prove less than they should."""

    ahead: timedelta


@dataclass(frozen=True, slots=True)
class AtSubmit:
    """The whole form is filled and read back; the submit control was found. The gate is asked with this.

    `values` are the names of the form's values that this way of filing took (`subject`, `message`, `evidence`, …): a
    tool takes an identifier and nothing else. `unseen` are those that this last screen no longer shows: they were read
    back when they were given, and what Amazon made of them only the case itself can tell.
    """

    screen: str
    readings: tuple[Reading, ...]
    kept: Kept
    sighting: Sighting
    values: frozenset[str] = frozenset()
    unseen: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Clicked:
    """The permit is spent and the submit control was pressed. From here on nothing raises."""

    screen: str


@dataclass(frozen=True, slots=True)
class Ended:
    """The walk is over. `case_id` is what the page showed; `detail` is a sentence for the person.

    `outcome` is the gate's answer if it gave no permit (`previewed` for a dry run), `filed_unverified` if a case ID was
    seen, `uncertain` for anything that went wrong after the click, else why it stopped before.
    """

    outcome: Outcome
    detail: Message = NOTHING
    case_id: str | None = None
    screen: str | None = None
    sighting: Sighting | None = None


Event = (
    Arrived | Did | Pictured | AskedEnglish | Waits | HandedOver | Reported | ClocksDiffer | AtSubmit | Clicked | Ended
)

Gate = Callable[[AtSubmit], Permit | Ended]
"""Asked once, in front of the submit: a permit, or how the walk ends without one."""


def never(moment: AtSubmit) -> Permit | Ended:
    """Refuse the permit: the gate of a dry run."""
    return Ended(Outcome.PREVIEWED, msg("filled, read back, and not submitted"), screen=moment.screen)
