"""One process an account, many accounts side by side."""

from __future__ import annotations

import pytest

from casewright.accounts.account_lock import lock_account
from casewright.errors import PersonNeeded


def test_an_account_is_held_by_one_at_a_time_however_it_is_written(home):
    with (
        lock_account(home, "Harbor Lane Goods"),
        pytest.raises(PersonNeeded, match="Another Casewright is working"),
        lock_account(home, "harbor lane  goods"),
    ):
        pytest.fail("two held it")
    with lock_account(home, "harbor lane goods"):
        assert len(list(home.sessions.iterdir())) == 1


def test_other_accounts_are_not_held_up(home):
    with lock_account(home, "harbor"), lock_account(home, "lagoon"):
        assert len(list(home.sessions.iterdir())) == 2
