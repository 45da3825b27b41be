"""No page can hang the program: whatever it does, a call ends in a reason, and a stop is heard within a second."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, nullcontext
from pathlib import Path

import pytest
from tests.replay.little_site import LittleSite

from casewright.browser import limited
from casewright.browser.launch import FoundBrowser
from casewright.flow.reason import Reason
from casewright.flow.window import Open, Press, Target, WindowError
from casewright.site.open import Opener, OpenVisit
from casewright.site.sandbox import Sandbox
from casewright.site.server import serve

pytestmark = pytest.mark.browser

GO = Press(Target("page.go", "button", ("Go",)))
HANGS = {
    "a loop without an end": "for (;;) {}",
    "a loop without an end a moment later": "setTimeout(() => { for (;;) {} }, 50)",
    "microtasks without an end": "const again = () => Promise.resolve().then(again); again()",
    "alerts without an end": "for (;;) alert('Look here')",
    "prompts and questions without an end": "for (;;) { prompt('Who?'); confirm('Sure?'); }",
    "a regular expression that never comes back": "/(a+)+$/.test('a'.repeat(60) + '!')",
    "a request that waits for its answer": (
        "{ const x = new XMLHttpRequest(); for (;;) { x.open('GET', '/', false); x.send(); } }"
    ),
    "printing without an end": "for (;;) print()",
    "a document that is written without an end": "for (;;) document.write('<p>more')",
    "nodes that observe themselves": (
        "new MutationObserver(() => { document.body.append('x'); }).observe(document.body, {childList: true}); "
        "document.body.append('x')"
    ),
}


@pytest.fixture
def patience(monkeypatch: pytest.MonkeyPatch) -> float:
    """Little patience, and little beyond it: what hangs here hangs for ever."""
    monkeypatch.setattr(limited, "limit_of", lambda seconds: seconds + 3)
    return 2.0


@pytest.fixture
def opened(
    found: FoundBrowser, chromium: object, patience: float, tmp_path: Path
) -> Iterator[Callable[..., OpenVisit]]:
    """Opens a visit in a browser of its own, which may be ended."""
    with ExitStack() as stack:

        def visit(site: LittleSite, stop: Callable[[], str | None] = lambda: None) -> OpenVisit:
            url = stack.enter_context(serve(site.respond)).url
            opener = Opener(found, patience=patience, stop=stop)
            return stack.enter_context(Sandbox(opener, lambda *_: nullcontext(url)).visit("Seller", "US", tmp_path))

        yield visit


def page_that(hangs: str) -> str:
    return f'<h1>Home</h1><button onclick="{hangs.replace(chr(34), "&quot;")}">Go</button>'


def press(visit: OpenVisit) -> None:
    """Press the button, however long a busy machine takes until it stands still."""
    for _ in range(20):
        try:
            visit.window.do(GO)
        except WindowError as error:
            if "in time" not in str(error):
                raise
        else:
            return
    pytest.fail("the button could not be pressed")


def use(visit: OpenVisit, for_seconds: float) -> WindowError | None:
    """Press the button and look on; how it ended, or None where the page went on answering all the time."""
    until = time.monotonic() + for_seconds
    try:
        visit.window.do(Open("/"))
        press(visit)
        while time.monotonic() < until:
            visit.window.look()
    except WindowError as error:
        return error
    return None


@pytest.mark.parametrize("kind", HANGS)
def test_a_page_that_hangs_is_ended_and_said(kind: str, opened: Callable[..., OpenVisit]) -> None:
    visit = opened(LittleSite({"/": page_that(HANGS[kind])}))

    ended = use(visit, for_seconds=5)

    assert ended is None or ended.reason in {Reason.PAGE_GONE, Reason.READ_BACK_DIFFERS}, ended


def test_a_press_that_the_page_takes_long_to_come_back_from_is_not_said_to_be_none(
    opened: Callable[..., OpenVisit],
) -> None:
    busy = "this.textContent = 'Gone'; for (const end = Date.now() + 3000; Date.now() < end;) {}"
    visit = opened(LittleSite({"/": page_that(busy)}))
    visit.window.do(Open("/"))

    press(visit)

    assert "Gone" in visit.window.look().text


def test_the_end_of_a_browser_that_hung_says_how_long_the_page_was_waited_for(opened: Callable[..., OpenVisit]) -> None:
    visit = opened(LittleSite({"/": page_that(HANGS["a loop without an end a moment later"])}))

    ended = use(visit, for_seconds=60)

    assert ended is not None
    assert (ended.reason, str(ended)) == (
        Reason.PAGE_GONE,
        "The page did not answer for 5 s, so the browser was ended.",
    )


def test_fifteen_hundred_frames_do_not_hold_up_a_look(opened: Callable[..., OpenVisit]) -> None:
    frames = "".join(f"<iframe src='/frame?{number}'></iframe>" for number in range(1_500))
    visit = opened(LittleSite({"/": f"<h1>Home</h1><button>Go</button>{frames}", "/frame": "<p>frame</p>"}))
    began = time.monotonic()

    use(visit, for_seconds=1)

    assert time.monotonic() - began < 3 * limited.limit_of(2.0)


@pytest.mark.parametrize("kind", ["a loop without an end a moment later", "alerts without an end"])
def test_a_stop_is_heard_whatever_the_page_does(
    kind: str, opened: Callable[..., OpenVisit], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limited, "limit_of", lambda _: 600.0)  # only the stop can end it
    said = threading.Event()
    heard: list[float] = []

    def stop() -> str | None:
        if said.is_set():
            heard.append(time.monotonic())
            return "you said stop"
        return None

    visit = opened(LittleSite({"/": page_that(HANGS[kind])}), stop)
    threading.Timer(1.0, said.set).start()

    ended = use(visit, for_seconds=300)

    assert ended is not None
    assert (ended.reason, str(ended)) == (Reason.STOPPED, "you said stop")
    assert heard
