"""What is kept of a page shows what a person saw, stays silent when it is opened, and holds no secret."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser
from tests.replay.little_site import LittleSite

from casewright.flow.window import Fill, Kept, Open, Target
from casewright.site.open import OpenVisit

pytestmark = pytest.mark.browser

Keep = Callable[..., Kept]


@pytest.fixture
def keep(opened: Callable[[LittleSite], OpenVisit]) -> Keep:
    """Opens a page of this content, fills what is to be filled, and keeps it."""

    def keep_page(content: str, name: str = "moment", **filled: str) -> Kept:
        window = opened(LittleSite({"/": content})).window
        window.do(Open("/"))
        for label, text in filled.items():
            window.do(Fill(Target(label, "textbox", (label,)), text))
        return window.keep(name)

    return keep_page


def shown_again(kept: Kept, chromium: Browser) -> tuple[str, list[str]]:
    """What can be read in the kept page when it is opened again, and what it asked the network for."""
    asked: list[str] = []
    page = chromium.new_page()
    page.on("request", lambda request: asked.append(request.url))
    assert kept.page
    page.goto(kept.page.as_uri())
    text = "\n".join(frame.locator("body").aria_snapshot(mode="ai") for frame in page.frames)
    page.close()
    return text, [url for url in asked if not url.startswith(("file:", "about:"))]


def test_picture_page_and_text_lie_side_by_side_under_the_name(keep: Keep, tmp_path: Path) -> None:
    kept = keep("<h1>Contact method</h1>", "CW-AB/03-email")

    folder = tmp_path / "kept" / "CW-AB"
    assert (kept.picture, kept.page, kept.text) == tuple(
        folder / f"03-email{ending}" for ending in (".png", ".html", ".aria.yaml")
    )
    assert kept.text
    assert 'heading "Contact method"' in kept.text.read_text(encoding="utf-8")


def test_a_name_that_is_taken_gets_a_number(opened: Callable[[LittleSite], OpenVisit]) -> None:
    window = opened(LittleSite({"/": "<p>page</p>"})).window
    window.do(Open("/"))

    pictures = [window.keep("same").picture for _ in range(3)]

    assert [picture.name for picture in pictures if picture] == ["same.png", "same-2.png", "same-3.png"]


@pytest.mark.parametrize("name", ["../../outside", "/etc/outside", "..\\outside", "C:\\outside", "...", ""])
def test_no_name_leads_out_of_the_folder(keep: Keep, tmp_path: Path, name: str) -> None:
    kept = keep("<p>page</p>", name)

    assert kept.picture
    assert kept.picture.resolve().is_relative_to(tmp_path / "kept")


def test_the_picture_shows_the_whole_page_to_its_end(keep: Keep) -> None:
    kept = keep("<div style='height:3000px'>long</div>")

    assert kept.picture
    with Image.open(kept.picture) as picture:
        assert picture.height >= 3000


def test_the_kept_page_shows_shadow_roots_frames_and_what_was_typed(keep: Keep, chromium: Browser) -> None:
    content = """
      <div><template shadowrootmode="open"><style>p { color: red }</style><p>In the shadow</p></template></div>
      <iframe srcdoc="<div><template shadowrootmode=open><button>In the frame</button></template></div>"></iframe>
      <textarea aria-label="What"></textarea><input aria-label="Who"><input type=checkbox aria-label="Urgent" checked>
      <select aria-label="Kind"><option>Lost</option><option>Damaged</option></select>"""

    kept = keep(content, What='two\nlines "and" <b>', Who="Harbor Lane")

    text, asked = shown_again(kept, chromium)
    assert "In the shadow" in text
    assert 'button "In the frame"' in text
    told = re.sub(r" \[ref=\w+\]", "", text).replace('\\"', '"').replace("'", "")
    assert 'textbox "What": two lines "and" <b>' in told
    assert "Harbor Lane" in text
    assert 'checkbox "Urgent" [checked]' in text
    assert asked == []


def test_a_kept_page_neither_runs_nor_asks_the_network(keep: Keep, chromium: Browser) -> None:
    content = """
      <h1 id=h onclick="h.textContent='ran'">quiet</h1><script>document.title = 'ran'</script>
      <img src="https://outside.example/pixel" onerror="void 0"><link rel=stylesheet href=/x.css>
      <style>@import 'https://outside.example/a.css'; h1 { background: url(https://outside.example/b.png) }</style>
      <a href="https://outside.example/">link</a><form action="https://outside.example/"><button>Send</button></form>
      <object data="https://outside.example/o"></object><iframe src="https://outside.example/frame"></iframe>"""

    kept = keep(content)

    text, asked = shown_again(kept, chromium)
    assert 'heading "quiet"' in text
    assert asked == []
    assert kept.page
    html = kept.page.read_text(encoding="utf-8")
    assert [word for word in ("outside.example", "<script", "onclick", "onerror") if word in html] == []


def test_passwords_codes_and_tokens_are_not_kept(keep: Keep) -> None:
    content = """
      <meta name=anti-csrftoken-a2z content=hGf7secret><input type=hidden name=csrf value=hGf7secret>
      <input type=password aria-label=Password value=hGf7secret>
      <input autocomplete=one-time-code aria-label=Code value=hGf7secret>"""

    kept = keep(content)

    assert kept.page
    assert "hGf7secret" not in kept.page.read_text(encoding="utf-8")


def test_an_address_of_a_person_is_replaced_in_page_and_text(keep: Keep) -> None:
    kept = keep("<p>Write to jane.doe@harbor-lane.example</p>")

    for path in (kept.page, kept.text):
        assert path
        assert "jane.doe@harbor-lane.example" not in path.read_text(encoding="utf-8")
