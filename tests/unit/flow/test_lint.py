"""What is proven of flows before one is walked: ways, submits, and screens that can be told apart."""

from __future__ import annotations

import pytest

from casewright.flow.fault import FlowError
from casewright.flow.read import read_flows


@pytest.fixture
def complaints(folder):
    """The sentences of everything that is wrong, with where they point."""

    def read() -> list[str]:
        try:
            read_flows(folder)
        except FlowError as error:
            return [f"{fault.spot.text.strip()} -> {fault.message}" for fault in error.faults]
        return []

    return read


def test_the_small_site_is_sound(complaints):
    assert complaints() == []


# ---- names ---------------------------------------------------------------------------------------------------------


def test_a_name_means_one_thing(mend, complaints):
    mend(
        "doors", "  maybe: {heading: Choose your topic}\n", "  maybe: {heading: Choose your topic}\n  send: {tab: x}\n"
    )
    assert complaints() == ['include: [form, doors] -> "send" is defined both in form and in doors']


def test_a_flow_does_not_give_another_meaning_to_what_it_includes(mend, complaints):
    mend("help", "  what: {textbox", "  send: {button: Go}\n  what: {textbox")
    assert complaints() == ['send: {button: Go} -> "send" is defined both in form and in help']


@pytest.mark.parametrize("names", ["[form, doors, form]", "[form, doors, help]"])
def test_a_flow_is_included_once_and_not_by_itself(mend, complaints, names):
    mend("help", "[form, doors]", names)
    assert any("is already included" in one for one in complaints())


def test_a_screen_of_a_flow_that_is_not_included_cannot_follow(mend, complaints):
    mend("help", "[form, doors]", "[doors]")
    (complaint,) = complaints()
    assert complaint.startswith('next: [form] -> there is no screen "form" (known here: ')


# ---- submits -------------------------------------------------------------------------------------------------------


def test_nothing_is_done_after_the_submit(mend, complaints):
    mend("form", "        submits: true\n", "        submits: true\n      - keep: sent\n")
    assert complaints() == ["- press: send -> the submit must be the last step: nothing is done after it"]


def test_a_case_is_created_once(mend, complaints):
    mend("form", "      - keep: filled\n", "      - press: send\n        submits: true\n")
    assert "- press: send -> this is a second submit: a case is created only once" in complaints()


def test_after_a_submit_no_screen_acts(mend, complaints):
    mend("form", "next: [created, thanked]", "next: [created, thanked, form]")
    assert complaints() == [
        'next: [created, thanked, form] -> "form" has steps, but nothing may be done after the submit'
    ]


def test_a_submit_says_what_comes_then(mend, complaints):
    mend("form", "    next: [created, thanked]\n", "")
    assert 'form: -> a screen that submits needs "next": the screens that Amazon may show then' in complaints()


def test_a_submit_leads_to_a_case(mend, complaints):
    mend("form", "next: [created, thanked]", "next: [refused]")
    assert "next: [refused] -> this screen submits, but none of these takes the case ID" in complaints()


def test_no_case_is_filed_on_a_way_without_a_submit(mend, complaints):
    mend("help", "next: [form]", "next: [form, created]")
    assert complaints() == [
        'next: [form, created] -> "created" ends with a case, but nothing is submitted on the way to it'
    ]


def test_a_flow_that_starts_somewhere_leads_to_a_case(mend, complaints):
    mend("form", "        submits: true\n    next: [created, thanked]\n", "    next: [form]\n")
    assert "start: /home -> no way from the first screen of this flow ends with a case" in complaints()


# ---- ways ----------------------------------------------------------------------------------------------------------


def test_every_screen_is_led_to(mend, complaints):
    mend("help", "next: [describe]", "next: [form]")
    assert complaints() == [
        'describe: -> "describe" cannot be reached: it is not the first screen of a file, and in no "next"'
    ]


def test_two_screens_that_only_lead_to_each_other_are_not_reached(mend, complaints):
    island = "  {0}:\n    seen: [{1}, send]\n    do:\n      - choose: urgent\n    next: [{2}]\n"
    mend(
        "form",
        "  refused:\n",
        island.format("one", "urgent", "two") + island.format("two", "topic", "one") + "  refused:\n",
    )
    assert [one.partition(":")[0] for one in complaints()] == ["one", "two"]


def test_what_ends_a_walk_or_hands_it_over_may_come_from_anywhere(complaints, folder):
    assert complaints() == []
    interrupting = {screen.name for screen in read_flows(folder).screens if screen.interrupts}
    assert interrupting == {"sign-in", "puzzle", "denied", "maybe", "refused"}


def test_a_screen_without_next_leads_to_the_first_screen_of_each_file(mend, complaints):
    mend("help", "    next: [form]\n", "")
    mend("help", "[form, doors]", "[doors]")
    assert complaints() == []


# ---- screens told apart --------------------------------------------------------------------------------------------


def test_two_screens_of_the_same_signs_are_refused(mend, complaints):
    mend("doors", "seen: [puzzle]", "seen: [denied]")
    assert complaints() == [
        'puzzle: -> "puzzle" can never be told from doors/denied: give doors/denied a "not", or this one fewer signs',
        'denied: -> "denied" can never be told from doors/puzzle: give doors/puzzle a "not", or this one fewer signs',
    ]


def test_it_does_not_matter_what_the_same_signs_are_called(mend, complaints):
    mend("doors", "{heading: No permission}", "{heading: Sign in}")
    assert len(complaints()) == 2


def test_a_screen_that_another_always_fits_with_is_refused(mend, complaints):
    mend("doors", "seen: [puzzle]", "seen: [puzzle, denied]")
    assert complaints() == [
        'puzzle: -> "puzzle" can never be told from doors/denied: give doors/denied a "not", or this one fewer signs'
    ]


def test_a_not_tells_them_apart(mend, complaints):
    mend("doors", "seen: [puzzle]", "seen: [puzzle, denied]")
    mend("doors", "    ends: no_permission", "    not: [puzzle]\n    ends: no_permission")
    assert complaints() == []


# ---- conditions ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("condition", "complaint"),
    [
        ("for: [lost_in_warehose]", '"lost_in_warehose" is not a claim type; did you mean "lost_in_warehouse"?'),
        ("given: fnksu", 'claims have no value "fnksu"; did you mean "fnsku"?'),
        ("missing: price", 'claims have no value "price"'),
    ],
)
def test_a_condition_names_what_claims_have(mend, complaints, condition, complaint):
    mend("form", "      - choose: urgent\n", f"      - choose: urgent\n        {condition}\n")
    (told,) = complaints()
    assert complaint in told


def test_a_submit_has_no_conditions(mend, complaints):
    mend("form", "        submits: true\n", "        submits: true\n        given: order_id\n")
    assert any("a submit has no conditions" in one for one in complaints())


def test_a_step_with_conditions_is_sound(mend, complaints):
    condition = "        for: [lost_in_warehouse]\n        given: fnsku\n        missing: order_id\n"
    mend("form", "      - choose: urgent\n", f"      - choose: urgent\n{condition}")
    assert complaints() == []


# ---- saying and comparing ------------------------------------------------------------------------------------------


def test_what_is_said_is_sent_with_a_button(mend, complaints):
    mend(
        "help",
        "      - fill: what\n        with: message\n",
        "      - say: what\n        with: mesage\n        send: ask\n",
    )
    assert any('"send" cannot be used on the role link, only on: button' in one for one in complaints())
    assert any('claims have no value "mesage"; did you mean "message"?' in one for one in complaints())


def test_a_text_box_is_no_place_to_compare_behind(mend, complaints):
    mend("help", "      - fill: what\n", "      - compare: what\n")
    assert any('"compare" cannot be used on the role textbox' in one for one in complaints())


# ---- purposes ------------------------------------------------------------------------------------------------------

REPLY = """\
flow: reply
version: 1
purpose: reply
controls:
  send: {button: Send}
  subject: {textbox: Subject}
screens:
  answer:
    seen: [subject, send]
    do:
      - press: send
        submits: true
    next: [answer]
"""


@pytest.fixture
def with_reply(folder):
    (folder / "reply.yaml").write_text(REPLY, encoding="utf-8")
    return folder


def test_screens_of_another_purpose_are_neither_hidden_nor_recognised(with_reply, complaints):
    assert complaints() == []
    flows = read_flows(with_reply)
    assert "reply/answer" not in {screen.key for screen in flows.screens}
    assert {screen.key for screen in flows.to("reply").screens} == {"reply/answer"}
    assert not any(label.startswith("reply@") for label in [*flows.labels, *flows.digests])


def test_a_flow_of_any_purpose_is_recognised_for_each(with_reply, mend):
    mend("doors", "version: 1\n", "version: 1\npurpose: any\n")
    flows = read_flows(with_reply)
    assert "doors/sign-in" in {screen.key for screen in flows.screens}
    assert "doors/sign-in" in {screen.key for screen in flows.to("reply").screens}


def test_screens_of_one_purpose_are_told_apart_whatever_it_is(with_reply, complaints):
    (with_reply / "again.yaml").write_text(REPLY.replace("flow: reply", "flow: again"), encoding="utf-8")
    assert any("can never be told from" in one for one in complaints())
