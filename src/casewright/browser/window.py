"""A page in a real browser, seen and used as a person would: the window that walks use."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page

from casewright.browser import verbs
from casewright.browser.attach import GivenFiles, attach, listed
from casewright.browser.capture import Capture
from casewright.browser.enter_secret import enter
from casewright.browser.eye import Eye
from casewright.browser.find import Found, find, find_now
from casewright.browser.frames import host_of
from casewright.browser.hand import HandPage
from casewright.browser.kept_page import keep
from casewright.browser.page_change import Patience, first_line, settle
from casewright.browser.read_back import compare_choice, compare_text, read_shown
from casewright.flow.compare import compared
from casewright.flow.reason import Reason
from casewright.flow.sighting import Sighting
from casewright.flow.window import (
    Act,
    Attach,
    Check,
    Choose,
    Compare,
    Enter,
    Fill,
    Find,
    Given,
    Kept,
    Keys,
    Open,
    Press,
    Reading,
    Say,
    Submit,
    WindowError,
    mark,
)
from casewright.message import NOTHING, Message, msg
from casewright.model.marketplaces import place_of
from casewright.privacy.scrub import Scrubber

_PATH = re.compile(r"/(?![/\\])[^\\\s]*")
"""A path of our own host. Browsers take `//` and `/\\` for another host."""

_NOT_ATTACHED = "not attached to the DOM"
_TRIES = 3
"""How often a control may be replaced by the page while it is used."""
_Used = Press | Find | Fill | Choose | Say | Attach

_NO_WAY_OUT = msg(
    "The host is not on the list of those that may be reached, or there is no way to it. If this machine reaches the "
    "internet through a proxy that the system does not name, set `proxy`; for a further host set `also_reachable`."
)


class BrowserWindow:
    """One page of a browser on one site.

    `origin` is where paths lead (`https://sellercentral.amazon.com`); `hosts` are those on which it may act, by
    default the origin's own; `patience` is in seconds; what is kept goes into `keep_in`; `keys` sign in, if there are
    any; `stop`, asked every second of a wait, tells why it has to end.
    """

    def __init__(
        self,
        page: Page,
        origin: str,
        keep_in: Path,
        patience: float,
        hosts: frozenset[str] = frozenset(),
        keys: Keys | None = None,
        stop: Callable[[], Message | None] = lambda: None,
    ) -> None:
        self._keys = keys
        self._stop = stop
        self._submitted = False
        self._hand: HandPage | None = None
        self._page = page
        self._origin = origin
        self._hosts = hosts | {host_of(origin)}
        self._keep_in = keep_in
        self._seconds = patience
        self._scrubber = Scrubber(region=place_of(host_of(origin)))
        self._own: set[str] = set()
        self._given: dict[str, GivenFiles] = {}
        self._eye = Eye(page, watch=True)
        self._fresh = False
        self._behind = False

    def look(self, unlike: Sighting | None = None, seconds: float | None = None) -> Sighting:
        """What can be read now; with `unlike`, wait for something else up to the window's patience, or `seconds`.

        Raises:
            WindowError: `page-gone`.
        """
        self.come_to_front()
        patience = self._patience() if seconds is None else self._patience().at_most(seconds)
        seen = self._eye.look(patience)
        while seen == unlike and patience.wait(self._page):
            seen = self._eye.look(patience)
        self._fresh = True
        return seen

    def do(self, act: Act) -> Reading:
        """Find exactly one control, act, read back.

        Raises:
            WindowError: as in `flow.window.Window.do`.
        """
        self.come_to_front()
        patience = self._patience()
        self._fresh = False
        if isinstance(act, (Fill, Say)):
            self._own.add(act.text)
        try:
            return self._do(act, patience)
        except PlaywrightError as error:
            raise self._window_error(error) from error

    def keep(self, name: str) -> Kept:
        """Keep a picture, the page and its text under `name`, scrubbed; the text of the look before, if there was one.

        Raises:
            WindowError: `page-gone`.
        """
        self.come_to_front()
        try:
            own = "\n".join(self._own)
            return keep(
                self._page,
                self._eye.seen if self._eye.seen and self._fresh else self.look(),
                self._keep_in,
                name,
                self._scrubber,
                own,
            )
        except PlaywrightError as error:
            raise self._window_error(error) from error

    def open(self, path: str) -> None:
        """Go to a path of the site.

        Raises:
            WindowError: `left-host`, `page-gone`.
        """
        self.do(Open(path))

    def capture(self) -> Capture:
        """Watch what a person presses in this page from now on."""
        return Capture(self._page)

    def by_hand(self) -> HandPage:
        """The same page for a person who walks in it."""
        if self._hand is None:
            self._hand = HandPage(self._page, self, self._hosts, self.open, self.come_to_front)
        return self._hand

    def stand_behind(self) -> None:
        """Another page of its browser was put in front of this one, which comes back before it is looked at or used."""
        self._behind = True

    def come_to_front(self) -> None:
        """Put this page in front of the others of its browser, if it is still there."""
        if self._behind:
            self._behind = False
            with suppress(PlaywrightError):
                self._page.bring_to_front()

    def _patience(self) -> Patience:
        """As long as a wait may take. After the press nobody stops the look at what became of it."""
        stop = (lambda: None) if self._submitted else self._stop
        return Patience(self._seconds, stop, lambda: self._eye.busy)

    def _do(self, act: Act, patience: Patience) -> Reading:
        match act:
            case Open(path=path):
                return self._open(path, patience)
            case Check(done=done):
                return self._persist(lambda: self._check(done, patience))
            case Submit():
                return self._submit(act, patience)
            case Compare():
                return self._compare(act, patience)
            case Enter():
                enter(self._eye, act, self._keys, patience)
                return Reading(act.target.label)
        return self._used(act, patience)

    def _used(self, act: _Used, patience: Patience) -> Reading:
        """One act on the control that is found; one that was replaced meanwhile is found again."""
        return self._persist(lambda: self._use(act, find(self._eye, act.target, self._hosts, patience), patience))

    def _persist(self, attempt: Callable[[], Reading]) -> Reading:
        """Try again where the page put a control there anew meanwhile."""
        tries = 0
        while True:
            try:
                return attempt()
            except PlaywrightError as error:
                tries += 1
                if _NOT_ATTACHED not in error.message or tries > _TRIES:
                    raise
                self._eye.forget()

    def _use(self, act: _Used, found: Found, patience: Patience) -> Reading:
        """One act on a control that was found."""
        reading = Reading(act.target.label)
        if isinstance(act, Press | Choose | Attach):
            verbs.no_submit(found, act.target)
        match act:
            case Press():
                self._eye.forget()
                verbs.press(found, act.target, patience)
            case Find():
                verbs.ready(found, act.target, patience)
            case Fill():
                reading = Reading(act.target.label, verbs.fill(found, act, patience))
            case Choose():
                reading = Reading(act.target.label, verbs.choose(self._eye, found, act, self._hosts, patience))
            case Say():
                reading = Reading(act.target.label, self._say(found, act, patience))
            case Attach():
                given, files = attach(self._eye, found, act, self._hosts, patience)
                self._given[act.target.label] = given
                reading = Reading(act.target.label, files=files)
        return reading

    def _open(self, path: str, patience: Patience) -> Reading:
        """Go to a path of our own host."""
        if not _PATH.fullmatch(path):
            raise WindowError(Reason.LEFT_HOST, msg("{path} is not a path of {origin}", path=path, origin=self._origin))
        self._given.clear()
        self._eye.forget()
        self._submitted = False
        while not self._goes(path, patience):
            pass  # the page before was still on its way, or its own error page was: ours comes after it
        return Reading(path, self._page.url)

    def _goes(self, path: str, patience: Patience) -> bool:
        """Return whether the browser went there; False when something else that was on its way came first."""
        try:
            self._goto(path, patience)
        except PlaywrightError as error:
            if "interrupted by another navigation" not in error.message or not patience.left:
                raise
            settle(self._page, error, patience.left)
            return False
        return True

    def _goto(self, path: str, patience: Patience) -> None:
        self._page.goto(self._origin + path, wait_until="domcontentloaded", timeout=max(patience.left * 1000, 1))

    def _say(self, found: Found, act: Say, patience: Patience) -> str:
        """Type, read back, send, and see that the box let go of it."""
        said = verbs.fill(found, Fill(act.target, act.text), patience)
        self._eye.forget()
        send = find(self._eye, act.send, self._hosts, patience)
        verbs.press(send, act.send, patience)
        while verbs.still_holds(found, act.text):
            if not patience.wait(self._page):
                raise WindowError(
                    Reason.READ_BACK_DIFFERS,
                    msg("{label} still holds what should have been sent", label=act.target.label),
                )
        return said

    def _compare(self, act: Compare, patience: Patience) -> Reading:
        """Look until the page shows the text, as it may come word by word."""
        while True:
            try:
                return Reading(act.target.label, compared(self._eye.look(patience), act))
            except WindowError:
                if not patience.wait(self._page):
                    raise

    def _submit(self, act: Submit, patience: Patience) -> Reading:
        """Do everything that can fail first; then the permit is spent, and the very next thing is the click."""
        self._eye.look(patience)
        found = find(self._eye, act.target, self._hosts, patience)
        verbs.ready(found, act.target, patience)
        self._submitted = True
        act.permit.spend()
        self._eye.forget()
        found.element.click(timeout=verbs.milliseconds(patience))
        return Reading(act.target.label)

    def _check(self, done: Sequence[Given], patience: Patience) -> Reading:
        """Read again whatever of `done` is still on the page; the last act on a control is the one that counts."""
        told: list[str] = []
        boxes: list[tuple[Found, Fill | Choose]] = []
        attached: list[Attach] = []
        for act in {mark(act): act for act in done}.values():
            if isinstance(act, Compare):
                told.append(self._compare(act, patience).target)
                continue
            found = find_now(self._eye, act.target, self._hosts, patience)
            if found is None or (isinstance(act, Attach) and not self._has_given(act)):
                continue
            told.append(act.target.label)
            if isinstance(act, Attach):
                attached.append(act)
            else:
                boxes.append((found, act))
        _compare_boxes(boxes)
        files = [file for act in attached for file in listed(self._eye, self._given[act.target.label], patience)]
        return Reading(", ".join(told), files=tuple(files))

    def _has_given(self, act: Attach) -> bool:
        """Return whether the control that took these files is the one on the page."""
        given = self._given.get(act.target.label)
        return given is not None and given.on_page

    def _window_error(self, error: PlaywrightError) -> WindowError:
        """The browser's own error as one of ours."""
        if "strict mode violation" in error.message:
            return WindowError(Reason.AMBIGUOUS, msg("a second control of the same name appeared"))
        remedy = _NO_WAY_OUT if "ERR_TUNNEL_CONNECTION_FAILED" in error.message else NOTHING
        return WindowError(
            Reason.PAGE_GONE, msg("the page did not answer: {first_line}", first_line=first_line(error)), remedy=remedy
        )


def _compare_boxes(boxes: Sequence[tuple[Found, Fill | Choose]]) -> None:
    """Read boxes and choices again.

    Raises:
        WindowError: `read-back-differs`.
    """
    for (found, act), shown in zip(boxes, read_shown([found for found, _ in boxes]), strict=True):
        if isinstance(act, Fill):
            compare_text(act, shown)
        else:
            compare_choice(found, act, shown)
