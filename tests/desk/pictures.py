"""The pictures of the desk in the documentation. `python -m tests.desk.pictures` makes them anew, in docs/pictures.

It uses the desk as a person would: claims of the demo are reviewed, approved, filed in the practice Seller Central,
answered there and looked at again. `--all` makes each room in both languages, at two widths, light and dark.
"""

from __future__ import annotations

import os
import runpy
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page
from tests.desk_world import OpenDesk, draft_from_reports, open_desk

from casewright import app
from casewright.browser import start
from casewright.browser.launch import find_browser
from casewright.intake.demo_files import write_demo
from casewright.model.site_name import SiteName

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "docs" / "pictures"
LOOKS = {"": ("en", 1366, "light"), "-zh": ("zh", 1366, "light")}
EVERY_LOOK = {
    f"-{language}-{width}-{scheme}": (language, width, scheme)
    for language, width, scheme in [
        *(("en", 1366, "light"), ("zh", 1366, "dark"), ("en", 390, "dark"), ("zh", 390, "light")),
    ]
}
_MEASURED = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


class Photographer:
    """Takes each room's picture in every look; what does not fit on a page is told."""

    def __init__(self, desk: OpenDesk, browser: Browser, into: Path, looks: dict[str, tuple[str, int, str]]) -> None:
        self._desk, self._into, self._looks = desk, into, looks
        self._context = browser.new_context()
        self.page = self._context.new_page()
        self.page.goto(desk.link)

    def take(self, name: str, path: str) -> None:
        """Take the pictures of one address."""
        before = self._desk.place.language
        for ending, (language, width, scheme) in self._looks.items():
            self._desk.place.language = language
            page = self._context.new_page()
            page.set_viewport_size({"width": width, "height": 860})
            page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
            page.goto(self._desk.url + path)
            page.evaluate("document.querySelectorAll('img').forEach((image) => { image.loading = 'eager'; })")
            page.evaluate("Promise.all([...document.images].map((image) => image.decode().catch(() => null)))")
            if (over := page.evaluate(_MEASURED)) > 0:
                sys.stderr.write(f"{name}{ending}: {over} px too wide\n")
            self._keep(page, f"{name}{ending}")
            page.close()
        self._desk.place.language = before

    def _keep(self, page: Page, name: str) -> None:
        target = self._into / f"desk-{name}.webp"
        with tempfile.TemporaryDirectory() as folder:
            shot = Path(folder) / "shot.png"
            page.screenshot(path=shot)
            with Image.open(shot) as picture:
                picture.save(target, "WEBP", quality=80)


def take_all(into: Path, looks: dict[str, tuple[str, int, str]]) -> None:
    """Go through the desk as a person does, and take the pictures."""
    into.mkdir(parents=True, exist_ok=True)
    with _open() as (desk, browser):
        photographer = Photographer(desk, browser, into, looks)
        page, take = photographer.page, photographer.take
        take("claims", "/claims")
        draft_from_reports(desk)
        take("drafts", "/drafts")
        page.goto(f"{desk.url}/review")
        page.get_by_role("button", name="Fill the forms").click()
        page.locator("#dry-run progress").first.wait_for(state="detached", timeout=300_000)
        take("review", "/review/HL-1041")
        for claim in ("HL-1043", "HL-1041", "HL-1042"):
            page.goto(f"{desk.url}/review/{claim}")
            page.get_by_role("button", name="Hold" if claim == "HL-1042" else "Approve").click()
            page.wait_for_url("**/review/**")
        take("review-list", "/review")
        page.goto(f"{desk.url}/review")
        page.get_by_role("button", name="Write the approved plan").click()
        page.goto(f"{desk.url}/filing")
        take("plan", "/filing")
        page.get_by_role("button", name="asked before each").click()
        page.get_by_role("checkbox").wait_for(timeout=300_000)
        take("filing", "/filing")
        for _ in range(2):
            page.goto(f"{desk.url}/filing")
            page.get_by_role("checkbox").wait_for(timeout=300_000)
            asked = page.locator("[data-yes]").get_attribute("data-yes")
            page.get_by_role("checkbox").check()
            page.get_by_role("button", name="File this case").click(timeout=60_000)
            page.locator(f'[data-yes="{asked}"]').wait_for(state="detached", timeout=300_000)
        desk.place.run.wait(300)
        take("filed", "/filing")
        _answer(desk)
        take("today", "/today?within=30")
        take("cases", "/cases")
        take("case", f"/cases/{_cases(desk)[0]}")
        take("money", "/money")


def _cases(desk: OpenDesk) -> list[str]:
    return [one.case_id for one in app.cases.list_cases(desk.place.site).filings if one.case_id]


def _answer(desk: OpenDesk) -> None:
    """Let Amazon's side answer one case, and read it."""
    asks = "Thank you for your message. Please provide an invoice and a proof of delivery for these units."
    app.practice.answer_practice_cases([f"{_cases(desk)[0]}={asks}"], "Answered")
    app.follow.sync_cases(SiteName.SANDBOX)


@contextmanager
def _open() -> Iterator[tuple[OpenDesk, Browser]]:
    """A desk with the demo's claims in a home folder of its own, and a browser."""
    runpy.run_path(str(ROOT / "hatch_build.py"))["compile_catalogs"]()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["CASEWRIGHT_HOME"] = str(Path(folder) / "home")
        os.chdir(folder)
        claims = write_demo(Path(folder) / "claims", date.today())  # noqa: DTZ011 (read on this machine's day)
        with open_desk([claims]) as desk, start.driver(), start.browser(find_browser(), headless=True) as browser:
            yield desk, browser


if __name__ == "__main__":
    if "--all" in sys.argv:
        take_all(Path(sys.argv[-1]), EVERY_LOOK)
    else:
        take_all(FOLDER, LOOKS)
