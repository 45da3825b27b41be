"""Whatever a visitor does, in whatever order: the site answers, and a case comes only from a press that creates one."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casewright.places import recordings
from casewright.recording.player import Player
from casewright.recording.practice_cases import MemoryCaseLog, Submission
from casewright.recording.read import read_site
from casewright.recording.session import Sessions

from .conftest import Visitor

PATHS = st.sampled_from(["/home", "/help", "/help/app", "/cu/case-lobby", "/ap/signin", "/nowhere", "/help/old"])
CONTROLS = st.sampled_from(["Continue", "Send", "Send and stay", "Case log", "Help", "Sign in", "", "Buy"])
TYPED = st.dictionaries(
    st.sampled_from(["What happened?", "Subject", "Urgent", "Search"]), st.sampled_from(["", "x", "true"])
)
STEPS = st.one_of(
    st.tuples(st.just("see"), PATHS),
    st.tuples(st.just("press"), PATHS, CONTROLS, TYPED),
    st.tuples(st.just("file"), PATHS, st.sampled_from(["a.pdf", "", "../a", "退.pdf"])),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150, deadline=None)
@given(steps=st.lists(STEPS, max_size=12))
def test_no_order_of_doings_breaks_the_site(visit, steps):
    visitor = visit()
    created = 0
    for step in steps:
        if step[0] == "see":
            answer = visitor.ask("GET", step[1])
        elif step[0] == "file":
            answer = visitor.send_file(step[1], step[2], b"x")
        else:
            at = step[1] == "/help/app" and visitor.player._sessions.of(visitor.session).current(
                visitor.player.recording, "/help/app"
            )
            created += bool(at) and step[2] in at.go and at.go[step[2]].creates == "case"
            answer = visitor.press(step[1], step[2], **step[3])
        assert answer.status in {200, 303, 404}
        assert answer.session == visitor.session
    cases = visitor.player.case_log.cases()
    assert len(cases) == created
    assert all(case.session == visitor.session for case in cases)


def test_a_visitor_is_known_again_by_the_cookie():
    sessions = Sessions()
    session = sessions.of("")
    assert sessions.of(session.id) is session
    assert sessions.of("") is not session


@pytest.mark.parametrize(
    "cookie",
    ["short", "with space in its middle", "x" * 65, "semi;colon-and-more-of-it", "中文中文中文中文中文中文中文中文"],
)
def test_a_cookie_that_is_not_ours_in_form_is_not_taken_over(cookie):
    assert Sessions().of(cookie).id != cookie


def test_very_many_visitors_do_not_fill_the_memory():
    sessions = Sessions()
    first, faithful = sessions.of("the-very-first-visitor"), sessions.of("a-visitor-who-comes-often")
    for _ in range(600):
        sessions.of("")
        assert sessions.of("a-visitor-who-comes-often") is faithful
    assert len(sessions._sessions) <= 500
    assert sessions.of("the-very-first-visitor") is not first


CASE = "/cu/case-dashboard/view-case"


@pytest.mark.parametrize("looks", [0, 1, 2])
def test_a_reply_that_is_being_written_survives_looks_at_the_case_in_a_second_tab(looks):
    cases = MemoryCaseLog()
    player = Player(read_site(recordings(), "help-center"), cases, account="Harbor Lane Goods", marketplace="US")
    written = {"account": "Harbor Lane Goods", "marketplace": "US", "subject": "s", "message": "first", "session": "x"}
    case = cases.add(Submission.model_validate(written))
    asked = {"caseID": case.case_id}
    visitor = Visitor(player)
    visitor.see(CASE, **asked)
    visitor.ask("POST", CASE, query=asked, fields={"control": "Reply"})
    visitor.see(CASE, **asked)
    visitor.ask("POST", CASE, query={**asked, "upload": "invoice.pdf"}, body=b"paid")
    for _ in range(looks):
        assert "Type your message here" not in visitor.see(CASE, **asked)
    visitor.ask("POST", CASE, query=asked, fields={"control": "Send", "f:Type your message here": "Here it is."})
    (reply,) = cases.cases()[0].later
    assert (reply.text, [file.name for file in reply.attachments]) == ("Here it is.", ["invoice.pdf"])
