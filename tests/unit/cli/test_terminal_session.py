"""A person at a terminal of 80 × 24: every command that asks and every question, in both languages.

At each question something was typed before it was there, then come nonsense and every answer; at last the input ends.
"""

from __future__ import annotations

import sys
from pathlib import Path
from string import Formatter

import pytest

from casewright import app
from casewright.app.asks import Choice, SubmitQuestion
from casewright.app.practice import practice_cases
from casewright.app.sites import SiteWork
from casewright.casework.run_log import read_run_log
from casewright.ledger.filing import Filing
from casewright.message import msg, msg_in
from casewright.model.site_name import SiteName
from casewright.places import Home
from casewright.recording.practice_cases import FileCaseLog, StoredCase, Submission

if sys.platform == "win32":
    pytest.skip("a pseudo-terminal is POSIX", allow_module_level=True)

from .terminal_person import CTRL_C, CTRL_D, Person
from .terminal_program import open_site

SITE = ("--site", "sandbox")
NONSENSE = "yes!"
NOTHING_FILED = "Nothing was filed. Please type one of these words: {answers}; or ? for an explanation."


@pytest.fixture
def cases(at_home: Path, monkeypatch: pytest.MonkeyPatch) -> FileCaseLog:
    """Amazon's side of the practice site."""
    monkeypatch.setattr(SiteWork, "open_site", open_site)
    at_home.mkdir()
    return practice_cases(Home(at_home))


@pytest.fixture
def case(demo_claims: Path, cases: FileCaseLog) -> StoredCase:
    """The one case that there is, of a claim that was filed."""
    app.filing.file_claims([demo_claims], SiteName.SANDBOX, FilesOne())
    return cases.cases()[0]


@pytest.fixture
def doubt(case: StoredCase, cases: FileCaseLog, at_home: Path, demo_claims: Path) -> Filing:
    """A filing that was interrupted after its press, and of which the case log shows two cases."""
    person = Person(at_home, "file", demo_claims, *SITE, hold="SubmitPressed")
    person.reads("rest / quit ?")
    person.types("file")
    person.reads("HELD")
    person.types("", CTRL_C)
    assert person.leaves() == 5
    sent = cases.cases()[-1]
    cases.add(Submission(**{name: getattr(sent, name) for name in Submission.model_fields}))
    (filing,) = app.cases.list_cases(SiteName.SANDBOX).in_doubt
    return filing


class FilesOne:
    """Files the first claim, and quits."""

    authority = "a test"

    def before_submit(self, question: SubmitQuestion) -> Choice:
        return Choice.FILE if question.number == 1 else Choice.QUIT


class Spoken:
    """What is read and typed in one language."""

    def __init__(self, language: str) -> None:
        self.flags = ("--lang", language)
        self._language = language

    def word(self, answer: str) -> str:
        return msg_in("answer", answer).say(self._language)

    @property
    def choice_about_a_doubt(self) -> str:
        return f"/ {self.word('not sent')} / {self.word('leave')}"

    def beginning(self, text: str) -> str:
        """A sentence up to its first argument."""
        names = [name for _, name, _, _ in Formatter().parse(text) if name]
        return self.sentence(text, **dict.fromkeys(names, "|")).partition("|")[0]

    def sentence(self, text: str, **arguments: object) -> str:
        return msg(text, **arguments).say(self._language)


@pytest.fixture(params=["en", "zh"])
def spoken(request: pytest.FixtureRequest) -> Spoken:
    return Spoken(request.param)


def test_filing(spoken: Spoken, at_home: Path, demo_claims: Path, cases: FileCaseLog):
    person = Person(at_home, "file", demo_claims, *SITE, *spoken.flags, hold="FormFilled")
    person.types(spoken.word("file"))
    asked = f"{spoken.word('rest')} / {spoken.word('quit')}"
    person.reads("HELD")
    person.types(spoken.word("file"))
    person.reads(spoken.sentence("PRACTICE"), asked)
    assert not cases.cases(), "what was typed before the question files nothing"
    for answer, told in (
        (NONSENSE, NOTHING_FILED),
        ("", NOTHING_FILED),
        ("?", "files this case: Amazon receives exactly what is shown above"),
        (spoken.word("back"), "Nothing was skipped before this one."),
        (spoken.word("look"), "There is no desktop to show it on. Open it yourself: {path}"),
    ):
        person.types(answer)
        person.reads(spoken.beginning(told), asked)
    person.types(spoken.word("skip"))
    person.reads(asked)
    person.types(spoken.word("back"))
    person.reads(asked)
    person.types(spoken.word("file"))
    person.reads(asked)
    assert len(cases.cases()) == 1
    person.types(spoken.word("rest"))
    person.reads(spoken.sentence("To file this case and all that follow, type their number: {count}", count=3))
    person.types("2")
    person.reads(spoken.sentence("That is a different number, so nothing was filed."), asked)
    person.types(spoken.word("rest"))
    person.types("3")
    person.reads(spoken.sentence("To file this case and all that follow, type their number: {count}", count=3))
    assert len(cases.cases()) == 1, "the number was typed before it was asked for"
    person.types("3")
    assert person.leaves() == 1, "two claims of the demo are refused"
    assert len(cases.cases()) == 4


def test_replying(spoken: Spoken, at_home: Path, case: StoredCase, cases: FileCaseLog):
    words = ("cases", "reply", case.case_id, "--text", "Here it is.", *SITE, *spoken.flags)
    asked = f"{spoken.word('send')} / {spoken.word('look')} / {spoken.word('no')}"
    person = Person(at_home, *words)
    person.types(spoken.word("send"))
    person.reads(spoken.sentence("PRACTICE"), case.case_id, asked)
    for answer, told in (
        (NONSENSE, "sends nothing"),
        ("?", "sends this reply to the case: Amazon receives exactly what is shown above"),
        (spoken.word("look"), "No picture of this screen was kept."),
        ("s", "sends nothing"),
    ):
        person.types(answer)
        person.reads(spoken.beginning(told), asked)
    person.types("")
    assert person.leaves() == 3
    assert not cases.cases()[0].later, "a word that was typed early, nonsense and Enter send nothing"
    person = Person(at_home, *words)
    person.reads(asked)
    person.types(spoken.word("send"))
    assert person.leaves() == 0
    assert [message.text for message in cases.cases()[0].later] == ["Here it is."]


def test_reconciling(spoken: Spoken, at_home: Path, doubt: Filing, cases: FileCaseLog):
    asked = spoken.choice_about_a_doubt
    why = spoken.sentence("Why? One line. It is kept for good, with your name and the time.")
    mine, other = cases.cases()[-1].case_id, "17200000000"
    person = Person(at_home, "cases", "reconcile", *SITE, *spoken.flags)
    person.types(spoken.word("not sent"))
    person.reads(asked)
    person.types(NONSENSE)
    person.reads(spoken.sentence("Nothing was decided. {remedy}", remedy=""), asked)
    person.types(other)
    person.reads(spoken.sentence("The case log did not show case {case}. If it is the one, type it again.", case=other))
    person.types(mine)
    person.reads(spoken.sentence("That is a different case, so nothing was decided."), asked)
    person.types(mine)
    person.reads(why)
    person.types("I saw it there.")
    assert person.leaves() == 0
    decided = app.cases.show_case(doubt.filing_id, SiteName.SANDBOX)
    assert (decided.filing.case_id, decided.history[-1].note) == (mine, "I saw it there.")


def test_a_doubt_may_be_left(spoken: Spoken, at_home: Path, doubt: Filing):
    person = Person(at_home, "cases", "reconcile", *SITE, *spoken.flags)
    person.reads(doubt.claim_id, spoken.choice_about_a_doubt)
    person.types("?")
    person.reads(spoken.sentence("decides nothing now: the doubt stays, and the claim is not filed again"))
    person.reads(spoken.choice_about_a_doubt)
    person.types(spoken.word("leave"))
    assert person.leaves() == 4
    assert [left.filing_id for left in app.cases.list_cases(SiteName.SANDBOX).in_doubt] == [doubt.filing_id]


@pytest.mark.parametrize(("keys", "code"), [(CTRL_C, 130), (CTRL_C * 2, 130), (CTRL_D, 4)])
def test_whoever_leaves_the_question_about_a_doubt_decides_nothing(at_home: Path, doubt: Filing, keys: str, code: int):
    person = Person(at_home, "cases", "reconcile", *SITE)
    person.reads("not sent / leave")
    person.types("", keys)
    assert person.leaves() == code
    assert [left.filing_id for left in app.cases.list_cases(SiteName.SANDBOX).in_doubt] == [doubt.filing_id]


def test_the_demo(spoken: Spoken, tmp_path: Path, at_home: Path):
    person = Person(at_home, "demo", "-o", tmp_path / "demo", *spoken.flags)
    person.types(spoken.word("file"))
    asked = f"{spoken.word('rest')} / {spoken.word('quit')}"
    kept = practice_cases(Home(tmp_path / "demo" / "kept"))
    person.reads(asked)
    assert not kept.cases()
    person.types(spoken.word("rest"))
    person.reads(spoken.sentence("To file this case and all that follow, type their number: {count}", count=4))
    person.types("4")
    assert person.leaves() == 0
    assert len(kept.cases()) == 4


@pytest.mark.parametrize(("keys", "code"), [(CTRL_C, 130), (CTRL_C * 2, 130), (CTRL_D, 4)])
@pytest.mark.parametrize("answers", [("not sent",), ("17200000000",)], ids=["why", "type it again"])
def test_whoever_leaves_the_question_after_an_answer_decides_nothing(
    at_home: Path, doubt: Filing, answers: tuple[str, ...], keys: str, code: int
):
    person = Person(at_home, "cases", "reconcile", *SITE)
    for answer in answers:
        person.reads("not sent / leave")
        person.types(answer)
    person.reads("Why? One line." if answers == ("not sent",) else "type it again.")
    person.types("", keys)
    if answers != ("not sent",) and keys == CTRL_D:
        person.reads("not sent / leave")
        person.types("", keys)
    assert person.leaves() == code
    assert [left.filing_id for left in app.cases.list_cases(SiteName.SANDBOX).in_doubt] == [doubt.filing_id]


@pytest.mark.parametrize(("key", "code"), [(CTRL_C, 130), (CTRL_C * 2, 130), (CTRL_D, 3)])
def test_whoever_leaves_the_demo_files_nothing(tmp_path: Path, at_home: Path, key: str, code: int):
    person = Person(at_home, "demo", "-o", tmp_path / "demo")
    person.reads("rest / quit ?")
    person.types("", key)
    assert person.leaves() == code
    assert not practice_cases(Home(tmp_path / "demo" / "kept")).cases()


@pytest.mark.parametrize(
    ("keys", "code"), [((CTRL_C,), 130), ((CTRL_D,), 3), (("\n", CTRL_C), 130), (("\n", CTRL_D), 3)]
)
def test_whoever_leaves_the_question_for_a_secret_adds_no_account(
    spoken: Spoken, at_home: Path, keys: tuple[str, ...], code: int
):
    person = Person(at_home, "account", "add", "Harbor", "--marketplace", "US", "--ask", *spoken.flags)
    asked = ["Password (empty for none): ", "Two-step secret (empty for none): "]
    for question, key in zip(asked, keys, strict=False):
        person.reads(spoken.sentence(question))
        person.types("", key)
    assert person.leaves() == code
    assert person.echoed, "the terminal shows again what is typed"
    assert not app.accounts.list_accounts()


@pytest.mark.parametrize(("key", "code"), [(CTRL_C, 130), (CTRL_D, 4)])
def test_whoever_leaves_the_question_for_the_site_opens_nothing(
    spoken: Spoken, at_home: Path, tmp_path: Path, key: str, code: int
):
    person = Person(at_home, "flow", "record", "-o", tmp_path / "walk", *spoken.flags)
    asked = spoken.beginning("On which site? Type {live} for Seller Central itself, or {practice}.")
    for answer in ("", NONSENSE):
        person.reads(asked)
        person.types(answer)
    person.reads(asked)
    person.types("", key)
    assert person.leaves() == code
    assert not (tmp_path / "walk").exists()


@pytest.mark.parametrize("hold", ["ScreenReached", "StepTaken", "FormFilled"])
def test_ctrl_c_before_the_press_files_nothing(at_home: Path, demo_claims: Path, cases: FileCaseLog, hold: str):
    person = Person(at_home, "file", demo_claims, *SITE, hold=hold)
    person.reads("HELD")
    person.types("", CTRL_C)
    assert person.leaves() == 130
    assert not cases.cases()
    assert "You interrupted the run. To file what was not tried: casewright file" in person.shown
    assert "--site sandbox" in person.shown.partition("To file what was not tried")[2]


@pytest.mark.parametrize("presses", [1, 2])
@pytest.mark.parametrize("hold", ["SubmitPressed", "CaseShown"])
def test_ctrl_c_after_the_press_is_a_doubt_with_its_command(
    at_home: Path, demo_claims: Path, cases: FileCaseLog, hold: str, presses: int
):
    person = Person(at_home, "file", demo_claims, *SITE, hold=hold)
    person.reads("rest / quit ?")
    person.types("file")
    person.reads("HELD")
    person.types("", CTRL_C * presses)
    assert person.leaves() == 5
    (sent,) = cases.cases()
    person.reads("may have become a case", "casewright cases reconcile --site sandbox")
    assert app.cases.list_cases(SiteName.SANDBOX).in_doubt
    assert "armed" in {entry.what for entry in read_run_log(Home(at_home).runs)}, sent.case_id


LEAVING = pytest.mark.parametrize(
    ("key", "code"), [(CTRL_C, 130), (CTRL_C * 2, 130), (CTRL_D, 3)], ids=["Ctrl-C", "Ctrl-C twice", "end of input"]
)


@pytest.mark.parametrize(
    "answers", [(), ("skip",), ("rest",), ("look",)], ids=["first", "second", "the number", "after a look"]
)
@LEAVING
def test_whoever_leaves_a_question_in_front_of_the_press_files_nothing(
    at_home: Path, demo_claims: Path, cases: FileCaseLog, answers: tuple[str, ...], key: str, code: int
):
    person = Person(at_home, "file", demo_claims, *SITE)
    for answer in answers:
        person.reads("rest / quit ?")
        person.types(answer)
    person.reads("type their number: 4" if answers == ("rest",) else "rest / quit ?")
    person.types("", key)
    if answers == ("rest",) and key == CTRL_D:
        person.reads("rest / quit ?")
        person.types("", key)
    assert person.leaves() == code
    assert not cases.cases()


@LEAVING
def test_whoever_leaves_the_question_about_a_reply_sends_nothing(
    at_home: Path, case: StoredCase, cases: FileCaseLog, key: str, code: int
):
    person = Person(at_home, "cases", "reply", case.case_id, "--text", "Here it is.", *SITE)
    person.reads("send / look / no")
    person.types("", key)
    assert person.leaves() == code
    assert not cases.cases()[0].later
