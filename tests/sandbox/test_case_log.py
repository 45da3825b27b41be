"""The case log is read as Amazon stored it, to its last page, or it is said that it was not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, nullcontext
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from casewright.browser import case_search
from casewright.browser.case_log_page import CaseLogPage
from casewright.caselog.case import case_path
from casewright.caselog.same_text import holds_text
from casewright.flow.window import Fill, Open, Target, WindowError
from casewright.places import recordings
from casewright.recording.exchange import Answer, Request
from casewright.recording.faults import Faults, parse_fault
from casewright.recording.player import Player
from casewright.recording.practice_cases import MemoryCaseLog, StoredCase, StoredFile, Submission, add_message
from casewright.recording.read import read_site
from casewright.site.open import Opener, OpenVisit
from casewright.site.sandbox import Sandbox
from casewright.site.server import serve

pytestmark = pytest.mark.browser

ACCOUNT = "Harbor Lane Goods"
TEXT = (
    'First line\n  indented\n\n<script>alert("x")</script> & "quotes" 😀\nمرحبا بالعالم\n缺失 12 件' + " and more" * 400
)


@pytest.fixture
def log() -> MemoryCaseLog:
    return MemoryCaseLog()


@pytest.fixture(params=["help-center", "help-center-top"], ids=["old form", "form of 2026"])
def form(request: pytest.FixtureRequest) -> str:
    """A site with the case log as it was, and one with the case log as it is now."""
    return str(request.param)


@pytest.fixture
def visited(opener: Opener, log: MemoryCaseLog, tmp_path: Path, form: str) -> Iterator[Callable[..., OpenVisit]]:
    """Opens a visit to a practice server that has these cases and these faults."""
    with ExitStack() as stack:

        def visit(*faults: str) -> OpenVisit:
            site = read_site(recordings(), form)
            failing = Faults(parse_fault(fault) for fault in faults)
            player = Player(site, log, account=ACCOUNT, marketplace="US", faults=failing)
            url = stack.enter_context(serve(player.respond)).url
            sandbox = Sandbox(opener, lambda account, marketplace: nullcontext(url))
            return stack.enter_context(sandbox.visit(ACCOUNT, "US", tmp_path))

        yield visit


class Foreign:
    """A practice site whose case log speaks Chinese, unless it is asked for English."""

    def __init__(self, player: Player) -> None:
        self.player = player
        self.asked: list[dict[str, str]] = []

    def respond(self, request: Request) -> Answer:
        answer = self.player.respond(request)
        if not request.path.startswith("/cu/") or request.method != "GET":
            return answer
        self.asked.append(request.query)
        if request.query.get("mons_sel_locale") == "en_US":
            return answer
        body = answer.body.replace(b'lang="en"', b'lang="zh-CN"')
        for english, chinese in (("Case ID", "问题编号"), ("Cases ", "问题 "), ("Status", "状态")):
            body = body.replace(english.encode(), chinese.encode())
        return replace(answer, body=body)


def test_a_case_log_in_another_language_is_read_in_english(opener: Opener, log: MemoryCaseLog, tmp_path: Path) -> None:
    case = stored(log, "Lost CW-ABCDEFGH")
    foreign = Foreign(Player(read_site(recordings(), "help-hub-zh"), log, account=ACCOUNT, marketplace="US"))
    with serve(foreign.respond) as server:
        sandbox = Sandbox(opener, lambda account, marketplace: nullcontext(server.url))
        with sandbox.visit(ACCOUNT, "US", tmp_path) as visit:
            (row,) = visit.cases.search("CW-ABCDEFGH").rows
            page = visit.cases.read(case.case_id)
    assert row.case_id == page.case_id == case.case_id
    lobby, case_page = foreign.asked[:-1], foreign.asked[-1:]
    assert [asked.get("mons_sel_locale") for asked in lobby] == [None, "en_US"]
    assert [asked.get("mons_sel_locale") for asked in case_page] == [None], "its own data speaks no language"
    assert all(asked.get("mons_sel_persist") == "false" for asked in foreign.asked if "mons_sel_locale" in asked)


@dataclass
class Changed:
    """A practice site that changes what it answers about a case."""

    player: Player
    change: Callable[[Request, Answer], Answer]

    def respond(self, request: Request) -> Answer:
        return self.change(request, self.player.respond(request))


@pytest.fixture
def changed(opener: Opener, log: MemoryCaseLog, tmp_path: Path, form: str) -> Iterator[Callable[..., OpenVisit]]:
    """Opens a visit to such a site."""
    with ExitStack() as stack:

        def visit(change: Callable[[Request, Answer], Answer]) -> OpenVisit:
            player = Player(read_site(recordings(), form), log, account=ACCOUNT, marketplace="US")
            url = stack.enter_context(serve(Changed(player, change).respond)).url
            return stack.enter_context(
                Sandbox(opener, lambda account, marketplace: nullcontext(url)).visit(ACCOUNT, "US", tmp_path)
            )

        yield visit


def test_what_amazon_answered_is_known_from_the_pages_own_data_in_any_words(
    changed: Callable[..., OpenVisit], log: MemoryCaseLog
) -> None:
    case = stored(log, "Lost CW-ABCDEFGH", "first", "photo.jpg")
    at = case.created + timedelta(days=2)
    log.change(add_message(case, "请附上发票。", "Answered", at))

    def in_chinese(_: Request, answer: Answer) -> Answer:
        return replace(answer, body=answer.body.replace(b"From: Amazon,", "发件人：亚马逊".encode()))

    page = changed(in_chinese).cases.read(case.case_id)
    assert [(one.text, one.at) for one in page.answers] == [("请附上发票。", at)]
    assert (page.texts, page.attachments, page.reply_days) == (("first", "请附上发票。"), ("photo.jpg",), None)


def test_data_that_is_turned_away_asks_to_slow_down_for_as_long_as_it_says(
    changed: Callable[..., OpenVisit], log: MemoryCaseLog
) -> None:
    case = stored(log, "Lost CW-ABCDEFGH")

    def too_many(request: Request, answer: Answer) -> Answer:
        if not request.path.endswith("/ViewCase"):
            return answer
        return Answer(429, b"{}", "application/json", {"Retry-After": "45"})

    with pytest.raises(WindowError) as error:
        changed(too_many).cases.read(case.case_id)
    assert (error.value.reason, error.value.wait) == ("rate-limited", 45.0)


def test_without_such_data_the_page_itself_is_read(changed: Callable[..., OpenVisit], log: MemoryCaseLog) -> None:
    case = stored(log, "Lost CW-ABCDEFGH", "first")
    log.change(add_message(case, "Please attach an invoice.", "Answered", datetime(2026, 11, 20, 8, 0, tzinfo=UTC)))

    def silent(request: Request, answer: Answer) -> Answer:
        return Answer(fault="drop") if request.path.endswith("/ViewCase") else answer

    page = changed(silent).cases.read(case.case_id)
    assert [one.text for one in page.answers] == ["Please attach an invoice."]


def stored(log: MemoryCaseLog, subject: str, message: str = "text", *files: str) -> StoredCase:
    attachments = tuple(StoredFile(name=name, size=1, sha256="0" * 64) for name in files)
    return log.add(
        Submission(
            subject=subject,
            message=message,
            attachments=attachments,
            account=ACCOUNT,
            marketplace="US",
            session="s",
        )
    )


def test_a_search_finds_the_case_by_its_reference(visited: Callable[..., OpenVisit], log: MemoryCaseLog) -> None:
    stored(log, "Something else CW-22222222")
    case = stored(log, 'Lost: 3 × "lamp" <b> CW-ABCDEFGH')

    search = visited().cases.search("CW-ABCDEFGH")

    (row,) = search.rows
    assert (row.case_id, row.subject) == (case.case_id, case.subject)
    assert row.created.replace(second=0) == case.created.replace(second=0), "the form of 2026 shows minutes"
    assert search.complete


def test_a_search_that_finds_nothing_is_complete(visited: Callable[..., OpenVisit], log: MemoryCaseLog) -> None:
    stored(log, "Something else")

    search = visited().cases.search("CW-ABCDEFGH")

    assert search.rows == ()
    assert search.complete


def test_every_page_of_a_long_result_is_read(visited: Callable[..., OpenVisit], log: MemoryCaseLog) -> None:
    cases = [stored(log, f"Lost unit {number} X001ABCDEF") for number in range(123)]

    search = visited().cases.search("X001ABCDEF")

    assert search.complete
    assert {row.case_id for row in search.rows} == {case.case_id for case in cases}
    assert len(search.rows) == 123


def test_a_result_that_grows_while_it_is_read_is_not_called_complete(
    visited: Callable[..., OpenVisit], log: MemoryCaseLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(60):
        stored(log, f"Lost unit {number} X001ABCDEF")
    turn = case_search.turn_to

    def turn_late(log_page: CaseLogPage, number: int) -> None:
        stored(log, "One more X001ABCDEF")
        turn(log_page, number)

    monkeypatch.setattr(case_search, "turn_to", turn_late)

    assert not visited().cases.search("X001ABCDEF").complete


def test_searching_does_not_disturb_the_form(visited: Callable[..., OpenVisit]) -> None:
    visit = visited()
    visit.window.do(Open("/help/center"))
    box = Target("shell.search", "css", ("header input[type=search]",))
    visit.window.do(Fill(box, "half typed"))

    visit.cases.search("CW-ABCDEFGH")

    assert 'searchbox "Search": half typed' in visit.window.look().text


def test_a_case_is_read_with_every_line_of_its_text(visited: Callable[..., OpenVisit], log: MemoryCaseLog) -> None:
    case = stored(log, "Lost CW-ABCDEFGH", TEXT, "invoice 1.pdf", "照片.jpg")

    page = visited().cases.read(case.case_id)

    assert page.texts == (TEXT,)
    assert page.attachments == ("invoice 1.pdf", "照片.jpg")
    assert (page.case_id, page.subject, page.status) == (case.case_id, "Lost CW-ABCDEFGH", "Pending Amazon action")
    assert page.created == case.created


def test_what_amazon_answered_is_told_apart_from_what_was_sent(
    visited: Callable[..., OpenVisit], log: MemoryCaseLog
) -> None:
    first = stored(log, "Lost CW-ABCDEFGH", TEXT)
    at = first.created + timedelta(days=2)
    case = add_message(first, "Please attach an invoice.\n谢谢", "Answered", at)
    log.change(case)

    page = visited().cases.read(case.case_id)

    assert [(one.text, one.at) for one in page.answers] == [("Please attach an invoice.\n谢谢", at)]
    assert page.texts == (TEXT, "Please attach an invoice.\n谢谢")
    assert page.status == "Answered"


def test_a_case_log_that_asks_to_slow_down_says_so(visited: Callable[..., OpenVisit]) -> None:
    with pytest.raises(WindowError) as told:
        visited("429-before@/cu/case-dashboard/view-case").cases.read("12345678901")

    assert told.value.reason == "rate-limited"


def test_a_case_that_is_not_there_is_said_to_be_unreadable(visited: Callable[..., OpenVisit]) -> None:
    with pytest.raises(WindowError) as told:
        visited().cases.read("12345678901")

    assert told.value.reason == "unknown-screen"


def test_a_case_log_behind_a_sign_in_says_so(visited: Callable[..., OpenVisit]) -> None:
    visit = visited("signed-out@/cu/case-lobby")

    with pytest.raises(WindowError) as told:
        visit.cases.search("CW-ABCDEFGH")

    assert told.value.reason == "signed-out"


@pytest.mark.parametrize("fault", ["drop-before@/cu/case-lobby", "500-before@/cu/case-lobby"])
def test_a_case_log_that_fails_is_never_an_empty_one(visited: Callable[..., OpenVisit], fault: str) -> None:
    with pytest.raises(WindowError):
        visited(fault).cases.search("CW-ABCDEFGH")


def test_a_case_log_that_is_slow_is_waited_for(visited: Callable[..., OpenVisit], log: MemoryCaseLog) -> None:
    stored(log, "Lost CW-ABCDEFGH")

    assert len(visited("slow:0.5@/cu/case-lobby").cases.search("CW-ABCDEFGH").rows) == 1


def test_a_page_of_another_case_is_not_taken_for_this_one(
    visited: Callable[..., OpenVisit], log: MemoryCaseLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = stored(log, "first"), stored(log, "second")
    visit = visited()
    original = CaseLogPage.goto
    monkeypatch.setattr(CaseLogPage, "goto", lambda page, path: original(page, case_path(second.case_id)))

    with pytest.raises(WindowError, match=f"shows {second.case_id}"):
        visit.cases.read(first.case_id)


def test_data_that_holds_the_text_as_html_is_still_our_text(
    changed: Callable[..., OpenVisit], log: MemoryCaseLog
) -> None:
    case = stored(log, "Lost CW-ABCDEFGH", "3 & 4 units")

    def marked_up(request: Request, answer: Answer) -> Answer:
        if not request.path.endswith("/ViewCase"):
            return answer
        return replace(answer, body=answer.body.replace(b"3 & 4", b"3 &amp; 4"))

    (message,) = changed(marked_up).cases.read(case.case_id).messages
    assert holds_text(message, "3 & 4 units")


def test_without_its_data_either_form_is_read_whole_from_its_words(
    changed: Callable[..., OpenVisit], log: MemoryCaseLog
) -> None:
    case = stored(log, "Lost CW-ABCDEFGH", f"{TEXT}\nStatus: Closed\nID: 99999999999", "invoice 1.pdf")
    log.change(add_message(case, "Please attach an invoice.", "Answered", case.created + timedelta(days=2)))

    def silent(request: Request, answer: Answer) -> Answer:
        return Answer(fault="drop") if "mons-api" in request.path else answer

    page = changed(silent).cases.read(case.case_id)

    assert (page.missing, page.worded) == ((), True)
    assert (page.status, page.attachments) == ("Answered", ("invoice 1.pdf",))
    assert [message.from_amazon for message in page.messages] == [False, True]
    assert holds_text(page.messages[0], case.message)


@pytest.mark.parametrize("header", [b"header", b"div"])
def test_an_address_that_does_not_search_is_searched_with_the_pages_own_box(
    changed: Callable[..., OpenVisit], log: MemoryCaseLog, header: bytes
) -> None:
    """What stands in the address of the first request is left aside, as an account's own start page may do."""
    case = stored(log, "Lost CW-ABCDEFGH")
    for number in range(3):
        stored(log, f"Another {number}")
    seen: list[str] = []

    def deaf(request: Request, answer: Answer) -> Answer:
        if request.path != "/cu/case-lobby" or request.method != "GET":
            return answer
        said = answer.body.replace(b"<header", b"<" + header).replace(b"</header", b"</" + header)
        answer = replace(answer, body=said)
        seen.append(request.query.get("searchText", ""))
        return replace(answer, body=answer.body.replace(b'CW-ABCDEFGH"', b'"')) if len(seen) == 1 else answer

    search = changed(deaf).cases.search("CW-ABCDEFGH")

    assert [row.case_id for row in search.rows] == [case.case_id]
    assert len(seen) == 2


def test_a_text_in_the_box_is_no_search_as_long_as_the_page_shows_the_same(
    changed: Callable[..., OpenVisit], log: MemoryCaseLog
) -> None:
    stored(log, "Another matter")

    def without_search(request: Request, answer: Answer) -> Answer:
        if request.path != "/cu/case-lobby":
            return answer
        return replace(answer, body=answer.body.replace(b"data-seek", b"").replace(b'CW-ABCDEFGH"', b'"'))

    with pytest.raises(WindowError, match="shows no search"):
        changed(without_search).cases.search("CW-ABCDEFGH")
