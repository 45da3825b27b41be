"""What signs in is given out once a visit, and only where the seller stored a password."""

from __future__ import annotations

import pytest

from casewright.accounts.register import add_account
from casewright.accounts.secret import secret
from casewright.accounts.sign_in_codes import Codes, totp_secret
from casewright.accounts.sign_in_keys import StoredKeys
from casewright.flow.window import WindowError

HOSTS = frozenset({"sellercentral.amazon.com"})


@pytest.fixture
def keys(home, vault, harbor, clock):
    add_account(
        home, vault, harbor, password=secret("correct horse"), totp=totp_secret("JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    )
    return lambda: StoredKeys(harbor, vault, Codes(home, clock), HOSTS)


def refused(keys: StoredKeys, what) -> str:
    with pytest.raises(WindowError) as told:
        keys.give(what)
    assert told.value.reason == "no-key"
    return str(told.value.message)


def test_each_is_given_once_a_visit(keys):
    visit = keys()
    assert (visit.give("email"), visit.give("password")) == ("ada@example.com", "correct horse")
    assert len(visit.give("code")) == 6
    assert ["tried in this visit" in refused(visit, what) for what in ("email", "password", "code")] == [True] * 3


def test_a_code_is_not_given_twice_in_its_half_minute_by_any_visit(keys, clock):
    keys().give("code")
    assert "already used for harbor" in refused(keys(), "code")
    clock.turn(seconds=30)
    assert len(keys().give("code")) == 6


def test_without_a_password_nothing_is_typed_not_even_the_address(home, vault, harbor, clock):
    add_account(home, vault, harbor)
    visit = StoredKeys(harbor, vault, Codes(home, clock), HOSTS)
    assert [refused(visit, what) for what in ("email", "password", "code")] == [
        f"no {what} is stored for harbor" for what in ("email", "password", "code")
    ]


def test_an_account_that_was_never_added_has_none(vault, home, clock):
    assert "has not been added" in refused(StoredKeys(None, vault, Codes(home, clock), HOSTS), "password")


def test_a_locked_keyring_means_that_the_person_signs_in(keys, keyring):
    visit = keys()
    keyring.failure = RuntimeError("locked with correct horse")
    assert "correct horse" not in refused(visit, "password")
    keyring.failure = None
    assert visit.give("password") == "correct horse"
