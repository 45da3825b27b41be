"""What a case's page showed is written over by what it shows later, never by what it showed before."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from casewright.ledger.followed import Followed
from casewright.ledger.store import open_ledger

SEEN = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def seen(**changes: object) -> Followed:
    return Followed.model_validate(
        {"case_id": "17204938815", "status": "Answered", "answers": 1, "answer": "退款", "seen_at": SEEN} | changes
    )


def test_what_was_seen_is_kept_over_the_ledgers_closing(where):
    kept = seen(attachments=("invoice 1.pdf", "照片.jpg"), answered_at=SEEN, reply_until=SEEN + timedelta(days=5))
    with open_ledger(where, "live") as ledger:
        ledger.follow(kept)
    with open_ledger(where, "live") as ledger:
        assert ledger.followed() == {"17204938815": kept}


def test_the_later_look_counts_whichever_was_written_last(where):
    later = seen(status="Closed", seen_at=SEEN + timedelta(hours=1))
    with open_ledger(where, "live") as ledger:
        for one in (seen(), later, seen()):
            ledger.follow(one)
        assert ledger.followed()["17204938815"].status == "Closed"


def test_practice_and_the_real_account_do_not_see_each_others(where):
    with open_ledger(where, "live") as ledger:
        ledger.follow(seen())
    with open_ledger(where, "sandbox") as ledger:
        assert ledger.followed() == {}


@pytest.mark.parametrize(
    ("status", "still_open"), [("Closed", False), ("RESOLVED", False), ("Answered", True), ("?", True)]
)
def test_a_case_is_open_until_its_status_says_that_nothing_more_comes(status, still_open):
    assert seen(status=status).open is still_open
