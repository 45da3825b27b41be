"""Cases are followed up: what their pages show is remembered, and what is due is told on the right day."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from casewright.caselog.case import CaseMessage, CasePage, CaseSearch
from casewright.casework.follow_up import Slowly, Synced, What, due, followed_of, sync
from casewright.casework.plan import Entry
from casewright.flow.reason import Reason
from casewright.flow.window import WindowError
from casewright.ledger.followed import Followed
from casewright.ledger.store import Ledger
from casewright.model.outcome import Outcome
from casewright.policy.verdict import Verdict
from casewright.recording.practice_cases import add_message

from .conftest import NOW, claim
from .practice import Practice, entries_of

ASKS = "Thank you for waiting.\nPlease attach:\n- an invoice of your supplier\n- photos of the damage"


def theirs(text: str, at: datetime | None = None) -> CaseMessage:
    return CaseMessage(text=text, at=at, from_amazon=True)


@pytest.fixture
def site(ledger: Ledger, tmp_path: Path) -> Practice:
    return Practice(ledger, tmp_path)


@pytest.fixture
def filed(site: Practice, claims_file: Path) -> tuple[Entry, ...]:
    """Two claims that became cases."""
    entries = entries_of(claim("A-1"), claim("A-2", quantity=7), source=claims_file)
    assert {one.outcome for one in site.file(entries)} == {Outcome.VERIFIED}
    return entries


def synced(site: Practice, tmp_path: Path, slowly: Slowly | None = None) -> list[Synced]:
    return list(sync(site.ledger, site, site.now, slowly or Slowly(lambda _: None), tmp_path))


def test_an_answer_is_read_with_its_time_and_what_it_asks_for(site, filed, tmp_path):
    case = site.stored()[0]
    site.cases.change(add_message(case, ASKS, "Answered", datetime.now(UTC)))

    first, second = synced(site, tmp_path)

    assert (first.followed.status, first.followed.answer, first.news) == ("Answered", ASKS, True)
    assert first.followed.reply_until == first.followed.answered_at + timedelta(days=5)
    assert (second.followed.status, second.followed.answers, second.news) == ("Pending Amazon action", 0, False)
    assert site.ledger.followed()[case.case_id] == first.followed


def test_what_was_read_before_is_no_news_and_a_closed_case_is_not_read_again(site, filed, tmp_path):
    one, other = site.stored()
    site.cases.change(add_message(one, "It was found.", "Closed", datetime.now(UTC)))
    synced(site, tmp_path)

    (again,) = synced(site, tmp_path)

    assert again.filing.case_id == other.case_id
    assert not again.news


def test_a_status_that_nobody_knows_stays_as_the_page_wrote_it(site, filed, tmp_path):
    site.cases.change(site.stored()[0].model_copy(update={"status": "Transferred to the Ünited team"}))
    assert synced(site, tmp_path)[0].followed.status == "Transferred to the Ünited team"


@dataclass
class SlowLog:
    """A case log that asks to slow down so often, then answers."""

    refusals: int
    reason: str = "rate-limited"
    wait: float | None = None
    asked: list[str] = field(default_factory=list)

    def search(self, text: str) -> CaseSearch:
        raise AssertionError("nothing is searched for")

    def read(self, case_id: str) -> CasePage:
        self.asked.append(case_id)
        if len(self.asked) <= self.refusals:
            raise WindowError(Reason(self.reason), "too many requests", wait=self.wait)
        return CasePage(case_id=case_id, subject="s", status="Work in progress")


@dataclass
class SlowSite:
    """A site with such a case log."""

    site: Practice
    log: SlowLog
    name = "sandbox"

    @contextmanager
    def visit(self, account: str, marketplace: str, keep_in: Path):
        with self.site.visit(account, marketplace, keep_in) as visit:
            visit.cases = self.log
            yield visit


def test_a_site_that_asks_to_slow_down_is_waited_for_longer_each_time(site, filed, tmp_path):
    waited: list[float] = []
    slowly = Slowly(waited.append)
    done = list(sync(site.ledger, SlowSite(site, SlowLog(2)), site.now, slowly, tmp_path))
    assert waited == [30.0, 60.0]
    assert [one.followed.status for one in done] == ["Work in progress"] * 2


@pytest.mark.parametrize(("wait", "pause"), [(7.0, 7.0), (300.0, 300.0), (0.0, 1.0)])
def test_a_site_that_says_how_long_it_wants_to_be_left_alone_is_left_alone_that_long(
    site, filed, tmp_path, wait, pause
):
    waited: list[float] = []
    done = list(sync(site.ledger, SlowSite(site, SlowLog(1, wait=wait)), site.now, Slowly(waited.append), tmp_path))
    assert waited == [pause]
    assert [one.outcome for one in done] == [None, None]


def test_a_site_that_wants_to_be_left_alone_for_very_long_is_left_for_another_day(site, filed, tmp_path):
    waited: list[float] = []
    done = list(sync(site.ledger, SlowSite(site, SlowLog(1, wait=3600.0)), site.now, Slowly(waited.append), tmp_path))
    assert (waited, [one.outcome for one in done]) == ([], [Outcome.RATE_LIMITED] * 2)


def test_a_site_that_goes_on_asking_is_left_alone_and_nothing_is_forgotten(site, filed, tmp_path):
    synced(site, tmp_path)
    before = site.ledger.followed()
    log = SlowLog(99)
    done = list(sync(site.ledger, SlowSite(site, log), site.now, Slowly(lambda _: None), tmp_path))
    assert [one.outcome for one in done] == [Outcome.RATE_LIMITED] * 2
    assert len(set(log.asked)) == 1, "the second case was not asked for any more"
    assert site.ledger.followed() == before


def test_the_stop_switch_ends_the_waiting(site, filed, tmp_path):
    done = list(sync(site.ledger, SlowSite(site, SlowLog(99)), site.now, Slowly(lambda _: "stopped"), tmp_path))
    assert [one.outcome for one in done] == [Outcome.STOPPED] * 2


def test_one_page_that_cannot_be_read_does_not_hide_the_others(site, filed, tmp_path):
    done = list(sync(site.ledger, SlowSite(site, SlowLog(1, "page-gone")), site.now, Slowly(lambda _: None), tmp_path))
    assert done[0].trouble
    assert done[1].followed


def test_the_pages_own_number_of_days_counts_for_the_reply():
    page = CasePage(case_id="1", subject="", status="Answered", messages=(theirs("a", NOW),), reply_days=3)
    assert followed_of(page, NOW).reply_until == NOW + timedelta(days=3)


def test_an_answer_is_kept_without_a_buyers_data():
    text = "Buyer: Quilla Plantova wrote from quilla@plant.example, (206) 266-1234, about case 17204938815."
    page = CasePage(case_id="1", subject="", status="Answered", messages=(theirs(text, NOW),))

    assert followed_of(page, NOW).answer.endswith("from [email 1], [phone 1], about case 17204938815.")
    assert "Plantova" not in followed_of(page, NOW).answer


def test_an_answer_without_a_time_has_no_last_day():
    page = CasePage(case_id="1", subject="", status="Answered", messages=(theirs("a"),))
    assert followed_of(page, NOW).reply_until is None


def dues(ledger: Ledger, *seen: Followed, verdicts: tuple[Verdict, ...] = ()):
    return due(ledger.filings(), {one.case_id: one for one in seen}, verdicts)


@pytest.fixture
def monday(ledger: Ledger, claims_file: Path):
    """A claim filed on Monday, 23 November 2026, noon UTC: in the week of Thanksgiving."""
    (entry,) = entries_of(claim(), source=claims_file)
    ledger._now = lambda: NOW
    approved = ledger.approve(ledger.prepare(entry), entry.digest)
    ledger.arm(approved)
    return ledger.observe(approved, "17204938815")


def followed(**changes: object) -> Followed:
    return Followed.model_validate({"case_id": "17204938815", "status": "Answered", "seen_at": NOW} | changes)


def test_an_answer_is_due_after_three_working_days_of_the_marketplace(ledger, monday):
    (one,) = dues(ledger)
    assert (one.what, one.name, one.claim_id) == (What.ANSWER, "17204938815", "A-1")
    assert one.day == date(2026, 11, 27), "Thursday is a holiday in the US"


def test_an_answered_case_asks_for_a_reply_before_it_closes(ledger, monday):
    (one,) = dues(ledger, followed(answers=1, answer=ASKS, answered_at=NOW, reply_until=NOW + timedelta(days=5)))
    assert (one.what, one.day) == (What.REPLY, date(2026, 11, 28))
    assert "stock document, photo" in str(one.detail)


def test_after_your_own_reply_it_is_amazons_turn_until_amazon_writes_again(ledger, monday):
    ledger.arm_reply(monday, "The invoice is attached.", (), "a tester")
    seen = {"answers": 1, "answer": ASKS, "reply_until": NOW + timedelta(days=5)}
    (waiting,) = due(
        ledger.filings(), {"17204938815": followed(answered_at=NOW - timedelta(days=1), **seen)}, (), ledger.replies()
    )
    assert (waiting.what, waiting.day) == (What.ANSWER, date(2026, 11, 27))
    (again,) = due(
        ledger.filings(), {"17204938815": followed(answered_at=NOW + timedelta(days=1), **seen)}, (), ledger.replies()
    )
    assert again.what is What.REPLY


def test_nothing_is_due_of_a_closed_case(ledger, monday):
    assert dues(ledger, followed(status="Closed")) == ()


def test_claims_are_due_by_their_windows_and_the_earliest_comes_first(ledger, monday):
    open_one = Verdict(claim=claim("W-1"), deadline=date(2026, 11, 25))
    waits = Verdict(claim=claim("W-2"), refusal=Outcome.EVIDENCE_MISSING, deadline=date(2026, 12, 9))
    lost = Verdict(claim=claim("W-3"), refusal=Outcome.TOO_LATE, deadline=date(2026, 11, 1))
    found = dues(ledger, verdicts=(waits, lost, open_one))
    assert [(one.what, one.name) for one in found] == [
        (What.WINDOW, "W-1"),
        (What.ANSWER, "17204938815"),
        (What.WINDOW, "W-2"),
    ]


@dataclass
class ShortLog:
    """A case log whose page shows less than it did."""

    page: CasePage

    def search(self, text: str) -> CaseSearch:
        raise AssertionError("nothing is searched for")

    def read(self, case_id: str) -> CasePage:
        return self.page.model_copy(update={"case_id": case_id})


def test_a_page_that_shows_less_than_before_takes_nothing_from_what_is_known(site, filed, tmp_path):
    case = site.stored()[0]
    site.cases.change(add_message(case, ASKS, "Answered", datetime.now(UTC)))
    list(sync(site.ledger, site, site.now, Slowly(lambda _: None), tmp_path))
    known = site.ledger.followed()[case.case_id]

    short = ShortLog(CasePage(case_id="", subject="s", status="Answered", missing=("the messages",)))
    synced = list(sync(site.ledger, SlowSite(site, short), site.now, Slowly(lambda _: None), tmp_path))
    assert ["the messages" in str(one.trouble) for one in synced if one.filing.case_id == case.case_id] == [True]
    assert site.ledger.followed()[case.case_id] == known
