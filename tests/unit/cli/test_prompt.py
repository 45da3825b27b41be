from __future__ import annotations

import io
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from casewright.app.asks import SubmitQuestion
from casewright.casework.file import Choice
from casewright.casework.plan import Entry, make_plan
from casewright.casework.result import Walked
from casewright.cli import prompt
from casewright.cli.prompt import Terminal
from casewright.errors import PersonNeeded
from casewright.intake.demo_files import write_demo
from casewright.intake.load import load
from casewright.model.outcome import Outcome
from casewright.model.site_name import SiteName
from casewright.policy.facts import Facts
from casewright.policy.judge_batch import judge_all
from casewright.policy.rules import shipped_rules
from casewright.wording.write import write

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
PICTURE = Path("kept") / "form.png"


@pytest.fixture(scope="module")
def entry(tmp_path_factory: pytest.TempPathFactory) -> Entry:
    workbook = write_demo(tmp_path_factory.mktemp("claims"), NOW.date())
    verdicts = judge_all(load([workbook]).claims[1:2], shipped_rules(), Facts(now=NOW))
    return make_plan(verdicts, {}, write, [workbook], NOW).entries[0]


def question(entry: Entry, left: int = 1, values: frozenset[str] = frozenset()) -> SubmitQuestion:
    """The last `left` of four claims are not decided yet."""
    return SubmitQuestion(entry, values, PICTURE, SiteName.SANDBOX, 5 - left, 4, left)


Says = Callable[..., Choice]


@pytest.fixture
def says(entry: Entry) -> Says:
    """What comes of these answers, each typed and ended with Enter; then the input is closed."""

    def answer(*words: str, left: int = 3, looked: list[Path] | None = None) -> Choice:
        typed = iter(words)

        def look(path: Path) -> bool:
            if looked is not None:
                looked.append(path)
            return True

        return Terminal(read=lambda: next(typed, None), look=look).before_submit(question(entry, left))

    return answer


def test_the_whole_word_files(says: Says):
    assert says("file") is Choice.FILE


@pytest.mark.parametrize("key", ["", "f", "y", "yes", "1", " "])
def test_no_single_key_and_no_enter_files(says: Says, key: str):
    assert says(key) is Choice.QUIT, "after the key the input was closed: nothing was filed by it"


@pytest.mark.parametrize(
    ("word", "choice"), [("skip", Choice.SKIP), ("s", Choice.SKIP), ("quit", Choice.QUIT), ("QUIT", Choice.QUIT)]
)
def test_skipping_and_quitting_may_be_short(says: Says, word: str, choice: Choice):
    assert says(word) is choice


def test_a_closed_input_is_a_quit(says: Says):
    assert says() is Choice.QUIT


def test_filing_all_the_rest_needs_their_number(says: Says):
    assert says("all", "3") is Choice.FILE_REST
    assert says("all", "2", "skip") is Choice.SKIP
    assert says("all", "", "skip") is Choice.SKIP
    assert says("all", "yes", "skip") is Choice.SKIP


def test_looking_opens_the_picture_and_asks_again(says: Says):
    looked: list[Path] = []
    assert says("look", "look", "file", looked=looked) is Choice.FILE
    assert looked == [PICTURE, PICTURE]


def test_where_there_is_no_desktop_the_pictures_path_is_told(entry: Entry, capsys: pytest.CaptureFixture[str]):
    words = iter(["look", "skip"])
    Terminal(read=lambda: next(words), look=lambda _: False).before_submit(question(entry, 1))
    assert str(PICTURE) in capsys.readouterr().err


def test_what_is_asked_shows_everything_that_is_approved(says: Says, entry: Entry, capsys: pytest.CaptureFixture[str]):
    says("skip")
    shown = capsys.readouterr().err
    assert "47.50 USD" in shown
    assert str(entry.verdict.deadline) in shown
    assert "Harbor Lane Goods | US" in shown
    assert entry.form.subject in shown
    for line in entry.form.message.split("\n"):
        assert f"    | {line}" in shown
    for proof in entry.claim.evidence:
        assert proof.name in shown


@pytest.mark.usefixtures("chinese")
@pytest.mark.parametrize(
    ("typed", "choice"),
    [
        (("提交",), Choice.FILE),
        (("file",), Choice.FILE),
        (("跳过",), Choice.SKIP),
        (("退出",), Choice.QUIT),
        (("全部", "3"), Choice.FILE_REST),
        (("全部", "2", "跳过"), Choice.SKIP),
        (("是", "好", "", "提", "跳过"), Choice.SKIP),
    ],
)
def test_in_chinese_the_same_words_count_and_no_others(entry: Entry, typed: tuple[str, ...], choice: Choice):
    words = iter(typed)
    assert Terminal(read=lambda: next(words)).before_submit(question(entry, 3)) is choice


@pytest.mark.usefixtures("chinese")
def test_what_is_asked_in_chinese_shows_everything_that_is_approved(entry: Entry, capsys: pytest.CaptureFixture[str]):
    Terminal(read=lambda: None).before_submit(question(entry, 2, frozenset({"transaction_id"})))
    shown = capsys.readouterr().err
    assert "仓库损坏" in shown
    assert "47.50 USD" in shown
    assert f"截止日：{entry.verdict.deadline}" in shown
    assert "（采购凭证，" in shown
    assert "不发送上面的正文" in shown
    assert "练习 · Harbor Lane Goods US · HL-1042 · 47.50 USD（第 3 个，共 4 个）" in shown
    assert "提交 / 跳过 / 查看 / 返回 / 其余 / 退出" in shown
    for line in entry.form.message.split("\n"):
        assert f"    | {line}" in shown


@pytest.mark.usefixtures("chinese")
def test_in_chinese_the_pictures_path_is_told_too(entry: Entry, capsys: pytest.CaptureFixture[str]):
    words = iter(["查看", "跳过"])
    Terminal(read=lambda: next(words), look=lambda _: False).before_submit(question(entry, 1))
    assert f"请自行打开：{PICTURE}" in capsys.readouterr().err


def test_an_answer_in_another_encoding_is_no_answer(entry: Entry, monkeypatch: pytest.MonkeyPatch):
    typed = io.TextIOWrapper(io.BytesIO("提交\n".encode("gb18030")), encoding="utf-8", line_buffering=True)
    monkeypatch.setattr(sys, "stdin", typed)
    assert Terminal().before_submit(question(entry, 1)) is Choice.QUIT


def test_ctrl_c_is_not_taken_for_an_answer(entry: Entry):
    def interrupted() -> str:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Terminal(read=interrupted).before_submit(question(entry, 1))


def test_without_a_terminal_nobody_is_asked_and_the_flag_is_named(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO("file\n"))
    with pytest.raises(PersonNeeded) as refusal:
        prompt.need_terminal("Add --yes.")
    assert "--yes" in str(refusal.value.remedy)


def test_a_machine_without_a_desktop_opens_nothing(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    assert prompt.open_picture(PICTURE) is False


def asked(entry: Entry, capsys: pytest.CaptureFixture[str], *values: str) -> str:
    """What the person reads before the question, where the walk took these values."""
    Terminal(read=lambda: None).before_submit(question(entry, 1, frozenset(values)))
    return capsys.readouterr().err


def test_who_files_through_amazons_own_tool_is_told_that_no_text_goes_along(entry: Entry, capsys):
    told = asked(entry, capsys, "transaction_id")
    assert f"It was given {entry.form.transaction_id} and none of the text above" in told
    assert "these files are sent: none" in told


def test_who_files_through_the_assistant_sees_the_short_text(entry: Entry, capsys):
    told = asked(entry, capsys, "request", "evidence")
    assert "The short text is sent" in told
    assert entry.form.short_message.split("\n")[0] in told
    assert "goes along" not in told


def test_where_one_document_is_taken_it_is_named(entry: Entry, capsys):
    assert entry.form.document
    assert f"these files are sent: {entry.form.document.name}." in asked(entry, capsys, "shipment_id", "document")


def test_where_all_goes_along_nothing_is_added(entry: Entry, capsys):
    told = asked(entry, capsys, "subject", "message", "evidence")
    assert "goes along" not in told
    assert "short text" not in told


def test_the_prompt_alone_says_where_whose_which_and_how_much(entry: Entry, capsys: pytest.CaptureFixture[str]):
    for site, where in ((SiteName.LIVE, "LIVE"), (SiteName.SANDBOX, "PRACTICE")):
        Terminal(read=lambda: None).before_submit(replace(question(entry, 3), site=site))
        prompt_line = capsys.readouterr().err.strip().splitlines()[-1]
        assert prompt_line == (
            f"{where} · Harbor Lane Goods US · HL-1042 · 47.50 USD (2 of 4) · file / skip / look / back / rest / quit ?"
        )


def test_a_question_mark_explains_every_answer(says: Says, capsys: pytest.CaptureFixture[str]):
    assert says("?", "skip") is Choice.SKIP
    explained = capsys.readouterr().err
    for word in ("file", "skip", "look", "back", "rest", "quit"):
        assert f"\n  {word}  " in explained


def test_going_back_needs_something_to_go_back_to(entry: Entry, capsys: pytest.CaptureFixture[str]):
    words = iter(["back", "skip"])
    assert Terminal(read=lambda: next(words)).before_submit(question(entry)) is Choice.SKIP
    assert "Nothing was skipped" in capsys.readouterr().err
    there = replace(question(entry), back_to="HL-1041")
    assert Terminal(read=lambda: "back").before_submit(there) is Choice.BACK


def test_look_opens_the_claims_part_of_the_report_where_there_is_one(entry: Entry, tmp_path: Path):
    looked: list[Path] = []
    words = iter(["look", "skip"])
    ready = replace(question(entry), walked=Walked(outcome=Outcome.PREVIEWED), folder=tmp_path)
    terminal = Terminal(read=lambda: next(words), look=lambda path: looked.append(path) or True)
    assert terminal.before_submit(ready) is Choice.SKIP
    [page] = looked
    text = page.read_text(encoding="utf-8")
    assert page.is_relative_to(tmp_path)
    assert entry.claim.claim_id in text
    assert "47.50 USD" in text
