"""What a page calls a control that was used, for people who never saw the flow."""

from __future__ import annotations

import pytest

from casewright.flow.done import words_on_page
from casewright.flow.sighting import Frame, Sighting, parse_aria
from casewright.flow.window import Target


def page(aria: str) -> Sighting:
    return Sighting(url="https://sellercentral.example/help", language="en", frames=(Frame.of("", parse_aria(aria)),))


NAMES = ("Create a case", "Create a Case", "Open case")


@pytest.mark.parametrize("words", ["Open case", "CREATE A CASE"])
def test_it_is_the_name_that_the_page_shows(words: str):
    assert words_on_page(page(f'- button "{words}"'), Target("f.create", "button", NAMES)) == words


def test_a_box_without_a_name_is_called_by_the_words_beside_it():
    beside = page("- group:\n  - text: Subject line\n  - textbox")
    assert words_on_page(beside, Target("f.subject", "textbox", ("Subject", "Subject line"))) == "Subject line"


def test_what_came_only_after_the_look_is_called_as_the_flow_knows_it():
    assert words_on_page(page('- heading "Help"'), Target("f.create", "button", NAMES)) == "Create a case"


def test_what_is_found_in_the_pages_code_has_no_words():
    assert words_on_page(page('- button "Go"'), Target("f.go", "css", ("#go",))) == ""
