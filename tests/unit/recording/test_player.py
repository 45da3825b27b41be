"""The player answers as the recorded site would, keeps what was typed exactly, and fails when it is told to."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casewright.errors import UsageError
from casewright.recording.exchange import Answer, Request
from casewright.recording.player import LOCALE, MOST_BYTES
from casewright.recording.practice_cases import MemoryCaseLog
from casewright.recording.recording import filled_in

HOST = "sellercentral.amazon.com"
Visit = Callable[..., object]
ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip)


def where(answer: Answer) -> str | None:
    assert answer.status == 303
    return answer.location


def test_a_page_shows_whose_account_it_is_and_where(visit):
    assert "Harbor Lane Goods | United States" in visit().see("/home")


def test_an_account_name_that_is_html_stays_text(visit):
    assert "<b>" not in visit(account="<b>Shop</b>").see("/home")


def test_every_page_forbids_what_is_not_its_own(visit):
    headers = visit().ask("GET", "/home").headers
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert headers["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize(
    "path", ["/nowhere", "/shared/missing.css", "/shared/foot.html", "/shared/../little/recording.yaml"]
)
def test_what_was_not_recorded_is_told_apart_from_a_page_that_fails(visit, path):
    answer = visit().ask("GET", path)
    assert (answer.status, answer.recorded) == (404, False)
    assert visit("500-before@/home").ask("GET", "/home").recorded


def test_an_unknown_method_or_press_is_not_recorded(visit):
    visitor = visit()
    assert not visitor.ask("DELETE", "/home").recorded
    assert not visitor.press("/help/app", "Buy").recorded


def test_the_script_and_style_of_pages_are_served(visit):
    answer = visit().ask("GET", "/shared/kat.js")
    assert answer.body == b"'use strict';"
    assert answer.media_type.startswith("text/javascript")


def test_a_page_may_be_built_on_another_file(visit):
    visitor = visit()
    visitor.see("/help/app")
    visitor.press("/help/app", "Continue", **{"What happened?": "Lost"})
    assert "<footer>Practice</footer>" in visitor.see("/help/app")


def test_a_page_that_sends_on_sends_on(visit):
    assert where(visit().ask("GET", "/help/old")) == "/help?from=old"


def test_a_page_keeps_its_recorded_status(visit):
    assert visit("show:failed").ask("GET", "/help/app").status == 503


def test_a_press_leads_to_the_next_page_of_the_same_address(visit):
    visitor = visit()
    visitor.see("/help/app")
    answer = visitor.ask(
        "POST", "/help/app", query={"theme": "a b"}, fields={"control": "Continue", "f:What happened?": "x"}
    )
    assert where(answer) == "/help/app?theme=a+b"
    assert "Send" in visitor.see("/help/app")


def test_a_press_that_opens_an_address_leads_there(visit):
    assert where(visit().press("/help/app", "Case log")) == "/cu/case-lobby"


@pytest.mark.parametrize("typed", ["", "   ", "\n"])
def test_without_what_is_needed_the_site_asks_again(visit, typed):
    visitor = visit()
    visitor.see("/help/app")
    visitor.press("/help/app", "Continue", **{"What happened?": typed})
    assert "Please answer." in visitor.see("/help/app")


def test_what_was_typed_is_still_there_when_the_site_asks_again(visit):
    visitor = visit("show:refused")
    visitor.see("/help/app")
    visitor.press("/help/app", "Continue", **{"What happened?": "", "Urgent": "true"})
    visitor.press("/help/app", "Continue", **{"What happened?": "<b>1 & 2</b>"})
    assert visitor.player._sessions.of(visitor.session).draft["description"] == "<b>1 & 2</b>"


def test_a_document_that_is_loaded_anew_begins_anew(visit):
    visitor = visit().at_form()
    assert "Send" not in visitor.see("/help/app")
    assert visitor.player._sessions.of(visitor.session).draft == {}


def test_a_new_walk_from_the_start_takes_nothing_along(visit):
    visitor = visit()
    visitor.see("/help/app")
    visitor.send_file("/help/app", "old.pdf", b"old")
    visitor.press("/help/app", "Continue", **{"What happened?": "old"})
    visitor.see("/home")
    visitor.file("new")
    case = visitor.player.case_log.cases()[0]
    assert (case.message, case.attachments) == ("new", ())


def test_looking_at_the_case_log_beside_the_form_disturbs_nothing(visit):
    visitor = visit().at_form("kept")
    visitor.see("/cu/case-lobby", searchText="CW-ABCD2345")
    visitor.press("/help/app", "Send", Subject="s")
    assert visitor.player.case_log.cases()[0].message == "kept"


def test_a_choice_that_was_taken_back_is_not_kept(visit):
    visitor = visit()
    visitor.see("/help/app")
    visitor.press("/help/app", "Continue", **{"What happened?": " ", "Urgent": "true"})
    visitor.see("/help/app")
    visitor.press("/help/app", "Continue", **{"What happened?": "x"})
    visitor.see("/help/app")
    visitor.press("/help/app", "Send", Subject="s")
    assert visitor.player.case_log.cases()[0].fields == {"description": "x", "subject": "s"}


def test_boxes_that_the_recording_does_not_name_are_not_kept(visit):
    visitor = visit().at_form()
    visitor.press("/help/app", "Send", Subject="s", Search="secret")
    assert "secret" not in visitor.player.case_log.cases()[0].model_dump_json()


def test_a_case_is_created_with_its_text_files_and_an_id_of_eleven_digits(visit):
    visitor = visit()
    visitor.see("/help/app")
    visitor.send_file("/help/app", "发票 №1.pdf", b"%PDF")
    visitor.press("/help/app", "Continue", **{"What happened?": "12 units\nwere lost."})
    visitor.see("/help/app")
    answer = visitor.press("/help/app", "Send", **{"Subject": "CW-1", "Your email": "me@shop.example"})
    case = visitor.player.case_log.cases()[0]
    assert where(answer) == f"/cu/case-dashboard/view-case?caseID={case.case_id}"
    assert len(case.case_id) == 11
    assert (case.subject, case.message, case.status) == ("CW-1", "12 units\nwere lost.", "PendingAmazonAction")
    file = case.attachments[0]
    assert (file.name, file.size, file.sha256) == ("发票 №1.pdf", 4, hashlib.sha256(b"%PDF").hexdigest())
    assert (case.account, case.marketplace) == ("Harbor Lane Goods", "US")
    assert "12 units\nwere lost." in visitor.see("/cu/case-dashboard/view-case", caseID=case.case_id)


def test_two_posts_make_two_cases_because_amazon_does_not_prevent_it_either(visit):
    visitor = visit()
    visitor.file()
    visitor.press("/help/app", "Send", Subject="again")
    first, second = visitor.player.case_log.cases()
    assert first.case_id != second.case_id
    assert first.message == second.message


def test_success_may_be_told_in_the_page(visit):
    visitor = visit().at_form()
    assert where(visitor.press("/help/app", "Send and stay", Subject="s")) == "/help/app"
    assert f"Case ID: {visitor.player.case_log.cases()[0].case_id}" in visitor.see("/help/app")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50, deadline=None)
@given(text=ANY_TEXT, subject=ANY_TEXT)
def test_any_text_arrives_in_the_case_exactly(visit, text, subject):
    visitor = visit()
    visitor.file(text, subject)
    case = visitor.player.case_log.cases()[0]
    assert (case.message, case.subject) == (text, subject)


def test_a_case_that_is_not_there_is_not_shown(visit):
    visitor = visit()
    visitor.file()
    answer = visitor.ask("GET", "/cu/case-dashboard/view-case", query={"caseID": "10000000001"})
    assert answer.status == 400
    assert "lost" not in answer.body.decode()


def test_a_file_over_10_mb_is_refused_in_amazons_words(visit):
    visitor = visit()
    assert visitor.send_file("/help/app", "fits.pdf", b"x" * MOST_BYTES).status == 200
    refused = visitor.send_file("/help/app", "large.pdf", b"x" * (MOST_BYTES + 1))
    assert refused.status == 413
    assert json.loads(refused.body)["error"].startswith("Files exceeds our 10 MB file limit.")
    assert [file.name for file in visitor.player._sessions.of(visitor.session).files] == ["fits.pdf"]


def test_visitors_do_not_see_each_other(play, visit):
    one = visit().at_form("mine")
    other = type(one)(one.player)
    other.see("/help/app")
    other.press("/help/app", "Continue", **{"What happened?": "theirs"})
    one.press("/help/app", "Send", Subject="s")
    assert one.session != other.session
    assert one.player.case_log.cases()[0].message == "mine"


def test_an_odd_cookie_is_replaced_and_a_fitting_one_is_taken_over(visit):
    visitor = visit()
    visitor.session = "x; Path=/"
    assert visitor.ask("GET", "/home").session not in {"", "x; Path=/"}
    visitor.session = "a-cookie-of-before"
    assert visitor.ask("GET", "/home").session == "a-cookie-of-before"


def test_many_threads_lose_no_case(visit):
    first = visit()
    threads = [
        threading.Thread(target=type(first)(first.player).file, args=(f"text {number}",)) for number in range(16)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {case.message for case in first.player.case_log.cases()} == {f"text {number}" for number in range(16)}


# What goes wrong on purpose


def test_dropped_before_it_is_done_nothing_is_done(visit):
    visitor = visit("drop-before@Send")
    assert visitor.file().fault == "drop"
    assert visitor.player.case_log.cases() == ()


def test_dropped_after_it_is_done_the_case_is_there(visit):
    visitor = visit("drop-after@Send ×1")
    assert visitor.file().fault == "drop"
    assert len(visitor.player.case_log.cases()) == 1
    assert visitor.press("/help/app", "Send", Subject="s").fault == "none"


@pytest.mark.parametrize(("fault", "cases"), [("500-before@Send", 0), ("503-after@Send", 1)])
def test_a_server_error_tells_nothing_about_what_was_done(visit, fault, cases):
    visitor = visit(fault)
    assert visitor.file().status == int(fault[:3])
    assert len(visitor.player.case_log.cases()) == cases


def test_a_slow_answer_is_an_answer(visit):
    answer = visit("slow:2.5@Send").file()
    assert (answer.status, answer.delay) == (303, 2.5)


def test_a_fault_at_an_upload_is_named_by_its_button(visit):
    visitor = visit("drop-after@Add files ×1")
    visitor.see("/help/app")
    assert visitor.send_file("/help/app", "a.pdf", b"a").fault == "drop"
    assert visitor.send_file("/help/app", "a.pdf", b"a").status == 200


@pytest.mark.parametrize(("fault", "page"), [("signed-out@/help", "/ap/signin"), ("captcha@/help", "/ap/cvf/request")])
def test_a_door_may_stand_in_the_way_of_an_address(visit, fault, page):
    assert where(visit(f"{fault} ×1").ask("GET", "/help")) == page


def test_the_site_may_answer_a_press_with_the_sign_in_page(visit):
    visitor = visit("signed-out@Send")
    assert where(visitor.file()) == "/ap/signin"
    assert visitor.player.case_log.cases() == ()
    assert where(visitor.press("/ap/signin", "Sign in")) == "/home"


def test_another_page_may_stand_in_the_place_of_the_one_that_was_asked_for(visit):
    visitor = visit("show:sign-in@/help ×1")
    assert "Sign in" in visitor.see("/help")
    assert where(visitor.press("/help", "Sign in")) == "/home"
    assert "iframe" in visitor.see("/help")


def test_a_changed_label_is_seen_and_still_works(visit):
    visitor = visit("label-changed:Send=Submit now")
    visitor.at_form()
    visitor.see("/help/app")
    visitor.press("/help/app", "Continue", **{"What happened?": "x"})
    page = visitor.see("/help/app")
    assert 'label="Submit now"' in page
    assert 'label="Send"' not in page
    assert where(visitor.press("/help/app", "Submit now", Subject="s")).startswith("/cu/case-dashboard/")


def test_a_changed_label_of_a_box_still_fills_its_field(visit):
    visitor = visit("label-changed:What happened?=Tell us")
    visitor.see("/help/app")
    visitor.press("/help/app", "Continue", **{"Tell us": "x"})
    visitor.see("/help/app")
    visitor.press("/help/app", "Send", Subject="s")
    assert visitor.player.case_log.cases()[0].message == "x"


def test_a_second_control_of_the_same_name_is_there_as_often_as_it_was_said(visit):
    visitor = visit("second-control:Continue ×1")
    assert visitor.see("/help/app").count(">Continue<") == 2
    assert visitor.see("/help/app").count(">Continue<") == 1


def test_a_case_may_come_late_into_the_case_log(visit):
    visitor = visit("case-log-late:2 ×1")
    visitor.file(subject="CW-LATE")
    seen = ["CW-LATE" in visitor.see("/cu/case-lobby", searchText="cw-late") for _ in range(3)]
    assert seen == [False, False, True]


def test_a_late_case_can_be_read_by_its_id(visit):
    visitor = visit("case-log-late:3600s")
    visitor.file(subject="CW-LATE")
    case_id = visitor.player.case_log.cases()[0].case_id
    assert "CW-LATE" not in visitor.see("/cu/case-lobby")
    assert "CW-LATE" in visitor.see("/cu/case-dashboard/view-case", caseID=case_id)


def test_the_page_may_stay_as_if_nothing_had_been_sent(visit):
    visitor = visit("approve-stays")
    assert where(visitor.file()) == "/help/app"
    assert "Send" in visitor.see("/help/app")
    assert len(visitor.player.case_log.cases()) == 1


def test_a_browser_may_send_the_form_twice(visit):
    """Chromium does so by itself when a connection breaks before the answer begins."""
    visitor = visit("sent-twice@Send ×1")
    answer = visitor.file("same text")
    first, second = visitor.player.case_log.cases()
    assert first.message == second.message == "same text"
    assert second.case_id in (where(answer) or "")
    visitor.press("/help/app", "Send", Subject="s")
    assert len(visitor.player.case_log.cases()) == 3


def test_a_fault_that_shows_a_page_which_was_not_recorded_is_refused(play):
    with pytest.raises(UsageError, match="no page 'robot'") as refused:
        play("robot@/home")
    assert "sign-in" in str(refused.value.remedy)


def test_cases_of_other_accounts_are_not_shown(visit):
    log = MemoryCaseLog()
    visit(log=log).file(subject="CW-OURS")
    stranger = visit(log=log, account="Another Shop")
    assert "CW-OURS" not in stranger.see("/cu/case-lobby")
    assert stranger.ask("GET", "/cu/case-dashboard/view-case", query={"caseID": log.cases()[0].case_id}).status == 400


def test_what_the_site_writes_into_a_case_itself_is_made_from_what_was_typed():
    draft = {"fnsku": "X001ABC2D3", "odd": "{fnsku}"}
    assert filled_in("Lost {fnsku} {odd} {nothing}{fnsku.__class__}", draft) == (
        "Lost X001ABC2D3 {fnsku} {fnsku.__class__}"
    )


def test_a_press_may_be_answered_with_another_page_after_it_was_done(visit):
    visitor = visit("answer:thanks@Send")
    visitor.press("/help/app", "Continue", **{"What happened?": "lost"})
    assert where(visitor.press("/help/app", "Send", Subject="x")) == "/help/app"
    assert len(visitor.player.case_log.cases()) == 1


def changed(play, **changes):
    """A player of the little site with changes to its page `ask`."""
    player = play()
    pages = [page.model_copy(update=changes) if page.name == "ask" else page for page in player.recording.pages]
    player.recording = player.recording.model_copy(update={"pages": tuple(pages)})
    return player


def test_parts_of_what_was_typed_become_fields_of_their_own(play):
    player = changed(play, reads={"description": r"(?s)Subject: (?P<subject>[^\n]+)\n(?P<description>.+)"})
    press = {"control": "Continue", "f:What happened?": "Please.\nSubject: CW-1 lost\nThree\nunits"}
    session = player.respond(Request("POST", HOST, "/help/app", fields=press)).session
    player.respond(Request("POST", HOST, "/help/app", fields={"control": "Send"}, session=session))
    [case] = player.case_log.cases()
    assert (case.subject, case.message) == ("CW-1 lost", "Three\nunits")


def test_a_page_shows_its_example_until_something_is_typed(play):
    player = changed(play, example={"description": "An example"})
    shown = player.respond(Request("GET", HOST, "/help/app"))
    assert b"An example" in shown.body


def test_who_asks_for_a_language_gets_the_pages_that_are_recorded_in_it(play):
    player = play()
    foreign = [
        page.model_copy(update={"name": "daheim", "language": "de", "words": {"Help": "Hilfe"}})
        for page in player.recording.pages
        if page.name == "home"
    ]
    own = [page.model_copy(update={"language": "en"}) for page in player.recording.pages]
    player.recording = player.recording.model_copy(update={"pages": (*foreign, *own)})
    first = player.respond(Request("GET", HOST, "/home"))
    asked = Request("GET", HOST, "/home", query={LOCALE: "en_US"}, session=first.session)
    again = Request("GET", HOST, "/home", session=first.session)
    assert [first.page, player.respond(asked).page, player.respond(again).page] == ["daheim", "home", "home"]
    unknown = Request("GET", HOST, "/home", query={LOCALE: "fr_FR"}, session=first.session)
    assert player.respond(unknown).page == "daheim"
