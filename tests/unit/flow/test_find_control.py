"""A control is what a person would take: by role and name, by the words beside a box, or by its place on the page."""

from __future__ import annotations

import pytest

from casewright.flow.control import Scope
from casewright.flow.find_control import Spotted, find_controls, index_of
from casewright.flow.sighting import Frame, Sighting

MAIN, BANNER = Scope("in", ("main",)), Scope("in", ("banner",))


def seen(*arias: str) -> Sighting:
    return Sighting("https://sellercentral.amazon.com/x", "en", tuple(Frame(f"/{n}", a) for n, a in enumerate(arias)))


def find(aria: str | tuple[str, ...], role: str, *names: str, scopes: tuple[Scope, ...] = ()) -> list[Spotted]:
    return find_controls(seen(*([aria] if isinstance(aria, str) else aria)), role, names, scopes)


def places(found: list[Spotted]) -> list[int]:
    return [one.place for one in found]


ADJACENT = '- generic:\n  - text: Subject\n  - textbox\n- generic:\n  - text: "Details *"\n  - textbox "undefined"'


@pytest.mark.parametrize(("label", "place"), [("Subject", 2), ("subject", 2), ("Details", 5)])
def test_a_box_without_a_name_is_found_by_the_words_beside_it(label, place):
    assert places(find(ADJACENT, "textbox", label)) == [place]


@pytest.mark.parametrize("hint", ["- text: At most 200 characters", '- button "What is this?"', '- link "Learn more"'])
def test_a_hint_between_label_and_box_hides_nothing(hint):
    assert places(find(f"- text: Subject\n{hint}\n- textbox", "textbox", "Subject")) == [2]


@pytest.mark.parametrize("box", ["- textbox", '- checkbox "Urgent"', "- generic [cursor=pointer]: Choose one"])
def test_words_before_another_box_belong_to_that_one(box):
    found = find(f"- text: Subject\n{box}\n- text: Else\n- textbox", "textbox", "Subject")
    assert places(found) == ([1] if box == "- textbox" else [])


def test_words_outside_the_group_of_a_box_are_not_beside_it():
    assert find("- text: Subject\n- group:\n  - textbox", "textbox", "Subject") == []


def test_the_nearest_part_of_the_page_that_says_anything_names_the_box():
    aria = "- text: Subject\n- generic:\n  - text: Details\n  - textbox"
    assert places(find(aria, "textbox", "Details")) == [3]
    assert find(aria, "textbox", "Subject") == []


def test_a_label_that_is_there_twice_finds_two_boxes():
    assert len(find(f"{ADJACENT}\n{ADJACENT}", "textbox", "Subject")) == 2


def test_a_name_goes_before_words_beside_a_box():
    assert places(find(f'{ADJACENT}\n- textbox "Subject"', "textbox", "Subject")) == [6]


def test_a_box_with_another_name_is_not_found_by_the_words_beside_it():
    assert find('- text: Subject\n- textbox "Your e-mail"', "textbox", "Subject") == []


def test_a_drop_down_without_a_role_is_found_by_the_words_beside_it_or_on_it():
    aria = "- generic:\n  - text: Topic\n  - generic [cursor=pointer]: Choose one"
    assert places(find(aria, "combobox", "Topic")) == places(find(aria, "combobox", "Choose one")) == [2]


# Enabled and disabled ---------------------------------------------------------------------------------------------


def test_a_twin_that_is_greyed_does_not_count():
    assert places(find('- button "Continue" [disabled]\n- button "Continue"', "button", "Continue")) == [1]


def test_of_greyed_ones_only_the_newest_is_there():
    found = find('- button "Continue" [disabled]\n- button "Continue" [disabled]', "button", "Continue")
    assert places(found) == [1]
    assert found[0].node.disabled


def test_two_that_are_enabled_are_two():
    assert len(find('- button "Continue"\n- button "Continue"', "button", "Continue")) == 2


# Where on the page ------------------------------------------------------------------------------------------------

LANDMARKS = '- banner:\n  - link "Help"\n- main:\n  - button "Go"\n- contentinfo:\n  - link "Help"'
NO_BANNER = '- generic:\n  - link "Help"\n- main:\n  - button "Go"\n- generic:\n  - link "Help"'
NO_LANDMARKS = '- generic:\n  - link "Help"\n- heading "Title"\n- generic:\n  - link "Help"'


@pytest.mark.parametrize("aria", [LANDMARKS, NO_BANNER, NO_LANDMARKS])
def test_the_headers_help_is_told_from_the_footers(aria):
    assert len(find(aria, "link", "Help")) == 2
    assert places(find(aria, "link", "Help", scopes=(BANNER,))) == [1]


def test_what_stands_in_a_frame_belongs_to_the_main_part():
    assert len(find(('- main:\n  - button "Go"', '- button "Go"'), "button", "Go", scopes=(MAIN,))) == 2
    assert find(('- banner:\n  - link "Help"', '- link "Help"'), "link", "Help", scopes=(BANNER,))[0].frame == 0


ROWS = """- table:
  - row:
    - cell "HL-1 X0012AB34C"
    - cell "111"
    - cell:
      - button "Reimburse"
  - row:
    - cell "HL-2 X0012AB34C"
    - cell "222"
    - cell:
      - button "Reimburse"
- button "Reimburse"
"""


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (("X0012AB34C 222",), [10]),
        (("X0012AB34C",), [5, 10]),  # of the same product there may be several losses
        (("X0012AB34C 22",), []),  # no part of another number
        (("X0012AB34", "HL",), []),
        (("HL-1", "333"), [5]),  # any of several
        (("{fnsku} {transaction_id}",), []),  # what the claim does not have is in no row
    ],
)  # fmt: skip
def test_a_control_of_a_row_is_in_the_row_that_holds_each_of_the_words_whole(words, found):
    assert places(find(ROWS, "button", "Reimburse", scopes=(Scope("row", words),))) == found


def test_a_control_below_a_heading_has_no_other_heading_between():
    aria = (
        '- heading "Proof of ownership"\n- button "Choose"\n- heading "Proof of delivery:"\n'
        '- generic:\n  - button "Choose"\n- heading "Other"\n- button "Choose"'
    )
    assert places(find(aria, "button", "Choose", scopes=(Scope("below", ("proof of delivery",)),))) == [4]
    assert places(find(aria, "button", "Choose", scopes=(Scope("below", ("Proof",)),))) == []


def test_every_scope_must_hold():
    scopes = (Scope("row", ("222",)), Scope("below", ("Not there",)))
    assert find(ROWS, "button", "Reimburse", scopes=scopes) == []


def test_a_drop_down_of_which_nothing_is_known_is_found_by_the_words_on_it():
    aria = '- row:\n  - cell "HL-1"\n  - cell "Action required"\n- text: Something else'
    assert places(find(aria, "combobox", "Action required")) == [2]
    assert find(aria, "button", "Action required") == []


def test_a_native_drop_down_without_a_name_is_found_by_what_it_shows():
    aria = '- cell "Closed":\n  - combobox:\n    - option "Open"\n    - option "Closed" [selected]'
    assert places(find(aria, "combobox", "closed")) == [1]
    assert find(aria, "combobox", "Open") == []


def test_a_group_is_named_by_its_words():
    aria = '- group "Billing":\n  - button "Save"\n- group "Shipping":\n  - button "Save"'
    assert places(find(aria, "button", "Save", scopes=(Scope("in", ("shipping",)),))) == [3]


@pytest.mark.parametrize("role", ["button", "link", "tab"])
def test_where_the_role_is_not_known_anything_that_can_be_pressed_will_do(role):
    assert len(find(f'- {role} "Help"\n- heading "Help"', "pressable", "Help")) == 1


def test_the_index_of_a_sighting_is_made_once():
    one = seen(ADJACENT)
    assert index_of(one) is index_of(one)


@pytest.mark.parametrize(
    "said", ['- heading "Need more help?"', "- paragraph: Need more help?", "- text: need more help?"]
)
def test_words_are_found_as_a_heading_or_as_a_block_that_says_just_that(said):
    assert places(find(f"{said}\n- paragraph: Need more help? Ask.", "words", "Need more help?")) == [0]


@pytest.mark.parametrize("role", ["radio", "checkbox", "button", "tab"])
def test_a_choice_may_be_built_in_any_way(role):
    assert places(find(f'- {role} "Use original text"\n- link "Use original text"', "choice", "Use original text")) == [
        0
    ]


def test_a_choice_may_be_a_link_where_nothing_else_is_called_so():
    assert places(find('- link "Use original text"', "choice", "Use original text")) == [0]


@pytest.mark.parametrize("title", ["1 Confirm your issue", "2. Confirm your issue", "③ Confirm your issue"])
@pytest.mark.parametrize("role", ["heading", "words"])
def test_the_number_of_a_step_is_no_part_of_its_title(title, role):
    assert len(find(f'- heading "{title}"', role, "Confirm your issue")) == 1


def test_a_number_that_is_no_count_of_steps_stays_part_of_the_words():
    assert not find('- heading "100 Confirm your issue"', "words", "Confirm your issue")


def test_a_heading_and_the_text_in_it_are_the_same_words_once():
    assert len(find('- heading "1 Done"\n  - text: 1\n  - text: Done', "words", "Done")) == 1


TWO_KINDS = """- {kind}: Invoice
- button "Choose File"
- button "Upload"
- {kind}: Delivery
- button "Choose File"
- button "Upload"
"""


@pytest.mark.parametrize("kind", ["paragraph", "text"])
def test_a_title_that_is_no_heading_stands_over_what_follows_it_up_to_the_next_of_the_same_kind(kind):
    aria = TWO_KINDS.format(kind=kind)
    assert places(find(aria, "button", "Choose File", scopes=(Scope("below", ("Invoice",)),))) == [1]
    assert places(find(aria, "button", "Choose File", scopes=(Scope("below", ("Delivery",)),))) == [4]
