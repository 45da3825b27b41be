"""The rooms Today, Cases and Money: what is due, where each case stands, what came of it."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from openpyxl import load_workbook
from tests.desk_world import OpenDesk, open_desk
from tests.text_site import TextSite

from casewright import app, places
from casewright.app.asks import Approved
from casewright.app.sites import SiteWork
from casewright.app.workspace import Workspace
from casewright.ledger.store import utc_now
from casewright.model.site_name import SiteName
from casewright.recording.practice_cases import MemoryCaseLog, add_message

ASKS = "Please provide an invoice. <script>alert(1)</script>"


@pytest.fixture
def cases(monkeypatch: pytest.MonkeyPatch) -> MemoryCaseLog:
    """Amazon's side, read as texts instead of in a browser."""
    log = MemoryCaseLog()
    monkeypatch.setattr(SiteWork, "open_site", lambda self, **_: TextSite(self.name, log))
    return log


@pytest.fixture
def desk(claims: Path, cases: MemoryCaseLog) -> Iterator[OpenDesk]:
    """A desk at which four claims were filed; Amazon asks for something in one case, and closed another."""
    previewed = app.preview.preview_claims([claims])
    app.filing.file_claims([previewed.plan_file], SiteName.SANDBOX, Approved())
    asks, closed, *_ = cases.cases()
    cases.change(add_message(asks, ASKS, "Answered", utc_now()))
    cases.change(add_message(closed, "We cannot approve this.", "Closed", utc_now()))
    app.follow.sync_cases(SiteName.SANDBOX)
    with open_desk([claims]) as opened:
        yield opened


def test_today_tells_what_is_due_by_account_and_each_line_leads_to_its_act(desk: OpenDesk, browser: httpx.Client):
    page = browser.get("/today?within=30").text
    assert "Harbor Lane Goods, US" in page
    assert re.search(r"\d+ working days left", page)
    leads = set(re.findall(r'<a href="(/(?:cases|claims|review)/[\w-]+)"', page))
    assert len(leads) >= 3
    for address in leads:
        assert browser.get(address).status_code == 200, address
    assert "casewright cases sync --site sandbox" in page


def test_today_without_anything_says_so():
    with open_desk() as desk, desk.client() as browser:
        assert "Nothing is due within 7 days." in browser.get("/today").text


def test_today_names_what_could_not_be_read_of_the_claims_at_its_cell(tmp_path: Path):
    sheet = tmp_path / "claims.csv"
    sheet.write_text("claim_id,account,quantity\nA-1,Harbor Lane Goods,many <b>\n", encoding="utf-8")
    with open_desk([sheet]) as desk, desk.client() as browser:
        page = browser.get("/today").text
    assert "When the claims that could not be read are due is not known." in page
    assert "many &lt;b&gt;" in page
    assert '<span class="cell" dir="auto">claims.csv: ' in page


def test_the_board_puts_each_case_where_it_stands(browser: httpx.Client):
    page = browser.get("/cases").text
    columns = re.findall(r'id="stage-(\w+)">.*?</span> (\d+)</h2>', page)
    assert columns == [("filed", "2"), ("asks", "1"), ("closed", "1")]
    assert "Payments are not known" in page, "what was not read is not known: it is no denial"
    assert "casewright cases reply" in page


def test_the_board_and_its_command_say_the_same():
    board = app.board.list_board(SiteName.SANDBOX)
    assert board.cards == ()


def test_a_case_tells_its_whole_story_and_its_words_are_text(desk: OpenDesk, browser: httpx.Client):
    [asks] = app.board.list_board(SiteName.SANDBOX).of_stage(app.board.CaseStage.ASKS)
    page = browser.get(f"/cases/{asks.filing.case_id}").text
    for told in ("Please provide an invoice.", "stock document", asks.filing.reference, "This receipt", "verified"):
        assert told in page
    assert "<script>alert" not in page
    assert browser.get("/cases/99999999999").status_code == 409


def test_a_reply_is_shown_before_it_is_sent_and_sent_once(desk: OpenDesk, browser: httpx.Client, cases: MemoryCaseLog):
    [asks] = app.board.list_board(SiteName.SANDBOX).of_stage(app.board.CaseStage.ASKS)
    words = "Here is the invoice."
    desk.post(browser, f"/cases/{asks.filing.case_id}/reply", text=words)
    box = desk.place.run.box
    while box.open is None:
        assert desk.place.run.going_on, desk.place.run.trouble
        box.wait_for_change(box.version, 0.2)
    page = browser.get("/filing").text
    assert "Is this reply to be sent?" in page
    assert words in page
    assert words not in str(cases.cases())
    box.open.shown_at -= 5
    desk.post(browser, "/filing/answer", key=box.open.key, answer="file", seen="yes")
    desk.place.run.wait(60)
    assert desk.place.run.result.replied.outcome == "verified"
    assert str(cases.cases()).count(words) == 1


def _reply_with(desk: OpenDesk, browser: httpx.Client, name: str, content: bytes) -> httpx.Response:
    [asks] = app.board.list_board(SiteName.SANDBOX).of_stage(app.board.CaseStage.ASKS)
    return browser.post(
        f"/cases/{asks.filing.case_id}/reply",
        data={"token": desk.place.session.form_token, "text": "Here is the invoice."},
        files=[("files", (name, content))],
        headers={"Origin": desk.url},
    )


def test_a_file_that_goes_with_a_reply_can_be_looked_at_before_it_is_sent(
    desk: OpenDesk, browser: httpx.Client, cases: MemoryCaseLog
):
    paper = places.demo_claims() / "evidence" / "invoice-BP-20377.pdf"
    _reply_with(desk, browser, paper.name, paper.read_bytes())
    box = desk.place.run.box
    while box.open is None:
        assert desk.place.run.going_on, desk.place.run.trouble
        box.wait_for_change(box.version, 0.2)
    link = re.search(r'href="(/evidence/\w+/1)"[^>]*>invoice-BP-20377.pdf', browser.get("/filing").text)
    assert browser.get(link[1]).headers["content-type"] == "image/webp"
    box.open.shown_at -= 5
    desk.post(browser, "/filing/answer", key=box.open.key, answer="file", seen="yes")
    desk.place.run.wait(60)
    assert desk.place.run.result.replied.outcome == "verified"
    assert paper.name in str(cases.cases())


def test_a_file_that_amazon_does_not_take_is_refused_before_a_browser_opens(desk: OpenDesk, browser: httpx.Client):
    answer = _reply_with(desk, browser, "macro.docm", b"PK\x03\x04")
    assert answer.status_code == 409
    assert "macro.docm" in answer.text
    assert desk.place.run is None


@pytest.mark.parametrize("words", ["", "   ", "x" * 4001])
def test_a_reply_without_words_or_with_too_many_is_refused(desk: OpenDesk, browser: httpx.Client, words: str):
    [asks] = app.board.list_board(SiteName.SANDBOX).of_stage(app.board.CaseStage.ASKS)
    assert desk.post(browser, f"/cases/{asks.filing.case_id}/reply", text=words).status_code == 409
    assert desk.place.run is None


def test_money_that_was_not_read_is_not_known(browser: httpx.Client):
    page = browser.get("/money").text
    assert "259.40 USD" in page
    assert "not known" in page
    assert "0.00 USD" not in page


def test_money_is_added_up_from_a_report(desk: OpenDesk, browser: httpx.Client, tmp_path: Path, monkeypatch):
    [asks] = app.board.list_board(SiteName.SANDBOX).of_stage(app.board.CaseStage.ASKS)
    report = tmp_path / "reimbursements.csv"
    report.write_text(
        "approval-date,reimbursement-id,case-id,reason,sku,fnsku,asin,currency-unit,amount-total,"
        "quantity-reimbursed-cash,quantity-reimbursed-inventory,quantity-reimbursed-total\n"
        f"2026-11-20T00:00:00+00:00,10244181663,{asks.filing.case_id},Lost_Warehouse,,,,USD,"
        f"{asks.filing.amount},6,0,6\n",
        encoding="utf-8",
    )
    monkeypatch.setenv("CASEWRIGHT_REIMBURSEMENTS", str(report))
    earned = app.earnings.sum_up_earnings(SiteName.SANDBOX)
    [whole] = earned.in_all
    assert (str(whole.paid), whole.won, whole.decided) == (asks.filing.amount, 1, 2)
    assert whole.success == 50
    assert app.board.list_board(SiteName.SANDBOX).of_stage(app.board.CaseStage.PAID)
    assert app.board.list_board(SiteName.SANDBOX).of_stage(app.board.CaseStage.DENIED)
    page = browser.get("/money").text
    assert "50 %" in page
    assert "<svg" in page


@pytest.mark.parametrize("room", ["/today", "/cases"])
def test_a_room_reads_the_ledger_once(
    desk: OpenDesk, browser: httpx.Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, room: str
):
    report = tmp_path / "reimbursements.csv"
    report.write_text("approval-date,reimbursement-id,case-id,reason,currency-unit,amount-total\n", encoding="utf-8")
    monkeypatch.setenv("CASEWRIGHT_REIMBURSEMENTS", str(report))
    opened: list[SiteName] = []
    open_ledger = Workspace.open_ledger

    def count_ledgers(workspace: Workspace, site: SiteName):
        opened.append(site)
        return open_ledger(workspace, site)

    monkeypatch.setattr(Workspace, "open_ledger", count_ledgers)
    assert browser.get(room).status_code == 200
    assert opened == [SiteName.SANDBOX]


def test_a_statement_is_a_page_and_a_workbook_whose_text_is_text(desk: OpenDesk, browser: httpx.Client):
    page = browser.get("/statement?account=Harbor+Lane+Goods").text
    assert "Statement: " in page
    answer = browser.get("/statement.xlsx?account=Harbor+Lane+Goods")
    assert 'filename="statement-Harbor-Lane-Goods.xlsx"' in answer.headers["content-disposition"]
    book = load_workbook(io.BytesIO(answer.content))
    rows = list(book["Claims"].iter_rows(values_only=True))
    assert len(rows) == 5
    assert {type(row[rows[0].index("Claimed")]) for row in rows[1:]} <= {int, float}
    assert "\n" not in browser.get("/statement.xlsx?account=a%0d%0aSet-Cookie:x").headers["content-disposition"]
