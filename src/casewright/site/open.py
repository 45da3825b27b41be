"""Open a visit, the same way for every site: browser, context, guard, window, case log."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page
from playwright.sync_api import Error as PlaywrightError

from casewright import places
from casewright.accounts.own_browser import OwnBrowser
from casewright.browser import start
from casewright.browser.case_log import BrowserCaseLog
from casewright.browser.launch import FoundBrowser, NoBrowser
from casewright.browser.limited import LimitedCaseLog, LimitedWindow
from casewright.browser.own_browser_address import ProfileStart, own_browser_address
from casewright.browser.watchdog import Watchdog
from casewright.browser.window import BrowserWindow
from casewright.extras import imported_with
from casewright.flow.model import FlowSet
from casewright.flow.page_owner import Owner
from casewright.flow.read import read_flows
from casewright.flow.window import Keys
from casewright.message import Message, msg
from casewright.site.forward_proxy import ForwardProxy, Reach, forward_proxy
from casewright.site.guard import NetworkGuard, PageSource
from casewright.site.signed_in import SignIn
from casewright.site.tab_check import tab_check
from casewright.site.upstream_proxy import Upstream
from casewright.site.visit import Guard

if TYPE_CHECKING:
    from playwright.sync_api import ProxySettings, ViewportSize

CLOSING_SECONDS = 15.0
"""How long a browser may take to close before it is ended."""
_VIEW: ViewportSize = {"width": 1366, "height": 900}


@dataclass(frozen=True, slots=True)
class Profile:
    """What makes a visit one to the real site: who we say we are, what may lie inside this network, and what signs in.

    `identity` is added to the user agent; `inside` are the hosts that the person named, which alone may lead to this
    machine or its network; `keys` are what signs in by itself, for a seller who stored it; `sign_in` is the session of
    the visit before. `own` is the account's own browser, in which a tab is opened instead, with the `origins` that its
    pages may use.
    """

    identity: str
    inside: frozenset[str] = frozenset()
    keys: Keys | None = None
    sign_in: SignIn | None = None
    own: OwnBrowser | None = None
    origins: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Opened:
    """A context, the guard that is to stand in front of it, the page that is open already, and who ends it."""

    context: BrowserContext
    guard: NetworkGuard
    hold: Callable[[Watchdog], None]
    page: Page | None = None


@dataclass(frozen=True, slots=True)
class Ground:
    """Everything in which sites differ: where pages come from, and who watches.

    `origin` is where paths lead; `hosts` are further hosts on which a walk may act. Without a `profile` nothing but
    this machine can be reached. `attended` says that a person sees the browser. `owner` is whose account it is.
    """

    origin: str
    source: PageSource
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


@cache
def shipped_flows() -> FlowSet:
    """The flows that came with the program, without anybody's mends, read once."""
    return read_flows(places.flows())


@dataclass(frozen=True, slots=True)
class Opener:
    """Opens visits: the browser that was found, its windows' patience (seconds), and whether it is shown.

    `running` is a browser that runs already, so that a visit costs no more than a context. `stop` tells why a wait has
    to end. `upstream` is the address of the proxy that leads to the internet; None takes the system's. `flows` are
    asked for the words of the case log's pages.
    """

    found: FoundBrowser
    patience: float
    headless: bool = True
    running: Browser | None = None
    stop: Callable[[], Message | None] = lambda: None
    upstream: str | None = None
    flows: Callable[[], FlowSet] = shipped_flows

    @contextmanager
    def visit(self, ground: Ground, keep_in: Path) -> Iterator[OpenVisit]:
        """Open a browser on the ground; everything is closed at the end.

        Raises:
            NoBrowser: it does not start.
        """
        with ExitStack() as stack:
            proxy = stack.enter_context(self._only_way_out(ground))
            watchdog = stack.enter_context(Watchdog(self.stop).watching())
            opening = self._open(ground, proxy)
            # What ends a visit may hang as well as what it does: closing is a call that begins below and is over here.
            stack.callback(watchdog.finish)
            opened = stack.enter_context(opening)
            stack.callback(watchdog.begin, CLOSING_SECONDS)
            opened.hold(watchdog)
            context, guard = opened.context, opened.guard
            guard.stand(context)
            page = watchdog.watch_page(opened.page or guard.own_page(context))
            keys = ground.profile.keys if ground.profile else None
            window = LimitedWindow(page, ground.origin, keep_in, self.patience, ground.hosts, keys, self.stop)
            cases = LimitedCaseLog(
                lambda: watchdog.watch_page(guard.own_page(context)),
                ground.origin,
                self.patience,
                window.stand_behind,
                self.flows,
            )
            window, cases = window.under(watchdog), cases.under(watchdog)
            yield OpenVisit(window, cases, ground.attended, ground.owner, guard)

    @contextmanager
    def _open(self, ground: Ground, proxy: ForwardProxy) -> Iterator[_Opened]:
        """The browser of this ground, as it has to be guarded."""
        if ground.profile and ground.profile.own:
            with self._own_tab(ground, ground.profile, ground.profile.own, proxy) as opened:
                yield opened
            return
        with self._real(ground.profile, proxy) if ground.profile else self._fresh(ground, proxy) as context:
            browser = _browser_of(context)
            yield _Opened(context, NetworkGuard(ground.source, proxy), lambda watchdog: watchdog.guard(browser))

    @contextmanager
    def _own_tab(self, ground: Ground, profile: Profile, own: OwnBrowser, proxy: ForwardProxy) -> Iterator[_Opened]:
        """Open a tab in the account's own browser, after checking what that browser sends.

        Every request of the tab is routed, because the way out of such a browser is not ours.

        Raises:
            NoBrowser: it cannot be reached, does not send who we are, or would reach what it must not.
            ExtraMissing: the library for it is not installed.
        """
        tabs = _own_tabs()
        with tab_check() as check:
            start = ProfileStart(self.found, proxy.address, urlsplit(check.allowed).netloc, headless=self.headless)
            with (
                own_browser_address(own, start) as address,
                tabs.own_tab(address, profile.identity, (*profile.origins, check.allowed)) as tab,
            ):
                check.see(tab.context, tab.page, profile.identity)
                guard = NetworkGuard(ground.source)
                yield _Opened(tab.context, guard, lambda watchdog: watchdog.guard_tab(tab.relay.close), tab.page)

    def _only_way_out(self, ground: Ground) -> AbstractContextManager[ForwardProxy]:
        """The proxy of this visit; only the real site's leads any further than this machine."""
        own = urlsplit(ground.origin).hostname or ""
        if ground.profile is None:
            return forward_proxy(Reach(), own)
        return forward_proxy(
            Reach(ground.source.passes, ground.profile.inside), own, Upstream.from_setting(self.upstream)
        )

    @contextmanager
    def _real(self, profile: Profile, proxy: ForwardProxy) -> Iterator[BrowserContext]:
        state = profile.sign_in.lend() if profile.sign_in else None
        with start.open_shown_browser(
            self.found, {"server": proxy.address}, profile.identity, state, headless=self.headless
        ) as context:
            try:
                yield context
            finally:
                if profile.sign_in:
                    profile.sign_in.take_back(context)

    @contextmanager
    def _fresh(self, ground: Ground, way_out: ForwardProxy) -> Iterator[BrowserContext]:
        """A context that keeps nothing; all that gets past its guard is refused by the proxy."""
        proxy: ProxySettings = {"server": way_out.address}
        if ground.source.passes:
            proxy["bypass"] = urlsplit(ground.origin).netloc
        with ExitStack() as stack:
            running = self.running or stack.enter_context(
                start.browser(self.found, headless=self.headless, proxy=proxy)
            )
            context = running.new_context(
                accept_downloads=False, service_workers="block", viewport=_VIEW, locale="en-US", proxy=proxy
            )
            stack.callback(_close, context)
            yield context


def _close(context: BrowserContext) -> None:
    """Close it; a browser that died has closed everything itself, and what a visit came to is told all the same."""
    with suppress(PlaywrightError):
        context.close()


def _own_tabs() -> ModuleType:
    with imported_with("browser"):
        return import_module("casewright.browser.own_tab")


def _browser_of(context: BrowserContext) -> Browser:
    if context.browser is None:
        raise NoBrowser(
            msg("The browser that was started cannot be watched."),
            remedy=msg("Name another one with CASEWRIGHT_BROWSER."),
        )
    return context.browser
