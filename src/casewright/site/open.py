"""Opening a visit, the same way for every site: browser, context, guard, window, case log."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext

from casewright.browser import start
from casewright.browser.case_log import BrowserCaseLog
from casewright.browser.launch import FoundBrowser
from casewright.browser.window import BrowserWindow
from casewright.flow.page_owner import Owner
from casewright.flow.window import Keys
from casewright.site.guard import NetworkGuard, Source
from casewright.site.signed_in import SignIn
from casewright.site.stray_requests import Sink, sink
from casewright.site.visit import Guard

if TYPE_CHECKING:
    from playwright.sync_api import ProxySettings, ViewportSize

_VIEW: ViewportSize = {"width": 1366, "height": 900}


@dataclass(frozen=True, slots=True)
class Profile:
    """What makes a visit one to the real site: who we say we are, whom we reach, and what signs in.

    `identity` is added to the user agent; `reachable` are host patterns; `keys` are what signs in by itself, for a
    seller who stored it; `sign_in` is the session of the visit before.
    """

    identity: str
    reachable: tuple[str, ...]
    keys: Keys | None = None
    sign_in: SignIn | None = None


@dataclass(frozen=True, slots=True)
class Ground:
    """Everything in which sites differ: where pages come from, and who watches.

    `origin` is where paths lead; `hosts` are further hosts on which a walk may act. Without a `profile` nothing but
    this machine can be reached. `attended` says that a person sees the browser. `owner` is whose account it is.
    """

    origin: str
    source: Source
    owner: Owner
    hosts: frozenset[str] = frozenset()
    attended: bool = False
    profile: Profile | None = None


@dataclass(frozen=True, slots=True)
class OpenVisit:
    """A visit under way."""

    window: BrowserWindow
    cases: BrowserCaseLog
    attended: bool
    owner: Owner
    network: NetworkGuard

    def guard(self) -> Guard:
        """What was counted so far."""
        return self.network.count()


@dataclass(frozen=True, slots=True)
class Opener:
    """What opens visits: the browser that was found, how patient its windows are (seconds), whether it is shown.

    `running` is a browser that runs already, so that a visit costs no more than a context. `stop` tells why a wait has
    to end.
    """

    found: FoundBrowser
    patience: float
    headless: bool = True
    running: Browser | None = None
    stop: Callable[[], str | None] = lambda: None

    @contextmanager
    def visit(self, ground: Ground, keep_in: Path) -> Iterator[OpenVisit]:
        """Open a browser on the ground; everything is closed at the end.

        Raises:
            NoBrowser: it does not start.
        """
        with ExitStack() as stack:
            if ground.profile:
                turned_away = None
                context = stack.enter_context(self._real(ground.profile))
            else:
                turned_away = stack.enter_context(sink(urlsplit(ground.origin).hostname or ""))
                context = stack.enter_context(self._fresh(ground, turned_away))
            guard = NetworkGuard(ground.source, turned_away)
            guard.stand(context)
            page = guard.own_page(context)
            keys = ground.profile.keys if ground.profile else None
            window = BrowserWindow(page, ground.origin, keep_in, self.patience, ground.hosts, keys, self.stop)
            cases = BrowserCaseLog(lambda: guard.own_page(context), ground.origin, self.patience, window.to_front)
            yield OpenVisit(window, cases, ground.attended, ground.owner, guard)

    @contextmanager
    def _real(self, profile: Profile) -> Iterator[BrowserContext]:
        state = profile.sign_in.lend() if profile.sign_in else None
        with start.shown(self.found, profile.reachable, profile.identity, state, headless=self.headless) as context:
            try:
                yield context
            finally:
                if profile.sign_in:
                    profile.sign_in.take_back(context)

    @contextmanager
    def _fresh(self, ground: Ground, turned_away: Sink) -> Iterator[BrowserContext]:
        """A context that keeps nothing; all that gets past its guard ends in the sink."""
        proxy: ProxySettings = {"server": turned_away.address}
        if ground.source.passes:
            proxy["bypass"] = urlsplit(ground.origin).netloc
        with ExitStack() as stack:
            running = self.running or stack.enter_context(
                start.browser(self.found, headless=self.headless, proxy=proxy)
            )
            context = running.new_context(
                accept_downloads=False, service_workers="block", viewport=_VIEW, locale="en-US", proxy=proxy
            )
            stack.callback(context.close)
            yield context
