"""Recorded pages are what their golden texts say, look like nothing that phones home, and can be played."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page
from tests.replay.stage import ACCOUNT, HOST, ROOT, spots

from casewright.browser.launch import FoundBrowser
from casewright.flow.sighting import parse_aria
from casewright.flow.snapshot import document_text
from casewright.recording.exchange import Answer, Request
from casewright.recording.golden import OwnPage
from casewright.recording.read import read_site
from casewright.recording.resting_pages import Resting
from casewright.site.open import Opener
from casewright.site.replay import Replay

SPOTS = list(spots())
NAMES = [spot.name for spot in SPOTS]
SHARED = [path for path in ROOT.rglob("*") if path.suffix in {".html", ".j2", ".css", ".js"}]


class Stage:
    """One browser page for all recorded pages; what is played changes."""

    def __init__(self) -> None:
        self.played: Resting | None = None
        self.page: Page

    def respond(self, request: Request) -> Answer:
        assert self.played
        return self.played.respond(request)

    def show(self, spot: OwnPage) -> Resting:
        """Open the recorded page, in the frames that hold it."""
        self.played = Resting(spot.site, spot.shown)
        self.page.goto(f"https://{HOST}{self.played.address(spot.shown)}")
        return self.played

    def read(self, spot: OwnPage) -> str:
        """What the browser reads in the document of the recorded page, frames not included."""
        assert self.played
        path = self.played.path(spot.page)
        frames = [frame for frame in self.page.frames if urlsplit(frame.url).path.endswith(path)]
        assert len(frames) == 1
        return document_text(frames[0].locator("body").aria_snapshot(mode="ai"))

    def read_until(self, spot: OwnPage, wanted: str) -> str:
        """What the browser reads there once it is what is wanted, or at the latest after two seconds."""
        read = self.read(spot)
        for _ in range(20):
            if parse_aria(read) == parse_aria(wanted):
                break
            self.page.wait_for_timeout(100)
            read = self.read(spot)
        return read


@pytest.fixture(scope="module")
def stage(found: FoundBrowser, chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    made = Stage()
    replay = Replay(Opener(found, 5.0, running=chromium), lambda account, marketplace: made.respond)
    with replay.visit(ACCOUNT, "US", tmp_path_factory.mktemp("kept")) as visit:
        made.page = visit.window._page
        yield made
        assert visit.guard().refused == 0, visit.guard().refused_urls


def assert_same(read: str, kept: str) -> None:
    lines = difflib.unified_diff(kept.splitlines(), read.splitlines(), "golden", "browser", lineterm="")
    assert parse_aria(kept) == parse_aria(read), "\n".join(lines)
    assert parse_aria(read)


@pytest.mark.browser
@pytest.mark.parametrize("spot", SPOTS, ids=NAMES)
def test_a_page_reads_in_the_browser_as_its_golden_text_says(spot: OwnPage, stage: Stage) -> None:
    played = stage.show(spot)
    wanted = played.text(spot.page)
    assert_same(stage.read_until(spot, wanted), wanted)


@pytest.mark.browser
@pytest.mark.parametrize(
    ("spot", "control"),
    [(spot, control) for spot in SPOTS for control in spot.page.shows],
    ids=[f"{spot.name}-{control}" for spot in SPOTS for control in spot.page.shows],
)
def test_what_a_page_shows_by_itself_reads_as_its_golden_text_says(spot: OwnPage, control: str, stage: Stage) -> None:
    played = stage.show(spot)
    frame = next(frame for frame in stage.page.frames if urlsplit(frame.url).path.endswith(played.path(spot.page)))
    tab, radio, toggle = (frame.get_by_role(role, name=control, exact=True) for role in ("tab", "radio", "button"))
    tab.or_(radio).or_(toggle).click()
    wanted = played.text(spot.page, spot.page.shows[control])
    assert_same(stage.read_until(spot, wanted), wanted)


@pytest.mark.parametrize("spot", SPOTS, ids=NAMES)
def test_every_control_that_a_recording_names_is_on_its_page(spot: OwnPage) -> None:
    played = Resting(spot.site, spot.shown)
    texts = [played.text(spot.page, shown) for shown in ("", *spot.page.shows.values())]
    on_page = {words for text in texts for node in parse_aria(text) for words in (node.name, node.text)}
    asked = Request("GET", HOST, played.path(spot.page), query=played.query(spot.page), session="a visitor")
    on_page |= set(re.findall(r"<kat-option[^>]*>([^<]+)<", played.respond(asked).body.decode()))  # of a closed list
    assert {*spot.page.go, *spot.page.fields, *filter(None, [spot.page.upload])} <= on_page


@pytest.mark.parametrize("spot", SPOTS, ids=NAMES)
def test_every_page_says_what_it_rests_on(spot: OwnPage) -> None:
    assert spot.page.sources
    assert all(re.match(r"\d", source) for source in spot.page.sources), "a source begins with its section"


@pytest.mark.parametrize("file", SHARED, ids=lambda path: str(path.relative_to(ROOT)))
def test_nothing_in_a_recorded_page_leads_off_this_machine(file: Path) -> None:
    addresses = re.findall(r"(?:https?:)?//[\w.-]+\.\w+[^\s\"')]*", file.read_text(encoding="utf-8"))
    assert addresses == []


def test_the_behaviour_script_stays_small_enough_to_read() -> None:
    lines = (ROOT / "shared" / "kat.js").read_text(encoding="utf-8").splitlines()
    assert len(lines) <= 300


@pytest.mark.browser
def test_components_have_open_shadow_roots_with_a_native_control_inside(stage: Stage) -> None:
    stage.show(next(spot for spot in SPOTS if spot.name == "help-center-top/not-listed"))
    inside = stage.page.evaluate(
        """() => [...document.querySelectorAll('kat-textarea, kat-input, kat-button')].map(host =>
          [host.localName, host.shadowRoot?.querySelector('textarea, input, button, select')?.localName])"""
    )
    native = {"kat-textarea": "textarea", "kat-input": "input", "kat-button": "button"}
    assert inside
    assert all(native[host] == control for host, control in inside)


@pytest.mark.browser
def test_a_press_that_no_person_made_does_nothing(stage: Stage) -> None:
    stage.show(next(spot for spot in SPOTS if spot.name == "help-hub/support"))
    stage.page.evaluate("document.querySelector('kat-button').shadowRoot.querySelector('button').click()")
    assert stage.page.get_by_role("button", name="Get Support").is_visible()
    stage.page.get_by_role("button", name="Get Support").click()
    stage.page.get_by_role("button", name="Selling on Amazon").wait_for()


@pytest.mark.browser
def test_a_password_is_never_sent_along(stage: Stage) -> None:
    door = next(spot for spot in SPOTS if spot.name == "doors/sign-in")
    stage.show(replace(door, site=read_site(ROOT, "help-center")))
    sent: list[str] = []
    stage.page.on("request", lambda request: sent.append(request.post_data or ""))
    stage.page.get_by_role("textbox", name="Password").fill("correct horse battery staple")
    stage.page.get_by_role("button", name="Sign in").click()
    stage.page.get_by_role("banner").get_by_role("link", name="Help", exact=True).wait_for()
    assert any("control=Sign+in" in body for body in sent)
    assert not any("battery" in body for body in sent)


@pytest.mark.browser
def test_a_file_over_10_mb_is_refused_in_the_sites_own_words(stage: Stage) -> None:
    stage.show(next(spot for spot in SPOTS if spot.name == "help-center-top/not-listed"))
    with stage.page.expect_file_chooser() as opened:
        stage.page.get_by_role("button", name="Add attachments").click()
    files = [("small.pdf", 1200), ("large.pdf", 10 * 1024 * 1024 + 1)]
    opened.value.set_files(
        [{"name": name, "mimeType": "application/pdf", "buffer": b"x" * size} for name, size in files]
    )
    stage.page.get_by_text("Files exceeds our 10 MB file limit.").wait_for()
    listed = stage.page.get_by_role("list", name="Attached files").get_by_role("listitem").all_inner_texts()
    assert listed == [
        "small.pdf (1200 bytes)",
        "Files exceeds our 10 MB file limit. You may compress it and try again.",
    ]


@pytest.mark.browser
@pytest.mark.parametrize("spot", SPOTS, ids=NAMES)
def test_a_page_fits_a_desk_and_a_telephone(spot: OwnPage, stage: Stage) -> None:
    stage.show(spot)
    for width in (1280, 390):
        stage.page.set_viewport_size({"width": width, "height": 844})
        for frame in stage.page.frames:
            assert frame.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


@pytest.mark.browser
@pytest.mark.parametrize(("choice", "sent"), [(None, True), ("Use original text", False)])
def test_the_suggested_text_replaces_ones_own_unless_that_is_chosen(
    choice: str | None, sent: bool, stage: Stage
) -> None:
    stage.show(next(spot for spot in SPOTS if spot.name == "help-center/suggested"))
    app = stage.page.frame_locator("#mons-body-container")
    if choice:
        app.get_by_role("radio", name=choice, exact=True).check()
        app.locator("#suggestion").wait_for(state="hidden")  # the site takes a moment to take it over
    with stage.page.expect_request(lambda request: request.method == "POST") as posted:
        app.get_by_role("button", name="Continue", exact=True, disabled=False).click()
    assert ("f%3ASuggested+description" in (posted.value.post_data or "")) is sent
