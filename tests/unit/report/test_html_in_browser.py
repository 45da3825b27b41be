"""The report in a real browser: where its links lead, what its choices leave, how many pages it prints on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdfium2 import PdfDocument

from casewright.casework.result import Preview, Settled
from casewright.report.html import write_preview

pytestmark = pytest.mark.browser

_TIMES = 12
"""Four claims so often: what a seller files in a week."""


@pytest.fixture
def report(chromium: Browser, preview: Preview, tmp_path: Path) -> Iterator[Page]:
    """A report of 48 claims on a telephone, each with the pictures of its two screens."""
    many = preview.model_copy(update={"entries": preview.entries * _TIMES})
    written = write_preview(many, tmp_path / "review")
    page = chromium.new_page(viewport={"width": 390, "height": 844}, reduced_motion="reduce")
    page.goto(written.as_uri())
    yield page
    page.close()


def test_a_link_lands_on_its_claim_though_the_pictures_on_the_way_are_not_there_yet(report: Page):
    report.locator(".contents a[href='#claim-40']").click()
    heading = report.locator("#claim-40 h2")
    expect(heading).to_be_in_viewport()
    expect(report.locator("#claim-40 img").first).to_have_js_property("complete", value=True)
    box = heading.bounding_box()
    assert box is not None
    assert 0 <= box["y"] < 100


def test_nothing_is_wider_than_a_telephone(report: Page):
    assert report.evaluate("document.documentElement.scrollWidth") == 390


def test_a_choice_leaves_the_claims_that_were_chosen(report: Page):
    report.get_by_label("evidence missing").check()
    expect(report.locator("article.claim:visible")).to_have_count(1)
    expect(report.locator(".contents tbody tr:visible")).to_have_count(1)


def test_48_claims_print_on_hardly_more_pages_than_there_are_claims(report: Page):
    document = PdfDocument(report.pdf(format="A4"))
    assert len(document) <= _TIMES * 4 + 6
    document.close()


def test_what_was_typed_is_printed_on_whichever_screen_it_was(chromium: Browser, preview: Preview, tmp_path: Path):
    entries = tuple(_typing_early(settled) for settled in preview.entries)
    page = chromium.new_page()
    page.goto(write_preview(preview.model_copy(update={"entries": entries}), tmp_path / "review").as_uri())
    page.emulate_media(media="print")
    texts = page.locator(".step .text, .step .files")
    expect(texts).to_have_count(len(entries) * 3)
    for text in texts.all():
        expect(text).to_be_visible()
    page.close()


def _typing_early(settled: Settled) -> Settled:
    """The same with its text typed on the first screen, and its subject on the last."""
    walk = settled.walked
    steps = tuple(
        step.model_copy(update={"screen": walk.screens[0]}) if step.control == "message" else step
        for step in walk.steps
    )
    return settled.model_copy(update={"walked": walk.model_copy(update={"steps": steps})})
