"""A walk waits for a page to come, and lets a person do what only a person can."""

from __future__ import annotations

import pytest
from tests.unit.flow.fake_window import kinds, page, with_a_person

from casewright.flow import arrive
from casewright.flow import walk as walk_module
from casewright.flow.event import HandedOver
from casewright.flow.model import FlowSet
from casewright.flow.window import Check, Fill, Submit
from casewright.model.outcome import Outcome
from casewright.permit import Permit

# ---- waiting -------------------------------------------------------------------------------------------------------


def test_a_page_that_loads_step_by_step_is_waited_for(window, end):
    window.leads["help.continue"] = ("blank", "clock", "form")
    assert end(window).outcome is Outcome.FILED_UNVERIFIED


def test_a_page_that_looks_like_another_screen_while_it_loads_is_given_time(window, end):
    window.leads["help.continue"] = ("home", "both", "form")
    assert end(window).outcome is Outcome.FILED_UNVERIFIED


def test_a_page_that_opens_over_one_that_was_walked_through_is_the_next_one(window, end):
    window.leads["help.ask"] = "both"
    assert end(window).outcome is Outcome.FILED_UNVERIFIED


def test_two_pages_at_once_are_a_doubt_where_neither_was_walked_through(window, end):
    window.at = "both"
    assert end(window).outcome is Outcome.UNKNOWN_SCREEN


def test_a_page_that_never_stops_moving_is_given_up(window, end):
    window.leads["help.continue"] = ("blank", "clock") * 2000
    assert end(window).outcome is Outcome.UNKNOWN_SCREEN
    assert window.asked < 1000


SLOW = {"slow": 180.0}


def walk_slowly(window, flows, form):
    """Walks the small site, on which what comes after the description is known to take three minutes."""
    help_ = flows.flows["help"]
    screens = help_.screens | {"describe": help_.screens["describe"].model_copy(update=SLOW)}
    changed = FlowSet(flows=flows.flows | {"help": help_.model_copy(update={"screens": screens})})
    return list(walk_module.walk(window, changed, form, lambda _: Permit("f-1"), start="/home", stop=lambda: None))


@pytest.fixture
def clock(monkeypatch, window):
    """A clock that goes on by ten seconds at every look."""
    monkeypatch.setattr(arrive, "monotonic", lambda: window.asked * 10.0)


def test_a_slow_step_is_waited_for_while_nothing_new_can_be_used(window, flows, form, clock):
    window.pages["greyed"] = page("/help", '- textbox "What happened?" [disabled]\n- button "Continue" [disabled]')
    window.leads["help.continue"] = "greyed"
    ended = walk_slowly(window, flows, form)[-1]
    assert (ended.outcome, window.asked >= 18) == (Outcome.FAILED_BEFORE_SUBMIT, True)


def test_what_came_of_a_slow_step_and_is_not_known_is_told_as_soon_as_the_page_rests(window, flows, form, clock):
    window.pages["strange"] = page("/help", '- textbox "What happened?" [disabled]\n- button "Something new"')
    window.leads["help.continue"] = "strange"
    ended = walk_slowly(window, flows, form)[-1]
    assert (ended.outcome, window.asked < 10) == (Outcome.UNKNOWN_SCREEN, True)


def test_what_still_loads_is_not_taken_for_what_came(window, flows, form, clock):
    window.pages["loads"] = page("/help", '- progressbar "Loading"\n- button "Something new"')
    window.leads["help.continue"] = "loads"
    walk_slowly(window, flows, form)
    assert window.asked >= 18


# ---- with a person at the browser ----------------------------------------------------------------------------------


@pytest.fixture
def no_patience(monkeypatch):
    """A person who does nothing is not waited for."""
    monkeypatch.setattr(walk_module, "PERSON", 0.0)


@pytest.mark.parametrize(
    ("shows", "screen", "reason"),
    [
        ("sign-in", "doors/sign-in", "signin_required"),
        ("blank", "unknown", "no known screen"),
        ("both", "unknown", "several screens fit"),
        ("describe", "help/describe", "the page stayed on help/describe"),
    ],
)
def test_a_person_is_asked_and_the_walk_goes_on_when_it_knows_where_it_is(window, step, shows, screen, reason):
    window.leads["help.continue"] = shows
    (handed, *_), last = with_a_person(window, step, ["form"])
    assert (handed.screen, reason in str(handed.reason)) == (screen, True)
    assert last.outcome is Outcome.FILED_UNVERIFIED


def test_a_sign_in_of_several_screens_is_told_screen_by_screen(window, step):
    window.leads["help.continue"] = "sign-in"
    handed, last = with_a_person(window, step, ["blank", "puzzle", "puzzle", "form"])
    assert [event.screen for event in handed] == ["doors/sign-in", "doors/puzzle"]
    assert last.outcome is Outcome.FILED_UNVERIFIED


def test_after_a_persons_step_the_walk_may_begin_again_and_fills_everything_anew(window, step, form):
    window.leads["help.continue"] = ("sign-in",)
    window.leads["describe:help.continue"] = ("sign-in",)
    shown = iter([("sign-in",), ("form",)])
    window.on = lambda what, act: (
        window.leads.update({"describe:help.continue": next(shown)})
        if what == "Press" and act.target.label == "help.continue"
        else None
    )
    walked = step(window, attended=True)
    for event in walked:
        if isinstance(event, HandedOver):
            window.at = "home"
        last = event
    assert last.outcome is Outcome.FILED_UNVERIFIED
    assert [act.text for act in window.done(Fill)] == [form.message, form.message, form.subject]
    assert [act.target.label for act in window.done(Check)[-1].done] == [
        "form.subject",
        "form.urgent",
        "form.topic",
        "form.files",
    ]


def test_a_person_who_does_not_come_ends_the_walk_with_its_first_reason(window, end, no_patience):
    window.leads["help.continue"] = "sign-in"
    ended = end(window, attended=True)
    assert (ended.outcome, ended.screen) == (Outcome.SIGNIN_REQUIRED, "doors/sign-in")


def test_the_stop_switch_is_heard_while_a_person_is_waited_for(window, step):
    window.leads["help.continue"] = "sign-in"
    waiting: list[HandedOver] = []
    for event in step(window, attended=True, stop=lambda: "the switch is on" if waiting else None):
        if isinstance(event, HandedOver):
            waiting.append(event)
        last = event
    assert last.outcome is Outcome.STOPPED


def test_a_case_that_a_person_sent_by_hand_is_uncertain_and_not_sent_again(window, step):
    window.leads["help.continue"] = "sign-in"
    _, last = with_a_person(window, step, ["created"])
    assert last.outcome is Outcome.UNCERTAIN
    assert "sent by hand" in str(last.detail)
    assert window.done(Submit) == []


def test_a_walk_on_a_page_without_a_person_is_never_handed_over(window, go):
    window.leads["help.continue"] = "blank"
    assert HandedOver not in kinds(go(window))
