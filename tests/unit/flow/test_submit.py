"""After the click nothing raises: there is a case ID, or it is uncertain."""

from __future__ import annotations

import pytest
from tests.unit.flow.fake_window import PAGES, fails, kinds, page, with_a_person

from casewright.flow.event import AtSubmit, Clicked, Ended, HandedOver
from casewright.flow.reason import Reason
from casewright.flow.walk import walk
from casewright.flow.window import Submit, WindowError
from casewright.model.outcome import Outcome
from casewright.permit import Permit

# ---- the click and after -------------------------------------------------------------------------------------------


def test_the_click_is_told_before_anything_is_looked_at(window, flows, form):
    events = walk(window, flows, form, lambda _: Permit("f-1"), start="/home", stop=lambda: None)
    next(event for event in events if isinstance(event, AtSubmit))
    asked = window.asked
    assert isinstance(next(events), Clicked)
    assert window.asked == asked + 1  # the look that saw that nothing had changed
    assert window.done(Submit)


@pytest.mark.parametrize(
    "error",
    [WindowError(Reason.PAGE_GONE, "the page is gone"), TimeoutError("late"), ZeroDivisionError("a mistake of ours")],
)
def test_a_press_that_fails_once_the_permit_is_spent_is_uncertain(window, go, error):
    window.on = fails("pressed", error)
    events = go(window)
    assert kinds(events)[-2:] == [Clicked, Ended]
    assert events[-1].outcome is Outcome.UNCERTAIN


def test_a_press_that_fails_before_the_permit_is_spent_did_not_happen(window, go):
    window.on = fails("Submit", WindowError(Reason.DISABLED, "it cannot be pressed"))
    events = go(window)
    assert Clicked not in kinds(events)
    assert events[-1].outcome is Outcome.FAILED_BEFORE_SUBMIT
    assert str(events[-1].detail).startswith("it cannot be pressed. Nothing was submitted.")


@pytest.mark.parametrize("what", ["look", "keep"])
@pytest.mark.parametrize("error", [WindowError(Reason.PAGE_GONE, "gone"), ZeroDivisionError(), OSError(5, "broken")])
def test_after_the_click_nothing_raises(window, go, what, error):
    window.on = lambda now, _: fails(what, error)(now, None) if window.done(Submit) else None
    events = go(window)
    expected = Outcome.UNCERTAIN if what == "look" else Outcome.FILED_UNVERIFIED
    assert (Clicked in kinds(events), events[-1].outcome) == (True, expected)


def test_after_the_click_an_interrupt_of_the_person_still_goes_through(window, go):
    window.on = fails("pressed", KeyboardInterrupt())
    with pytest.raises(KeyboardInterrupt):
        go(window)


@pytest.mark.parametrize(
    ("shows", "detail"),
    [
        ("blank", "no screen showed what became of the submit"),
        ("form", "the page stayed on form/form"),
        ("describe", "help/describe came after form/form"),
        ("no-case", "the submit was answered by form/refused"),
        ("denied", "the submit was answered by doors/denied"),
        ("puzzle", "doors/puzzle needs a person"),
        ("two-ids", "no screen showed what became of the submit"),
    ],
)
def test_whatever_else_comes_after_the_click_is_uncertain(window, end, shows, detail):
    window.leads["form.send"] = shows
    ended = end(window)
    assert (ended.outcome, ended.case_id, ended.sighting) == (Outcome.UNCERTAIN, None, PAGES[shows])
    assert detail in str(ended.detail)


def test_two_case_ids_in_one_text_are_not_chosen_from(window, end):
    window.pages["thanked"] = page("/help", "- text: Your case is 98765432. Your case is 87654321.")
    window.leads["form.send"] = "thanked"
    ended = end(window)
    assert (ended.outcome, ended.case_id) == (Outcome.UNCERTAIN, None)
    assert "shows no single case ID" in str(ended.detail)


def test_a_submit_is_pressed_once_whatever_the_page_shows_then(window, end):
    window.leads["form.send"] = ("blank", "form", "form", "clock")
    assert end(window).outcome is Outcome.UNCERTAIN
    assert len(window.done(Submit)) == 1


def test_a_permit_that_was_used_before_presses_nothing(window, go):
    used = Permit("f-0")
    used.spend()
    events = go(window, gate=lambda _: used)
    assert len(window.done(Submit)) == 1
    assert window.at == "form"
    assert events[-1].outcome is Outcome.UNCERTAIN


def test_a_puzzle_after_the_click_is_a_persons_and_the_case_still_counts(window, step):
    window.leads["form.send"] = "puzzle"
    handed, last = with_a_person(window, step, ["puzzle", "created"])
    assert [event.screen for event in handed] == ["doors/puzzle"]
    assert (last.outcome, last.case_id) == (Outcome.FILED_UNVERIFIED, "12345678901")


def test_a_stop_while_a_person_solves_a_puzzle_after_the_click_is_uncertain(window, step):
    window.leads["form.send"] = "puzzle"
    waiting: list[HandedOver] = []
    for event in step(window, attended=True, stop=lambda: "the switch is on" if waiting else None):
        if isinstance(event, HandedOver):
            waiting.append(event)
        last = event
    assert (last.outcome, str(last.detail)) == (Outcome.UNCERTAIN, "after the submit: the switch is on")
