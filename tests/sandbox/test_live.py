"""The live site is the sandbox with other pages: a browser of its own, a declared identity, a list of hosts."""

from __future__ import annotations

import socket
import ssl
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from playwright.sync_api import Browser

from casewright.browser.launch import FoundBrowser, NoBrowser
from casewright.errors import CasewrightError
from casewright.flow.page_owner import Owner
from casewright.flow.window import Find, Open, Press, Target, WindowError
from casewright.places import Home
from casewright.recording.exchange import Answer, Request
from casewright.site.live import Live, identity
from casewright.site.open import Ground, Opener, OpenVisit, Profile
from casewright.site.served_pages import Through
from casewright.site.server import serve


def wait(visit: OpenVisit, done: Callable[[], bool]) -> None:
    """Look on until it is done, as long as anybody would."""
    seen = visit.window.look()
    for _ in range(20):
        if done():
            return
        seen = visit.window.look(unlike=seen)
    pytest.fail("nothing came of it")


HERE = frozenset({"127.0.0.1"})
"""What a test puts in Amazon's place runs on this machine."""

PAGE = """<!doctype html><html lang="en"><link rel=icon href="data:,"><body><h1></h1><p></p>
<script>
  document.querySelector('h1').textContent = navigator.userAgent;
  localStorage.times = 1 + Number(localStorage.times ?? 0);
  document.querySelector('p').textContent = `visit ${localStorage.times}`;
</script>
<img src="http://outside.example/pixel"><img src="http://192.0.2.1/pixel">"""


@pytest.fixture
def ground(tmp_path: Path) -> Iterator[Ground]:
    """What the live site opens on, with a server on this machine in Amazon's place."""

    def respond(request: Request) -> Answer:
        if request.path == "/away":
            return Answer(303, headers={"Location": "http://outside.example/"})
        return Answer(body=PAGE.encode())

    with serve(respond) as server:
        host = server.url.removeprefix("http://")
        profile = Profile(identity(), HERE)
        yield Ground(
            server.url, Through("http", (host,)), Owner("Harbor Lane Goods", "US"), attended=True, profile=profile
        )


@pytest.fixture
def hidden(found: FoundBrowser, chromium: Browser) -> Opener:
    """Opens what a person would see, without showing it."""
    return Opener(found, patience=3.0, headless=True)


@pytest.mark.browser
def test_it_says_what_it_is_and_begins_anew_where_no_sign_in_is_kept(
    ground: Ground, hidden: Opener, tmp_path: Path
) -> None:
    told = []
    for _ in range(2):
        with hidden.visit(ground, tmp_path) as visit:
            visit.window.do(Open("/home"))
            told.append(visit.window.look().text)

    assert identity() in told[0]
    assert "automated" in identity()
    assert "Headless" not in told[0]
    assert ["visit 1" in told[0], "visit 1" in told[1]] == [True, True]


@pytest.mark.browser
def test_it_reaches_no_host_that_is_not_on_its_list(ground: Ground, hidden: Opener, tmp_path: Path) -> None:
    with hidden.visit(ground, tmp_path) as visit:
        visit.window.do(Open("/home"))
        wait(visit, lambda: visit.guard().refused >= 2)  # pictures are asked for after the page is read
        count = visit.guard()

    assert set(count.refused_urls) == {"http://outside.example/pixel", "http://192.0.2.1/pixel"}
    assert count.left == 0


@pytest.mark.browser
@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a machine has one address for itself")
def test_what_a_worker_tries_behind_the_routing_reaches_nobody(hidden: Opener, tmp_path: Path) -> None:
    """Routing does not see a worker's requests; the browser itself knows no other host, not even by its number."""
    with socket.create_server(("127.0.0.2", 0)) as outside:
        outside.setblocking(False)
        there = f"127.0.0.2:{outside.getsockname()[1]}"
        inside = f"""const told = (word) => postMessage(word);
          fetch('http://{there}/fetch', {{ mode: 'no-cors' }}).catch(() => told('fetch refused'));
          const socket = new WebSocket('ws://{there}/socket'); socket.onerror = () => told('socket refused');"""
        page = f"""<h1>Home</h1><ul></ul><script>
          const worker = new Worker(URL.createObjectURL(new Blob([`{inside}`])));
          worker.onmessage = (told) => {{ document.querySelector('ul').innerHTML += `<li>${{told.data}}</li>`; }};
        </script>"""
        with serve(lambda _: Answer(body=page.encode())) as server:
            host = server.url.removeprefix("http://")
            profile = Profile(identity(), HERE)
            ground = Ground(server.url, Through("http", (host,)), Owner("Harbor Lane Goods", "US"), profile=profile)
            with hidden.visit(ground, tmp_path / "kept") as visit:
                visit.window.do(Open("/home"))
                wait(visit, lambda: all(f"{way} refused" in visit.window.look().text for way in ("fetch", "socket")))

        with pytest.raises(BlockingIOError):
            outside.accept()


@pytest.mark.browser
def test_the_real_sites_pages_have_no_business_on_this_machine(hidden: Opener, tmp_path: Path) -> None:
    asked: list[str] = []

    def respond(request: Request) -> Answer:
        asked.append(request.path)
        return Answer(body=b"<h1>A program of yours</h1>")

    with serve(respond) as server:
        source = Through("http", (server.url.removeprefix("http://"),))  # even if routing let it through
        profile = Profile(identity())
        ground = Ground(server.url, source, Owner("Harbor Lane Goods", "US"), profile=profile)
        with hidden.visit(ground, tmp_path / "kept") as visit, pytest.raises(WindowError) as told:
            visit.window.do(Open("/home"))

    assert (told.value.reason, asked) == ("page-gone", [])


def test_a_host_that_the_person_named_is_reachable_beside_the_list(home: Home, tmp_path: Path) -> None:
    opener = Noting()

    with Live(opener, home, ("d1.cloudfront.net",)).visit("one", "US", tmp_path):  # type: ignore[arg-type]
        ground = opener.ground

    assert ground
    assert ground.profile
    assert ground.profile.inside == {"d1.cloudfront.net"}
    assert ground.source.passes
    assert ground.source.passes.match("https://d1.cloudfront.net/texts.json")


@pytest.mark.browser
def test_a_redirect_to_another_host_ends_nowhere(ground: Ground, hidden: Opener, tmp_path: Path) -> None:
    with hidden.visit(ground, tmp_path) as visit:
        with pytest.raises(WindowError) as told:
            visit.window.do(Open("/away"))
        with pytest.raises(WindowError) as left:
            visit.window.do(Find(Target("x", "button", ("Send",))))

        assert told.value.reason == "page-gone"
        assert left.value.reason == "left-host"
        assert visit.guard().left == 0


@pytest.mark.browser
def test_a_download_and_new_windows_are_refused_though_a_person_sees_the_browser(
    hidden: Opener, tmp_path: Path
) -> None:
    page = """<h1>Home</h1><a href=/file download=secret.txt>File</a>
      <button onclick="window.open('/one')">Window</button>
      <button onclick="window.open('/two', '', 'noopener')">Other</button><a href=/three target=_blank>Blank</a>"""

    def respond(request: Request) -> Answer:
        if request.path == "/file":
            return Answer(body=b"hello", headers={"Content-Disposition": "attachment"}, media_type="text/plain")
        return Answer(body=page.encode())

    presses = (("link", "File"), ("button", "Window"), ("button", "Other"), ("link", "Blank"))
    with serve(respond) as server:
        profile = Profile(identity(), HERE)
        source = Through("http", (server.url.removeprefix("http://"),))
        ground = Ground(server.url, source, Owner("Harbor Lane Goods", "US"), attended=True, profile=profile)
        with hidden.visit(ground, tmp_path / "kept") as visit:
            visit.window.do(Open("/home"))
            context = visit.window._page.context
            pages, home = context.pages, visit.window.look()
            for number, (role, name) in enumerate(presses, 1):
                visit.window.do(Press(Target("page.press", role, (name,))))
                wait(visit, lambda: visit.guard().refused >= number and context.pages == pages)  # noqa: B023
            assert visit.window.look() == home
            told = visit.guard().refused_urls

    assert any(url.endswith("/file") for url in told), told
    assert {url.rpartition("/")[2] for url in told if url.startswith("popup:")} == {"one", "two", "three"}, told
    assert not [path for path in tmp_path.rglob("*") if path.is_file() and path.read_bytes() == b"hello"]


@pytest.mark.browser
@pytest.mark.parametrize("lasting", [True, False])
def test_a_certificate_that_nobody_vouches_for_is_refused(
    hidden: Opener, chromium: Browser, found: FoundBrowser, tmp_path: Path, lasting: bool
) -> None:
    with self_signed(tmp_path) as (host, asked):
        profile = Profile(identity(), HERE) if lasting else None
        ground = Ground(f"https://{host}", Through("https", (host,)), Owner("Harbor Lane Goods", "US"), profile=profile)
        opener = hidden if lasting else Opener(found, patience=3.0, running=chromium)
        with opener.visit(ground, tmp_path / "kept") as visit, pytest.raises(WindowError) as told:
            visit.window.do(Open("/home"))

    assert told.value.reason == "page-gone"
    assert asked == []


@contextmanager
def self_signed(folder: Path) -> Iterator[tuple[str, list[str]]]:
    """A server on this machine with a certificate that it wrote itself; what it was asked for."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    file = folder / "server.pem"
    plain = (Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    file.write_bytes(key.private_bytes(*plain) + certificate.public_bytes(Encoding.PEM))
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    class Quiet(ThreadingHTTPServer):
        def handle_error(self, *_: object) -> None:
            """A browser that does not trust us hangs up: that is the point."""

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    with Quiet(("127.0.0.1", 0), Handler) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield f"127.0.0.1:{server.server_port}", asked
        finally:
            server.shutdown()
            thread.join()


def test_a_browser_without_a_window_is_not_for_the_live_site(
    ground: Ground, found: FoundBrowser, tmp_path: Path
) -> None:
    shown = Opener(replace(found, headless_only=True), patience=3.0, headless=False)

    with pytest.raises(NoBrowser, match="no window"), shown.visit(ground, tmp_path):
        pass


@pytest.mark.skipif(sys.platform != "linux", reason="other desktops have a screen")
def test_a_machine_without_a_screen_is_told_so(
    ground: Ground, found: FoundBrowser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    shown = Opener(replace(found, headless_only=False), patience=3.0, headless=False)

    with pytest.raises(NoBrowser, match="no screen"), shown.visit(ground, tmp_path):
        pass


class Noting:
    """Takes an opener's place and notes on what ground it should open."""

    def __init__(self) -> None:
        self.ground: Ground | None = None

    @contextmanager
    def visit(self, ground: Ground, keep_in: Path) -> Iterator[object]:
        self.ground = ground
        yield self


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


@pytest.mark.parametrize(
    ("marketplace", "origin", "further"),
    [
        ("US", "https://sellercentral.amazon.com", set()),
        ("DE", "https://sellercentral.amazon.de", {"sellercentral-europe.amazon.com"}),
        ("JP", "https://sellercentral.amazon.co.jp", set()),
    ],
)
def test_each_marketplace_is_visited_at_its_own_address(
    home: Home, tmp_path: Path, marketplace: str, origin: str, further: set[str]
) -> None:
    opener = Noting()

    with Live(opener, home).visit("Harbor Lane", marketplace, tmp_path):  # type: ignore[arg-type]  # it notes only
        ground = opener.ground

    assert ground
    assert (ground.origin, set(ground.hosts), ground.attended) == (origin, further, True)
    assert ground.profile
    assert ground.source.passes
    assert not ground.source.passes.match("https://outside.example/")


def test_two_visits_to_one_account_at_a_time_are_refused_and_to_two_are_not(home: Home, tmp_path: Path) -> None:
    live = Live(Noting(), home)  # type: ignore[arg-type]

    with live.visit("one", "US", tmp_path), live.visit("two", "US", tmp_path), pytest.raises(CasewrightError):
        live.visit("one", "US", tmp_path).__enter__()

    with live.visit("one", "US", tmp_path):
        pass
