"""A page's own setting of quotes, lines and lists does not matter; a changed word or number does."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casewright.flow.compare import compared, shows
from casewright.flow.sighting import Frame, Sighting
from casewright.flow.window import Compare, Target, WindowError

CARD = """\
- paragraph: Said before. 3 units were lost.
- heading "Issue summary" [level=3]
- term: Subject
- definition: X001ABC2D3 CW-ABCD2345
- textbox "More": 9 units
- list:
  - listitem: 1. “3 units” were lost.
  - listitem: 2. The cost is 12.50 USD.
- button "Approve"
"""
SUMMARY = Target("assistant.summary", "heading", ("Issue summary",))


def seen(*frames: str) -> Sighting:
    return Sighting("https://x/", "en", tuple(Frame(f"https://x/{n}", text) for n, text in enumerate(frames)))


def reason(text: str, *frames: str) -> str:
    with pytest.raises(WindowError) as refused:
        compared(seen(*frames), Compare(SUMMARY, text))
    return refused.value.reason


@pytest.mark.parametrize(
    "text",
    [
        "X001ABC2D3 CW-ABCD2345",
        '"3 units" were lost.\nThe cost is 12.50 USD.',
        '1. "3 units" were lost.\n2. The cost is 12.50 USD.',
        '- "3 units" were lost.\n\n- The cost is 12.50 USD.\n',
        "“3 units” were lost.",
        "The cost is",
    ],
)
def test_an_approved_text_stands_behind_the_heading(text: str) -> None:
    assert compared(seen("- main", CARD), Compare(SUMMARY, text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "Said before. 3 units were lost.",
        '"5 units" were lost.',
        '"3 units" were lost.\nThe cost is 12.5 USD.',
        'The cost is 12.50 USD.\n"3 units" were lost.',
        "X001ABC2D3 CW-ABCD234",
        "9 units",
        "he cost is",
    ],
    ids=["before", "number", "another number", "order", "cut", "typed by somebody", "half a word"],
)
def test_what_was_changed_cut_or_stands_elsewhere_differs(text: str) -> None:
    assert reason(text, "- main", CARD) == "read-back-differs"


def test_the_first_line_that_is_missing_is_told() -> None:
    with pytest.raises(WindowError, match=r"The cost is 13 USD"):
        compared(seen(CARD), Compare(SUMMARY, '"3 units" were lost.\nThe cost is 13 USD.'))


def test_without_the_heading_or_with_two_nothing_is_compared() -> None:
    assert reason("Subject", "- main") == "not-found"
    assert reason("Subject", CARD, CARD) == "ambiguous"


def test_a_number_that_ends_a_sentence_is_no_list_mark() -> None:
    assert not shows("The quantity was 5. Please pay.", "The quantity was 3. Please pay.")
    assert not shows("The quantity was Please pay.", "The quantity was 3. Please pay.")


TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(str.strip)


@given(TEXT, TEXT)
def test_every_text_is_found_in_itself_with_something_around_it(text: str, around: str) -> None:
    assert shows(f"{around} {text} {around}", text)


@given(st.lists(TEXT, min_size=1, max_size=5))
def test_lines_may_run_together(lines: list[str]) -> None:
    assert shows(" ".join(lines), "\n".join(lines))


def test_lines_that_a_snapshot_joins_without_a_space_are_still_there() -> None:
    assert shows(
        "They have not arrived.Details of the claim- Quantity: 4",
        "They have not arrived.\n\nDetails of the claim\n- Quantity: 4",
    )


@pytest.mark.parametrize("shown", ["Quantity: 12 units", "Quantity: 1 2units"])
def test_numbers_of_two_lines_that_run_together_and_words_that_do_within_one_are_something_else(shown: str) -> None:
    assert not shows(shown, "Quantity: 1\n2 units")


@given(st.integers(0, 999), st.integers(0, 999))
def test_another_number_is_never_the_same(one: int, other: int) -> None:
    assert shows(f"{other} units were lost", f"{one} units were lost") is (one == other)
