"""A walk remembers what it filled as long as the page can still tell, and no longer."""

from __future__ import annotations

from casewright.flow.arrive import Arrival
from casewright.flow.control import Control
from casewright.flow.filled_form import Filled
from casewright.flow.model import Screen
from casewright.flow.sighting import Frame, Sighting
from casewright.flow.window import Compare, Fill, Reading, Say, Target

SUBJECT = Control(name="subject", role="textbox", labels={"en": ("Subject",)})
SEND = Control(name="send", role="button", labels={"en": ("Send",)})
FORM = Screen(name="form", flow="contact", seen=("subject",))
REVIEW = Screen(name="review", flow="contact", seen=("send",))

IN_FRAME = Sighting(
    "/page", "en", (Frame("/page", '- heading "Help"'), Frame("/form", '- textbox "Subject"\n- button "Send"'))
)
ELSEWHERE = Sighting("/page", "en", (Frame("/page", '- textbox "Subject"'), Frame("/other", '- button "Send"')))


def fill(text: str) -> Fill:
    return Fill(Target("contact.subject", "textbox", ("Subject",)), text)


def filled(text: str = "Lost units", sighting: Sighting = IN_FRAME) -> Filled:
    memory = Filled()
    memory.remember(fill(text), "subject", Reading("contact.subject", text), SUBJECT, Arrival(FORM, sighting))
    return memory


def test_what_was_filled_is_to_be_checked_on_its_screen() -> None:
    assert filled().to_check(FORM, IN_FRAME) == (fill("Lost units"),)


def test_the_last_act_on_a_control_is_the_one_that_counts() -> None:
    memory = filled("first")
    memory.remember(fill("second"), "message", Reading("contact.subject", "second"), SUBJECT, Arrival(FORM, IN_FRAME))

    assert memory.to_check(FORM, IN_FRAME) == (fill("second"),)
    assert [reading.text for reading in memory.readings] == ["second"]
    assert memory.values == {"message"}


def test_on_another_screen_it_is_to_be_checked_while_its_control_is_in_the_same_frame() -> None:
    assert filled().to_check(REVIEW, IN_FRAME) == (fill("Lost units"),)


def test_a_control_of_the_same_name_in_another_frame_is_another_control() -> None:
    assert filled().to_check(REVIEW, ELSEWHERE) == ()


OVER, OURS = '- textbox "Subject" [disabled]', '- textbox "Subject"'
"""A step that was over before, and ours."""


def in_one(*lines: str) -> Sighting:
    return Sighting("/page", "en", (Frame("/page", "\n".join(lines)),))


def test_a_twin_that_was_greyed_when_it_was_filled_is_not_it() -> None:
    assert filled(sighting=in_one(OVER, OURS)).to_check(REVIEW, in_one(OVER, '- button "Send"')) == ()


def test_greyed_itself_it_is_to_be_checked_still() -> None:
    memory = filled(sighting=in_one(OVER, OURS))
    assert memory.to_check(REVIEW, in_one(OVER, OVER, '- button "Send"')) == (fill("Lost units"),)


def test_what_is_grayed_since_its_own_press_is_read_again_only_in_front_of_the_submit() -> None:
    over, memory = in_one(OVER, '- button "Send"'), filled(sighting=in_one(OURS))

    assert memory.to_check_before_press(REVIEW, over) == ()
    assert memory.to_check(REVIEW, over) == (fill("Lost units"),)


def test_before_a_press_everything_is_read_again_that_can_still_be_changed() -> None:
    assert filled().to_check_before_press(FORM, in_one(OVER)) == (fill("Lost units"),)
    assert filled().to_check_before_press(REVIEW, IN_FRAME) == (fill("Lost units"),)


def test_on_its_own_screen_it_is_to_be_checked_wherever_its_control_went() -> None:
    assert filled().to_check(FORM, ELSEWHERE) == (fill("Lost units"),)


def test_what_is_said_is_gone_from_its_box_at_once() -> None:
    memory = Filled()
    said = Say(Target("chat.box", "textbox", ("Message",)), "Hello", Target("chat.send", "button", ("Send",)))
    memory.remember(said, "message", Reading("chat.box", "Hello"), SUBJECT, Arrival(FORM, IN_FRAME))

    assert memory.to_check(FORM, IN_FRAME) == ()
    assert memory.values == {"message"}


def test_what_was_only_compared_went_into_nothing() -> None:
    memory = Filled()
    compared = Compare(Target("chat.log", "text", ("Log",)), "Hello")
    memory.remember(compared, "message", Reading("chat.log", "Hello"), SUBJECT, Arrival(FORM, IN_FRAME))

    assert memory.to_check(FORM, IN_FRAME) == (compared,)
    assert memory.values == frozenset()
    assert memory.readings == ()


def test_a_submit_in_the_frame_of_what_was_filled_sends_it() -> None:
    assert filled().share_a_frame(FORM, SEND, IN_FRAME)


def test_a_submit_in_another_frame_would_send_another_form() -> None:
    assert not filled().share_a_frame(FORM, SEND, ELSEWHERE)


def test_what_was_filled_on_another_screen_says_nothing_about_this_forms_submit() -> None:
    assert filled().share_a_frame(REVIEW, SEND, ELSEWHERE)


def test_other_pages_have_none_of_it() -> None:
    memory = filled()
    memory.forget()

    assert memory.to_check(FORM, IN_FRAME) == ()
    assert (memory.readings, memory.values) == ((), frozenset())
