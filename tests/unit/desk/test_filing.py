"""The room Filing: a yes for each filled form, never by accident; what is filed is what was approved."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from openpyxl import load_workbook
from tests.desk_world import OpenDesk, open_desk
from tests.text_site import TextSite

from casewright import app
from casewright.app.asks import Choice
from casewright.app.events import ClaimInRun, ClocksDisagree
from casewright.app.review import ReviewAnswer
from casewright.app.sites import SiteWork
from casewright.casework.plan import narrow_plan, read_plan, save_plan
from casewright.desk import question_box
from casewright.desk.question_box import NotAnswered, QuestionBox
from casewright.model.site_name import SiteName
from casewright.recording.practice_cases import MemoryCaseLog

from .test_review import _change


@pytest.fixture
def cases(monkeypatch: pytest.MonkeyPatch) -> MemoryCaseLog:
    """Amazon's side, read as texts instead of in a browser."""
    log = MemoryCaseLog()
    monkeypatch.setattr(SiteWork, "open_site", lambda self, **_: TextSite(self.name, log))
    return log


@pytest.fixture
def desk(claims: Path, cases: MemoryCaseLog) -> Iterator[OpenDesk]:
    """A desk with an approved plan of three claims."""
    with open_desk([claims]) as opened:
        review = opened.place.review
        for entry in review.entries[:3]:
            review.answer(entry.claim.claim_id, entry.digest, ReviewAnswer.APPROVED)
        opened.place.plan_written = review.write_plan()
        yield opened


def _wait(desk: OpenDesk, until: Callable[[], object]) -> None:
    """Wait for a state of the run; each change of it wakes us up."""
    box = desk.place.run.box
    while not until():
        assert desk.place.run.going_on or until(), desk.place.run.trouble
        box.wait_for_change(box.version, 0.2)


def _begin(desk: OpenDesk, browser: httpx.Client, how: str = "asked") -> httpx.Response:
    digest = re.search(r'name="digest" value="(\w+)"', browser.get("/filing").text)[1]
    return desk.post(browser, "/filing/begin", digest=digest, how=how)


def _question(desk: OpenDesk, browser: httpx.Client) -> str:
    """The key of the question that is open, as the page shows it."""
    _wait(desk, lambda: desk.place.run.box.open)
    return re.search(r'name="key" value="([\w-]+)"', browser.get("/filing").text)[1]


def _long_shown(desk: OpenDesk) -> None:
    desk.place.run.box.open.shown_at -= question_box.SEEN_FOR + 1


def _answer(desk: OpenDesk, browser: httpx.Client, said: str, **fields: str) -> httpx.Response:
    key = _question(desk, browser)
    _long_shown(desk)
    answered = desk.post(browser, "/filing/answer", key=key, answer=said, **fields)
    if answered.status_code == 200:
        _wait(desk, lambda: desk.place.run.box.open is None or desk.place.run.box.open.key != key)
    return answered


def test_each_form_is_shown_and_filed_by_its_own_yes(desk: OpenDesk, browser: httpx.Client, cases: MemoryCaseLog):
    _begin(desk, browser)
    entry = desk.place.run.box.show
    _answer(desk, browser, "file", seen="yes")
    assert entry
    _answer(desk, browser, "skip")
    page = browser.get("/filing").text
    assert "1 of 3 done" in page or "2 of 3 done" in page
    _answer(desk, browser, "file", seen="yes")
    _wait(desk, lambda: not desk.place.run.going_on)
    assert [settled.outcome for settled in desk.place.run.result.settled] == ["verified", "cancelled", "verified"]
    assert len(cases.cases()) == 2
    yes = {deed.yes for deed in app.cases.read_runs(50).deeds if deed.case_id}
    assert all("asked before each submit at the desk" in one for one in yes)
    page = browser.get("/filing").text
    assert "3 of 3 done" in page
    assert page.count("verified") >= 2


def test_a_yes_without_the_tick_files_nothing(desk: OpenDesk, browser: httpx.Client, cases: MemoryCaseLog):
    _begin(desk, browser)
    answer = _answer(desk, browser, "file")
    assert answer.status_code == 409
    assert "the tick is missing" in answer.text
    assert desk.place.run.box.open
    assert not cases.cases()


def test_a_yes_that_comes_too_early_files_nothing(desk: OpenDesk, browser: httpx.Client, cases: MemoryCaseLog):
    _begin(desk, browser)
    key = _question(desk, browser)
    answer = desk.post(browser, "/filing/answer", key=key, answer="file", seen="yes")
    assert "too quick to have been read" in answer.text
    assert not cases.cases()


def test_a_double_click_answers_one_question_only(desk: OpenDesk, browser: httpx.Client, cases: MemoryCaseLog):
    _begin(desk, browser)
    key = _question(desk, browser)
    _long_shown(desk)
    fields = {"key": key, "answer": "file", "seen": "yes"}
    assert desk.post(browser, "/filing/answer", **fields).status_code == 200
    _wait(desk, lambda: desk.place.run.box.open is not None and desk.place.run.box.open.key != key)
    _question(desk, browser)
    _long_shown(desk)
    again = desk.post(browser, "/filing/answer", **fields)
    assert "no longer open" in again.text
    assert len(cases.cases()) == 1


def test_what_was_never_shown_cannot_be_said_yes_to():
    box = QuestionBox()
    asked = threading.Thread(target=lambda: box.before_reply(_reply()))
    asked.start()
    box.changed.acquire()
    box.changed.wait_for(lambda: box.open is not None, 10)
    box.changed.release()
    with pytest.raises(NotAnswered, match="too quick"):
        box.answer(box.open.key, Choice.FILE, ticked=True)
    box.close()
    asked.join(10)
    assert not asked.is_alive()


def _reply() -> app.asks.ReplyQuestion:
    return app.asks.ReplyQuestion("17204938815", "A-1", "Harbor", SiteName.SANDBOX, "words", (), None)


def test_a_plan_in_the_place_of_the_one_that_was_shown_is_refused(
    desk: OpenDesk, browser: httpx.Client, cases: MemoryCaseLog
):
    digest = re.search(r'name="digest" value="(\w+)"', browser.get("/filing").text)[1]
    path = desk.place.plan_written
    plan = read_plan(path)
    save_plan(narrow_plan(plan, {plan.entries[0].digest}), path)
    desk.post(browser, "/filing/begin", digest=digest, how="approved")
    _wait(desk, lambda: not desk.place.run.going_on)
    assert "is not the plan that was shown" in browser.get("/filing").text
    assert not cases.cases()


def test_a_plan_that_was_edited_is_refused(desk: OpenDesk, browser: httpx.Client, cases: MemoryCaseLog):
    path = desk.place.plan_written
    content = json.loads(path.read_text(encoding="utf-8"))
    content["entries"][0]["form"]["message"] += " And double the money."
    path.write_text(json.dumps(content), encoding="utf-8")
    assert "was changed after it was made" in browser.get("/filing").text
    assert not cases.cases()


def test_what_changed_between_the_tick_and_the_filing_is_left_out(
    desk: OpenDesk, browser: httpx.Client, cases: MemoryCaseLog, claims: Path
):
    first = read_plan(desk.place.plan_written).entries[0].claim.claim_id
    _change(claims, first, "Details", "Other words.")
    _begin(desk, browser, "approved")
    _wait(desk, lambda: not desk.place.run.going_on)
    assert [one.entry.claim.claim_id for one in desk.place.run.result.left_out] == [first]
    assert len(cases.cases()) == 2


def test_the_practice_site_files_what_was_approved_without_asking(
    desk: OpenDesk, browser: httpx.Client, cases: MemoryCaseLog
):
    _begin(desk, browser, "approved")
    _wait(desk, lambda: not desk.place.run.going_on)
    assert len(cases.cases()) == 3


def test_on_the_live_site_nothing_is_filed_without_being_asked(claims: Path, cases: MemoryCaseLog):
    with open_desk([claims], SiteName.LIVE) as desk, desk.client() as browser:
        review = desk.place.review
        entry = review.entries[0]
        review.answer(entry.claim.claim_id, entry.digest, ReviewAnswer.APPROVED)
        desk.place.plan_written = review.write_plan()
        assert 'value="approved"' not in browser.get("/filing").text
        _begin(desk, browser, "approved")
        _wait(desk, lambda: desk.place.run.box.open)
        assert not cases.cases()
        assert not desk.place.run.box.approved


def test_a_pause_holds_back_what_was_approved(desk: OpenDesk, browser: httpx.Client, cases: MemoryCaseLog):
    held = threading.Event()
    box_made = QuestionBox.before_submit

    def hold(box: QuestionBox, question: object) -> Choice:
        box.pause(on=True)
        held.set()
        return box_made(box, question)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(QuestionBox, "before_submit", hold)
        _begin(desk, browser, "approved")
        assert held.wait(30)
    assert "Paused." in browser.get("/filing").text
    assert not cases.cases()
    desk.post(browser, "/filing/pause", on="no")
    _wait(desk, lambda: not desk.place.run.going_on)
    assert len(cases.cases()) == 3


def test_stop_ends_the_run_and_stays_until_it_is_taken_away(
    desk: OpenDesk, browser: httpx.Client, cases: MemoryCaseLog, home: Path
):
    _begin(desk, browser)
    _question(desk, browser)
    page = desk.post(browser, "/filing/stop").text
    assert "The stop switch is on" in page
    _wait(desk, lambda: not desk.place.run.going_on)
    assert not cases.cases()
    assert (home / "STOP").is_file()
    desk.post(browser, "/filing/resume")
    assert not (home / "STOP").exists()


def test_a_page_that_is_opened_again_shows_where_the_run_is(desk: OpenDesk, browser: httpx.Client):
    _begin(desk, browser)
    key = _question(desk, browser)
    with desk.client() as other:
        assert key in other.get("/filing").text
        part = other.get("/filing/now", headers={"HX-Request": "true"}).text
        assert key in part
        assert "<html" not in part


def test_only_one_run_goes_on(desk: OpenDesk, browser: httpx.Client):
    _begin(desk, browser)
    _question(desk, browser)
    digest = read_plan(desk.place.plan_written).digest
    again = desk.post(browser, "/filing/begin", digest=digest, how="asked")
    assert "already" in again.text


def test_whoever_listens_hears_of_changes_and_of_the_end(desk: OpenDesk, browser: httpx.Client):
    _begin(desk, browser)
    key = _question(desk, browser)
    heard: list[str] = []
    with browser.stream("GET", "/filing/changes") as listening:
        for line in listening.iter_lines():
            heard.append(line)
            if line == "event: changed" and heard.count(line) == 1:
                desk.place.run.box.answer(key, Choice.QUIT, ticked=False)
    assert heard.count("event: changed") >= 2


def test_who_listens_is_not_told_again_of_what_the_page_shows(desk: OpenDesk, browser: httpx.Client):
    _begin(desk, browser)
    _question(desk, browser)
    with desk.client() as other:
        since = re.search(r"/filing/changes\?since=(\d+)", other.get("/filing").text)[1]
    with browser.stream("GET", f"/filing/changes?since={since}") as listening:
        assert next(listening.iter_lines()) == ": still here", "a tick on the page must not be swapped away"


def test_the_end_is_told(desk: OpenDesk, browser: httpx.Client):
    _begin(desk, browser)
    key = _question(desk, browser)
    desk.place.run.box.answer(key, Choice.QUIT, ticked=False)
    desk.place.run.wait(60)
    heard = browser.get("/filing/changes").text.splitlines()
    assert heard[-3:][0] == "event: ended"


def test_a_desk_that_closes_files_nothing_more_and_loses_nothing(claims: Path, cases: MemoryCaseLog):
    with open_desk([claims]) as desk, desk.client() as browser:
        review = desk.place.review
        for entry in review.entries:
            review.answer(entry.claim.claim_id, entry.digest, ReviewAnswer.APPROVED)
        desk.place.plan_written = review.write_plan()
        _begin(desk, browser)
        _answer(desk, browser, "file", seen="yes")
        _question(desk, browser)
    assert not desk.place.run.going_on
    assert len(cases.cases()) == 1
    assert [one.outcome for one in desk.place.run.result.settled].count("verified") == 1


def test_a_script_in_a_claim_is_text_in_the_question(claims: Path, cases: MemoryCaseLog):
    workbook = load_workbook(claims)
    sheet = workbook["Claims"]
    column = next(cell.column for cell in sheet[1] if cell.value == "Details")
    for row in range(2, sheet.max_row + 1):
        sheet.cell(row, column, "<script>alert(1)</script>")
    workbook.save(claims)
    with open_desk([claims]) as desk, desk.client() as browser:
        review = desk.place.review
        for entry in review.entries:
            review.answer(entry.claim.claim_id, entry.digest, ReviewAnswer.APPROVED)
            assert "<script>alert" not in browser.get(f"/review/{entry.claim.claim_id}").text
        if not review.entries:
            pytest.fail("nothing to review")
        desk.place.plan_written = review.write_plan()
        _begin(desk, browser)
        _question(desk, browser)
        assert "<script>alert" not in browser.get("/filing").text


def test_a_clock_that_is_wrong_is_said_on_the_page(desk: OpenDesk, browser: httpx.Client) -> None:
    _begin(desk, browser)
    _question(desk, browser)
    desk.place.run.tell(ClocksDisagree(ClaimInRun("HL-1041", 1, 3), timedelta(minutes=-15)))
    assert "15 minutes behind Seller Central" in browser.get("/filing").text
