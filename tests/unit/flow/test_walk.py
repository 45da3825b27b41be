"""A walk fills and reads back, stops in doubt, presses submit only with a permit, and never raises after the click."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from tests.unit.flow.fake_window import FakeWindow, page

from casewright.claims.outcome import Outcome
from casewright.errors import Cancelled, Stopped
from casewright.flow import walk as walk_module
from casewright.flow.event import (
    Arrived,
    AtSubmit,
    Clicked,
    Did,
    Ended,
    Event,
    HandedOver,
    Pictured,
    never,
)
from casewright.flow.walk import walk
from casewright.flow.window import Attach, Check, Choose, Fill, Find, Open, Press, Submit, WindowError
from casewright.permit import Permit

HOME = '- link "Ask for help"'
DESCRIBE = '- textbox "What happened?"\n- button "Continue"'
FORM = '- textbox "Subject"\n- checkbox "Urgent"\n- combobox "Topic"\n- button "Add attachments"\n- button "Send"'
PAGES = {
    "home": page("/home", HOME),
    "describe": page("/help", DESCRIBE),
    "form": page("/help", "- iframe", FORM),
    "created": page("/view-case?caseID=12345678901", '- heading "Case"'),
    "thanked": page("/help", "- paragraph: Your case is 98765432 now"),
    "two-ids": page("/help", "- text: Your case is 98765432\n- text: Your case is 87654321"),
    "no-case": page("/help", "- text: Something is missing"),
    "blank": page("/help", "- text: Loading"),
    "clock": page("/help", "- text: Still loading"),
    "both": page("/help", f"{DESCRIBE}\n{HOME}"),
    "two-sends": page("/help", f'{FORM}\n- button "Send"'),
    "sign-in": page("/ap/signin", '- heading "Sign in"'),
    "puzzle": page("/help", "- paragraph: Solve the puzzle to go on"),
    "denied": page("/help", '- heading "No permission"'),
    "maybe": page("/help", '- heading "Choose your topic"'),
}
LEADS: dict[str, str | tuple[str, ...]] = {"help.ask": "describe", "help.continue": "form", "form.send": "created"}


@pytest.fixture
def window() -> FakeWindow:
    return FakeWindow(dict(PAGES), dict(LEADS))


@pytest.fixture
def step(flows, form) -> Callable[..., Iterator[Event]]:
    """Walks event by event; files by default."""

    def run(window, gate=lambda _: Permit("f-1"), stop=lambda: None, **more) -> Iterator[Event]:
        return walk(window, flows, form, gate, start="/home", stop=stop, **more)

    return run


@pytest.fixture
def go(step) -> Callable[..., list[Event]]:
    """Walks to the end and gives all events."""
    return lambda *args, **more: list(step(*args, **more))


@pytest.fixture
def end(go) -> Callable[..., Ended]:
    """How a walk ends; that it ends once, last, is held for every test that uses it."""

    def run(window, **more) -> Ended:
        *before, last = go(window, **more)
        assert isinstance(last, Ended)
        assert not any(isinstance(event, Ended) for event in before)
        return last

    return run


def kinds(events: list[Event]) -> list[type]:
    return [type(event) for event in events]


def only(events: list[Event], kind: type) -> list:
    return [event for event in events if isinstance(event, kind)]


def fails(when: str, error: BaseException, after: int = 0) -> Callable[..., None]:
    """Raises at one kind of act, after it went well a few times."""
    times = 0

    def on(what, act) -> None:
        nonlocal times
        if what == when:
            times += 1
            if times > after:
                raise error

    return on


# ---- all goes well -------------------------------------------------------------------------------------------------


def test_a_walk_goes_from_screen_to_screen_to_the_case(window, go):
    events = go(window)
    assert [event.screen for event in only(events, Arrived)] == [
        "help/home",
        "help/describe",
        "form/form",
        "form/created",
    ]
    assert events[-1] == Ended(
        Outcome.FILED_UNVERIFIED, "the page shows case 12345678901", "12345678901", "form/created", PAGES["created"]
    )


def test_a_case_id_is_taken_from_a_text_as_well(window, end):
    window.leads["form.send"] = "thanked"
    ended = end(window)
    assert (ended.outcome, ended.case_id) == (Outcome.FILED_UNVERIFIED, "98765432")


def test_everything_typed_is_the_forms_and_is_told_with_what_was_read_back(window, go, form):
    told = [(event.verb, event.control, event.value) for event in only(go(window), Did)]
    assert told == [
        ("press", "ask", ""),
        ("fill", "what", "message"),
        ("press", "continue", ""),
        ("fill", "subject", "subject"),
        ("choose", "urgent", ""),
        ("choose", "topic", "FBA"),
        ("attach", "files", "evidence"),
    ]
    assert [act.text for act in window.done(Fill)] == [form.message, form.subject]
    assert window.done(Attach)[0].files == form.evidence


def test_a_control_is_named_by_its_own_flow_in_the_language_of_the_page(window, go):
    window.pages["home"] = page("/home", '- link "ヘルプ"', language="ja-JP")
    go(window)
    target = window.done(Press)[0].target
    assert (target.label, target.role, target.names) == ("help.ask", "link", ("ヘルプ",))


def test_a_fallback_travels_with_its_control(window, go):
    go(window)
    assert [press.target.fallback for press in window.done(Press)] == [None, "#continue"]


def test_a_claim_without_evidence_attaches_nothing(window, flows, form):
    bare = form.model_copy(update={"evidence": ()})
    list(walk(window, flows, bare, never, start="/home", stop=lambda: None))
    assert window.done(Attach) == []
    assert window.done(Fill)[-1].text == form.subject


def test_each_screen_is_kept_before_it_is_left_under_names_in_order(window, go):
    pictures = only(go(window), Pictured)
    assert [picture.screen for picture in pictures] == ["help/home", "help/describe", "form/form", "form/created"]
    assert window.kept == [
        "CW-ABCDEFGH-01-home",
        "CW-ABCDEFGH-02-describe",
        "CW-ABCDEFGH-03-filled",
        "CW-ABCDEFGH-04-created",
    ]


def test_before_the_submit_the_whole_form_is_read_back_and_the_control_found(window, go, form):
    go(window)
    check, find, again, press = window.acts[-4:]
    assert (type(check), type(find), type(again), type(press)) == (Check, Find, Check, Submit)
    assert check == again == Check((*window.done(Fill)[-1:], *window.done(Choose), *window.done(Attach)))


def test_what_was_typed_on_an_earlier_screen_is_read_back_too_while_its_frame_shows_it(window, go):
    window.pages["form"] = page("/help", DESCRIBE.partition("\n")[0], FORM)
    go(window)
    assert [act.target.label for act in window.done(Check)[0].done][:2] == ["help.what", "form.subject"]


def test_a_control_of_the_same_name_in_another_frame_is_not_taken_for_the_earlier_one(window, go):
    window.pages["form"] = page("/help", "- iframe", f'{FORM}\n- textbox "What happened?"')
    go(window)
    assert "help.what" not in [act.target.label for act in window.done(Check)[0].done]


def test_the_gate_sees_the_filled_form_and_is_asked_once_after_it_was_told(window, flows, form):
    seen: list[AtSubmit] = []
    events = walk(window, flows, form, seen.append, start="/home", stop=lambda: None)
    moment = next(event for event in events if isinstance(event, AtSubmit))
    assert not seen
    list(events)
    assert seen == [moment]
    assert (moment.screen, moment.kept.name, moment.sighting) == ("form/form", "CW-ABCDEFGH-03-filled", PAGES["form"])
    assert [reading.target for reading in moment.readings] == [
        "help.what",
        "form.subject",
        "form.urgent",
        "form.topic",
        "form.files",
    ]


# ---- a dry run -----------------------------------------------------------------------------------------------------


def test_without_a_permit_the_walk_ends_previewed_and_nothing_is_pressed(window, go):
    events = go(window, gate=never)
    assert kinds(events)[-2:] == [AtSubmit, Ended]
    assert events[-1].outcome is Outcome.PREVIEWED
    assert [type(act) for act in window.acts[-2:]] == [Check, Find]
    assert window.done(Submit) == []


def test_a_dry_run_cannot_make_the_act_that_submits(window):
    with pytest.raises(TypeError):
        Submit(target=window.done(Press))  # type: ignore[call-arg]


def test_the_control_that_submits_is_never_pressed_as_any_other(window, go):
    go(window)
    assert "form.send" not in [press.target.label for press in window.done(Press)]


# ---- waiting -------------------------------------------------------------------------------------------------------


def test_a_page_that_loads_step_by_step_is_waited_for(window, end):
    window.leads["help.continue"] = ("blank", "clock", "form")
    assert end(window).outcome is Outcome.FILED_UNVERIFIED


def test_a_page_that_looks_like_another_screen_while_it_loads_is_given_time(window, end):
    window.leads["help.continue"] = ("home", "both", "form")
    assert end(window).outcome is Outcome.FILED_UNVERIFIED


def test_a_page_that_never_stops_moving_is_given_up(window, end):
    window.leads["help.continue"] = ("blank", "clock") * 2000
    assert end(window).outcome is Outcome.UNKNOWN_SCREEN
    assert window.asked < 1000


# ---- doubt before the click ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("shows", "outcome", "detail"),
    [
        ("blank", Outcome.UNKNOWN_SCREEN, "no known screen; the nearest is"),
        ("both", Outcome.UNKNOWN_SCREEN, "this is help/home and also help/describe"),
        ("two-sends", Outcome.UNKNOWN_SCREEN, "more than one send"),
        ("home", Outcome.UNKNOWN_SCREEN, "help/home came after help/describe; expected: form"),
        ("created", Outcome.UNKNOWN_SCREEN, "form/created came after help/describe"),
        ("describe", Outcome.FAILED_BEFORE_SUBMIT, "the page stayed on help/describe"),
        ("sign-in", Outcome.SIGNIN_REQUIRED, "a person is needed: signin_required"),
        ("puzzle", Outcome.HUMAN_CHALLENGE, "a person is needed: human_challenge"),
        ("maybe", Outcome.HUMAN_CHALLENGE, "a person is needed: choose the topic that fits"),
        ("denied", Outcome.NO_PERMISSION, "the site showed doors/denied"),
        ("no-case", Outcome.FAILED_BEFORE_SUBMIT, "the site showed form/refused"),
    ],
)
def test_whatever_is_not_expected_ends_the_walk_with_a_reason(window, end, shows, outcome, detail):
    window.leads["help.continue"] = shows
    ended = end(window)
    assert (ended.outcome, ended.case_id, ended.sighting) == (outcome, None, PAGES[shows])
    assert detail in ended.detail
    assert window.done(Submit) == []


def test_an_unknown_page_is_kept(window, go):
    window.leads["help.continue"] = "blank"
    assert kinds(go(window))[-2:] == [Pictured, Ended]


def test_the_same_screen_twice_is_a_stop(window, flows, form, end):
    flow = flows.flows["help"]
    loose = {name: screen.model_copy(update={"next": ()}) for name, screen in flow.screens.items()}
    flows.flows["help"], window.leads["help.continue"] = flow.model_copy(update={"screens": loose}), "home"
    try:
        ended = end(window)
    finally:
        flows.flows["help"] = flow
    assert (ended.outcome, ended.screen) == (Outcome.FAILED_BEFORE_SUBMIT, "help/home")
    assert "came a second time" in ended.detail


@pytest.mark.parametrize("act", ["Open", "Press", "Fill", "Choose", "Attach", "Check", "Find", "look", "keep"])
@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (WindowError("not-found", "it is not there"), Outcome.FAILED_BEFORE_SUBMIT),
        (WindowError("ambiguous", "there are two"), Outcome.FAILED_BEFORE_SUBMIT),
        (WindowError("read-back-differs", "it shows something else"), Outcome.FAILED_BEFORE_SUBMIT),
        (WindowError("page-gone", "the page is gone"), Outcome.FAILED_BEFORE_SUBMIT),
        (WindowError("signed-out", "signed out"), Outcome.SIGNIN_REQUIRED),
        (OSError(28, "No space left on device"), Outcome.FAILED_BEFORE_SUBMIT),
    ],
)
def test_a_failure_before_the_click_ends_the_walk_and_nothing_is_sent(window, end, act, error, outcome):
    window.on = fails(act, error)
    assert end(window).outcome is outcome
    assert window.done(Submit) == []


def test_a_mistake_of_our_own_before_the_click_is_not_hidden(window, go):
    window.on = fails("Fill", ZeroDivisionError())
    with pytest.raises(ZeroDivisionError):
        go(window)


@pytest.mark.parametrize("error", [Cancelled("no"), Stopped("stop"), KeyboardInterrupt(), ZeroDivisionError()])
def test_what_the_gate_raises_goes_through_and_nothing_is_sent(window, go, error):
    def gate(_):
        raise error

    with pytest.raises(type(error)):
        go(window, gate=gate)
    assert window.done(Submit) == []


def test_a_form_that_changed_while_the_person_thought_is_not_sent(window, go):
    window.on = fails("Check", WindowError("read-back-differs", "somebody typed"), after=1)
    permit = Permit("f-1")
    events = go(window, gate=lambda _: permit)
    assert (events[-1].outcome, permit.spent) == (Outcome.FAILED_BEFORE_SUBMIT, False)
    assert Clicked not in kinds(events)


def test_a_page_that_changed_while_the_person_thought_is_not_sent(window, go):
    def gate(_):
        window.at = "sign-in"
        return Permit("f-1")

    ended = go(window, gate=gate)[-1]
    assert ended.outcome is Outcome.UNKNOWN_SCREEN
    assert "form/form became doors/sign-in before the submit" in ended.detail
    assert window.done(Submit) == []


# ---- the stop switch -----------------------------------------------------------------------------------------------


def test_the_stop_switch_is_asked_before_every_act(window, go):
    asked: list[int] = []
    go(window, stop=lambda: asked.append(len(window.acts)))
    assert sorted(set(asked)) == list(range(len(window.acts)))


@pytest.mark.parametrize("acts", range(12))
def test_a_stop_ends_the_walk_at_once_wherever_it_is(window, end, acts):
    ended = end(window, stop=lambda: "the switch is on" if len(window.acts) >= acts else None)
    assert (ended.outcome, ended.detail) == (Outcome.STOPPED, "the switch is on")
    assert len(window.acts) == acts
    assert window.done(Submit) == []


def test_after_the_click_a_stop_changes_nothing_of_what_happened(window, end):
    ended = end(window, stop=lambda: "stop" if window.done(Submit) else None)
    assert ended.outcome is Outcome.FILED_UNVERIFIED


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
    [WindowError("page-gone", "the page is gone"), TimeoutError("late"), ZeroDivisionError("a mistake of ours")],
)
def test_a_press_that_fails_once_the_permit_is_spent_is_uncertain(window, go, error):
    window.on = fails("pressed", error)
    events = go(window)
    assert kinds(events)[-2:] == [Clicked, Ended]
    assert events[-1].outcome is Outcome.UNCERTAIN


def test_a_press_that_fails_before_the_permit_is_spent_did_not_happen(window, go):
    window.on = fails("Submit", WindowError("disabled", "it cannot be pressed"))
    events = go(window)
    assert Clicked not in kinds(events)
    assert (events[-1].outcome, events[-1].detail) == (Outcome.FAILED_BEFORE_SUBMIT, "it cannot be pressed")


@pytest.mark.parametrize("what", ["look", "keep"])
@pytest.mark.parametrize("error", [WindowError("page-gone", "gone"), ZeroDivisionError(), OSError(5, "broken")])
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
        ("blank", "no screen told what became of the submit"),
        ("form", "the page stayed on form/form"),
        ("describe", "help/describe came after form/form"),
        ("no-case", "the submit was answered by form/refused"),
        ("denied", "the submit was answered by doors/denied"),
        ("puzzle", "doors/puzzle needs a person"),
        ("two-ids", "no screen told what became of the submit"),
    ],
)
def test_whatever_else_comes_after_the_click_is_uncertain(window, end, shows, detail):
    window.leads["form.send"] = shows
    ended = end(window)
    assert (ended.outcome, ended.case_id, ended.sighting) == (Outcome.UNCERTAIN, None, PAGES[shows])
    assert detail in ended.detail


def test_two_case_ids_in_one_text_are_not_chosen_from(window, end):
    window.pages["thanked"] = page("/help", "- text: Your case is 98765432. Your case is 87654321.")
    window.leads["form.send"] = "thanked"
    ended = end(window)
    assert (ended.outcome, ended.case_id) == (Outcome.UNCERTAIN, None)
    assert "shows no single case ID" in ended.detail


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


# ---- with a person at the browser ----------------------------------------------------------------------------------


@pytest.fixture
def no_patience(monkeypatch):
    """A person who does nothing is not waited for."""
    monkeypatch.setattr(walk_module, "_PERSON", 0.0)


@pytest.mark.parametrize(
    ("shows", "screen", "reason"),
    [
        ("sign-in", "doors/sign-in", "signin_required"),
        ("blank", "unknown", "no known screen"),
        ("both", "unknown", "and also"),
        ("describe", "unknown", "the page stayed on help/describe"),
    ],
)
def test_a_person_is_asked_and_the_walk_goes_on_when_it_knows_where_it_is(window, step, shows, screen, reason):
    window.leads["help.continue"] = shows
    (handed, *_), last = with_a_person(window, step, ["form"])
    assert (handed.screen, reason in handed.reason) == (screen, True)
    assert last.outcome is Outcome.FILED_UNVERIFIED


def with_a_person(window, step, brings: list[str]) -> tuple[list[HandedOver], Ended]:
    """Walks with somebody who, when asked, brings the window to one page after the other."""
    handed: list[HandedOver] = []
    left = iter(brings)

    def person(what, act) -> None:
        if what == "look" and handed:
            window.at = next(left, window.at)

    window.on = person
    for event in step(window, attended=True):
        if isinstance(event, HandedOver):
            handed.append(event)
        last = event
    return handed, last


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
    assert [act.target.label for act in window.done(Check)[0].done] == [
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
    assert "sent by hand" in last.detail
    assert window.done(Submit) == []


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
    assert (last.outcome, last.detail) == (Outcome.UNCERTAIN, "after the submit: the switch is on")


def test_a_walk_on_a_page_without_a_person_is_never_handed_over(window, go):
    window.leads["help.continue"] = "blank"
    assert HandedOver not in kinds(go(window))


def test_the_first_act_is_to_open_the_start(window, go):
    go(window)
    assert window.acts[0] == Open("/home")
