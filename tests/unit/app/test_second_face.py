"""A second face: everything that a person can do with a claim goes through `app`, without the command line."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from tests.text_site import TextSite

from casewright import app, report
from casewright.app.asks import Approved, Choice, Decision, Doubt, ReplyQuestion, SubmitQuestion
from casewright.app.events import CaseShown, RunEvent, ScreenReached, SubmitPressed
from casewright.app.sites import SiteWork
from casewright.errors import ExitCode, UsageError
from casewright.intake.demo_files import write_demo
from casewright.model.site_name import SiteName
from casewright.recording.practice_cases import MemoryCaseLog


@dataclass
class LittleFace:
    """Draws events by remembering them, and gives the answers that a test wants."""

    answers: list[Choice] = field(default_factory=list)
    events: list[RunEvent] = field(default_factory=list)
    questions: list[SubmitQuestion] = field(default_factory=list)
    authority: str = "a test"

    def before_submit(self, question: SubmitQuestion) -> Choice:
        self.questions.append(question)
        answer = self.answers.pop(0)
        if isinstance(answer, BaseException):
            raise answer
        return answer

    def about_doubt(self, doubt: Doubt) -> Decision | None:
        return None

    def before_reply(self, question: ReplyQuestion) -> bool:
        return "yes" in question.text

    def tell(self, event: RunEvent) -> None:
        self.events.append(event)

    def counts(self) -> Counter[str]:
        return Counter(type(event).__name__ for event in self.events)


@pytest.fixture
def cases(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> MemoryCaseLog:
    """Amazon's side; the home folder is empty."""
    log = MemoryCaseLog()
    monkeypatch.setenv("CASEWRIGHT_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("CASEWRIGHT_STOP", raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(SiteWork, "open_site", lambda self, **_: TextSite(self.name, log))
    return log


@pytest.fixture
def claims(tmp_path: Path, cases: MemoryCaseLog) -> Path:
    return write_demo(tmp_path / "claims", date.today())  # noqa: DTZ011 (the sheet is read on this machine's day)


def test_a_whole_filing_from_check_to_proof(claims: Path, cases: MemoryCaseLog):
    face = LittleFace([Choice.FILE, Choice.SKIP, Choice.FILE_REST])
    checked = app.check.check_claims([claims], tell=face.tell)
    assert [verdict.fileable for verdict in checked.judged.verdicts].count(True) == 4

    filed = app.filing.file_claims([claims], SiteName.SANDBOX, face, tell=face.tell)

    assert [settled.outcome for settled in filed.settled] == ["verified", "cancelled", "verified", "verified"]
    assert [case.subject.split()[0] for case in cases.cases()]
    assert len(cases.cases()) == face.counts()[SubmitPressed.__name__] == face.counts()[CaseShown.__name__] == 3
    assert [(asked.number, asked.of, asked.left) for asked in face.questions] == [(1, 4, 4), (2, 4, 3), (3, 4, 2)]
    assert {asked.site for asked in face.questions} == {SiteName.SANDBOX}
    assert face.counts()[ScreenReached.__name__] > 12

    listed = app.cases.list_cases(SiteName.SANDBOX)
    assert [filing.state for filing in listed.filings].count("verified") == 3
    assert app.cases.verify_receipts(SiteName.SANDBOX).receipts == 3
    [first, *_] = [filing for filing in listed.filings if filing.case_id]
    assert app.cases.show_case(first.claim_id, SiteName.SANDBOX).filing == first
    assert {deed.yes for deed in app.cases.read_runs(50).deeds if deed.case_id} == {"a test"}


def test_a_claim_that_was_skipped_is_offered_once_more(claims: Path, cases: MemoryCaseLog):
    face = LittleFace([Choice.SKIP, Choice.BACK, Choice.FILE, Choice.FILE, Choice.SKIP, Choice.QUIT])

    filed = app.filing.file_claims([claims], SiteName.SANDBOX, face)

    first, second, third, fourth = (entry.claim.claim_id for entry in filed.entries)
    asked = [(question.entry.claim.claim_id, question.back_to, question.number) for question in face.questions]
    assert asked == [
        (first, "", 1),
        (second, first, 2),
        (first, "", 1),
        (second, "", 2),
        (third, "", 3),
        (fourth, third, 4),
    ]
    assert [settled.outcome for settled in filed.settled] == ["verified", "verified", "cancelled", "cancelled"]
    assert len(cases.cases()) == 2
    for question in face.questions:
        assert question.walked
        assert question.walked.submit_found
        assert {"subject", "message"} <= {step.value for step in question.walked.steps}


def test_who_goes_back_where_nothing_was_skipped_is_asked_again(claims: Path, cases: MemoryCaseLog):
    face = LittleFace([Choice.BACK, Choice.FILE, Choice.BACK, Choice.QUIT])
    app.filing.file_claims([claims], SiteName.SANDBOX, face)
    assert len(cases.cases()) == 1


def test_a_plan_that_was_approved_answers_for_itself(claims: Path, cases: MemoryCaseLog):
    previewed = app.preview.preview_claims([claims])
    assert not cases.cases()

    filed = app.filing.file_claims([previewed.plan_file], SiteName.SANDBOX, Approved())

    assert len(cases.cases()) == 4
    assert filed.exit_code is ExitCode.REFUSED, "the two claims that cannot be filed count"
    assert {deed.yes for deed in app.cases.read_runs(50).deeds if deed.case_id} == {
        f"plan {previewed.planned.plan.digest}"
    }


def test_who_is_held_back_by_a_cap_is_told_when_their_turn_comes(
    claims: Path, cases: MemoryCaseLog, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("CASEWRIGHT_PER_DAY", "2")
    begun = datetime.now(UTC)
    filed = app.filing.file_claims([claims], SiteName.SANDBOX, LittleFace([Choice.FILE_REST]))

    capped = [settled for settled in filed.settled if settled.outcome == "capped"]
    assert len(capped) == len(filed.next_allowed) == 2
    document = report.runs.filing_run_document(filed, report.runs.ReportWritten(None))
    for one in document["claims"]:
        moment = one["next_allowed_at"]
        if one["outcome"] == "capped":
            assert timedelta(hours=24) <= datetime.fromisoformat(moment) - begun < timedelta(hours=25)


def test_without_a_plan_nothing_is_approved(claims: Path, cases: MemoryCaseLog):
    with pytest.raises(UsageError):
        app.filing.file_claims([claims], SiteName.SANDBOX, Approved())
    assert not cases.cases()


@pytest.mark.parametrize("blow", [KeyboardInterrupt(), ZeroDivisionError("a face that breaks")])
def test_whatever_ends_a_run_early_every_entry_is_accounted_for(
    claims: Path, cases: MemoryCaseLog, blow: BaseException
):
    filed = app.filing.file_claims([claims], SiteName.SANDBOX, LittleFace([Choice.FILE, blow, Choice.QUIT]))

    assert len(filed.settled) == 4
    assert [settled.outcome for settled in filed.settled].count("verified") == len(cases.cases()) == 1
    assert {deed.what for deed in app.cases.read_runs(50).deeds} >= {"began", "verified", "ended"}


def test_a_reply_is_asked_about_once_and_sent_once(claims: Path, cases: MemoryCaseLog):
    face = LittleFace([Choice.FILE, Choice.QUIT])
    [first, *_] = app.filing.file_claims([claims], SiteName.SANDBOX, face).settled
    case_id = first.walked.case_id or ""

    no = app.reply.reply_to_case(case_id, SiteName.SANDBOX, face, text="rather not")
    yes = app.reply.reply_to_case(case_id, SiteName.SANDBOX, face, text="yes, here it is")

    assert (no.replied.outcome, yes.replied.outcome) == ("cancelled", "verified")


LOAD = """
import sys
from casewright import app
app.filing, app.demo, app.reply, app.follow, app.accounts
print(*{name.partition(".")[0] for name in sys.modules})
"""


def test_the_use_cases_need_no_terminal_library():
    loaded = subprocess.run([sys.executable, "-c", LOAD], capture_output=True, text=True, check=True)
    assert {"playwright", "pydantic"} <= set(loaded.stdout.split())
    assert set(loaded.stdout.split()) & {"typer", "rich"} == set()


def test_any_site_of_this_machine_can_be_previewed_and_nothing_is_filed_there(claims: Path, cases: MemoryCaseLog):
    previewed = app.preview.preview_claims([claims], SiteName.SANDBOX)
    assert {settled.outcome for settled in previewed.walks.entries} == {"previewed"}
    assert all(settled.walked.submit_found for settled in previewed.walks.entries)
    assert previewed.walks.site is SiteName.SANDBOX
    assert cases.cases() == ()
