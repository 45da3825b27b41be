from __future__ import annotations

import io
import json
import sys

import pytest
from rich.cells import cell_len

from casewright.cli import output, screen, speech
from casewright.cli.result import Result
from casewright.errors import CasewrightError, UsageError
from casewright.message import Message, msg
from casewright.model.problem import Place, Problem
from casewright.report.followed import due_columns
from casewright.report.table import Column, Table

LONG = "a sentence that goes on and on until it does not fit into the line of a terminal any more"


class Terminal(io.StringIO):
    """Standard output as a terminal of 80 columns."""

    def isatty(self) -> bool:
        return True


def _terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Called in the test itself: pytest puts its own streams back after the fixtures."""
    screen = Terminal()
    monkeypatch.setattr(sys, "stdout", screen)
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    return screen


def _problem(file: str, row: int, field: str, **more: str) -> Problem:
    return Problem(
        code="bad", message=f"{field} is wrong", place=Place(file=file, sheet="Claims", row=row, field=field), **more
    )


TABLE = Table(
    (Column("Claim", width=8), Column("Amount", right=True), Column("Why")), (("A-1", "9.00 USD", LONG),), ("bad",)
)


def test_without_a_terminal_a_row_is_one_line_however_long_it_is(capsys: pytest.CaptureFixture[str]):
    output.show(Result("check", view=[TABLE]))
    lines = capsys.readouterr().out.splitlines()
    assert lines == ["Claim    Amount  Why", f"A-1    9.00 USD  {LONG}"]


def test_on_a_terminal_no_line_is_wider_than_it(monkeypatch: pytest.MonkeyPatch):
    terminal = _terminal(monkeypatch)
    monkeypatch.setenv("NO_COLOR", "1")
    output.show(Result("check", view=[TABLE, f"  To do: {LONG}"]))
    lines = terminal.getvalue().splitlines()
    assert max(map(len, lines)) <= 80
    assert any(line.startswith("    ") for line in lines[-1:]), "what is wrapped stands under its own indent"


def test_colours_are_for_terminals_and_only_where_they_are_wanted(monkeypatch: pytest.MonkeyPatch):
    terminal = _terminal(monkeypatch)
    output.say("stop", tone="bad")
    assert "\x1b[31m" in terminal.getvalue()
    monkeypatch.setenv("NO_COLOR", "1")
    output.say("stop again", tone="bad")
    assert terminal.getvalue().endswith("stop again\n")
    assert "\x1b[31mstop again" not in terminal.getvalue()


def test_problems_stand_together_by_file_with_place_value_and_expectation():
    lines = list(
        screen.problem_lines(
            [
                _problem(
                    "b.xlsx",
                    4,
                    "quantity",
                    value="三",
                    expected="a whole number",
                ),
                _problem("a.xlsx", 2, "fnsku"),
                _problem("b.xlsx", 5, "currency", severity="warning"),
            ]
        )
    )
    assert lines == [
        "a.xlsx: 1 problem",
        "  sheet Claims, row 2, fnsku: fnsku is wrong",
        "",
        "b.xlsx: 1 problem, 1 notice",
        "  sheet Claims, row 4, quantity: quantity is wrong",
        "    found '三'; expected a whole number",
        "  sheet Claims, row 5, currency: currency is wrong",
        "",
    ]


def test_square_brackets_in_a_claim_are_text_and_no_markup(capsys: pytest.CaptureFixture[str]):
    output.say("[bold]as it is[/bold] :smile:")
    assert capsys.readouterr().err == "[bold]as it is[/bold] :smile:\n"


def test_a_terminal_that_lacks_a_character_shows_its_number(monkeypatch: pytest.MonkeyPatch):
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stderr", io.TextIOWrapper(raw, encoding="ascii"))
    output.say("破损")
    sys.stderr.flush()
    assert raw.getvalue() == b"\\u7834\\u635f\n"


def test_the_ticker_prints_plain_lines_without_a_terminal_and_each_state_once(capsys: pytest.CaptureFixture[str]):
    with output.ticker() as ticker:
        ticker.state("at the form")
        ticker.state("at the form")
        ticker.detail("fill subject")
        ticker.line("previewed")
    assert capsys.readouterr().err == "at the form\npreviewed\n"


def test_the_ticker_leaves_the_terminal_alone_while_somebody_is_asked(monkeypatch: pytest.MonkeyPatch):
    terminal = _terminal(monkeypatch)
    with output.ticker() as ticker:
        ticker.state("at the form")
        with ticker.paused():
            before = terminal.tell()
            output.say("a question")
            asked = terminal.getvalue()[before:]
    assert asked == "a question\n"


def test_a_path_stays_whole_so_that_it_can_be_copied(monkeypatch: pytest.MonkeyPatch):
    terminal = _terminal(monkeypatch)
    path = "/home/somebody/" + "a-folder-with-a-long-name/" * 4 + "picture.png"
    output.say(f"The picture is {path}")
    assert path in terminal.getvalue()


def test_the_moving_line_never_grows_into_two(monkeypatch: pytest.MonkeyPatch):
    _terminal(monkeypatch)
    with output.ticker() as ticker:
        assert len(ticker._short("contact-form/email " * 20)) <= 77


def test_chinese_columns_stand_under_each_other(capsys: pytest.CaptureFixture[str]):
    table = Table((Column("类型"), Column("金额", right=True)), (("仓库丢失", "9.00"), ("lost", "12.50")))
    output.show(Result("check", view=[table]))
    head, first, second = capsys.readouterr().out.splitlines()
    assert (head, first, second) == ("类型       金额", "仓库丢失   9.00", "lost      12.50")


def test_chinese_lines_are_wrapped_at_the_width_of_the_terminal(monkeypatch: pytest.MonkeyPatch):
    screen = _terminal(monkeypatch)
    output.show(
        Result(
            "check",
            view=["  处理：" + "请在规定的时间内提交，" * 9 + " before 2027-01-13 and not after that day at all"],
        )
    )
    lines = screen.getvalue().splitlines()
    assert len(lines) > 2
    assert all(cell_len(line) <= 80 for line in lines)
    assert all(line.startswith("    ") for line in lines[1:])
    assert "day" in " ".join(lines).split(), "a word is not broken"


def test_a_path_stays_whole_however_narrow_the_terminal_is(monkeypatch: pytest.MonkeyPatch):
    screen = _terminal(monkeypatch)
    path = "/home/seller/" + "a-long-folder/" * 9 + "index.html"
    output.show(Result("preview", view=[f"Report: {path}"]))
    assert path in screen.getvalue()


ATTACK = "\x1b]52;c;cm0=\x07\x9b2J\u202e\rforged"


def _everything(attack: str) -> None:
    """Every way in which something can be printed."""
    place = Place(file=f"{attack}.csv", sheet=attack, row=1, field=attack)
    problem = Problem(code="bad", message=attack, place=place, value=attack, expected=attack)
    table = Table((Column(attack, width=8), Column("Why")), ((attack, attack),), ("bad",))
    output.show(Result("check", problems=[problem], view=[table, attack]))
    output.talk([table, attack])
    output.say(attack, tone="bad")
    output.refused(CasewrightError(attack, remedy=attack))
    output.document({attack: [attack]})
    output.bare(attack)
    with output.ticker() as ticker:
        ticker.state(attack)
        ticker.detail(attack)
        ticker.line(attack)
        with ticker.paused():
            output.say(attack)


@pytest.mark.parametrize("on_terminal", [True, False])
def test_nothing_that_was_read_anywhere_acts_on_the_terminal(monkeypatch, capsys, on_terminal: bool):
    if on_terminal:
        terminal = _terminal(monkeypatch)
        _everything(ATTACK)
        shown = terminal.getvalue()
    else:
        _everything(ATTACK)
        shown = "".join(capsys.readouterr())
    assert "forged" in shown
    for part in ("\x1b]52", "\x07", "\x9b", "\u202e", "\rforged"):
        assert part not in shown


def test_a_name_with_a_line_feed_forges_no_line(capsys: pytest.CaptureFixture[str]):
    name = "claims\n0 problems.csv"
    output.show(Result("check", problems=[_problem(name, 1, "quantity")], view=[Table((Column("A"),), ((name,),))]))
    assert not any(line.startswith("0 problems") for line in capsys.readouterr().out.splitlines())


def test_brackets_beside_the_spinner_are_words(monkeypatch):
    terminal = _terminal(monkeypatch)
    with output.ticker() as ticker:
        ticker.state("[bold]A-1[/bold] [/]")
    assert "[bold]A-1[/bold] [/]" in terminal.getvalue()


@pytest.mark.parametrize("encoding", ["cp936", "cp1252", "ascii", "utf-8"])
@pytest.mark.parametrize("columns", [60, 80, 200])
def test_every_console_shows_what_it_can_and_no_line_is_wider_than_it(
    monkeypatch: pytest.MonkeyPatch, encoding: str, columns: int
):
    class Console(io.TextIOWrapper):
        def isatty(self) -> bool:
            return True

    written = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", Console(written, encoding=encoding))
    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.setenv("NO_COLOR", "1")
    table = Table((Column("Claim", width=8), Column("State"), Column("Why")), (("A-1", "uncertain", LONG),), ("bad",))
    output.show(Result("check", view=[table, "Plain · 破损 … é"]))
    lines = written.getvalue().decode(encoding).splitlines()
    assert max(map(cell_len, lines)) <= columns
    assert "uncertain" in "".join(lines), "the state is a word, not only a color"
    assert any(line.startswith("Plain") for line in lines)


@pytest.mark.parametrize(
    ("encoding", "shown"), [("ascii", b"LIVE - A-1 x 2..."), ("cp1252", "LIVE · A-1 × 2…".encode("cp1252"))]
)
def test_a_sign_that_a_console_lacks_is_replaced_by_one_that_resembles_it(
    monkeypatch: pytest.MonkeyPatch, encoding: str, shown: bytes
):
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stderr", io.TextIOWrapper(raw, encoding=encoding))
    output.say("LIVE · A-1 × 2…")
    sys.stderr.flush()
    assert raw.getvalue().rstrip() == shown


def test_a_document_on_a_console_that_lacks_a_character_still_means_the_same(monkeypatch: pytest.MonkeyPatch):
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="ascii"))
    output.document({"name": "破损 · 😀 é"})
    assert json.loads(raw.getvalue()) == {"name": "破损 · 😀 é"}


def test_plain_output_neither_moves_nor_has_a_color(monkeypatch: pytest.MonkeyPatch):
    class Screen(io.StringIO):
        def isatty(self) -> bool:
            return True

    shown = Screen()
    monkeypatch.setattr(sys, "stderr", shown)
    monkeypatch.setenv("TERM", "xterm-256color")
    speech.set_plain(asked=True)
    try:
        with output.ticker() as ticker:
            ticker.state("reading")
        output.say("Refused.", tone="bad")
    finally:
        speech.set_plain(asked=False)
    assert shown.getvalue() == "reading\nRefused.\n"


@pytest.mark.parametrize(
    ("message", "shown"),
    [
        (msg("{path} already exists.", path="out"), "out already exists."),
        (msg("the file is empty."), "The file is empty."),
        (msg("{flag} needs a language.", flag="--lang"), "--lang needs a language."),
    ],
)
def test_a_name_that_a_refusal_begins_with_stays_as_it_was_written(
    message: Message, shown: str, capsys: pytest.CaptureFixture[str]
):
    output.refused(UsageError(message))
    assert capsys.readouterr().err.strip() == shown


@pytest.mark.parametrize(
    ("encoding", "shown"),
    [("ascii", "Nothing was filed."), ("cp1252", "Nothing was filed."), ("cp936", "未提交任何问题。")],
)
def test_a_console_that_lacks_the_characters_of_a_language_is_answered_in_english(
    monkeypatch: pytest.MonkeyPatch, encoding: str, shown: str
):
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stderr", io.TextIOWrapper(raw, encoding=encoding))
    speech.speak("zh")
    output.say(msg("Nothing was filed."))
    sys.stderr.flush()
    assert raw.getvalue().decode(encoding).strip() == shown
    speech.speak(None)


def test_a_day_and_an_amount_stay_whole_on_a_narrow_terminal(monkeypatch: pytest.MonkeyPatch):
    terminal = _terminal(monkeypatch)
    monkeypatch.setenv("COLUMNS", "60")
    row = ("2026-12-06", "window", "HL-1043", "Harbor Lane Goods US", "1234567.50 USD", LONG)
    output.talk([Table(due_columns(), (row,))])
    assert "2026-12-06" in terminal.getvalue()
    assert "1234567.50 USD" in terminal.getvalue()
