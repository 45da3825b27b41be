"""The desk as a person uses it: by keyboard, by click, from a claim to a proven case; and as others would abuse it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect
from tests.desk_world import OpenDesk, draft_from_reports, open_desk

from casewright import app
from casewright.app.asks import Approved
from casewright.app.review import ReviewAnswer
from casewright.casework.plan import read_plan
from casewright.ledger.store import utc_now
from casewright.model.site_name import SiteName
from casewright.recording.practice_cases import MemoryCaseLog, add_message

pytestmark = pytest.mark.browser

LOOKS = [("en", 1366, "light"), ("zh", 390, "dark")]


def _press(page: Page, key: str, wait_for: str) -> None:
    """Press a key once the page takes it, and wait for the next one."""
    page.wait_for_load_state()
    page.evaluate("new Promise((seen) => setTimeout(seen, 700))")  # a key pressed early is no answer
    page.keyboard.press(key)
    page.wait_for_url(wait_for)


def test_a_review_by_keyboard_alone(desk: OpenDesk, page: Page):
    order = [entry.claim.claim_id for entry in desk.place.review.entries]
    page.goto(f"{desk.url}/review/{order[0]}")
    _press(page, "a", f"**/review/{order[1]}")
    _press(page, "h", f"**/review/{order[2]}")
    _press(page, "b", f"**/review/{order[1]}")
    _press(page, "j", f"**/review/{order[2]}")
    _press(page, "k", f"**/review/{order[1]}")
    _press(page, "j", f"**/review/{order[2]}")
    _press(page, "s", f"**/review/{order[3]}")
    _press(page, "a", "**/review")
    said_so = [desk.place.review.answer_to(entry) for entry in desk.place.review.entries]
    assert said_so == [ReviewAnswer.APPROVED, ReviewAnswer.HELD, ReviewAnswer.SKIPPED, ReviewAnswer.APPROVED]

    page.get_by_role("button", name="Write the approved plan").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("The plan was written.")).to_be_visible()
    assert [entry.claim.claim_id for entry in read_plan(desk.place.plan_written).entries] == [order[0], order[3]]


def test_a_key_that_is_pressed_early_or_into_a_field_answers_nothing(desk: OpenDesk, page: Page):
    first = desk.place.review.entries[0].claim.claim_id
    page.add_init_script("performance.now = () => 0")  # for this page no time passes, however slow the machine is
    page.goto(f"{desk.url}/review/{first}")
    page.keyboard.press("a")
    page.goto(f"{desk.url}/claims")
    page.get_by_role("searchbox").press_sequentially("ahs")
    assert not desk.place.review.answers


def test_what_is_typed_filters_the_claims_at_once_and_can_be_gone_back_from(desk: OpenDesk, page: Page):
    page.goto(f"{desk.url}/claims")
    page.get_by_role("searchbox").fill("mug")
    expect(page.get_by_role("status")).to_contain_text("2 of 6 claims")
    expect(page).to_have_url(re.compile("q=mug"))
    page.get_by_role("combobox", name="Verdict").select_option("ready")
    expect(page.get_by_role("status")).to_contain_text("1 of 6 claims")
    page.get_by_role("link", name="Amount").click()
    expect(page.locator("th[aria-sort=ascending]")).to_contain_text("Amount")
    page.reload()
    expect(page.get_by_role("status")).to_contain_text("1 of 6 claims")
    page.get_by_role("searchbox").fill("")
    expect(page.get_by_role("status")).to_contain_text("4 of 6 claims")
    expect(page.locator("th[aria-sort=ascending]")).to_contain_text("Amount")


def test_a_paper_is_made_larger_and_turned(desk: OpenDesk, page: Page):
    page.goto(f"{desk.url}/review/HL-1041")
    paper = page.locator("[data-paper]").first
    before = paper.locator("img").first.bounding_box()["width"]
    paper.get_by_role("button", name="Larger").click()
    assert paper.locator("img").first.bounding_box()["width"] > before
    paper.get_by_role("button", name="Turn").click()
    expect(paper).to_have_class(re.compile("turn-1"))


def test_from_the_review_to_a_proven_case_in_the_practice_site(desk: OpenDesk, page: Page):
    """A real filing, in a second browser of the desk's own; the page is loaded again in the middle."""
    for entry in desk.place.review.entries[:2]:
        desk.place.review.answer(entry.claim.claim_id, entry.digest, ReviewAnswer.APPROVED)
    page.goto(f"{desk.url}/review")
    page.get_by_role("button", name="Write the approved plan").click()
    page.get_by_role("link", name="File it here").click()
    page.get_by_role("button", name="asked before each").click()
    for number in (1, 2):
        tick = page.get_by_role("checkbox")
        tick.wait_for(timeout=300_000)
        expect(page.get_by_role("heading", name=f"({number} of 2)")).to_be_visible()
        yes = page.get_by_role("button", name="File this case")
        expect(yes).to_be_disabled()
        if number == 1:
            page.reload()
            tick.wait_for()
        expect(page.get_by_role("img", name="The filled form")).to_be_visible()
        tick.focus()
        page.keyboard.press("Enter")
        expect(tick).not_to_be_checked()
        page.keyboard.press("Space")
        asked = page.locator("[data-yes]").get_attribute("data-yes")
        yes.click()
        page.locator(f'[data-yes="{asked}"]').wait_for(state="detached", timeout=300_000)
    expect(page.get_by_role("heading", name="The last run")).to_be_visible(timeout=300_000)
    expect(page.get_by_role("cell", name="verified", exact=True)).to_have_count(2)
    assert app.cases.verify_receipts(SiteName.SANDBOX).receipts == 2
    page.get_by_role("link", name="See the cases").click()
    expect(page.get_by_role("heading", name="Filed")).to_be_visible()


def test_two_browsers_see_the_same(desk: OpenDesk, page: Page, context: BrowserContext):
    first = desk.place.review.entries[0].claim.claim_id
    page.goto(f"{desk.url}/review/{first}")
    page.get_by_role("button", name="Approve").click()
    page.wait_for_url("**/review/**")
    other = context.new_page()
    other.goto(f"{desk.url}/review")
    expect(other.get_by_role("row", name=first)).to_contain_text("approved")


@contextmanager
def _another_site(body: str) -> Iterator[str]:
    """A page of somebody else, on another port of this machine and under another name."""

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_: object) -> None:
            """Be silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"localhost:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.mark.parametrize("name", ["localhost", "127.0.0.1"])
def test_another_page_can_neither_frame_the_desk_nor_act_at_it(
    desk: OpenDesk, context: BrowserContext, cases: MemoryCaseLog, name: str
):
    context.new_page().goto(desk.link)
    body = f"""<iframe src="{desk.url}/claims"></iframe>
      <form method="post" action="{desk.url}/filing/stop"><input name="token"><button>win a prize</button></form>
      <img src="{desk.url}/claims"><script src="{desk.url}/static/desk.js"></script>"""
    with _another_site(body) as site:
        page = context.new_page()
        page.goto(f"http://{site.replace('localhost', name)}/")
        assert "HL-1041" not in page.frames[-1].content()
        page.get_by_role("button", name="win a prize").click()
        expect(page.get_by_text("This desk answers only to its own pages.")).to_be_visible()
    assert app.machine.why_stopped(SiteName.SANDBOX) is None


@pytest.fixture
def followed(desk: OpenDesk, cases: MemoryCaseLog) -> OpenDesk:
    """A desk with something in each room: drafts, filed cases, one that asks for something, approvals, one stale."""
    filed = app.preview.preview_claims(desk.place.claims)
    app.filing.file_claims([filed.plan_file], SiteName.SANDBOX, Approved(), limit=2)
    asks = cases.cases()[0]
    cases.change(add_message(asks, "Please provide an invoice.", "Answered", utc_now()))
    app.follow.sync_cases(SiteName.SANDBOX)
    desk.place.review.preview()
    entry = desk.place.review.entries[-1]
    desk.place.review.answer(entry.claim.claim_id, entry.digest, ReviewAnswer.APPROVED)
    desk.place.plan_written = desk.place.review.write_plan()
    draft_from_reports(desk)
    return desk


def _rooms(desk: OpenDesk) -> list[str]:
    case = next(one.case_id for one in app.cases.list_cases(SiteName.SANDBOX).filings if one.case_id)
    return [
        *("/today?within=30", "/claims", "/claims/HL-1046", "/drafts", "/review", "/review/HL-1042", "/review/HL-9999"),
        *("/filing", "/cases", f"/cases/{case}", "/money", "/statement"),
    ]


@pytest.mark.parametrize(("language", "width", "scheme"), LOOKS)
def test_every_room_can_be_used_by_everybody(
    followed: OpenDesk, context: BrowserContext, language: str, width: int, scheme: str
):
    """WCAG 2.2 AA as far as axe can tell, and nothing that has to be scrolled sideways."""
    page = context.new_page()
    page.goto(followed.link)
    page.set_viewport_size({"width": width, "height": 844})
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    followed.place.language = language
    rules = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
    wrong = []
    for room in _rooms(followed):
        page.goto(followed.url + room)
        found = Axe().run(page, options=rules).response["violations"]
        wrong += [(room, one["id"], [node["html"][:160] for node in one["nodes"]][:3]) for one in found]
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        wrong += [(room, "too wide", wide)] if wide > 0 else []
    assert wrong == []


def test_the_question_can_be_used_by_everybody(followed: OpenDesk, context: BrowserContext):
    page = context.new_page()
    page.goto(followed.link)
    page.goto(f"{followed.url}/filing")
    page.get_by_role("button", name="asked before each").click()
    page.get_by_role("checkbox").wait_for()
    assert [one["id"] for one in Axe().run(page).response["violations"]] == []
    page.get_by_role("button", name="End the run here").click()
    expect(page.get_by_role("heading", name="The last run")).to_be_visible()


def test_without_the_link_a_browser_sees_nothing(claims: Path, context: BrowserContext):
    with open_desk([claims]) as desk:
        page = context.new_page()
        page.goto(f"{desk.url}/claims")
        expect(page.locator("body")).to_contain_text("was not let in")
        assert "HL-" not in page.content()
