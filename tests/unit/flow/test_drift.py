"""The drift report shows what a screen expects beside what the page has instead."""

from __future__ import annotations

from tests.unit.flow.fake_window import page

from casewright.flow.drift import drift, stayed


def test_a_renamed_button_stands_beside_its_old_name(flows):
    found = drift(page("/help", '- textbox "What happened?"\n- button "Continue to form"\n- button "Menu"'), flows)
    (difference,) = found.near[0].differences
    assert found.near[0].screen == "help/describe"
    assert (difference.control, difference.expected) == ("continue", ("Continue", "Go on"))
    assert difference.instead == ("Continue to form",)
    assert 'continue: button "Continue" | "Go on" is not on the page; the page has "Continue to form"' in str(found)


def test_a_control_that_came_twice_is_counted(flows):
    found = drift(page("/help", '- textbox "What happened?"\n- button "Continue"\n- button "Go on"'), flows)
    assert 'continue: button "Continue" | "Go on" is on the page 2 times' in str(found)


def test_a_label_with_nothing_like_it_says_so(flows):
    found = drift(page("/help", '- textbox "What happened?"\n- button "xyz"'), flows)
    assert "no button is like it" in str(found)


def test_labels_are_those_of_the_pages_language(flows):
    found = drift(page("/home", '- link "ヘルプへ"', language="ja"), flows)
    assert [(one.expected, one.instead) for one in found.near[0].differences] == [(("ヘルプ",), ("ヘルプへ",))]


def test_a_text_is_compared_as_well(flows):
    found = drift(page("/x", "- alert: Something seems missing"), flows)
    (difference,) = found.near[0].differences
    assert (difference.control, difference.instead) == ("sorry", ("Something seems missing",))


def test_a_page_like_nothing_says_so(flows):
    found = drift(page("/x", "- img"), flows)
    assert found.near == ()
    assert "fits no screen, and none is like it" in str(found)


def test_what_should_not_be_there_is_named(flows):
    seen = page(
        "/x", '- textbox "Subject"\n- button "Send"\n- text: Something is missing\n- text: Something is missing'
    )
    assert 'sorry: text "Something is missing" should not be on the page, but is' in str(drift(seen, flows))


def test_several_screens_that_fit_are_named(flows):
    found = drift(page("/x", '- heading "Sign in"\n- heading "No permission"'), flows)
    assert (found.fits, found.near) == (("doors/sign-in", "doors/denied"), ())
    assert "fits several screens: doors/sign-in, doors/denied" in str(found)


def test_of_a_known_page_nothing_differs(flows):
    found = drift(page("/x", '- heading "Sign in"'), flows)
    assert (found.fits, found.near) == ((), ())


LACKING = '- textbox "Subject"\n- checkbox "Very urgent"\n- combobox "Topic"\n- combobox "Topic"\n- button "Send"'


def test_a_known_page_without_what_is_used_on_it_says_what_it_lacks(flows):
    found = stayed(page("/form", LACKING), flows)
    assert found.lacks
    assert str(found).splitlines()[1:] == [
        "is recognized, but not everything that is used there is on it exactly once:",
        "  form/form",
        '    urgent: checkbox "Urgent" is not on the page; the page has "Very urgent"',
        '    topic: combobox "Topic" is on the page 2 times',
        '    files: file "Add attachments" is not on the page, and no file is like it',
    ]


def test_a_known_page_that_has_all_and_stayed_says_what_should_have_come(flows):
    found = stayed(page("/home", '- link "Ask for help"\n- textbox "What happened?"'), flows)
    assert not found.lacks
    assert "stayed on help/home; expected next:" in str(found)
