"""The window on a site: three methods, and only values cross it. No page is known above it, no claim below."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

from casewright.errors import CasewrightError
from casewright.flow.control import Scope
from casewright.flow.reason import Reason
from casewright.flow.sighting import Sighting
from casewright.message import NOTHING, Message
from casewright.model.evidence import Evidence
from casewright.permit import Permit

Key = Literal["email", "password", "code"]
"""What signs in. No flow and no walk ever holds one: the window asks whoever keeps them."""


@dataclass(frozen=True, slots=True)
class Target:
    """A control as a person would name it: role and accessible names (any of them), or a CSS fallback.

    `label` is where it comes from, for messages: `contact-form.send`. `scopes` are the parts of the page that contain
    it, all of them; empty for the whole page.
    """

    label: str
    role: str
    names: tuple[str, ...] = ()
    fallback: str | None = None
    scopes: tuple[Scope, ...] = ()


@dataclass(frozen=True, slots=True)
class Open:
    """Go to a path of the marketplace's own host; leaving it is refused."""

    path: str


@dataclass(frozen=True, slots=True)
class Press:
    """Press a button, link or tab that submits nothing."""

    target: Target


@dataclass(frozen=True, slots=True)
class Fill:
    """Type a text and read it back."""

    target: Target
    text: str


@dataclass(frozen=True, slots=True)
class Choose:
    """Select one option of a radio group, checkbox or drop-down and read it back."""

    target: Target
    option: str | None = None


@dataclass(frozen=True, slots=True)
class Attach:
    """Attach files, whose content must still have the hash that was approved, and wait until the page has them all.

    `sends` is the button that uploads what was chosen, pressed if the page has one. `goes_on` is the button pressed
    afterwards on the same screen: it must be enabled then.
    """

    target: Target
    files: tuple[Evidence, ...]
    goes_on: Target | None = None
    sends: Target | None = None


@dataclass(frozen=True, slots=True)
class Say:
    """Type a text into a chat, read it back, press `send`, and check that it left the box."""

    target: Target
    text: str
    send: Target


@dataclass(frozen=True, slots=True)
class Compare:
    """Check that the page shows an approved text after a heading or another control; changes nothing.

    With `in_boxes`, the contents of boxes count too: a choice on the site may put the text into one.
    """

    target: Target
    text: str
    in_boxes: bool = False


Given = Fill | Choose | Attach | Compare
"""The acts that must still hold at the submit."""


def mark(act: Given) -> tuple[str, str]:
    """Return what distinguishes acts: a control holds its last value, but may be compared with several texts."""
    return act.target.label, act.text if isinstance(act, Compare) else ""


@dataclass(frozen=True, slots=True)
class Enter:
    """Type a sign-in value into a field made for it, on a sign-in page. The act does not hold the value.

    `what` is `email`, `password` or `code`. The window asks its keys, and refuses with `no-key` where it has none.
    """

    target: Target
    what: Key


@dataclass(frozen=True, slots=True)
class Find:
    """Find the control and check that it could be pressed; press nothing. A dry run does this with a submit."""

    target: Target


@dataclass(frozen=True, slots=True)
class Check:
    """Read back once more, together, what earlier acts of this walk filled and attached and the page still has."""

    done: tuple[Given, ...]


@dataclass(frozen=True, slots=True)
class Submit:
    """Press the control that creates the case. Cannot be built without a permit, and a permit is spent once."""

    target: Target
    permit: Permit


class Keys(Protocol):
    """What signs in, and where it may be typed. Whoever keeps it decides how often it is given out."""

    @property
    def hosts(self) -> frozenset[str]:
        """The hosts whose sign-in pages it is for."""

    def give(self, what: Key) -> str:
        """Return the value.

        Raises:
            WindowError: `no-key`, there is none, or it was given out before.
        """


Act = Enter | Open | Press | Fill | Choose | Attach | Say | Compare | Find | Check | Submit


@dataclass(frozen=True, slots=True)
class Reading:
    """What the page showed after an act: the text read back, the files it lists as (name, bytes)."""

    target: str
    text: str = ""
    files: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Kept:
    """A kept moment of the page, scrubbed: picture, page and ARIA text; paths are absolute."""

    name: str
    picture: Path | None
    page: Path | None
    text: Path | None


class WindowError(CasewrightError):
    """The page did not do what was asked. `reason` says what a walk then ends with and what a person can do.

    `wait` is how many seconds a site that asks to slow down wants to be left alone, if it says so.
    """

    def __init__(
        self, reason: Reason, message: Message, *, remedy: Message = NOTHING, wait: float | None = None
    ) -> None:
        super().__init__(message, remedy=remedy or reason.remedy)
        self.reason = reason
        self.wait = wait


class Window(Protocol):
    """A page, seen and used as a person would."""

    def look(self, unlike: Sighting | None = None, seconds: float | None = None) -> Sighting:
        """Return what can be read now.

        With `unlike`, wait until something different can be read, up to the window's patience, or for `seconds` if that
        is less; then return what there is, changed or not. Never sleeps for a fixed time.
        """

    def do(self, act: Act) -> Reading:
        """Find exactly one control, act, read back.

        Raises:
            WindowError: `not-found`, `ambiguous`, `disabled`, `read-back-differs`, `file-changed`, `left-host`,
                `page-gone`: nothing was submitted, unless the act is `Submit`, where only the raise before the
                permit is spent has this meaning.
        """

    def keep(self, name: str) -> Kept:
        """Keep a picture, the page and its text under `name`, scrubbed."""
