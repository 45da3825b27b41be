"""A tab of our own in a browser that the user already has: opened through the relay, declared, restricted, closed.

Imported only if an account has such a browser: the library that speaks to it is an extra.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import BrowserContext, Page
from playwright.sync_api import Error as PlaywrightError
from websockets.exceptions import WebSocketException
from websockets.sync.client import ClientConnection, connect
from websockets.sync.server import Server, serve

from casewright.browser.launch import NoBrowser
from casewright.browser.page_change import first_line
from casewright.browser.start import driver
from casewright.browser.tab_relay import Packet, Prepare, TabRelay
from casewright.message import msg

_NARROW = (Path(__file__).parent / "scripts" / "narrow.js").read_text(encoding="utf-8")
_NO_SOCKETS = "for (const name of ['WebSocket', 'WebSocketStream', 'WebTransport']) delete globalThis[name];"
"""What a worker would reach others with, unseen by routing."""
_OWN_PAGES = "'unsafe-inline' 'unsafe-eval' 'wasm-unsafe-eval' data: blob: filesystem: about:"
_PAGES = frozenset({"page", "iframe"})
_OPEN_SECONDS = 30.0
_CLOSE_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class OwnTab:
    """The context that our tabs stand in, the first of them, and the relay that keeps everything else away."""

    context: BrowserContext
    page: Page
    relay: TabRelay


@contextmanager
def own_tab(address: str, identity: str, reached: Iterable[str]) -> Iterator[OwnTab]:
    """Open a tab in the browser that listens at this `ws://` address; it and all that it opened is closed at the end.

    `identity` is added to the user agent; `reached` are the sources, such as `https://*.amazon.com`, that it may use.

    Raises:
        NoBrowser: the browser does not answer, or does not open a tab.
    """
    with (
        _relay_to(address, prepare_tab(identity, reached)) as relay,
        _listening(relay) as playwrights_address,
        driver() as playwright,
    ):
        try:
            browser = playwright.chromium.connect_over_cdp(playwrights_address, timeout=_OPEN_SECONDS * 1000)
            context = browser.contexts[0]
            tab = OwnTab(context, context.pages[0], relay)
        except (PlaywrightError, IndexError) as error:
            raise _not_let_in(str(first_line(error)) if isinstance(error, PlaywrightError) else str(error)) from error
        try:
            yield tab
        finally:
            relay.close()


def prepare_tab(identity: str, reached: Iterable[str]) -> Prepare:
    """Set up each page, frame and worker of a tab first: who we are, and how far it may reach."""
    script = _NARROW.replace("POLICY", json.dumps(f"default-src {_OWN_PAGES} {' '.join(reached)}"))

    def prepare(kind: str, user_agent: str) -> Iterator[tuple[str, Packet]]:
        named = user_agent.replace("HeadlessChrome", "Chrome")
        yield "Emulation.setUserAgentOverride", {"userAgent": f"{named} {identity}"}
        if kind in _PAGES:
            yield "Network.setBypassServiceWorker", {"bypass": True}
            yield "Page.setPrerenderingAllowed", {"isAllowed": False}
            yield "Page.addScriptToEvaluateOnNewDocument", {"source": script, "runImmediately": True}
        else:
            yield "Runtime.evaluate", {"expression": _NO_SOCKETS}

    return prepare


@contextmanager
def _relay_to(address: str, prepare: Prepare) -> Iterator[TabRelay]:
    """A relay that has opened its first tab; the tabs are closed with it, and the browser goes on."""
    with ExitStack() as stack:
        try:
            browser = stack.enter_context(_connection_to(address))
            relay = TabRelay(browser, prepare)
            stack.callback(relay.close)
            relay.open_tab()
        except (OSError, TimeoutError, WebSocketException, RuntimeError, LookupError) as error:
            raise _not_let_in(str(error)) from error
        yield relay


def _connection_to(address: str) -> ClientConnection:
    return connect(
        address, max_size=None, proxy=None, open_timeout=_OPEN_SECONDS, close_timeout=_CLOSE_SECONDS, compression=None
    )


@contextmanager
def _listening(relay: TabRelay) -> Iterator[str]:
    """The address at which Playwright reaches the relay, for as long as this is entered."""
    with serve(
        relay.serve, "127.0.0.1", 0, max_size=None, compression=None, ping_interval=None, close_timeout=_CLOSE_SECONDS
    ) as server:
        thread = threading.Thread(target=server.serve_forever, name="tab-relay", daemon=True)
        thread.start()
        try:
            yield f"ws://127.0.0.1:{_port_of(server)}/"
        finally:
            relay.close()
            server.shutdown()
            thread.join()


def _port_of(server: Server) -> int:
    return int(server.socket.getsockname()[1])


def _not_let_in(why: str) -> NoBrowser:
    return NoBrowser(
        msg("The browser does not open a tab for us: {reason}.", reason=why.rstrip(".") or "it hung up"),
        remedy=msg("Check that it is open and newer than Chrome 120, and that nothing else debugs it."),
    )
