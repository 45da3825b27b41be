"""The list of accounts: kept in order, changed by one process at a time, never half written."""

from __future__ import annotations

import sys
import threading
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from casewright.accounts.account import Account
from casewright.accounts.account_file import AccountsUnreadable, change_accounts, read_accounts
from casewright.accounts.register import described
from casewright.places import Home


def test_there_are_no_accounts_at_first(home):
    assert read_accounts(home) == ()
    assert not home.root.exists()


def test_accounts_come_back_as_they_were_added_in_any_script(home, harbor):
    asian = described("竹の店", "JP", "株式会社 竹", "taro@example.jp")
    change_accounts(home, lambda known: (*known, harbor))
    change_accounts(home, lambda known: (*known, asian))
    assert read_accounts(home) == (harbor, asian)
    assert sys.platform == "win32" or home.accounts.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("[[account", "cannot be read"),
        ('[[account]]\nname = "harbor"', "marketplace"),
        ('[[account]]\nname = "h"\nmarketplace = "US"\nmerchant = "H"\npassword = "x"', "password"),
    ],
)
def test_a_file_that_cannot_be_understood_is_refused_and_left_as_it_is(home, harbor, content, said):
    home.make().accounts.write_text(content, encoding="utf-8")
    with pytest.raises(AccountsUnreadable, match=said):
        change_accounts(home, lambda known: (*known, harbor))
    assert home.accounts.read_text(encoding="utf-8") == content


def test_changes_made_at_the_same_time_are_all_kept(home):
    def add(number: int) -> None:
        change_accounts(home, lambda known: (*known, described(f"account {number}", "US")))

    threads = [threading.Thread(target=add, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(one.name for one in read_accounts(home)) == [f"account {number}" for number in range(8)]


@given(st.text(min_size=1).filter(str.strip))
def test_every_name_that_an_account_may_have_comes_back_from_the_file(name):
    with TemporaryDirectory() as folder:
        home = Home(Path(folder))
        try:
            account = Account(name=name, marketplace="US", merchant=name)
        except ValidationError:
            return
        change_accounts(home, lambda known: (*known, account))
        assert read_accounts(home) == (account,)
