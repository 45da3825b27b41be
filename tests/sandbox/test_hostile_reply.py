"""A hostile case page around the press of a reply: nothing hangs, nothing leaves, and it is said at most once."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from tests.crash.world import ACCOUNT, an_entry

from casewright.browser import limited
from casewright.browser.launch import FoundBrowser
from casewright.casework.reply import Replied, ReplyDesk, ReplyRequest, reply_to
from casewright.ledger.filing import Filing
from casewright.ledger.reply import ReplyState
from casewright.ledger.store import Ledger, open_ledger
from casewright.model.outcome import Outcome
from casewright.places import recordings
from casewright.recording.exchange import Answer, Request
from casewright.recording.player import Player
from casewright.recording.practice_cases import MemoryCaseLog, Submission
from casewright.recording.read import read_site
from casewright.site.open import Opener, shipped_flows
from casewright.site.sandbox import Sandbox
from casewright.site.server import serve

from .test_hanging_pages import HANGS
from .test_ways_out import LEADS_AWAY, WAYS, World, world

__all__ = ["world"]

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("chromium", "little_patience")]

TEXT = "Here is what you asked for."
KINDS = {
    **HANGS,
    **LEADS_AWAY,
    "1,500 frames": "document.body.insertAdjacentHTML('beforeend', '<iframe srcdoc=x></iframe>'.repeat(1500))",
    "fifty ways out": "\n".join(f"try {{ {attempt} }} catch {{ 0 }}" for attempt in WAYS.values()),
}


@dataclass
class HostileCase:
    """The practice site, whose pages run a script once a reply stands in the case, or from the first look at it."""

    player: Player
    cases: MemoryCaseLog
    script: str
    before: bool

    def respond(self, request: Request) -> Answer:
        answer = self.player.respond(request)
        (case,) = self.cases.cases()
        page = b"</body>" in answer.body and (self.before or case.later)
        if not page:
            return answer
        inside = self.script.replace("</script>", "<\\/script>")
        script = f"<script>{inside}</script></body>".encode()
        headers = {name: value for name, value in answer.headers.items() if name != "Content-Security-Policy"}
        return replace(answer, body=answer.body.replace(b"</body>", script), headers=headers)


@pytest.fixture
def little_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limited, "limit_of", lambda seconds: seconds + 3)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(tmp_path / "ledger.sqlite", "sandbox") as opened:
        yield opened


@pytest.fixture
def case(ledger: Ledger, tmp_path: Path) -> tuple[Filing, MemoryCaseLog]:
    """A filing that was proven, and the site's record of it."""
    entry, cases = an_entry(tmp_path), MemoryCaseLog()
    written = {"subject": entry.form.subject, "message": entry.form.message, "session": "earlier"}
    stored = cases.add(Submission.model_validate({"account": ACCOUNT, "marketplace": "US", **written}))
    filing = ledger.approve(ledger.prepare(entry), entry.digest)
    ledger.arm(filing)
    return ledger.verify(ledger.observe(ledger.clicked(filing), stored.case_id), stored.case_id), cases


@pytest.mark.parametrize("before", [True, False], ids=["from the first look", "after the press"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_hostile_case_ends_a_reply_in_an_outcome(
    found: FoundBrowser,
    ledger: Ledger,
    case: tuple[Filing, MemoryCaseLog],
    tmp_path: Path,
    world: World,
    kind: str,
    before: bool,
) -> None:
    filing, cases = case
    player = Player(read_site(recordings(), "help-center"), cases, account=ACCOUNT, marketplace="US")
    site = HostileCase(player, cases, KINDS[kind].replace("OUT", world.address), before)
    began = time.monotonic()

    done = replied(ledger, filing, site, found, tmp_path)

    said = [one.text for one in cases.cases()[0].later]
    states = [one.state for one in ledger.replies()]
    assert time.monotonic() - began < 180
    assert said in ([], [TEXT])
    assert not world.heard, "what a case's page tries leads nowhere"
    assert done.outcome is not Outcome.VERIFIED or said
    assert not said or (done.outcome in {Outcome.VERIFIED, Outcome.UNCERTAIN} and ReplyState.NOT_SENT not in states)


def replied(ledger: Ledger, filing: Filing, site: HostileCase, found: FoundBrowser, folder: Path) -> Replied:
    """Reply in a browser of its own, which may be ended."""
    desk = ReplyDesk(ledger, shipped_flows(), lambda: None, lambda _: True, "a tester")
    with serve(site.respond) as server:
        sandbox = Sandbox(Opener(found, patience=4.0), lambda *_: nullcontext(server.url))
        with sandbox.visit(filing.account, filing.marketplace, folder) as visit:
            return reply_to(ReplyRequest(filing, TEXT), visit, desk)
