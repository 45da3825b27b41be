"""The recorded site behind a browser's routing behaves like a site: it remembers, redirects, takes its time, fails."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from tests.replay.little_site import LittleSite

from casewright.flow.sighting import Sighting
from casewright.flow.window import Fill, Open, Press, Submit, Target, Window, WindowError
from casewright.permit import Permit
from casewright.places import recordings
from casewright.recording.exchange import Answer
from casewright.recording.faults import Faults, parse_fault
from casewright.recording.player import Player
from casewright.recording.practice_cases import MemoryCaseLog
from casewright.recording.read import read_site
from casewright.site.open import Opener, OpenVisit
from casewright.site.replay import Replay

pytestmark = pytest.mark.browser

NOT_LISTED = Target("help-center.not-listed", "button", ("My issue is not listed",))
WHAT = Target("help-center.what", "textbox", ("What do you need help with?",))
STEPS = Target("help-center.steps", "textbox", ("What steps have you taken already?",))
CONTINUE = Target("help-center.continue", "button", ("Continue",))


@pytest.fixture
def visited(opener: Opener, tmp_path: Path) -> Iterator[Callable[..., OpenVisit]]:
    """Opens a visit to the recorded help center with these faults."""
    with ExitStack() as stack:

        def visit(*faults: str) -> OpenVisit:
            site = read_site(recordings(), "help-center")
            failing = Faults(parse_fault(fault) for fault in faults)
            player = Player(site, MemoryCaseLog(), account="Harbor Lane Goods", marketplace="US", faults=failing)
            replay = Replay(opener, lambda account, marketplace: player.respond)
            return stack.enter_context(replay.visit("Harbor Lane Goods", "US", tmp_path))

        yield visit


def until(window: Window, words: str) -> Sighting:
    """Look until these words can be read."""
    seen = window.look()
    while words not in seen.text:
        later = window.look(unlike=seen)
        assert later != seen, f"{words!r} never came:\n{seen.text}"
        seen = later
    return seen


def test_a_press_in_a_frame_leads_that_frame_on_and_leaves_the_page_where_it_is(visited) -> None:
    window = visited().window
    window.do(Open("/help/center"))

    window.do(Press(NOT_LISTED))

    seen = until(window, "What steps have you taken already?")
    assert seen.url.endswith("/help/center")
    assert [frame.url.rpartition("amazon.com")[2] for frame in seen.frames] == ["/help/center", "/help/center/body"]


def test_what_was_typed_is_still_there_when_the_site_shows_the_form_again(visited) -> None:
    window = visited().window
    window.do(Open("/help/center"))
    window.do(Press(NOT_LISTED))
    window.do(Fill(WHAT, "12 units were lost"))

    window.do(Press(CONTINUE))

    seen = until(window, "complete the required questions")
    boxes = [node.text for frame in seen.frames for node in frame.nodes if node.role == "textbox"]
    assert "12 units were lost" in boxes


def test_each_visit_begins_afresh(visited) -> None:
    first, second = visited().window, visited().window
    first.do(Open("/help/center"))
    first.do(Press(NOT_LISTED))
    until(first, "What steps have you taken already?")

    second.do(Open("/help/center"))

    assert "What steps" not in until(second, "My issue is not listed").text


def test_a_slow_answer_is_waited_for(visited) -> None:
    window = visited("slow:0.4@/help/center/body").window

    window.do(Open("/help/center"))

    until(window, "My issue is not listed")


def test_a_page_that_fails_is_shown_as_it_is(visited) -> None:
    window = visited("500-before@/help/center").window

    window.do(Open("/help/center"))

    assert "fails here on purpose" in until(window, "500").text


def test_a_connection_that_breaks_is_page_gone_and_the_window_goes_on(visited) -> None:
    window = visited("drop-before@/help/center ×1").window
    with pytest.raises(WindowError) as told:
        window.do(Open("/help/center"))
    assert told.value.reason == "page-gone"

    window.do(Open("/help/center"))

    until(window, "My issue is not listed")


def test_a_connection_that_breaks_after_a_submit_leaves_a_page_that_can_be_looked_at(opened) -> None:
    form = "<form method=post action=/sent><button>Send</button></form>"
    window = opened(LittleSite({"/": form, "/sent": Answer(fault="drop")})).window
    window.do(Open("/"))
    before = window.look()

    window.do(Submit(Target("form.send", "button", ("Send",)), Permit("filing")))

    after = window.look(unlike=before)
    while after.url.startswith("https:"):
        after = window.look(unlike=after)
    assert after.url.startswith("chrome-error:")


def test_a_redirect_in_a_circle_ends(opened) -> None:
    circle = Answer(status=303, headers={"Location": "/again"})
    window = opened(LittleSite({"/again": circle})).window

    window.do(Open("/again"))

    assert "circle" in until(window, "circle").text


def test_a_redirect_to_another_host_is_refused(opened) -> None:
    visit = opened(LittleSite({"/": Answer(status=303, headers={"Location": "https://outside.example/"})}))
    visit.window.do(Open("/"))

    seen = visit.window.look()
    while not visit.guard().refused:
        seen = visit.window.look(unlike=seen)
    assert "https://outside.example/" in visit.guard().refused_urls
    assert visit.guard().left == 0


def test_an_address_in_a_redirect_cannot_become_a_script(opened) -> None:
    wicked = "/next?</script><script>document.title='ran'</script>"
    site = LittleSite({"/": Answer(status=303, headers={"Location": wicked}), "/next": "<h1>Next</h1>"})
    window = opened(site).window

    window.do(Open("/"))

    assert "Next" in until(window, "Next").text
    assert site.paths == ["/", "/next"]
