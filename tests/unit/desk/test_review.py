"""The room Review: an answer is bound to what was shown; out comes a plan of exactly the approved claims."""

from __future__ import annotations

import html
import re
from pathlib import Path

import httpx
import pytest
from openpyxl import load_workbook
from tests.desk_world import OpenDesk, open_desk
from tests.text_site import TextSite

from casewright import app
from casewright.app.asks import Approved
from casewright.app.review import ReviewAnswer, ShownOtherwise
from casewright.app.sites import SiteWork
from casewright.casework.plan import read_plan
from casewright.model.site_name import SiteName
from casewright.recording.practice_cases import MemoryCaseLog


@pytest.fixture
def cases(monkeypatch: pytest.MonkeyPatch) -> MemoryCaseLog:
    """Amazon's side, read as texts instead of in a browser."""
    log = MemoryCaseLog()
    monkeypatch.setattr(SiteWork, "open_site", lambda self, **_: TextSite(self.name, log))
    return log


def _digest(page: str) -> str:
    found = re.search(r'name="digest" value="(\w+)"', page)
    assert found, page
    return found[1]


def _approve(desk: OpenDesk, browser: httpx.Client, claim: str, answer: str = "approve") -> httpx.Response:
    digest = _digest(browser.get(f"/review/{claim}").text)
    return desk.post(browser, f"/review/{claim}", answer=answer, digest=digest)


def _change(claims: Path, claim: str, head: str, value: object) -> None:
    workbook = load_workbook(claims)
    sheet = workbook["Claims"]
    heads = [cell.value for cell in sheet[1]]
    row = next(row for row in sheet.iter_rows(min_row=2) if row[0].value == claim)
    row[heads.index(head)].value = value
    workbook.save(claims)


def test_answers_outlive_the_desk_for_what_would_still_be_filed(claims: Path):
    with open_desk([claims]) as desk, desk.client() as browser:
        for claim, answer in (("HL-1041", "approve"), ("HL-1042", "hold"), ("HL-1043", "approve"), ("HL-1044", "skip")):
            _approve(desk, browser, claim, answer)
        digest = _digest(browser.get("/review/HL-1043").text)
        desk.post(browser, "/review/HL-1043", answer="", digest=digest)
    with open_desk([claims]) as desk, desk.client() as browser:
        assert "1 approved, 1 held, 0 skipped, 2 not looked at" in browser.get("/review").text
    _change(claims, "HL-1041", "Quantity", 1)
    with open_desk([claims]) as desk, desk.client() as browser:
        page = browser.get("/review").text
        assert "0 approved, 1 held, 0 skipped, 3 not looked at" in page
        assert "it changed since it was looked at" in page


def test_an_answer_that_a_power_cut_tore_was_not_given(claims: Path, home: Path):
    with open_desk([claims]) as desk, desk.client() as browser:
        _approve(desk, browser, "HL-1041")
        _approve(desk, browser, "HL-1042")
    [kept] = (home / "answers").iterdir()
    kept.write_bytes(kept.read_bytes()[:-20])
    with open_desk([claims]) as desk, desk.client() as browser:
        assert "1 approved, 0 held" in browser.get("/review").text
        _approve(desk, browser, "HL-1042")
    with open_desk([claims]) as desk, desk.client() as browser:
        assert "2 approved, 0 held" in browser.get("/review").text


def test_only_what_may_be_filed_is_reviewed(browser: httpx.Client):
    page = browser.get("/review").text
    assert set(re.findall(r'href="/review/(HL-\d+)"', page)) == {"HL-1041", "HL-1042", "HL-1043", "HL-1044"}
    assert browser.get("/review/HL-1046").status_code == 409


def test_evidence_text_and_digest_stand_beside_each_other(browser: httpx.Client, desk: OpenDesk):
    entry = desk.place.review.entry_of("HL-1041")
    page = browser.get("/review/HL-1041").text
    for proof in entry.claim.evidence:
        assert f'src="/evidence/{proof.sha256}/1"' in page
    assert '<mark title="FNSKU">X002L7QK4D</mark>' in page
    shown = re.search(r'<p class="text whole" dir="auto">(.*?)</p>', page, re.S)[1]
    assert html.unescape(re.sub(r"</?mark[^>]*>", "", shown)) == entry.form.message, "to the character"
    assert entry.digest in page


def test_an_answer_leads_to_the_next_claim_and_back(desk: OpenDesk, browser: httpx.Client):
    first, second = (entry.claim.claim_id for entry in desk.place.review.entries[:2])
    assert _approve(desk, browser, first).url.path == f"/review/{second}"
    page = _approve(desk, browser, second, "hold").text
    assert f'data-key="b" href="/review/{second}"' in page
    listed = browser.get("/review").text
    assert "1 approved, 1 held, 0 skipped, 2 not looked at" in listed
    assert f'href="/review/{second}?pass=2"' in listed, "a second pass goes over the held ones"


def test_out_comes_a_plan_of_exactly_the_approved_claims(desk: OpenDesk, browser: httpx.Client, cases: MemoryCaseLog):
    _approve(desk, browser, "HL-1041")
    _approve(desk, browser, "HL-1042", "hold")
    _approve(desk, browser, "HL-1043", "skip")
    page = desk.post(browser, "/review/plan").text
    plan = read_plan(desk.place.plan_written)
    assert [entry.claim.claim_id for entry in plan.entries] == ["HL-1041"]
    assert str(desk.place.plan_written) in html.unescape(page)

    filed = app.filing.file_claims([desk.place.plan_written], SiteName.SANDBOX, Approved())
    assert [settled.entry.claim.claim_id for settled in filed.settled] == ["HL-1041"]
    assert len(cases.cases()) == 1


def test_without_an_approval_there_is_no_plan(desk: OpenDesk, browser: httpx.Client):
    answer = desk.post(browser, "/review/plan")
    assert answer.status_code == 409
    assert "No claim is approved" in answer.text
    assert desk.place.plan_written is None


@pytest.mark.parametrize(("head", "value"), [("Details", "Other words."), ("Quantity", 5), ("Unit value", 10.0)])
def test_an_approval_of_something_that_changed_is_refused(
    desk: OpenDesk, browser: httpx.Client, claims: Path, head: str, value: object
):
    shown = _digest(browser.get("/review/HL-1041").text)
    _change(claims, "HL-1041", head, value)
    answer = desk.post(browser, "/review/HL-1041", answer="approve", digest=shown)
    assert answer.status_code == 409
    assert "HL-1041 changed after it was shown" in answer.text
    assert not desk.place.review.answers


def test_a_sheet_that_changed_makes_the_approval_stale_and_says_so(desk: OpenDesk, browser: httpx.Client, claims: Path):
    _approve(desk, browser, "HL-1041")
    _approve(desk, browser, "HL-1042")
    _change(claims, "HL-1041", "Details", "Other words.")
    page = browser.get("/review").text
    assert "1 claim changed, so its approval no longer counts." in page
    assert "1 approved" in page
    assert "This claim changed after you approved it." in browser.get("/review/HL-1041").text
    desk.post(browser, "/review/plan")
    assert [entry.claim.claim_id for entry in read_plan(desk.place.plan_written).entries] == ["HL-1042"]
    _approve(desk, browser, "HL-1041")
    assert "no longer counts" not in browser.get("/review").text, "who looks again may approve again"


def test_a_paper_that_changed_makes_the_approval_stale(desk: OpenDesk, browser: httpx.Client):
    _approve(desk, browser, "HL-1041")
    paper = desk.place.review.entry_of("HL-1041").claim.evidence[0].path
    paper.write_bytes(paper.read_bytes() + b"\n% changed")
    assert "no longer counts" in browser.get("/review").text


def test_a_flow_that_changed_makes_every_approval_stale(desk: OpenDesk, browser: httpx.Client, home: Path):
    _approve(desk, browser, "HL-1041")
    (home / "flows").mkdir()
    (home / "flows" / "mine.yaml").write_text("extends: help-center\nlabels: {}\n", encoding="utf-8")
    page = browser.get("/review")
    assert "no longer counts" in page.text or page.status_code == 409, "a mend that cannot be read is told"
    assert not desk.place.review.answers or page.status_code == 409


def test_what_changes_while_the_plan_is_written_stops_it(claims: Path):
    review = app.review.open_review([claims])
    entry = review.entry_of("HL-1041")
    review.answer("HL-1041", entry.digest, ReviewAnswer.APPROVED)
    paper = entry.claim.evidence[0].path
    before = paper.stat()
    content = bytearray(paper.read_bytes())
    content[-3] ^= 1
    paper.write_bytes(bytes(content))
    import os  # noqa: PLC0415

    os.utime(paper, ns=(before.st_atime_ns, before.st_mtime_ns))
    with pytest.raises(ShownOtherwise):
        review.write_plan()
    assert not list(review.folder.glob("approved-*.json")), "even where time and size stayed the same"


def test_two_browsers_see_one_review(desk: OpenDesk, browser: httpx.Client):
    with desk.client() as other:
        _approve(desk, browser, "HL-1041")
        assert "approved" in other.get("/review/HL-1041").text
        desk.post(other, "/review/HL-1041", answer="", digest=_digest(other.get("/review/HL-1041").text))
    assert "0 approved" in browser.get("/review").text


def test_the_plan_of_a_preview_is_reviewed_with_its_pictures(claims: Path, cases: MemoryCaseLog):
    previewed = app.preview.preview_claims([claims])
    name = f"{previewed.planned.plan.entries[0].form.reference}-99-seen.png"
    (previewed.folder / name).write_bytes(b"\x89PNG")
    with open_desk([previewed.plan_file]) as desk, desk.client() as browser:
        claim = previewed.planned.plan.entries[0].claim.claim_id
        picture = re.search(r'href="(/picture/\w+)"', browser.get(f"/review/{claim}").text)
        assert picture
        assert browser.get(picture[1]).content == b"\x89PNG"


def test_a_plan_whose_sheet_changed_shows_what_is_stale(claims: Path, cases: MemoryCaseLog):
    previewed = app.preview.preview_claims([claims])
    _change(claims, "HL-1041", "Details", "Other words.")
    with open_desk([previewed.plan_file]) as desk, desk.client() as browser:
        assert "1 claim changed" in browser.get("/review").text


def test_a_dry_run_fills_every_form_and_is_told(desk: OpenDesk, browser: httpx.Client, cases: MemoryCaseLog):
    desk.place.review.preview(desk.place.dry_run.tell)
    assert desk.place.dry_run.done == 4
    assert "not submitted" in browser.get("/review/HL-1041").text
    assert not cases.cases()


def test_a_dry_run_that_fails_says_why(desk: OpenDesk, browser: httpx.Client, monkeypatch: pytest.MonkeyPatch):
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("no browser today")

    monkeypatch.setattr(SiteWork, "open_site", fail)
    desk.post(browser, "/dry-run")
    while desk.place.dry_run.going_on:
        browser.get("/dry-run")
    page = browser.get("/review").text
    assert "The dry run ended early: Something unexpected happened (ZeroDivisionError)." in page
    assert "no browser today" not in page, "what a library says may hold anything: it is in the file that is named"
