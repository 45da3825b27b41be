"""The terminal beside a person who walks: what they type, what they read, and a browser that goes on meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.unit.casework.conftest import claim, write
from tests.unit.casework.practice import entries_of

from casewright.app.asks import Entry, HandDo, HandEnd, HandMoment, HandWish, SubmitQuestion
from casewright.casework.hand_kit import HandKit, values_of
from casewright.cli.hand_prompt import TerminalByHand
from casewright.message import NOTHING, Message, msg
from casewright.model.site_name import SiteName


@pytest.fixture
def entry(tmp_path: Path) -> Entry:
    file = tmp_path / "claims.csv"
    file.write_text("as the loader saw it", encoding="utf-8")
    (entry,) = entries_of(claim(), source=file)
    return entry


@pytest.fixture
def moment(entry: Entry, tmp_path: Path) -> HandMoment:
    return HandMoment(entry, HandKit(tmp_path, tuple(values_of(write(claim()))), ()))


def seat(*lines: str | None, copied: list[str] | None = None) -> TerminalByHand:
    typed: Iterator[str | None] = iter(lines)

    def copy(text: str) -> bool:
        if copied is None:
            return False
        copied.append(text)
        return True

    return TerminalByHand(read=lambda: next(typed), waits=lambda: True, copy=copy)


def nothing_happens() -> Message:
    return NOTHING


@pytest.mark.parametrize(
    ("line", "wish"),
    [
        ("type 1", HandWish(HandDo.TYPE, "subject")),
        ("TYPE  2", HandWish(HandDo.TYPE, "message")),
        ("输入2", HandWish(HandDo.TYPE, "message")),
        ("attach", HandWish(HandDo.ATTACH)),
        ("attach 3", HandWish(HandDo.ATTACH, files=(3,))),
        ("附件", HandWish(HandDo.ATTACH)),
        ("read", HandWish(HandDo.READ)),
        ("send", HandWish(HandDo.SEND)),
        ("发送", HandWish(HandDo.SEND)),
        ("skip", HandWish(HandDo.SKIP)),
        (None, HandWish(HandDo.QUIT)),
    ],
)
def test_a_line_is_a_wish(line: str | None, wish: HandWish, moment: HandMoment) -> None:
    assert seat(line).next_wish(moment, nothing_happens) == wish


@pytest.mark.parametrize("line", ["", "send 1", "type", "type 99", "file", "yes", "?"])
def test_what_means_nothing_is_asked_again(line: str, moment: HandMoment) -> None:
    assert seat(line, "quit").next_wish(moment, nothing_happens) == HandWish(HandDo.QUIT)


def test_a_text_is_copied_where_there_is_a_clipboard(
    moment: HandMoment, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    copied: list[str] = []
    seat("copy 1", "quit", copied=copied).next_wish(moment, nothing_happens)
    assert copied == [moment.entry.form.subject]
    seat("copy 1", "quit").next_wish(moment, nothing_happens)
    assert tmp_path.name in capsys.readouterr().err.replace("\n", "")


def test_the_browser_goes_on_until_a_line_is_there_and_what_happens_in_it_is_told(
    moment: HandMoment, capsys: pytest.CaptureFixture[str]
) -> None:
    served = 0

    def serve() -> Message:
        nonlocal served
        served += 1
        return msg("Given to the page: {files}.", files=["invoice.pdf"]) if served == 2 else NOTHING

    sat = TerminalByHand(read=lambda: "quit", waits=lambda: served >= 5)
    sat.next_wish(moment, serve)
    assert served == 5
    assert "Given to the page: invoice.pdf." in capsys.readouterr().err


@pytest.mark.parametrize(
    ("lines", "end"),
    [
        (("sent",), HandEnd.SENT),
        (("已提交",), HandEnd.SENT),
        (("", "ok", "not sent"), HandEnd.NOT_SENT),
        (("unsure",), HandEnd.UNSURE),
        ((None,), HandEnd.UNSURE),
    ],
)
def test_how_it_ended_is_what_the_person_says_and_unknown_where_nobody_says_it(
    lines: tuple[str | None, ...], end: HandEnd, entry: Entry
) -> None:
    assert seat(*lines).how_it_ended(entry, nothing_happens) is end


@pytest.mark.parametrize(
    ("lines", "yes"), [(("send",), True), (("", "no"), False), (("look", "send"), True), ((None,), False)]
)
def test_nothing_but_the_word_arms(lines: tuple[str | None, ...], yes: bool, entry: Entry) -> None:
    question = SubmitQuestion(entry, frozenset({"subject", "message"}), None, SiteName.SANDBOX, 1, 1, 1)
    assert seat(*lines).about_to_send(question, nothing_happens) is yes


def test_what_was_not_seen_is_said_before_the_yes(entry: Entry, capsys: pytest.CaptureFixture[str]) -> None:
    unseen = frozenset({"message"})
    question = SubmitQuestion(entry, frozenset({"message"}), None, SiteName.LIVE, 1, 1, 1, unseen=unseen)
    seat("no").about_to_send(question, nothing_happens)
    told = " ".join(capsys.readouterr().err.split())
    assert "Not seen on any page so far: text." in told
    assert "can be found only by" in told


@pytest.mark.parametrize(
    ("lines", "yes"), [(("by hand",), True), (("手动",), True), (("no",), False), ((None,), False)]
)
def test_going_on_by_hand_is_offered(lines: tuple[str | None, ...], yes: bool, entry: Entry) -> None:
    assert seat(*lines).offered(entry, "no screen is known") is yes
