"""A site in memory: pages by name, what leads where, and a window on it that can be told to fail."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from casewright.flow.event import Ended, Event, HandedOver
from casewright.flow.sighting import Frame, Sighting
from casewright.flow.window import (
    Act,
    Attach,
    Check,
    Choose,
    Fill,
    Find,
    Kept,
    Open,
    Press,
    Reading,
    Submit,
)

HOST = "https://sellercentral.amazon.com"


def page(url: str, *frames: str, language: str = "en") -> Sighting:
    """A page as a window would see it; each text is one frame's snapshot."""
    lines = ("\n".join(line.strip() for line in frame.strip().splitlines()) for frame in frames)
    return Sighting(HOST + url, language, tuple(Frame(f"{HOST}{url}#{n}", text) for n, text in enumerate(lines)))


HOME = '- link "Ask for help"'
DESCRIBE = '- textbox "What happened?"\n- button "Continue"'
FORM = '- textbox "Subject"\n- checkbox "Urgent"\n- combobox "Topic"\n- button "Add attachments"\n- button "Send"'
PAGES = {
    "home": page("/home", HOME),
    "describe": page("/help", DESCRIBE),
    "form": page("/help", "- iframe", FORM),
    "created": page("/view-case?caseID=12345678901", '- heading "Case"'),
    "thanked": page("/help", "- paragraph: Your case is 98765432 now"),
    "two-ids": page("/help", "- text: Your case is 98765432\n- text: Your case is 87654321"),
    "no-case": page("/help", "- text: Something is missing"),
    "blank": page("/help", "- text: Loading"),
    "clock": page("/help", "- text: Still loading"),
    "both": page("/help", f"{DESCRIBE}\n{HOME}"),
    "two-sends": page("/help", f'{FORM}\n- button "Send"'),
    "sign-in": page("/ap/signin", '- heading "Sign in"'),
    "puzzle": page("/help", "- paragraph: Solve the puzzle to go on"),
    "denied": page("/help", '- heading "No permission"'),
    "maybe": page("/help", '- heading "Choose your topic"'),
}
LEADS: dict[str, str | tuple[str, ...]] = {"help.ask": "describe", "help.continue": "form", "form.send": "created"}


@dataclass
class FakeWindow:
    """Shows `pages[at]`; a press on a control goes where `leads` says, through several pages if it says so.

    Every look shows the next page of a journey, as a browser does while a site loads. `on` is called before an act or
    a look (`look`, `keep`, or the act's class name) and may raise; `acts` is what was done.
    """

    pages: dict[str, Sighting]
    leads: dict[str, str | tuple[str, ...]]
    at: str = "home"
    on: Callable[[str, Act | None], None] = lambda what, act: None
    acts: list[Act] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    asked: int = 0
    _journey: Iterator[str] = field(default_factory=lambda: iter(()))

    def look(self, unlike: Sighting | None = None, seconds: float | None = None) -> Sighting:
        self.on("look", None)
        self.asked += 1
        if unlike is None or self.pages[self.at] == unlike:
            self.at = next(self._journey, self.at)
        return self.pages[self.at]

    def do(self, act: Act) -> Reading:
        self.on(type(act).__name__, act)
        self.acts.append(act)
        match act:
            case Open():
                if act.path in self.leads:
                    self._go(act.path)
                return Reading(act.path)
            case Check():
                return Reading("check")
            case Submit():
                act.permit.spend()
                self.on("pressed", act)
                self._go(act.target.label)
            case Press() | Choose():
                self._go(act.target.label)
            case Fill():
                return Reading(act.target.label, act.text)
            case Attach():
                return Reading(act.target.label, files=tuple((one.name, one.size) for one in act.files))
            case Find():
                pass
        return Reading(act.target.label)

    def keep(self, name: str) -> Kept:
        self.on("keep", None)
        self.kept.append(name)
        return Kept(name, Path(f"{name}.png"), None, None)

    def done(self, kind: type) -> list[Act]:
        """The acts of one kind, in order."""
        return [act for act in self.acts if isinstance(act, kind)]

    def _go(self, label: str) -> None:
        to = self.leads.get(f"{self.at}:{label}", self.leads.get(label, ()))
        self._journey = iter((to,) if isinstance(to, str) else to)


def kinds(events: list[Event]) -> list[type]:
    return [type(event) for event in events]


def only(events: list[Event], kind: type) -> list:
    return [event for event in events if isinstance(event, kind)]


def fails(when: str, error: BaseException, after: int = 0) -> Callable[..., None]:
    """Raises at one kind of act, after it went well a few times."""
    times = 0

    def on(what, act) -> None:
        nonlocal times
        if what == when:
            times += 1
            if times > after:
                raise error

    return on


def with_a_person(window, step, brings: list[str]) -> tuple[list[HandedOver], Ended]:
    """Walks with somebody who, when asked, brings the window to one page after the other."""
    handed: list[HandedOver] = []
    left = iter(brings)

    def person(what, act) -> None:
        if what == "look" and handed:
            window.at = next(left, window.at)

    window.on = person
    for event in step(window, attended=True):
        if isinstance(event, HandedOver):
            handed.append(event)
        last = event
    return handed, last
