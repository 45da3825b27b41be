"""Filing by hand: what a person may ask for, what they are told, and the page they walk in. Nothing acts."""

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
    """What a person may ask for during a walk. None of it presses anything."""

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
    """One request: what to do, with which value (its name), or with which files (numbers from 1; all if none)."""

    do: HandDo
    value: str = ""
    files: tuple[int, ...] = ()


class HandEnd(StrEnum):
    """A person's answer after they were told to press."""

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
    """The current state of the walk: what can be copied, and the result of the last wish."""

    entry: Entry
    kit: HandKit
    told: Message = NOTHING


class HandPerson(Protocol):
    """Whoever walks; asked again and again. Each method calls `meanwhile` until there is an answer."""

    def offered(self, entry: Entry, why: Message) -> bool:
        """Ask whether to continue by hand after the walk stopped before the submit; `why` it stopped."""

    def next_wish(self, moment: HandMoment, meanwhile: Meanwhile) -> HandWish:
        """Ask what to do next."""

    def about_to_send(self, entry: Entry, moment: AtSubmit, meanwhile: Meanwhile) -> bool:
        """Ask for a yes, showing what would be sent and which parts of it were seen on the page."""

    def how_it_ended(self, entry: Entry, meanwhile: Meanwhile) -> HandEnd:
        """Ask whether the person pressed, now that the filing is armed."""

    def keep_walk(self, entry: Entry, moments: Sequence[CapturedMoment]) -> None:
        """Receive what the walk showed, after it ended."""


class Hand(Protocol):
    """The page in which a person walks. It types, attaches files and reads; nothing in it presses."""

    def open(self, path: str) -> None:
        """Show the page on which the person begins.

        Raises:
            WindowError: as `flow.window.Window.do`.
        """

    def watch(self) -> None:
        """Record what is on the page at each press from now on; also its current state, if the walk begins midway."""

    def serve(self) -> Message:
        """Let the browser work for a moment; return what happened meanwhile, if anything.

        Raises:
            WindowError: the browser is gone.
        """

    def type_into_focused(self, text: str) -> str:
        """Type over the contents of the box that the person clicked in, and read it back.

        Raises:
            WindowError: there is no such box, it is not on the marketplace's own host, or it holds something else.
        """

    def give_files(self, files: Sequence[Evidence]) -> None:
        """Hand these files to the next file chooser that the person opens."""

    def texts(self) -> tuple[str, ...]:
        """Return what is in the boxes now, and what was in them at each press so far."""

    def files_seen(self, files: Sequence[Evidence]) -> tuple[str, ...]:
        """Return which of these files the page has or lists, by name."""

    def look(self) -> Sighting:
        """Return what can be read now.

        Raises:
            WindowError: the browser is gone.
        """

    def keep(self, name: str) -> Kept:
        """Keep a picture and the page, as `flow.window.Window.keep` does."""

    def moments(self) -> tuple[CapturedMoment, ...]:
        """Return what was seen of the walk."""


@dataclass(frozen=True, slots=True)
class HandDesk:
    """Who walks by hand, and in which page. With `always` no flow is tried first."""

    person: HandPerson
    open_hand: Callable[[Visit], Hand]
    always: bool = False
