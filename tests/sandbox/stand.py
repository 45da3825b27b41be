"""A browser that stays open for very many lives of the program, in front of a practice server that can be cut off."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page
from playwright.sync_api import Error as PlaywrightError
from tests.crash.world import (
    Bench,
    Fuse,
    FusedPlayer,
    FusedWindow,
    PowerCut,
    Trouble,
    TurnedCases,
    Visited,
    World,
    recording,
)

from casewright.browser.case_log import BrowserCaseLog
from casewright.browser.page_change import Patience
from casewright.browser.window import BrowserWindow
from casewright.flow.page_owner import Owner
from casewright.flow.sighting import Sighting
from casewright.flow.window import Kept
from casewright.recording.exchange import Answer, Request
from casewright.recording.recording import Recording
from casewright.site.open import shipped_flows
from casewright.site.server import serve
from casewright.testing.text_cases import TextCases

_PATIENCE = 20.0
_LITTLE_PATIENCE = 3.0
"""Seconds, where the site is in trouble: nothing comes after a connection that broke."""
_QUIET = "/quiet"
_VIEW = {"width": 800, "height": 600}


@dataclass
class Stand:
    """One context with two pages, used again and again: what is fresh in each life is the cookie and the player."""

    page: Page
    beside: Page
    origin: str = ""
    player: Any = None
    fuse: Fuse = field(default_factory=Fuse)
    _busy: int = 0
    _rest: threading.Condition = field(default_factory=threading.Condition)

    def respond(self, request: Request) -> Answer:
        """Answer for the player of this life; from the power cut on nothing is heard and nothing answered."""
        if request.path == _QUIET:
            return Answer(body=b"<!doctype html><title>Quiet</title>")
        with self._rest:
            player = self.player
            self._busy += 1
        try:
            return player.respond(request) if player else Answer(fault="drop")
        except PowerCut:
            return Answer(fault="drop")
        finally:
            with self._rest:
                self._busy -= 1
                self._rest.notify_all()

    def begin(self, player: Any, fuse: Fuse) -> None:
        """A new life: a visitor whom the site does not know."""
        self.page.context.clear_cookies()
        self.page.bring_to_front()  # a page behind another is drawn only once a second
        self.player, self.fuse = player, fuse

    def end(self) -> None:
        """The life is over, and with it its browser: what it had begun to ask is heard by nobody any more."""
        with self._rest:
            self.player = None
        for page in (self.page, self.beside):
            while not self._calmed(page):
                pass  # an error page was on its way: ours comes after it
        with self._rest:
            assert self._rest.wait_for(lambda: not self._busy, 60)

    def _calmed(self, page: Page) -> bool:
        if page.url in {"about:blank", self.origin + _QUIET}:
            return True
        try:
            page.goto(self.origin + _QUIET, wait_until="commit")
        except PlaywrightError as error:
            if "interrupted by another navigation" not in error.message:
                raise
            return False
        return True


@contextmanager
def standing(chromium: Browser) -> Iterator[Stand]:
    """A stand whose server runs."""
    context = chromium.new_context(accept_downloads=False, service_workers="block", viewport=_VIEW, locale="en-US")  # type: ignore[arg-type]
    stand = Stand(context.new_page(), context.new_page())
    try:
        with serve(stand.respond) as server:
            stand.origin = server.url
            yield stand
    finally:
        context.close()


def ending_with(fuse: Callable[[], Fuse]) -> Callable[[Patience, Page], bool]:
    """What takes the place of `Patience.wait`: a wait that ends when the power goes."""
    waits = Patience.wait

    def wait(patience: Patience, page: Page) -> bool:
        if fuse().blown:
            raise PowerCut
        return waits(patience, page)

    return wait


@dataclass
class WatchedWindow(FusedWindow):
    """As the browser shows it. A request that the power cut short ends the next look; pictures are not the subject."""

    pictures: bool = False

    def look(self, unlike: Sighting | None = None, seconds: float | None = None) -> Sighting:
        seen = super().look(unlike, seconds)
        if self.fuse.blown:
            raise PowerCut
        return seen

    def keep(self, name: str) -> Kept:
        return super().keep(name) if self.pictures else Kept(name, None, None, None)


@dataclass(frozen=True)
class Way:
    """A variant of the site, walked whole, or from the page on which the claim is written.

    On a whole way the case log is read in the browser, too, and pictures are taken.
    """

    variant: str
    whole: bool

    @property
    def name(self) -> str:
        """`help-hub, whole`."""
        return f"{self.variant}, {'whole' if self.whole else 'short'}"


@dataclass
class BrowserWorld(World):
    """The same world, seen through the stand's browser while `stand` is there, and as text after that."""

    way: Way = Way("help-center", whole=True)
    stand: Stand | None = None

    @property
    def recorded(self) -> Recording:
        return recording(self.variant) if self.way.whole else shortened(self.variant)

    @contextmanager
    def visit(self, account: str, marketplace: str, keep_in: Path) -> Iterator[Visited]:
        if self.stand is None:
            with super().visit(account, marketplace, keep_in) as visited:
                yield visited
            return
        stand, player = self.stand, FusedPlayer(self.player, self.fuse)
        stand.begin(player, self.fuse)
        patience = _LITTLE_PATIENCE if self.trouble.site else _PATIENCE
        window = BrowserWindow(stand.page, stand.origin, keep_in, patience)
        cases: Any = TextCases(player)  # type: ignore[arg-type]  # it is one in all that counts
        if self.way.whole:
            cases = BrowserCaseLog(lambda: stand.beside, stand.origin, patience, window.stand_behind, shipped_flows)
        try:
            yield Visited(
                WatchedWindow(window, self.fuse, self.way.whole),
                TurnedCases(cases, self.ahead),
                Owner(account, marketplace),
            )
        finally:
            stand.end()


@cache
def shortened(variant: str) -> Recording:
    """A site whose start page leads right to where the claim is written, and that asks less on the way to its form."""
    whole = recording(variant)
    start, first = _SHORT[variant]
    pages = {page.name: page for page in whole.pages}
    pages["home"] = pages["home"].model_copy(update={"redirect": start})
    if variant == "help-center":
        asked = pages[first]
        go = asked.go | {"Continue": asked.go["Continue"].model_copy(update={"to": "associates"})}
        pages[first] = asked.model_copy(update={"go": go})
    return whole.model_copy(update={"pages": (pages.pop(first), *pages.values())})


#: The address that the start page leads to, and the page that is written on.
_SHORT = {"help-hub": ("/help/hub/support/contact", "contact"), "help-center": ("/help/center", "not-listed")}


@dataclass
class BrowserBench(Bench):
    """Makes such worlds, and runs them."""

    stand: Stand | None = None
    way: Way = Way("help-center", whole=True)
    lengths: dict[Way, Counter[str]] = field(default_factory=dict)

    def world(self, variant: str, trouble: Trouble) -> BrowserWorld:
        made = super().world(variant, trouble)
        return BrowserWorld(made.folder, variant, made.trouble, way=self.way, stand=self.stand)

    def on(self, way: Way) -> BrowserBench:
        """The same bench on another way."""
        return replace(self, way=way)

    def length(self, kind: str) -> int:
        """How many steps of a kind an undisturbed life has here, found out once."""
        if self.way not in self.lengths:
            self.lengths[self.way] = self.world(self.way.variant, Trouble()).life(self.entry).taken
        return self.lengths[self.way][kind]

    def cut(self, trouble: Trouble, fuse: Fuse, *, text_after: bool) -> None:
        """Cut the power at a step, start again, mend everything, reconcile; judge by the site's own record."""
        world = self.world(self.way.variant, trouble)
        life = world.life(self.entry, fuse)
        self._sound(world)
        self.counts[f"at {life.at}" if life.blown and life.at else "never"] += 1
        if text_after:
            world.stand = None
        world.life(self.entry)
        self._sound(world)
        world.mended()
        for _ in range(3):  # where a slow machine gave up before the press, a person runs it again
            world.life(self.entry, reconciling=True)
            if world.cases.cases():
                break
        self.judge(world)

    def _sound(self, world: World) -> None:
        world.filings()
        assert world.twice_by_site or len(world.cases.cases()) <= 1, "two cases for one claim"
