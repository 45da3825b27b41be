"""The network guard of a visit: every request is answered from here, let through to an allowed host, or refused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Protocol
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Download, Page, Request, Response, Route, WebSocket, WebSocketRoute
from playwright.sync_api import Error as PlaywrightError

from casewright.site.forward_proxy import ForwardProxy
from casewright.site.visit import Guard

_MOST_URLS = 200
_ASKED = frozenset({"document", "xhr", "fetch"})
"""What a page is made from and asks for; pictures and scripts come from elsewhere and tell nothing."""
_TURNS_AWAY = frozenset({403, 429})
_OWN = ("data:", "blob:")
"""What a page makes by itself, which goes nowhere."""
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


class Served(Enum):
    """How a source answered a request."""

    HERE = auto()
    """Answered inside this program."""
    NOT = auto()
    """Not this site's to answer; nothing was done."""


class PageSource(Protocol):
    """Where the pages of a site come from."""

    @property
    def passes(self) -> re.Pattern[str] | None:
        """Addresses that are let through to their host, matched from their first character; None for none."""

    def serve(self, route: Route) -> Served:
        """Answer a request that was not let through, or say that it does not belong to this site."""


@dataclass  # Playwright marks the objects whose methods it calls, so no slots
class NetworkGuard:
    """Stands between one browser context and the network, and counts.

    New windows are closed, also where a person looks on: no flow expects one. The `proxy` is the browser's only way
    out; it refuses what may not pass, also where no page event tells of it (workers, preconnects, popups). What left is
    measured twice: when a request is let through to another machine, and when an answer comes in that nobody here
    made or let through.
    """

    source: PageSource
    proxy: ForwardProxy | None = None
    _answered: int = field(default=0, init=False)
    _left: int = field(default=0, init=False)
    _refused: list[str] = field(default_factory=list, init=False)
    _known: set[Request] = field(default_factory=set, init=False)
    _refused_by_proxy: set[Request] = field(default_factory=set, init=False)
    _opening: bool = field(default=False, init=False)
    _turned_away: int = field(default=0, init=False)

    def stand(self, context: BrowserContext) -> None:
        """Take the place between this context and the network."""
        if not self._proxy_refuses:
            self._route(context)
        context.on("request", self._asks)
        context.on("response", self._response)
        context.on("page", self._page)

    @contextmanager
    def standing(self, context: BrowserContext) -> Iterator[None]:
        """Stand there while this context is entered."""
        self.stand(context)
        try:
            yield
        finally:
            context.remove_listener("request", self._asks)
            context.remove_listener("response", self._response)
            context.remove_listener("page", self._page)
            context.unroute_all()

    @property
    def _proxy_refuses(self) -> bool:
        """Return whether the proxy alone turns away what may not pass.

        Routing as well would be a second lock on the same door: the browser holds every request until it was asked, and
        keeps no page in its cache.
        """
        return self.proxy is not None and self.source.passes is not None

    def _route(self, context: BrowserContext) -> None:
        """Have every request brought here that does not pass."""
        passes = self.source.passes
        context.route(re.compile(f"^(?!{passes.pattern})") if passes else "**/*", self._request)
        context.route_web_socket("**/*", self._web_socket)

    def own_page(self, context: BrowserContext) -> Page:
        """Open a page that is ours, and so no popup."""
        self._opening = True
        try:
            return context.new_page()
        finally:
            self._opening = False

    def count(self) -> Guard:
        """What was counted so far."""
        # A browser opens a connection in advance for what is then refused here: that is one attempt, not two.
        known = {urlsplit(url).hostname for url in self._refused}
        behind = [f"//{host}" for host in self.proxy.attempts if host not in known] if self.proxy else []
        refused = (*self._refused, *behind)
        return Guard(
            answered=self._answered,
            refused=len(refused),
            left=self._left,
            refused_urls=tuple(dict.fromkeys(refused))[:_MOST_URLS],
            housekeeping=len(self.proxy.housekeeping) if self.proxy else 0,
            turned_away=self._turned_away,
        )

    def _request(self, route: Route) -> None:
        try:
            served = self.source.serve(route)
            if served is Served.NOT:
                self._refused.append(route.request.url)
                route.abort("blockedbyclient")
                return
        except PlaywrightError:
            return  # the page went away while its request was on the way: nobody waits for this answer any more
        self._known.add(route.request)
        self._answered += 1

    def _asks(self, request: Request) -> None:
        """Count a request that is let through, and one that the proxy is about to refuse."""
        passes = self.source.passes
        if passes is None or request.url.startswith(_OWN):
            return
        if passes.match(request.url):
            self._known.add(request)
            if _is_loopback(request.url):
                self._answered += 1
            else:
                self._left += 1
        elif self._proxy_refuses:
            self._refused_by_proxy.add(request)
            self._refused.append(request.url)

    def _response(self, response: Response) -> None:
        """An answer came in; one that we neither made nor let through came from outside."""
        if response.request in self._refused_by_proxy:
            self._refused_by_proxy.discard(response.request)
            return
        if response.request.resource_type in _ASKED:
            self._turned_away = self._turned_away + 1 if response.status in _TURNS_AWAY else 0
        if response.request in self._known:
            self._known.discard(response.request)
        elif response.url.startswith("http") and not _is_loopback(response.url):
            self._left += 1

    def _web_socket(self, socket: WebSocketRoute) -> None:
        self._refused.append(socket.url)
        socket.close(code=1008, reason="refused")

    def _wants_socket(self, socket: WebSocket) -> None:
        """No page of ours uses one: to another host the proxy refuses it, and our own server does not know them."""
        self._refused.append(socket.url)

    def _page(self, page: Page) -> None:
        page.on("download", self._download)
        if self._proxy_refuses:
            page.on("websocket", self._wants_socket)
        if not self._opening:
            self._refused.append(f"popup:{page.url}")
            with suppress(PlaywrightError):  # it closed itself, or the browser went away
                page.close()

    def _download(self, download: Download) -> None:
        self._refused.append(download.url)


def _is_loopback(url: str) -> bool:
    return urlsplit(url).hostname in _LOOPBACK
