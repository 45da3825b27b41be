"""Filing by hand: what a person may ask for, what they are told, and the browser page that they walk in. No act."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from casewright.casework.hand_kit import HandKit
from casewright.casework.plan import Entry
from casewright.flow.event import AtSubmit
from casewright.flow.sighting import Sighting
from casewright.flow.window import Kept
from casewright.message import NOTHING, Message
from casewright.model.evidence import Evidence
from casewright.recording.captured import CapturedMoment
from casewright.site.visit import Visit


class HandDo(StrEnum):
    """What a person asks for while they walk. Nothing of it presses anything."""

    TYPE = "type"
    """Put a value into the box that they clicked into."""
    ATTACH = "attach"
    """Give files to the next file chooser that they open."""
    READ = "read"
    """Say what of the claim stands on the page."""
    SEND = "send"
    """They are about to press what sends it: arm the filing."""
    SKIP = "skip"
    QUIT = "quit"


@dataclass(frozen=True, slots=True)
class HandWish:
    """One answer: what to do, with which value (its name), or with which files (their numbers from 1; all if none)."""

    do: HandDo
    value: str = ""
    files: tuple[int, ...] = ()


class HandEnd(StrEnum):
    """What a person says after they were told to press."""

    SENT = "sent"
    NOT_SENT = "not_sent"
    UNSURE = "unsure"


Meanwhile = Callable[[], Message]
"""Lets the browser go on for a moment; called again and again while a person thinks. Says what happened, if anything.

Raises:
    WindowError: the browser is gone, or the stop switch is on.
"""


@dataclass(frozen=True, slots=True)
class HandMoment:
    """The walk as it stands: what is there to copy, and what became of the last wish."""

    entry: Entry
    kit: HandKit
    told: Message = NOTHING


class HandPerson(Protocol):
    """Whoever walks: asked again and again. Each method calls `meanwhile` for as long as no answer is there."""

    def offered(self, entry: Entry, why: Message) -> bool:
        """Whether the person wants to go on by hand where the walk stopped before the submit, and why it did."""

    def next_wish(self, moment: HandMoment, meanwhile: Meanwhile) -> HandWish:
        """What to do next."""

    def about_to_send(self, entry: Entry, moment: AtSubmit, meanwhile: Meanwhile) -> bool:
        """Whether the person, who sees what would be sent and what of it was seen on the page, says yes."""

    def how_it_ended(self, entry: Entry, meanwhile: Meanwhile) -> HandEnd:
        """The filing is armed: the person presses now, or does not, and says so."""

    def keep_walk(self, entry: Entry, moments: Sequence[CapturedMoment]) -> None:
        """The walk is over, and this is what was seen of it."""


class Hand(Protocol):
    """The page in which a person walks. It types, gives files and reads; it has nothing that presses."""

    def open(self, path: str) -> None:
        """Show the page on which the person begins.

        Raises:
            WindowError: as `flow.window.Window.do`.
        """

    def watch(self) -> None:
        """Keep what is on the page at each press from now on: as it stands, where the walk begins in the middle."""

    def serve(self) -> Message:
        """Let the browser go on for a moment; what happened meanwhile, if anything.

        Raises:
            WindowError: the browser is gone.
        """

    def type_into_focused(self, text: str) -> str:
        """Type over what stands in the box that the person clicked into, and read it back.

        Raises:
            WindowError: there is no such box, it is not on the marketplace's own host, or it holds something else.
        """

    def give_files(self, files: Sequence[Evidence]) -> None:
        """Hand these files to the next file chooser that the person opens."""

    def texts(self) -> tuple[str, ...]:
        """What stands in the boxes now, and stood in them at each press so far."""

    def files_seen(self, files: Sequence[Evidence]) -> tuple[str, ...]:
        """Which of these files the page has or lists, by name."""

    def look(self) -> Sighting:
        """What can be read now.

        Raises:
            WindowError: the browser is gone.
        """

    def keep(self, name: str) -> Kept:
        """Keep a picture and the page, as `flow.window.Window.keep`."""

    def moments(self) -> tuple[CapturedMoment, ...]:
        """What was seen of the walk."""


@dataclass(frozen=True, slots=True)
class HandDesk:
    """Who walks by hand, and in which page. With `always` no flow is tried first."""

    person: HandPerson
    open_hand: Callable[[Visit], Hand]
    always: bool = False
