"""What a step means on the page as it is: files once and never forgotten, choices as offered, steps that are over."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.unit.flow.conftest import DOORS, FORM, HELP
from tests.unit.flow.fake_window import PAGES, page

from casewright.flow.event import Ended, Event
from casewright.flow.read import read_flows
from casewright.flow.walk import walk
from casewright.flow.window import Attach, Choose, Fill, Press, Submit
from casewright.model.outcome import Outcome
from casewright.permit import Permit

Walks = Callable[..., Ended]


@pytest.fixture
def file_with(tmp_path, form, window) -> Walks:
    """Walks the small site with its flows changed, to the end."""

    def run(*changes: tuple[str, str], **values: str) -> Ended:
        texts = {"help": HELP, "form": FORM, "doors": DOORS}
        for old, new in changes:
            assert sum(old in text for text in texts.values()) == 1, old
            texts = {name: text.replace(old, new) for name, text in texts.items()}
        for name, text in texts.items():
            Path(tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
        events: Iterator[Event] = walk(
            window,
            read_flows(tmp_path),
            form.model_copy(update=values),
            lambda _: Permit("f-1"),
            start="/home",
            stop=lambda: None,
        )
        *_, ended = events
        assert isinstance(ended, Ended)
        return ended

    return run


OFFERED = ("- attach: files\n        with: evidence", "- attach: files\n        with: evidence\n        offered: true")
ON_BOTH = (
    "- fill: what\n        with: message",
    "- fill: what\n        with: message\n      - attach: files\n        with: evidence\n        offered: true",
)
NO_FILES = page("/help", "- iframe", '- textbox "Subject"\n- checkbox "Urgent"\n- combobox "Topic"\n- button "Send"')


def test_files_that_no_page_took_are_never_left_behind(file_with, window):
    window.pages["form"] = NO_FILES
    ended = file_with(OFFERED)
    assert (ended.outcome, window.done(Submit)) == (Outcome.FAILED_BEFORE_SUBMIT, [])
    assert str(ended.detail) == "no page on this way accepted the files: box.jpg"


def test_files_are_given_on_a_later_page_where_the_first_takes_none(file_with, window):
    assert file_with(OFFERED, ON_BOTH).outcome is Outcome.FILED_UNVERIFIED
    assert len(window.done(Attach)) == 1


def test_files_that_an_earlier_page_took_are_not_given_again(file_with, window):
    window.pages["describe"] = page("/help", f"{PAGES['describe'].frames[0].aria}\n" + '- button "Add attachments"')
    assert file_with(OFFERED, ON_BOTH).outcome is Outcome.FILED_UNVERIFIED
    [attached] = window.done(Attach)
    assert window.acts.index(attached) < next(
        n for n, act in enumerate(window.acts) if isinstance(act, Press) and n > 1
    )


CHOOSE = "- choose: urgent"
TOPICS = (
    "urgent: {checkbox: Urgent}",
    "urgent: {checkbox: Urgent}\n  best: {choice: Lost}\n  other: {choice: Other}",
)


@pytest.mark.parametrize(
    ("offers", "taken"),
    [('- radio "Lost"\n- radio "Other"', "form.best"), ('- button "Other"', "form.other")],
)
def test_the_other_choice_is_taken_only_where_the_first_is_not_there(file_with, window, offers, taken):
    window.pages["form"] = page("/help", "- iframe", f"{PAGES['form'].frames[1].aria}\n{offers}")
    ended = file_with(TOPICS, (CHOOSE, "- choose: best\n        else: other"))
    assert ended.outcome is Outcome.FILED_UNVERIFIED, ended.detail
    assert taken in [act.target.label for act in window.done(Choose)]


AMONG = (CHOOSE, "- choose: best\n        offered: true\n        among: [other]")


@pytest.mark.parametrize(
    ("offers", "told"),
    [
        ("", False),
        ('- radio "Other"', True),
        ('- radio "Lost"\n- radio "Other"', True),
        ('- radio "Other" [disabled]', False),
    ],
)
def test_a_choice_is_asked_for_as_soon_as_any_other_of_its_kind_is_offered(file_with, window, offers, told):
    window.pages["form"] = page("/help", "- iframe", f"{PAGES['form'].frames[1].aria}\n{offers}".strip())
    file_with(TOPICS, AMONG)
    assert ("form.best" in [act.target.label for act in window.done(Choose)]) is told


def test_a_step_after_another_is_left_out_where_that_was_not_done(file_with, window):
    window.pages["form"] = page("/help", "- iframe", PAGES["form"].frames[1].aria)
    assert file_with(TOPICS, AMONG, ("- choose: topic\n", "- choose: topic\n        after: best\n")).outcome is (
        Outcome.FILED_UNVERIFIED
    )
    assert "form.topic" not in [act.target.label for act in window.done(Choose)]


def test_what_was_given_on_a_step_that_is_over_is_no_sign_of_another_screen(file_with, window):
    """The transcript keeps the greyed box of the step before, and another screen is recognised by such a box."""
    again = (
        "  describe:\n    seen: [what, continue]",
        (
            "  again:\n    seen: [what, last]\n    do:\n      - fill: what\n        with: subject\n"
            "      - press: last\n    next: [form]\n  describe:\n    seen: [what, continue]"
        ),
    )
    last = ("  continue: {button", "  last: {button: Last}\n  continue: {button")
    leads = ("    next: [form]\n", "    next: [again, form]\n")
    over = page("/help", '- textbox "What happened?" [disabled]\n- button "Last"')
    window.pages["over"] = over
    window.leads["help.continue"] = ("over", "form")
    ended = file_with(last, leads, again)
    assert ended.outcome is Outcome.FILED_UNVERIFIED, ended.detail
    assert [act.text for act in window.done(Fill) if act.target.label == "help.what"] == ["3 units were lost."]


def test_a_value_of_the_claim_makes_no_plain_press_into_a_submit(file_with, window):
    """The words of a control may hold a claim's value, and a stranger may have written the claim, too."""
    window.pages["describe"] = page("/help", '- textbox "What happened?"\n- button "Submit request"')
    ended = file_with(("[Continue, Go on], or: '#continue'", "'{main_identifier}'"), main_identifier="Submit request")
    assert (ended.outcome, window.done(Press)[1:]) == (Outcome.FAILED_BEFORE_SUBMIT, [])
    assert str(ended.detail) == "help.continue leads to Submit request, which creates a case"
