"""A reply is said once, after a yes, and proven from the case's own page; what is not proven is never said again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from casewright.casework.follow_up import Slowly, sync
from casewright.casework.reply import Replied, ReplyDesk, ReplyRequest, read_case_again, reply_to
from casewright.flow.page_owner import Owner
from casewright.flow.window import Kept, Submit
from casewright.ledger.reply import ReplyState
from casewright.ledger.store import Ledger, LedgerError
from casewright.model.evidence import Evidence
from casewright.model.outcome import Outcome
from casewright.recording.practice_cases import add_message

from .conftest import NOW, claim
from .practice import Practice, entries_of, flows

TEXT = "Please find the invoice attached.\n退款 🙂 <b>thank you</b>"


@pytest.fixture
def site(ledger: Ledger, tmp_path: Path, claims_file: Path) -> Practice:
    """A practice site with one case of ours in it."""
    practice = Practice(ledger, tmp_path)
    (done,) = practice.file(entries_of(claim(), source=claims_file))
    assert done.outcome is Outcome.VERIFIED
    return practice


Reply = Callable[..., Replied]


@pytest.fixture
def reply(site: Practice, tmp_path: Path) -> Reply:
    """Replies to the one case; `before` is done in the visit right before the reply."""

    def send(
        text: str = TEXT,
        *files: Evidence,
        yes: Callable[[Kept], bool] = lambda _: True,
        stopped: Callable[[], str | None] = lambda: None,
        before: Callable[[object], None] = lambda _: None,
    ) -> Replied:
        (filing,) = site.ledger.filings()
        with site.visit(filing.account, filing.marketplace, tmp_path) as visit:
            before(visit)
            desk = ReplyDesk(site.ledger, flows(), stopped, yes, "a tester")
            return reply_to(ReplyRequest(filing, text, files), visit, desk)

    return send


def messages(site: Practice) -> list[str]:
    return [one.text for one in site.stored()[0].later]


def test_a_reply_with_a_file_arrives_as_it_was_typed(site, reply, invoice):
    done = reply(TEXT, invoice)
    assert (done.outcome, done.reply.state, done.reply.by) == (Outcome.VERIFIED, ReplyState.VERIFIED, "a tester")
    (stored,) = site.stored()[0].later
    assert (stored.text, stored.from_amazon) == (TEXT, False)
    assert [(file.name, file.sha256) for file in stored.attachments] == [(invoice.name, invoice.sha256)]


def test_it_answers_to_what_amazon_wrote_and_leaves_the_first_message_alone(site, reply):
    before = site.stored()[0]
    site.cases.change(add_message(before, "Please attach an invoice.", "Answered", NOW))
    assert reply().outcome is Outcome.VERIFIED
    assert messages(site) == ["Please attach an invoice.", TEXT]
    assert site.stored()[0].message == before.message


def test_the_same_is_never_said_twice(site, reply):
    reply()
    again = reply(TEXT.replace("\n", "\r\n"))
    assert again.outcome is Outcome.DUPLICATE
    assert messages(site) == [TEXT]


def test_what_somebody_else_said_already_is_not_said_again(site, reply):
    site.cases.change(add_message(site.stored()[0], TEXT, "Answered", NOW, from_amazon=False))
    assert reply().outcome is Outcome.DUPLICATE
    assert messages(site) == [TEXT]
    assert site.ledger.replies() == ()


def test_a_short_word_inside_another_message_is_no_duplicate_and_a_new_file_may_follow(site, reply, invoice):
    site.cases.change(add_message(site.stored()[0], "Yesterday we looked again.", "Answered", NOW))
    assert reply("Yes").outcome is Outcome.VERIFIED
    assert reply("Yes").outcome is Outcome.DUPLICATE
    assert reply("Yes", invoice).outcome is Outcome.VERIFIED


def test_without_a_yes_nothing_is_sent_and_nothing_is_armed(site, reply):
    assert reply(yes=lambda _: False).outcome is Outcome.CANCELLED
    assert (messages(site), site.ledger.replies()) == ([], ())


def test_the_person_is_asked_with_the_filled_form_kept(site, reply):
    seen: list[Kept] = []
    reply(yes=lambda kept: not seen.append(kept))
    assert "Please find the invoice attached." in seen[0].text.read_text(encoding="utf-8")


def test_a_stop_is_heard_before_anything_is_typed_and_after_the_yes(site, reply):
    assert reply(stopped=lambda: "stop").outcome is Outcome.STOPPED
    switch: list[str] = []
    done = reply(yes=lambda _: not switch.append("stop"), stopped=lambda: switch[0] if switch else None)
    assert done.outcome is Outcome.STOPPED
    assert (messages(site), site.ledger.replies()) == ([], ())


def test_a_closed_case_is_left_to_the_person(site, reply):
    site.cases.change(add_message(site.stored()[0], "It was found.", "Closed", NOW))
    assert reply().outcome is Outcome.FAILED_BEFORE_SUBMIT
    assert messages(site) == ["It was found."]


def test_a_page_of_another_account_gets_nothing(site, reply):
    site.owner = Owner("Somebody Else", "US")
    done = reply()
    assert (done.outcome, messages(site)) == (Outcome.SIGNIN_REQUIRED, [])
    assert "Somebody Else" in str(done.detail)


def breaks_after_the_press(visit) -> None:
    press = visit.window.do

    def do(act):
        reading = press(act)
        if isinstance(act, Submit):
            raise OSError("the connection broke")
        return reading

    visit.window.do = do


def breaks_at_the_press(visit) -> None:
    press = visit.window.do

    def do(act):
        if isinstance(act, Submit):
            act.permit.spend()
            raise OSError("the connection broke")
        return press(act)

    visit.window.do = do


def test_a_connection_that_breaks_after_the_press_is_decided_by_the_cases_page(site, reply):
    assert reply(before=breaks_after_the_press).outcome is Outcome.VERIFIED


def test_a_press_of_which_nothing_arrived_stays_in_doubt_and_is_not_repeated(site, reply):
    done = reply(before=breaks_at_the_press)
    assert (done.outcome, done.reply.state) == (Outcome.UNCERTAIN, ReplyState.UNCERTAIN)
    assert reply().outcome is Outcome.DUPLICATE
    assert messages(site) == []


def synced(site: Practice, tmp_path: Path) -> None:
    list(sync(site.ledger, site, site.now, Slowly(lambda _: None), tmp_path))


def test_the_next_look_at_the_case_settles_the_doubt_when_it_is_late_enough(site, reply, tmp_path):
    reply(before=breaks_at_the_press)
    synced(site, tmp_path)
    assert site.ledger.replies()[0].state is ReplyState.UNCERTAIN, "it may still come"

    site.ahead = timedelta(hours=1)
    synced(site, tmp_path)
    assert site.ledger.replies()[0].state is ReplyState.NOT_SENT

    assert reply().outcome is Outcome.VERIFIED
    assert messages(site) == [TEXT]


def test_a_clock_that_was_behind_when_it_was_armed_settles_nothing_too_early(site, reply, tmp_path):
    """Another machine armed it, or this one's clock was put right since: by the clock alone the delay is over."""
    reply(before=breaks_at_the_press)
    site.ahead = timedelta(minutes=16)
    settle = Slowly(lambda _: None, settle=timedelta(minutes=15))
    list(sync(site.ledger, site, site.now, settle, tmp_path))
    assert site.ledger.replies()[0].state is ReplyState.UNCERTAIN


def test_a_reply_that_came_late_is_found_by_the_next_look(site, reply, tmp_path):
    reply(before=breaks_at_the_press)
    site.cases.change(add_message(site.stored()[0], TEXT, "Answered", NOW, from_amazon=False))
    synced(site, tmp_path)
    assert site.ledger.replies()[0].state is ReplyState.VERIFIED


def test_a_ledger_that_gives_way_after_the_press_ends_in_doubt_and_not_in_an_error(site, reply, monkeypatch):
    def full(*_):
        raise LedgerError("the disk is full", remedy="Make room.")

    monkeypatch.setattr(site.ledger, "settle_reply", full)
    done = reply()
    assert (done.outcome, messages(site)) == (Outcome.UNCERTAIN, [TEXT])
    assert "could not be recorded: the disk is full" in str(done.detail)
    assert site.ledger.replies()[0].state is ReplyState.ARMED


def unreadable(_):
    raise OSError("the connection broke")


def breaks_at_the_look_after_the_press(visit) -> None:
    press = visit.window.do

    def do(act):
        reading = press(act)
        if isinstance(act, Submit):
            visit.cases.read = unreadable
        return reading

    visit.window.do = do


def test_a_case_page_that_breaks_after_the_press_leaves_the_reply_in_doubt(site, reply):
    done = reply(before=breaks_at_the_look_after_the_press)
    assert (done.outcome, done.reply.state) == (Outcome.UNCERTAIN, ReplyState.UNCERTAIN)


@pytest.mark.parametrize("arrived", [True, False])
def test_another_browser_decides_what_the_one_that_pressed_could_not_read(site, reply, tmp_path, arrived):
    done = reply(before=breaks_at_the_look_after_the_press)
    assert done.unread
    if not arrived:
        site.cases.change(site.stored()[0].model_copy(update={"later": ()}))
    with site.visit(site.ledger.filings()[0].account, "US", tmp_path) as visit:
        again = read_case_again(done, visit, site.ledger)
    assert again.outcome is (Outcome.VERIFIED if arrived else Outcome.UNCERTAIN)
    assert [one.state for one in site.ledger.replies()] == [ReplyState.VERIFIED if arrived else ReplyState.UNCERTAIN]


def test_another_browser_that_cannot_read_the_case_either_leaves_the_doubt(site, reply, tmp_path):
    done = reply(before=breaks_at_the_look_after_the_press)
    with site.visit(site.ledger.filings()[0].account, "US", tmp_path) as visit:
        visit.cases.read = unreadable
        assert read_case_again(done, visit, site.ledger) == done


def test_words_without_their_file_stay_in_doubt_however_late(site, reply, invoice, tmp_path):
    reply(TEXT, invoice, before=breaks_at_the_press)
    site.cases.change(add_message(site.stored()[0], TEXT, "Answered", NOW, from_amazon=False))
    site.ahead = timedelta(hours=1)
    synced(site, tmp_path)
    assert site.ledger.replies()[0].state is ReplyState.UNCERTAIN


def test_an_answer_that_quotes_the_reply_proves_neither_that_it_came_nor_that_it_did_not(site, reply, tmp_path):
    reply("Please reopen.", before=breaks_at_the_press)
    site.cases.change(add_message(site.stored()[0], "To go on, write: Please reopen. We wait.", "Answered", NOW))
    site.ahead = timedelta(hours=1)
    synced(site, tmp_path)
    assert site.ledger.replies()[0].state is ReplyState.UNCERTAIN


def test_what_somebody_says_while_the_person_is_asked_is_not_said_again(site, reply):
    def meanwhile(_: Kept) -> bool:
        site.cases.change(add_message(site.stored()[0], TEXT, "PendingAmazonAction", NOW, from_amazon=False))
        return True

    done = reply(yes=meanwhile)
    assert (done.outcome, messages(site)) == (Outcome.DUPLICATE, [TEXT])
    assert site.ledger.replies() == ()


def test_a_case_that_closes_while_the_person_is_asked_gets_nothing(site, reply):
    def meanwhile(_: Kept) -> bool:
        site.cases.change(add_message(site.stored()[0], "It was found.", "Closed", NOW))
        return True

    assert reply(yes=meanwhile).outcome is Outcome.FAILED_BEFORE_SUBMIT
    assert messages(site) == ["It was found."]
