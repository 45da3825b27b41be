"""A walk fills and reads back, stops in doubt, and presses submit only with a permit."""

from __future__ import annotations

import pytest
from tests.unit.flow.fake_window import DESCRIBE, FORM, PAGES, fails, kinds, only, page

from casewright.errors import Cancelled, Stopped
from casewright.flow.control import Control
from casewright.flow.event import Arrived, AskedEnglish, AtSubmit, Clicked, Did, Ended, Pictured, never
from casewright.flow.model import FlowSet, Screen
from casewright.flow.reason import Reason
from casewright.flow.step import Until
from casewright.flow.verbs.attach import AttachStep
from casewright.flow.verbs.compare import CompareStep
from casewright.flow.verbs.open import OpenStep
from casewright.flow.verbs.press import PressStep
from casewright.flow.verbs.say import SayStep
from casewright.flow.walk import walk
from casewright.flow.window import (
    Attach,
    Check,
    Choose,
    Compare,
    Fill,
    Find,
    Open,
    Press,
    Say,
    Submit,
    WindowError,
)
from casewright.message import msg
from casewright.model.outcome import Outcome
from casewright.permit import Permit

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
        Outcome.FILED_UNVERIFIED,
        msg("the page shows case {case_id}", case_id="12345678901"),
        "12345678901",
        "form/created",
        PAGES["created"],
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


def test_a_preview_keeps_each_screen_before_it_is_left_under_names_in_order(window, go):
    pictures = only(go(window, picture_all=True), Pictured)
    assert [picture.screen for picture in pictures] == ["help/home", "help/describe", "form/form", "form/created"]
    assert window.kept == [
        "CW-ABCDEFGH-01-home",
        "CW-ABCDEFGH-02-describe",
        "CW-ABCDEFGH-03-filled",
        "CW-ABCDEFGH-04-created",
    ]


def test_filing_keeps_what_the_flow_says_the_filled_form_and_the_end(window, go):
    go(window)
    assert window.kept == ["CW-ABCDEFGH-01-filled", "CW-ABCDEFGH-02-created"]


def test_before_the_submit_the_whole_form_is_read_back_and_the_control_found(window, go, form):
    go(window)
    check, find, again, press = window.acts[-4:]
    assert (type(check), type(find), type(again), type(press)) == (Check, Find, Check, Submit)
    assert check == again == Check((*window.done(Fill)[-1:], *window.done(Choose), *window.done(Attach)))


def test_what_was_typed_on_an_earlier_screen_is_read_back_too_while_its_frame_shows_it(window, go):
    window.pages["form"] = page("/help", DESCRIBE.partition("\n")[0], FORM)
    go(window)
    assert [act.target.label for act in window.done(Check)[-1].done][:2] == ["help.what", "form.subject"]


def test_a_control_of_the_same_name_in_another_frame_is_not_taken_for_the_earlier_one(window, go):
    window.pages["form"] = page("/help", "- iframe", f'{FORM}\n- textbox "What happened?"')
    go(window)
    assert "help.what" not in [act.target.label for act in window.done(Check)[-1].done]


def test_the_gate_sees_the_filled_form_and_is_asked_once_after_it_was_told(window, flows, form):
    seen: list[AtSubmit] = []

    def gate(moment: AtSubmit) -> Ended:
        seen.append(moment)
        return Ended(Outcome.CANCELLED, "no")

    events = walk(window, flows, form, gate, start="/home", stop=lambda: None)
    moment = next(event for event in events if isinstance(event, AtSubmit))
    assert not seen
    list(events)
    assert seen == [moment]
    assert (moment.screen, moment.kept.name, moment.sighting) == ("form/form", "CW-ABCDEFGH-01-filled", PAGES["form"])
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


# ---- doubt before the click ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("shows", "outcome", "detail"),
    [
        ("blank", Outcome.UNKNOWN_SCREEN, "no known screen, and none is like it"),
        ("both", Outcome.UNKNOWN_SCREEN, "several screens fit: help/home, help/describe"),
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
    assert detail in str(ended.detail)
    assert window.done(Submit) == []


def test_an_unknown_page_is_kept(window, go):
    window.leads["help.continue"] = "blank"
    assert kinds(go(window))[-2:] == [Pictured, Ended]


def test_the_same_screen_twice_is_a_stop(window, flows, form):
    flow = flows.flows["help"]
    loose = {name: screen.model_copy(update={"next": ()}) for name, screen in flow.screens.items()}
    circle = FlowSet(flows=flows.flows | {"help": flow.model_copy(update={"screens": loose})})
    window.leads["help.continue"] = "home"
    (*_, ended) = walk(window, circle, form, never, start="/home", stop=lambda: None)
    assert (ended.outcome, ended.screen) == (Outcome.FAILED_BEFORE_SUBMIT, "help/home")
    assert "appeared a second time" in str(ended.detail)


@pytest.mark.parametrize("act", ["Open", "Press", "Fill", "Choose", "Attach", "Check", "Find", "look", "keep"])
@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (WindowError(Reason.NOT_FOUND, "it is not there"), Outcome.FAILED_BEFORE_SUBMIT),
        (WindowError(Reason.AMBIGUOUS, "there are two"), Outcome.FAILED_BEFORE_SUBMIT),
        (WindowError(Reason.READ_BACK_DIFFERS, "it shows something else"), Outcome.FAILED_BEFORE_SUBMIT),
        (WindowError(Reason.PAGE_GONE, "the page is gone"), Outcome.FAILED_BEFORE_SUBMIT),
        (WindowError(Reason.SIGNED_OUT, "signed out"), Outcome.SIGNIN_REQUIRED),
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
    window.on = fails("Check", WindowError(Reason.READ_BACK_DIFFERS, "somebody typed"), after=1)
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
    assert "form/form became doors/sign-in before the submit" in str(ended.detail)
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


def test_the_first_act_is_to_open_the_start(window, go):
    go(window)
    assert window.acts[0] == Open("/home")


# ---- steps for some claims only ------------------------------------------------------------------------------------


def for_some(flows, **conditions):
    """The small site, its check box only for some claims."""
    form = flows.flows["form"]
    screen = form.screens["form"]
    do = tuple(step.model_copy(update=conditions) if step.verb == "choose" else step for step in screen.do)
    screens = form.screens | {"form": screen.model_copy(update={"do": do})}
    return FlowSet(flows=flows.flows | {"form": form.model_copy(update={"screens": screens})})


@pytest.mark.parametrize(
    ("conditions", "done"),
    [
        ({"types": ("lost_in_warehouse",)}, True),
        ({"types": ("removal_lost", "inbound_lost")}, False),
        ({"has": "subject"}, True),
        ({"has": "lpn"}, False),
        ({"missing": "lpn"}, True),
        ({"missing": "subject"}, False),
        ({"types": ("lost_in_warehouse",), "has": "lpn"}, False),
    ],
)
def test_a_step_is_done_where_its_conditions_hold(window, flows, form, conditions, done):
    some = for_some(flows, **conditions)
    list(walk(window, some, form, never, start="/home", stop=lambda: None))
    assert bool(window.done(Choose)) is done


def test_a_box_is_never_filled_with_nothing(window, flows, form):
    (*_, ended) = walk(window, flows, form.model_copy(update={"subject": " "}), never, start="/home", stop=lambda: None)
    assert ended.outcome is Outcome.FAILED_BEFORE_SUBMIT
    assert str(ended.detail) == "form/form asks for the subject, which this claim does not have"


def test_the_gate_hears_which_values_this_way_took(window, go):
    moment = only(go(window), AtSubmit)[0]
    assert {"message", "subject", "evidence"} <= moment.values
    assert "short_message" not in moment.values


# ---- saying and comparing ------------------------------------------------------------------------------------------


def instead(flows, *steps):
    """The small site, whose first page does something else before it goes on."""
    help_ = flows.flows["help"]
    screen = help_.screens["describe"]
    screens = help_.screens | {"describe": screen.model_copy(update={"do": (*steps, screen.do[-1])})}
    return FlowSet(flows=flows.flows | {"help": help_.model_copy(update={"screens": screens})})


def test_what_was_said_is_told_and_not_looked_for_again(window, flows, form):
    says = instead(flows, SayStep(control="what", value="request", send="continue"))
    events = list(walk(window, says, form, never, start="/home", stop=lambda: None))
    (said,) = window.done(Say)
    assert (said.text, said.send.label) == (form.request, "help.continue")
    assert "request" in only(events, AtSubmit)[0].values
    assert not any(said.target == act.target for check in window.done(Check) for act in check.done)


def test_what_was_compared_is_no_value_that_was_given(window, flows, form):
    compares = instead(
        flows,
        CompareStep(control="continue", value="subject"),
        CompareStep(control="continue", value="short_message"),
    )
    events = list(walk(window, compares, form, never, start="/home", stop=lambda: None))
    assert [act.text for act in window.done(Compare)] == [form.subject, form.short_message]
    assert "short_message" not in only(events, AtSubmit)[0].values


def test_where_one_document_is_asked_for_a_claim_without_one_stops(window, flows, form):
    one = instead(flows, AttachStep(control="files", value="document"))
    without = form.model_copy(update={"evidence": ()})
    (*_, ended) = walk(window, one, without, never, start="/home", stop=lambda: None)
    assert ended.outcome is Outcome.EVIDENCE_MISSING
    assert window.done(Attach) == []


# ---- pages that are on their way -----------------------------------------------------------------------------------


def waiting(flows, seconds):
    """The small site, in which the page that only says `Loading` is known to be on its way."""
    doors = flows.flows["doors"]
    loading = Control(name="loading", role="text", labels={"en": ("Loading",)})
    screen = Screen(name="loading", flow="doors", seen=("loading",), waits=seconds)
    changes = {"controls": doors.controls | {"loading": loading}, "screens": doors.screens | {"loading": screen}}
    return FlowSet(flows=flows.flows | {"doors": doors.model_copy(update=changes)})


def impatient(window):
    """A window whose own patience is over at once: every other look sees nothing new."""
    look = window.look
    looks = iter(range(10_000))
    window.look = lambda unlike=None, seconds=None: unlike if unlike and next(looks) % 2 else look(unlike)
    return window


def test_a_page_that_says_it_is_loading_gets_longer_than_any_other(window, flows, form):
    window.leads["help.continue"] = ("blank", "form")
    assert impatient(window)
    slow = walk(window, waiting(flows, 600.0), form, never, start="/home", stop=lambda: None)
    assert list(slow)[-1].outcome is Outcome.PREVIEWED


def test_a_page_that_never_stops_loading_is_given_up_with_its_name(window, flows, form):
    window.leads["help.continue"] = "blank"
    (*_, ended) = walk(window, waiting(flows, 0.01), form, never, start="/home", stop=lambda: None)
    assert ended.outcome is Outcome.FAILED_BEFORE_SUBMIT
    assert str(ended.detail).startswith("doors/loading did not change within")


def test_after_the_submit_a_loading_page_is_no_answer(window, flows, form):
    window.leads["form.send"] = ("blank", "created")
    slow = waiting(flows, 600.0)
    (*_, ended) = walk(window, slow, form, lambda _: Permit("f-1"), start="/home", stop=lambda: None)
    assert (ended.outcome, ended.case_id) == (Outcome.FILED_UNVERIFIED, "12345678901")


# ---- another language ----------------------------------------------------------------------------------------------

PATH = "/home?in=en"


def english(flows):
    """The small site, where English can be asked for."""
    changed = flows.flows["help"].model_copy(update={"english": PATH})
    return FlowSet(flows=flows.flows | {"help": changed})


def answers_in_english(window):
    """From the moment on when English was asked for, everything is English."""
    do = window.do

    def asked(act):
        if act == Open(PATH):
            window.at = "home"
            window.leads["help.continue"] = "form"
        return do(act)

    window.do = asked


@pytest.fixture
def foreign(window):
    window.pages["foreign"] = page("/help", '- heading "Etwas anderes"', language="de")
    window.leads["help.continue"] = "foreign"
    answers_in_english(window)
    return window


def test_a_page_in_another_language_that_nobody_knows_is_asked_for_in_english(foreign, flows, form):
    events = list(walk(foreign, english(flows), form, never, start="/home", stop=lambda: None))
    assert only(events, AskedEnglish) == [AskedEnglish("help/describe", "de", PATH)]
    assert events[-1].outcome is Outcome.PREVIEWED
    assert [act.path for act in foreign.done(Open)] == ["/home", PATH]


def test_without_a_path_for_english_the_walk_stops(foreign, flows, form):
    (*_, ended) = walk(foreign, flows, form, never, start="/home", stop=lambda: None)
    assert ended.outcome is Outcome.UNKNOWN_SCREEN


def test_a_control_that_is_not_found_in_another_language_is_looked_for_in_english(window, flows, form):
    window.pages["form"] = page("/help", "- iframe", FORM, language="de")
    failed = []

    def on(what, act):
        if what == "Choose" and not failed:
            failed.append(act)
            raise WindowError(Reason.NOT_FOUND, "no such option")

    window.on = on
    answers_in_english(window)
    events = list(walk(window, english(flows), form, never, start="/home", stop=lambda: None))
    assert len(only(events, AskedEnglish)) == 1
    assert events[-1].outcome is Outcome.PREVIEWED


def test_once_somebody_was_asked_for_a_yes_nothing_begins_again(window, flows, form):
    window.pages["form"] = page("/help", "- iframe", FORM, language="de")
    asked = []

    def gate(moment):
        asked.append(moment)
        window.on = lambda what, act: fails_to_find(what)
        return Permit("f-1")

    (*_, ended) = walk(window, english(flows), form, gate, start="/home", stop=lambda: None)
    assert ended.outcome is Outcome.FAILED_BEFORE_SUBMIT
    assert len(asked) == 1


def fails_to_find(what):
    if what == "Check":
        raise WindowError(Reason.NOT_FOUND, "gone")


def test_nothing_is_done_on_a_screen_of_a_flow_that_files_other_claims(window, flows, form):
    other = flows.flows["form"].model_copy(update={"files": ("inbound_lost",)})
    strange = FlowSet(flows=flows.flows | {"form": other})
    (*_, ended) = walk(window, strange, form, lambda _: Permit("a-filing"), start="/home", stop=lambda: None)
    assert ended.outcome is Outcome.FAILED_BEFORE_SUBMIT
    assert "the flow form does not file" in str(ended.detail)
    assert window.done(Submit) == []
    assert not any(act.target.label.startswith("form.") for act in window.done(Fill))


# ---- addresses that are opened on the way ---------------------------------------------------------------------------


def with_opened(flows, path: str, **changes):
    """The small site whose first screen opens an address before anything else is done there."""
    help_ = flows.flows["help"]
    home = help_.screens["home"]
    opened = home.model_copy(update={"do": (OpenStep(open=path), *home.do), **changes})
    return FlowSet(flows=flows.flows | {"help": help_.model_copy(update={"screens": help_.screens | {"home": opened}})})


def walk_it(window, flows, form):
    return list(walk(window, flows, form, lambda _: Permit("a-filing"), start="/home", stop=lambda: None))


def test_an_address_is_opened_once_and_where_it_leads_back_the_walk_goes_the_other_way(window, flows, form):
    window.leads["/portal"] = "home"
    events = walk_it(window, with_opened(flows, "/portal"), form)
    assert [act.path for act in window.done(Open)] == ["/home", "/portal"]
    assert [event.screen for event in only(events, Arrived)][:3] == ["help/home", "help/home", "help/describe"]
    assert events[-1].outcome is Outcome.FILED_UNVERIFIED


def test_where_an_address_does_not_open_the_walk_goes_the_other_way(window, flows, form):
    def gone(what, act):
        if isinstance(act, Open) and act.path == "/portal":
            raise WindowError(Reason.PAGE_GONE, "nothing is there")

    window.on = gone
    events = walk_it(window, with_opened(flows, "/portal"), form)
    assert [act.path for act in window.done(Open)] == ["/home", "/home"]
    assert events[-1].outcome is Outcome.FILED_UNVERIFIED


def test_a_walk_goes_on_from_where_an_opened_address_leads(window, flows, form):
    window.leads["/portal"] = "describe"
    events = walk_it(window, with_opened(flows, "/portal"), form)
    assert [event.screen for event in only(events, Arrived)][:2] == ["help/home", "help/describe"]
    assert window.done(Press)[0].target.label == "help.continue"


def test_a_claims_value_in_an_address_cannot_lead_elsewhere(window, flows, form):
    window.leads["/s/..%2F%3Fx"] = "describe"
    claim = form.model_copy(update={"shipment_id": "../?x"})
    walk_it(window, with_opened(flows, "/s/{shipment_id}"), claim)
    assert window.done(Open)[1].path == "/s/..%2F%3Fx"


def test_an_address_that_needs_what_the_claim_does_not_have_is_not_opened(window, flows, form):
    events = walk_it(window, with_opened(flows, "/s/{shipment_id}"), form.model_copy(update={"shipment_id": ""}))
    assert events[-1].outcome is Outcome.FAILED_BEFORE_SUBMIT
    assert "Shipment ID" in str(events[-1].detail)
    assert len(window.done(Open)) == 1


def test_a_screen_that_has_to_rest_is_none_while_more_comes(window, flows, form):
    help_ = flows.flows["help"]
    describe = help_.screens["describe"].model_copy(update={"rests": 2.0})
    rested = FlowSet(
        flows=flows.flows | {"help": help_.model_copy(update={"screens": help_.screens | {"describe": describe}})}
    )
    window.leads["help.ask"] = ("describe", "denied")
    events = walk_it(window, rested, form)
    assert [event.screen for event in only(events, Arrived)] == ["help/home", "doors/denied"]
    assert window.done(Fill) == []


# ---- steps that arrive, choices that take effect, levels of categories ---------------------------------------------


def changed_step(flows, screen: str, place: int, **changes):
    """The small site with one step of its help flow changed."""
    help_ = flows.flows["help"]
    old = help_.screens[screen]
    do = tuple(step.model_copy(update=changes) if n == place else step for n, step in enumerate(old.do))
    screens = help_.screens | {screen: old.model_copy(update={"do": do})}
    return FlowSet(flows=flows.flows | {"help": help_.model_copy(update={"screens": screens})})


def test_what_must_show_is_waited_for_before_anything_else_is_pressed(window, flows, form):
    until = Until(shows="message", behind="continue")
    list(walk(window, changed_step(flows, "describe", 0, until=until), form, never, start="/home", stop=lambda: None))
    kinds_of_acts = [type(act) for act in window.acts if isinstance(act, Fill | Compare | Press)]
    assert kinds_of_acts[:4] == [Press, Fill, Compare, Press]
    (shown,) = window.done(Compare)
    assert (shown.text, shown.in_boxes) == (form.message, True)


def test_where_it_never_shows_nothing_more_is_pressed(window, flows, form):
    window.on = fails("Compare", WindowError(Reason.READ_BACK_DIFFERS, "the site's own words are there"))
    until = Until(shows="message", behind="continue")
    changed = changed_step(flows, "describe", 0, until=until)
    (*_, ended) = walk(window, changed, form, never, start="/home", stop=lambda: None)
    assert ended.outcome is Outcome.FAILED_BEFORE_SUBMIT
    assert [act.target.label for act in window.done(Press)] == ["help.ask"]


@pytest.mark.parametrize(("aria", "done"), [(DESCRIBE, True), (DESCRIBE + '\n- button "Go on" [disabled]', True)])
def test_a_step_that_needs_an_offer_is_done_where_it_is_offered(window, flows, form, aria, done):
    window.pages["describe"] = page("/help", aria)
    changed = changed_step(flows, "describe", 0, offered=True)
    list(walk(window, changed, form, never, start="/home", stop=lambda: None))
    assert (form.message in [act.text for act in window.done(Fill)]) is done


def test_before_a_screen_is_left_what_was_filled_on_it_is_read_back(window, go, form):
    go(window)
    left = next(
        n for n, act in enumerate(window.acts) if isinstance(act, Press) and act.target.label == "help.continue"
    )
    assert window.acts[left - 1] == Check((Fill(window.acts[left - 2].target, form.message),))


def test_the_gate_hears_what_the_last_screen_does_not_show_any_more(window, go):
    moment = only(go(window), AtSubmit)[0]
    assert moment.unseen == {"message"}


def levels(flows, *through):
    help_ = flows.flows["help"]
    fba = Control(name="fba", role="button", labels={"en": ("FBA",)})
    lost = Control(name="lost", role="button", labels={"en": ("Lost",)})
    screens = help_.screens | {"describe": help_.screens["describe"].model_copy(update={"through": through})}
    controls = help_.controls | {"fba": fba, "lost": lost}
    return FlowSet(flows=flows.flows | {"help": help_.model_copy(update={"screens": screens, "controls": controls})})


def test_levels_of_categories_are_walked_where_the_flow_knows_the_choice(window, flows, form):
    window.pages |= {"one": page("/x", '- button "FBA"\n- button "Ads"'), "two": page("/x", '- button "Lost"')}
    window.leads |= {"help.continue": "one", "one:help.fba": "two", "two:help.lost": "form"}
    known = levels(flows, PressStep(control="fba"), PressStep(control="lost", types=("lost_in_warehouse",)))
    (*_, ended) = walk(window, known, form, never, start="/home", stop=lambda: None)
    assert ended.outcome is Outcome.PREVIEWED, ended.detail


def test_a_level_of_which_no_choice_is_known_is_told_with_the_words_it_offers(window, flows, form):
    window.pages["one"] = page("/x", '- button "Ads"\n- button "Brand"')
    window.leads["help.continue"] = "one"
    (*_, ended) = walk(window, levels(flows, PressStep(control="fba")), form, never, start="/home", stop=lambda: None)
    assert ended.outcome is Outcome.UNKNOWN_SCREEN
    assert "“Ads”, “Brand”" in str(ended.detail)
