"""What an account is called, and the folders of two accounts that are never the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casewright.accounts.account import folder_name, key_of
from casewright.accounts.register import described
from casewright.errors import UsageError
from casewright.model.marketplaces import UnknownMarketplace


def test_the_merchants_name_is_the_accounts_where_it_is_not_given():
    assert described("Harbor Lane Goods", "de").merchant == "Harbor Lane Goods"
    assert described("Harbor Lane Goods", "de").marketplace == "DE"


@pytest.mark.parametrize("name", ["harbor", "HARBOR", " Harbor  Lane goods ", "Harbor Lane Goods"])
def test_an_account_answers_to_its_name_and_its_merchants_however_written(harbor, name):
    assert harbor.is_called(name)
    assert not harbor.is_called("harbor 2")


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"name": "  "}, "name"),
        ({"name": "a\nb"}, "name"),
        ({"name": "x" * 101}, "name"),
        ({"merchant": "\x1b[31mred"}, "merchant"),
        ({"email": "ada @example.com"}, "email"),
    ],
)
def test_a_part_that_no_account_has_is_refused_by_name(fields, named):
    with pytest.raises(UsageError, match=named):
        described(**({"name": "harbor", "marketplace": "US"} | fields))


def test_a_marketplace_that_is_none_is_refused():
    with pytest.raises(UnknownMarketplace):
        described("harbor", "Atlantis")


@given(st.text(min_size=1), st.text(min_size=1))
def test_two_accounts_never_share_a_folder(one, other):
    assert (folder_name(one) == folder_name(other)) is (key_of(one) == key_of(other))


@given(st.text(min_size=1))
def test_a_folders_name_is_safe_on_every_system(name):
    folder = folder_name(name)
    assert set(folder) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert len(folder) <= 49
