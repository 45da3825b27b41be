"""Replies in the ledger: armed before the press, never twice the same, settled once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casewright.ledger.reply import ReplySaid, ReplyState, digest_of_words
from casewright.ledger.store import Ledger, open_ledger

FILES = (("invoice.pdf", "a" * 64),)


@pytest.fixture
def ledger(where, clock):
    with open_ledger(where, "live", now=clock) as opened:
        yield opened


@pytest.fixture
def filed(ledger: Ledger, loss):
    approved = ledger.approve(ledger.prepare(loss()), "b" * 64)
    ledger.arm(approved)
    return ledger.observe(approved, "17204938815")


def test_a_reply_is_on_the_disk_as_armed_before_its_permit_is_given(where, ledger, filed):
    armed, permit = ledger.arm_reply(filed, "Here it is. 退款", FILES, "a tester")
    with open_ledger(where, "live") as elsewhere:
        assert elsewhere.replies() == (armed,)
    assert (armed.state, armed.by, permit.spent) == (ReplyState.ARMED, "a tester", False)


@pytest.mark.parametrize("state", [ReplyState.UNCERTAIN, ReplyState.VERIFIED])
def test_the_same_reply_gets_no_second_permit_unless_it_was_not_sent(ledger, filed, state):
    armed, _ = ledger.arm_reply(filed, "Here it is.", FILES, "")
    with pytest.raises(ReplySaid):
        ledger.arm_reply(filed, "Here it is.", FILES, "")
    ledger.settle_reply(armed, state, "")
    with pytest.raises(ReplySaid):
        ledger.arm_reply(filed, "Here  it\nis.", FILES, "")


def test_a_reply_that_was_not_sent_may_be_said_again(ledger, filed):
    armed, _ = ledger.arm_reply(filed, "Here it is.", FILES, "")
    ledger.settle_reply(armed, ReplyState.NOT_SENT, "the case does not show it")
    again, _ = ledger.arm_reply(filed, "Here it is.", FILES, "")
    assert [one.state for one in ledger.replies()] == [ReplyState.NOT_SENT, ReplyState.ARMED]
    assert again.reply_id != armed.reply_id


def test_other_words_or_other_files_are_another_reply(ledger, filed):
    for text, files in (("One.", ()), ("Two.", ()), ("One.", FILES)):
        ledger.arm_reply(filed, text, files, "")
    assert len(ledger.replies()) == 3


def test_what_is_proven_stays_proven(ledger, filed, clock):
    armed, _ = ledger.arm_reply(filed, "Here it is.", (), "")
    ledger.settle_reply(armed, ReplyState.VERIFIED, "the case shows it")
    clock.turn(hours=1)
    late = ledger.settle_reply(armed, ReplyState.NOT_SENT, "an old look")
    assert (late.state, late.detail) == (ReplyState.VERIFIED, "the case shows it")


def test_practice_and_the_real_account_do_not_see_each_others_replies(where, ledger, filed):
    ledger.arm_reply(filed, "Here it is.", (), "")
    with open_ledger(where, "sandbox") as practice:
        assert practice.replies() == ()


@given(st.text(max_size=200), st.sampled_from(["\n", "\r\n", " \n "]))
def test_line_ends_do_not_make_another_reply(text, ends):
    lines = f"{text}\nend"
    assert digest_of_words("1", lines, FILES) == digest_of_words("1", lines.replace("\n", ends), FILES)
