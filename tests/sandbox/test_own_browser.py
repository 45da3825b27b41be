"""In a browser that is there already only a tab of our own is used, where it says who we are and is guarded."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.sandbox.own_browser import RunningBrowser, running_browser

from casewright.accounts.own_browser import OwnBrowser, read_own_browser
from casewright.browser import own_tab
from casewright.browser.launch import FoundBrowser, NoBrowser
from casewright.flow.page_owner import Owner
from casewright.flow.window import Open, WindowError
from casewright.recording.exchange import Answer, Request
from casewright.site.live import identity
from casewright.site.open import Ground, Opener, OpenVisit, Profile
from casewright.site.served_pages import Through
from casewright.site.server import serve

pytestmark = pytest.mark.browser


@pytest.fixture
def theirs(found: FoundBrowser, tmp_path: Path) -> Iterator[RunningBrowser]:
    """The seller's browser, with a page of theirs open."""
    (tmp_path / "profile").mkdir()
    page = "data:text/html,<title>theirs</title><h1>a letter</h1>"
    with running_browser(found, tmp_path / "profile", page) as browser:
        yield browser


@pytest.fixture
def opener(found: FoundBrowser) -> Opener:
    return Opener(found, patience=5.0, headless=True)


def ground_at(url: str, own: OwnBrowser) -> Ground:
    """The live site's ground with a server on this machine in Amazon's place."""
    source = Through("http", (url.removeprefix("http://"),))
    profile = Profile(identity(), frozenset({"127.0.0.1"}), own=own, origins=source.origins)
    return Ground(url, source, Owner("Harbor Lane Goods", "US"), attended=True, profile=profile)


SHOWS_ITS_NAME = b"<h1></h1><script>document.querySelector('h1').textContent = navigator.userAgent</script>"


def test_a_tab_of_our_own_says_who_we_are_and_the_others_are_as_they_were(
    theirs: RunningBrowser, opener: Opener, tmp_path: Path
) -> None:
    before = theirs.tabs()
    own = read_own_browser(f"cdp:{theirs.address}")
    with (
        serve(lambda _: Answer(body=SHOWS_ITS_NAME)) as server,
        opener.visit(ground_at(server.url, own), tmp_path / "kept") as visit,
    ):
        visit.window.do(Open("/home"))
        told = visit.window.look().text
        during = theirs.tabs()
        picture = visit.window.keep("home").picture.read_bytes()

    assert identity() in told
    assert picture.startswith(b"\x89PNG")
    assert len(during) == len(before) + 1
    assert theirs.tabs() == before
    assert theirs.runs


def test_every_request_of_the_tab_says_who_we_are_and_one_to_another_host_is_refused(
    theirs: RunningBrowser, opener: Opener, tmp_path: Path
) -> None:
    seen: list[Request] = []
    page = b"<h1>Home</h1><img src=/picture><img src=http://outside.example/pixel><iframe src=/frame></iframe>"

    def respond(request: Request) -> Answer:
        seen.append(request)
        return Answer(body=page if request.path == "/home" else b"<p>ok")

    own = read_own_browser(f"cdp:{theirs.address}")
    with serve(respond) as server, opener.visit(ground_at(server.url, own), tmp_path / "kept") as visit:
        visit.window.do(Open("/home"))
        wait_for(visit, lambda: {"/home", "/picture", "/frame"} <= {request.path for request in seen})
        wait_for(visit, lambda: visit.guard().refused > 0)
        count = visit.guard()

    assert count.refused_urls == ("http://outside.example/pixel",)
    assert count.left == 0


def without(left_out: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A browser that does not do one of the things that a tab is prepared with."""

    def prepare_tab(identity: str, reached: object) -> Callable[..., object]:
        prepare = as_it_is(identity, reached)
        return lambda kind, name: [call for call in prepare(kind, name) if call[0] != left_out]

    as_it_is = own_tab.prepare_tab
    monkeypatch.setattr(own_tab, "prepare_tab", prepare_tab)


@pytest.mark.parametrize(
    ("left_out", "says"),
    [
        ("Emulation.setUserAgentOverride", r"does not let Casewright say what it is \(/, /frame, /fetch"),
        ("Page.addScriptToEvaluateOnNewDocument", r"could reach hosts.+socket-stream.+video-call"),
        ("Runtime.evaluate", r"could reach hosts.+worker-socket"),
    ],
)
def test_a_browser_in_which_something_gives_way_is_refused_and_told_why_before_the_site_is_asked(
    theirs: RunningBrowser, opener: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, left_out: str, says: str
) -> None:
    without(left_out, monkeypatch)
    before = theirs.tabs()
    asked: list[str] = []
    own = read_own_browser(f"cdp:{theirs.address}")

    def respond(request: Request) -> Answer:
        asked.append(request.path)
        return Answer()

    with (
        serve(respond) as server,
        pytest.raises(NoBrowser, match=says),
        opener.visit(ground_at(server.url, own), tmp_path / "kept"),
    ):
        pass

    assert asked == []
    assert [tab for tab in theirs.tabs() if tab in before] == before, "what it opened in vain may stay, theirs does"


def test_a_browser_that_goes_away_in_mid_walk_is_a_page_that_is_gone(
    theirs: RunningBrowser, opener: Opener, tmp_path: Path
) -> None:
    own = read_own_browser(f"cdp:{theirs.address}")
    with (
        serve(lambda _: Answer(body=b"<h1>Home</h1>")) as server,
        opener.visit(ground_at(server.url, own), tmp_path / "kept") as visit,
    ):
        visit.window.do(Open("/home"))
        theirs.process.kill()
        with pytest.raises(WindowError) as told:
            visit.window.do(Open("/home"))

    assert told.value.reason == "page-gone"


def test_a_page_that_hangs_costs_the_walk_and_not_the_browser(
    theirs: RunningBrowser, found: FoundBrowser, tmp_path: Path
) -> None:
    before, opener = theirs.tabs(), Opener(found, patience=0.5, headless=True)
    own = read_own_browser(f"cdp:{theirs.address}")
    page = b"<h1>Home</h1><script>onload = () => setTimeout(() => { for (;;); }, 300)</script>"
    with (
        serve(lambda _: Answer(body=page)) as server,
        opener.visit(ground_at(server.url, own), tmp_path / "kept") as visit,
    ):
        visit.window.do(Open("/home"))
        with pytest.raises(WindowError):
            look_on(visit)

    assert theirs.runs
    assert [tab for tab in theirs.tabs() if tab in before] == before


def test_nobody_at_the_address_is_told_so(opener: Opener, tmp_path: Path) -> None:
    own = read_own_browser("cdp:http://127.0.0.1:9")

    with (
        pytest.raises(NoBrowser, match="No browser answers"),
        opener.visit(ground_at("http://127.0.0.1:9", own), tmp_path),
    ):
        pass


def test_a_profile_is_opened_with_what_it_is_signed_in_to_and_closed_again(
    found: FoundBrowser, opener: Opener, tmp_path: Path
) -> None:
    seen: list[str] = []

    def respond(request: Request) -> Answer:
        return Answer(
            body=b"<h1></h1><script>document.cookie = 'in=1; max-age=9999'; document.querySelector('h1')"
            b".textContent = localStorage.times = 1 + Number(localStorage.times ?? 0)</script>"
        )

    (tmp_path / "profile").mkdir()
    own = read_own_browser(f"profile:{tmp_path / 'profile'}")
    with serve(respond) as server:
        for _ in range(2):
            with opener.visit(ground_at(server.url, own), tmp_path / "kept") as visit:
                visit.window.do(Open("/home"))
                wait_for(visit, lambda: 'heading "' in visit.window.look().text)
                seen.append(visit.window.look().text)

    assert 'heading "1"' in seen[0]
    assert 'heading "2"' in seen[1]


def test_a_profile_that_is_open_already_is_left_alone(theirs: RunningBrowser, opener: Opener, tmp_path: Path) -> None:
    own = read_own_browser(f"profile:{tmp_path / 'profile'}")
    before = theirs.tabs()

    with (
        pytest.raises(NoBrowser, match="is open already"),
        opener.visit(ground_at("http://127.0.0.1:9", own), tmp_path),
    ):
        pass

    assert theirs.runs
    assert {tab["id"] for tab in before} <= {tab["id"] for tab in theirs.tabs()}


def look_on(visit: OpenVisit) -> None:
    """Look at the page again and again, until it raises."""
    seen = None
    while True:
        seen = visit.window.look(unlike=seen)


def wait_for(visit: OpenVisit, done: Callable[[], bool]) -> None:
    """Look on until it is done, as long as anybody would."""
    for _ in range(40):
        if done():
            return
        visit.window.look(unlike=visit.window.look())
    pytest.fail("nothing came of it")
