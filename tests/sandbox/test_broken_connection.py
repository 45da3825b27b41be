"""What a real browser does when the connection to the practice site breaks: it presses nothing a second time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from casewright import places
from casewright.flow.window import Fill, Find, Open, Press, Submit, Target, WindowError
from casewright.permit import Permit
from casewright.recording.faults import Faults
from casewright.recording.player import Player
from casewright.recording.practice_cases import FileCaseLog
from casewright.recording.read import read_site
from casewright.site.open import Opener, OpenVisit
from casewright.site.sandbox import Sandbox
from casewright.site.server import serve

pytestmark = pytest.mark.browser

SEND = Target("send", "button", ("Send",))


@pytest.fixture
def log(tmp_path: Path) -> FileCaseLog:
    return FileCaseLog(tmp_path / "cases.jsonl")


@pytest.fixture
def at_form(opener: Opener, log: FileCaseLog, tmp_path: Path) -> Iterator:
    """Opens the classic form on a practice server with faults, filled, in front of the submit."""
    with ExitStack() as stack:

        def open_form(*faults: str) -> OpenVisit:
            @contextmanager
            def serves(account: str, marketplace: str) -> Iterator[str]:
                site = read_site(places.recordings(), "help-hub")
                contact = site.page("contact")
                rest = tuple(page for page in site.pages if page is not contact)
                site = site.model_copy(update={"pages": (contact, *rest)})
                player = Player(site, log, account=account, marketplace=marketplace, faults=Faults.parse(*faults))
                with serve(player.respond) as server:
                    yield server.url

            visit = stack.enter_context(Sandbox(opener, serves).visit("Harbor Lane Goods", "US", tmp_path / "kept"))
            visit.window.do(Open("/help/hub/support/contact"))
            visit.window.do(Fill(Target("reason", "textbox", ("Contact reason",)), "CW-ABCD2345 lost"))
            visit.window.do(Fill(Target("description", "textbox", ("Description",)), "12 units\nwere lost."))
            visit.window.do(Find(SEND))
            return visit

        yield open_form


def submitted(visit: OpenVisit) -> str:
    """Press submit; the address afterwards, '' where the window could not tell."""
    before = visit.window.look()
    try:
        visit.window.do(Submit(SEND, Permit("f")))
        return visit.window.look(unlike=before).url
    except WindowError:
        return ""


@pytest.mark.parametrize(("fault", "cases"), [("drop-before@Send", 0), ("drop-after@Send", 1), ("500-after@Send", 1)])
def test_a_submit_whose_answer_is_lost_reaches_the_site_once(at_form, log, fault, cases):
    visit = at_form(fault)
    assert "caseID" not in submitted(visit)
    assert len(log.cases()) == cases


def test_the_case_log_tells_what_became_of_it(at_form, log):
    visit = at_form("drop-after@Send ×1")
    submitted(visit)
    found = visit.cases.search("CW-ABCD2345")
    assert [row.case_id for row in found.rows] == [log.cases()[0].case_id]
    assert visit.cases.read(found.rows[0].case_id).texts == ("12 units\nwere lost.",)


def test_a_form_that_a_browser_sent_twice_is_two_cases_in_the_case_log(at_form, log):
    visit = at_form("sent-twice@Send ×1")
    submitted(visit)
    found = visit.cases.search("CW-ABCD2345")
    assert {row.case_id for row in found.rows} == {case.case_id for case in log.cases()}
    assert len(found.rows) == 2


def test_a_slow_answer_is_waited_for(at_form, log):
    visit = at_form("slow:1@Send ×1")
    submitted(visit)
    assert f"case ID: {log.cases()[0].case_id}" in visit.window.look().text


def test_a_page_of_the_practice_site_breaks_none_of_its_own_rules(at_form):
    """Its content security policy lets its own script and styles work."""
    visit = at_form()
    visit.window.do(Press(Target("phone", "tab", ("Phone",))))
    visit.window.do(Find(Target("call", "button", ("Call me now",))))
    assert visit.guard().refused == 0
    assert visit.guard().left == 0
