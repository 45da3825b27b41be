"""Check what a tab in somebody's own browser really sends: who it says it is, and whether it can reach others.

Nothing is taken from what the browser says about itself: two servers on this machine write down what arrives.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import BrowserContext, Page
from playwright.sync_api import Error as PlaywrightError

from casewright.browser.launch import NoBrowser
from casewright.browser.page_change import first_line
from casewright.message import msg
from casewright.site.guard import NetworkGuard
from casewright.site.served_pages import Through

CHECK_SECONDS = 30.0
"""How long a page may take to try every way out; each gives up by itself well before."""
_LOOK_EVERY = 100.0
"""Milliseconds."""
_PAGE = (Path(__file__).parent / "pages" / "tab_check.html").read_text(encoding="utf-8")
_WORKER = (Path(__file__).parent / "pages" / "tab_check_worker.js").read_text(encoding="utf-8")
_SAYS_WHO = ("/", "/frame", "/fetch", "/worker.js", "/worker-fetch")
"""What has to arrive at the allowed server, each with our identity."""
_BY_HAND = (
    *("ping", "window", "windowOfItsOwn", "windowOfAFrame"),
    *("link", "linkInThePage", "linkWithAKey", "form"),
)
"""What a page does only when somebody clicks."""
_CALL = "video-call"
"""Asked for at the allowed server by a page that could call others past every request."""


@dataclass(slots=True)
class Heard:
    """What arrived at one of the two servers: path, and what called itself how."""

    requests: list[tuple[str, str]] = field(default_factory=list)
    origin: str = ""


@dataclass(frozen=True, slots=True)
class TabCheck:
    """Two servers on this machine: `ours`, which the tab may reach, and `others`, which it must not."""

    ours: Heard
    others: Heard

    @property
    def allowed(self) -> str:
        """The origin that the tab may reach while it is checked."""
        return self.ours.origin

    def see(self, context: BrowserContext, page: Page, identity: str) -> None:
        """Let the tab try every way out, and check what arrived.

        Raises:
            NoBrowser: the identity was not sent, something reached the other server, or the page did not answer.
        """
        guard = NetworkGuard(Through("http", (self.allowed.removeprefix("http://"),)))
        with guard.standing(context):
            try:
                page.goto(f"{self.allowed}/", timeout=CHECK_SECONDS * 1000)
                for way in _BY_HAND:
                    page.evaluate(f"void byHand.{way}()")
                page.wait_for_function("document.title === 'tried'", polling=_LOOK_EVERY, timeout=CHECK_SECONDS * 1000)
                page.goto("about:blank")
            except PlaywrightError as error:
                raise NoBrowser(
                    msg("The check of the tab did not finish: {reason}.", reason=first_line(error)),
                    remedy=_REMEDY,
                ) from error
        self._judge(identity)

    def _judge(self, identity: str) -> None:
        named = {path for path, user_agent in self.ours.requests if identity in user_agent}
        if nameless := [path for path in _SAYS_WHO if path not in named]:
            raise NoBrowser(
                msg(
                    "This browser does not let Casewright say what it is ({where}), so nothing is done in it.",
                    where=", ".join(nameless),
                ),
                remedy=_REMEDY,
            )
        ways = {path.strip("/") for path, _ in self.others.requests} | ({_CALL} & {path.strip("/") for path in named})
        if ways:
            raise NoBrowser(
                msg(
                    "In this browser a page could reach hosts that are not on the list (by {ways}), "
                    "so nothing is done in it.",
                    ways=", ".join(sorted(ways)),
                ),
                remedy=_REMEDY,
            )


_REMEDY = msg(
    "Update that browser, or turn off what stands in its way (an extension, a setting of its own), or sign in with "
    "the browser that Casewright opens: `casewright account browser NAME --none`."
)


@contextmanager
def tab_check() -> Iterator[TabCheck]:
    """The two servers, for as long as a tab is checked."""
    with _server() as others, _server(others.origin) as ours:
        yield TabCheck(ours, others)


class _Listener(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    heard: Heard
    pages: dict[str, tuple[str, str]]

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a browser that hung up; the check looks at what arrived."""


class _Note(BaseHTTPRequestHandler):
    server: _Listener
    timeout = 10

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        self.server.heard.requests.append((path, self.headers.get("User-Agent", "")))
        text, kind = self.server.pages.get(path, ("", "text/plain"))
        self.send_response(200)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(text.encode())))
        self.end_headers()
        with suppress(OSError):
            self.wfile.write(text.encode())

    do_POST = do_HEAD = do_OPTIONS = do_GET  # noqa: N815 (the library's names)

    def log_message(self, *_: object) -> None:
        """Nothing is logged."""


@contextmanager
def _server(others: str = "") -> Iterator[Heard]:
    with _Listener(("127.0.0.1", 0), _Note) as server:
        server.heard = Heard(origin=f"http://127.0.0.1:{server.server_port}")
        server.pages = _pages(others) if others else {}
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield server.heard
        finally:
            server.shutdown()
            thread.join()


def _pages(others: str) -> dict[str, tuple[str, str]]:
    put = re.compile("OTHERS").sub
    host = others.removeprefix("http://")
    return {
        "/": (put(host, _PAGE), "text/html"),
        "/frame": ("<!doctype html><title>frame</title>", "text/html"),
        "/worker.js": (put(host, _WORKER), "text/javascript"),
    }
