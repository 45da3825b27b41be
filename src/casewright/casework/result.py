"""What preview and filing hand to the report and the command line: values that can be printed, shown and kept."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from casewright.casework.plan import Entry, Plan
from casewright.flow.event import (
    Arrived,
    AskedEnglish,
    AtSubmit,
    Clicked,
    Did,
    Ended,
    Event,
    HandedOver,
    Pictured,
    Reported,
)
from casewright.ledger.receipt import Receipt
from casewright.message import NOTHING, Message, msg
from casewright.model.outcome import Outcome
from casewright.model.problem import Value
from casewright.model.site_name import SiteName


class Step(Value):
    """One act of a walk: the screen, the control, what was meant (`message`) and what the page showed.

    `words` are what the page calls the control, empty where it has no words. `files` are (name, bytes) as the page
    listed them after attaching.
    """

    screen: str
    verb: str
    control: str
    value: str = ""
    read_back: str = ""
    files: tuple[tuple[str, int], ...] = ()
    words: str = ""


class Picture(Value):
    """A kept moment: the screen it shows, and the absolute paths of picture and text."""

    screen: str
    picture: Path | None
    text: Path | None = None


class Mismatch(Value):
    """The text that was approved, and the one that the case holds instead."""

    approved: str
    stored: str


class Walked(Value):
    """What one walk left, whether or not it ended in a case."""

    steps: tuple[Step, ...] = ()
    pictures: tuple[Picture, ...] = ()
    screens: tuple[str, ...] = ()
    outcome: Outcome
    detail: Message = NOTHING
    case_id: str | None = None
    submit_found: bool = False
    """The submit control was found and could have been pressed."""
    clicked: bool = False
    drift: Path | None = None
    """The folder of the last drift report: where the walk did not know the page."""
    mismatch: Mismatch | None = None
    """The approved text and what the case holds, where that is another."""


class Settled(Value):
    """How the work on one entry ended. `receipt` is set if the ledger wrote one: a case exists or may exist."""

    entry: Entry
    walked: Walked
    receipt: Receipt | None = None

    @property
    def outcome(self) -> Outcome:
        """The outcome that counts: the walk's, after the case log was searched."""
        return self.walked.outcome


class GuardCount(Value):
    """What the network guard counted: requests answered here, refused, and let out of this machine."""

    answered: int = 0
    refused: int = 0
    left: int = 0
    refused_urls: tuple[str, ...] = ()


class Preview(Value):
    """A dry run over a whole plan."""

    plan: Plan
    entries: tuple[Settled, ...]
    site: SiteName
    guard: GuardCount


def walked(events: Iterable[Event]) -> Walked:  # noqa: C901 (one case a kind of event)
    """Reduce the events of a walk to what is worth keeping.

    Raises:
        ValueError: the events do not end with `Ended`.
    """
    steps: list[Step] = []
    pictures: list[Picture] = []
    screens: list[str] = []
    submit_found = clicked = False
    drift: Path | None = None
    for event in events:
        match event:
            case Arrived(screen=screen) | HandedOver(screen=screen):
                screens.append(screen)
            case Did(reading=reading):
                steps.append(_step(event, reading.text, reading.files))
            case AskedEnglish(screen=screen, language=language, path=path):
                told = str(
                    msg(
                        "the interface was in {language}, for which not every label is known; opened {path}",
                        language=language,
                        path=path,
                    )
                )
                steps.append(Step(screen=screen, verb="ask", control="English", read_back=told))
            case Pictured(screen=screen, kept=kept):
                pictures.append(Picture(screen=screen, picture=kept.picture, text=kept.text))
            case AtSubmit(screen=screen, kept=kept):
                submit_found = True
                filled = Picture(screen=screen, picture=kept.picture, text=kept.text)
                if filled not in pictures:  # the flow may have kept the filled form already
                    pictures.append(filled)
            case Clicked():
                clicked = True
            case Reported(folder=folder):
                drift = folder
            case Ended():
                return Walked(
                    steps=tuple(steps),
                    pictures=tuple(pictures),
                    screens=tuple(screens),
                    outcome=event.outcome,
                    detail=event.detail,
                    case_id=event.case_id,
                    submit_found=submit_found,
                    clicked=clicked,
                    drift=drift,
                )
    raise ValueError("a walk that did not end")


def _step(did: Did, read_back: str, files: tuple[tuple[str, int], ...]) -> Step:
    return Step(
        screen=did.screen,
        verb=did.verb,
        control=did.control,
        value=did.value,
        read_back=read_back,
        files=files,
        words=did.words,
    )
