"""A case is read from the words of its page, old and new, and what they do not say is named."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.case_pages import labels

from casewright.caselog.case import CasePage
from casewright.caselog.page_words import CardWords, PageWords, read_page_words
from casewright.flow.reason import Reason
from casewright.flow.window import WindowError

CASE = "17204938815"
OURS = "3 units were lost.\n  an indented line\n\nStatus: Closed\nID: 99999999999"
OLD = PageWords(
    "Lost CW-ABCDEFGH",
    (
        "Case log",
        "Lost CW-ABCDEFGH",
        "Case ID",
        CASE,
        "Status",
        "Answered",
        "Created",
        "March 19, 2025 at 07:17:06 PM GMT",
    ),
    (
        CardWords("From: Harbor Lane, March 19, 2025 at 07:17:06 PM GMT", ("Attachments:", "invoice 1.pdf"), OURS),
        CardWords("From: Amazon, March 20, 2025 at 07:17:06 PM GMT", (), "Please attach an invoice."),
    ),
)
NEW = PageWords(
    "Lost CW-ABCDEFGH",
    ("Case Summary", f"ID: {CASE}", "Status: Answered", "Creation date: 24 Sep 2026 12:34 UTC"),
    (
        CardWords("Amazon", ("Amazon", "To", "You", "26 Sep 2026 08:00 UTC", "", "Please attach an invoice.")),
        CardWords(
            "You",
            ("You", "24 Sep 2026 12:34 UTC", *OURS.split("\n"), "See less", "Attachments:", "invoice 1.pdf (10 bytes)"),
        ),
    ),
)


def read(words: PageWords) -> CasePage:
    return read_page_words(CASE, words, labels())


@pytest.mark.parametrize("words", [OLD, NEW], ids=["old", "new"])
def test_a_whole_page_is_read_whole_the_oldest_message_first(words: PageWords) -> None:
    page = read(words)
    assert page.missing == ()
    assert (page.case_id, page.subject, page.status) == (CASE, "Lost CW-ABCDEFGH", "Answered")
    assert page.texts == (OURS, "Please attach an invoice.")
    assert [message.from_amazon for message in page.messages] == [False, True]
    assert page.attachments == ("invoice 1.pdf",)
    assert page.created is not None
    assert all(message.at for message in page.messages)


def test_moments_of_the_new_page_are_in_utc() -> None:
    assert read(NEW).answers[0].at == datetime(2026, 9, 26, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "line", [f"ID: {CASE}", f"Case ID: {CASE}", f"CASE ID {CASE}", f"Case ID：{CASE}", f"Id  {CASE}"]
)
def test_the_case_id_stands_behind_its_label_in_any_of_its_forms(line: str) -> None:
    assert read(PageWords("s", (line, "Status: Open"), NEW.cards)).missing == ()


def test_a_page_of_another_case_is_never_taken_for_this_one() -> None:
    with pytest.raises(WindowError, match="shows 99999999999") as error:
        read(PageWords("s", ("ID: 99999999999", "Status: Open"), NEW.cards))
    assert error.value.reason is Reason.UNKNOWN_SCREEN


@pytest.mark.parametrize(
    ("words", "missing"),
    [
        (PageWords("s", ("Status: Open",), NEW.cards), ("the case ID",)),
        (PageWords("s", (f"ID: {CASE}",), NEW.cards), ("the status",)),
        (PageWords("s", (f"ID: {CASE}", "Status: Open"), ()), ("the messages",)),
        (PageWords("s", (f"ID: {CASE}", "Status: Open"), NEW.cards, more=True), ("older messages",)),
        (PageWords("s", (f"ID: {CASE}", "Status: Open"), (CardWords("", ("text",)),)), ("who wrote a message",)),
        (PageWords("s", (f"ID: {CASE}", "Status: Open"), (CardWords("You", ("You",)),)), ("the text of a message",)),
    ],
)
def test_what_a_page_does_not_show_is_named(words: PageWords, missing: tuple[str, ...]) -> None:
    assert read(words).missing == missing


@pytest.mark.parametrize(
    "line",
    [
        "The message is unavailable due to a technical issue. Please check your email for a copy of this message.",
        "The details for this case are not available because it is older than one year.",
    ],
)
def test_a_page_that_says_that_it_cannot_show_the_case_is_believed(line: str) -> None:
    with pytest.raises(WindowError, match="does not show its messages"):
        read(PageWords(NEW.heading, (*NEW.lines, line), NEW.cards))


def test_how_long_a_case_takes_replies_is_read_with_any_number() -> None:
    line = "Answered cases cannot be reopened after 12 days with no activity."
    assert read(PageWords(NEW.heading, (*NEW.lines, line), NEW.cards)).reply_days == 12


def test_a_size_counts_only_where_it_is_told_in_bytes() -> None:
    files = ("Attachments:", "a.pdf (1,024 bytes)", "b.jpg (1.2 MB)", "c (1).png")
    page = read(PageWords(NEW.heading, NEW.lines, (CardWords("You", ("You", "text", *files)),)))
    assert [(file.name, file.size) for file in page.files] == [("a.pdf", 1024), ("b.jpg", None), ("c (1).png", None)]


UNKNOWN = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=3).filter(
    lambda text: text.casefold() not in {"you", "amazon", "from", "to"} and ":" not in text and "：" not in text
)


@given(UNKNOWN, st.integers(0, 3))
def test_a_line_that_nobody_knows_belongs_to_the_text_wherever_it_stands(line: str, at: int) -> None:
    body = ["You", "24 Sep 2026 12:34 UTC", "first", "last"]
    page = read(PageWords("s", NEW.lines, (CardWords("You", (*body[:at], line, *body[at:])),)))
    assert line in page.texts[0].split("\n")


@given(st.lists(st.text(max_size=30), max_size=6), st.text(max_size=20), st.lists(st.text(max_size=30), max_size=4))
def test_no_page_breaks_the_reading(lines: list[str], sender: str, around: list[str]) -> None:
    try:
        page = read(PageWords(sender, tuple(around), (CardWords(sender, tuple(lines)),)))
    except WindowError:
        return
    assert len(page.messages) == 1
