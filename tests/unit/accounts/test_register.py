"""Accounts added, listed, signed out and removed; and no secret anywhere but in the keyring."""

from __future__ import annotations

import io
import traceback
from pathlib import Path

import pytest

from casewright.accounts.account_file import read_accounts
from casewright.accounts.account_lock import lock_account
from casewright.accounts.register import (
    AccountExists,
    NoSuchAccount,
    account_called,
    accounts,
    add_account,
    described,
    logout,
    name_of,
    read_secrets,
    remove_account,
)
from casewright.accounts.secret import Kind, secret
from casewright.accounts.sign_in_codes import Codes
from casewright.accounts.sign_in_store import SignInStore
from casewright.accounts.vault import KeyringUnusable
from casewright.errors import CasewrightError, PersonNeeded, UsageError

PASSWORD = "canary-password-7719"
TOTP = "MFRGGZDFMZTWQ2LKNNWG23TPOBYXE43U"
TOKEN = "canary-cookie-of-a-session-5521"


@pytest.fixture
def signed_in(home, vault, clock, harbor):
    """An account with everything that can be kept of one."""
    added = add_account(home, vault, harbor, password=secret(PASSWORD), totp=secret(TOTP))
    SignInStore(home, vault, clock).keep("harbor", {"cookies": [{"name": "at-main", "value": TOKEN}], "origins": []})
    Codes(home, clock).take("harbor", secret(TOTP))
    return added


def files(home) -> list[Path]:
    return [path for path in home.root.rglob("*") if path.is_file()]


def test_an_account_needs_no_keyring_as_long_as_nothing_secret_is_given(home, vault, keyring, harbor):
    keyring.failure = RuntimeError("no bus")
    assert add_account(home, vault, harbor) == harbor
    (stored,) = accounts(home, vault)
    assert (stored.account, stored.secrets) == (harbor, ())
    assert "RuntimeError" in str(stored.keyring)


def test_the_list_says_what_is_kept_and_never_the_values(home, vault, signed_in):
    (stored,) = accounts(home, vault)
    assert stored.secrets == (Kind.PASSWORD, Kind.TOTP, Kind.SESSION_KEY)
    assert stored.session
    assert not any(value in stored.model_dump_json() + repr(stored) for value in (PASSWORD, TOTP, TOKEN))


def test_an_account_is_found_by_its_name_or_merchant(home, vault, signed_in):
    assert account_called(home, "HARBOR") == account_called(home, "Harbor Lane Goods") == signed_in
    with pytest.raises(NoSuchAccount, match="known: harbor"):
        account_called(home, "lagoon")


@pytest.mark.parametrize("again", [("Harbor", "US", "Else"), ("else", "US", "HARBOR lane goods")])
def test_a_second_account_of_the_same_name_is_refused_and_the_first_keeps_its_secrets(home, vault, signed_in, again):
    with pytest.raises(AccountExists):
        add_account(home, vault, described(*again), password=secret("another password"))
    kept = vault.fetch("harbor", Kind.PASSWORD)
    assert kept is not None
    assert kept.get_secret_value() == PASSWORD
    assert read_accounts(home) == (signed_in,)


def test_without_a_keyring_an_account_with_a_password_is_not_added(home, vault, keyring, harbor):
    keyring.failure = RuntimeError("no bus")
    with pytest.raises(KeyringUnusable):
        add_account(home, vault, harbor, password=secret(PASSWORD))
    assert read_accounts(home) == ()


def test_an_account_is_not_half_added(home, vault, keyring, harbor):
    with pytest.raises(UsageError):
        add_account(home, vault, harbor, password=secret(PASSWORD), totp=secret("x" * 2000))
    assert keyring.kept == {}
    assert read_accounts(home) == ()


def test_logging_out_wipes_all_that_could_sign_in_and_says_so(home, vault, keyring, signed_in):
    gone = logout(home, vault, "harbor lane goods")
    assert tuple(map(str, gone.wiped)) == (
        "password",
        "two-step secret",
        "session key",
        "kept session",
    )
    assert gone.left == ()
    assert keyring.kept == {}
    assert not any(TOKEN.encode() in path.read_bytes() for path in files(home))
    assert read_accounts(home) == (signed_in.model_copy(update={"in_keyring": False}),)
    assert logout(home, vault, "harbor").wiped == ()


def test_removing_wipes_the_rest_and_leaves_no_file_of_the_account(home, vault, keyring, signed_in):
    gone = remove_account(home, vault, "harbor")
    assert str(gone.wiped[-1]) == "its entry in the list of accounts"
    assert len(gone.wiped) == 5
    assert accounts(home, vault) == ()
    assert keyring.kept == {}
    assert not any(b"harbor" in path.read_bytes().lower() for path in files(home))
    with pytest.raises(NoSuchAccount):
        remove_account(home, vault, "harbor")


def test_what_is_kept_of_an_account_that_was_never_added_is_wiped_too(home, vault):
    SignInStore(home, vault).keep(name_of(home, "Lagoon Traders"), {"cookies": [], "origins": []})
    assert tuple(map(str, logout(home, vault, "lagoon traders").wiped)) == ("session key", "kept session")
    with pytest.raises(NoSuchAccount):
        logout(home, vault, "lagoon traders")


def test_a_claim_that_names_the_merchant_finds_the_accounts_own_session(home, vault, signed_in):
    assert name_of(home, "Harbor  Lane Goods") == "harbor"
    assert name_of(home, "Lagoon Traders") == "Lagoon Traders"


def test_other_accounts_are_not_touched(home, vault, signed_in):
    add_account(home, vault, described("lagoon", "DE"), password=secret("lagoon's own"))
    remove_account(home, vault, "harbor")
    assert [one.account.name for one in accounts(home, vault)] == ["lagoon"]
    assert vault.fetch("lagoon", Kind.PASSWORD) is not None


def test_nothing_is_wiped_while_a_browser_of_the_account_is_open(home, vault, keyring, signed_in):
    before = dict(keyring.kept)
    with lock_account(home, "harbor"), pytest.raises(PersonNeeded):
        remove_account(home, vault, "harbor")
    assert keyring.kept == before
    assert read_accounts(home) == (signed_in,)


def test_what_could_not_be_wiped_is_said(home, vault, keyring, signed_in):
    keyring.failure = RuntimeError("no bus")
    gone = logout(home, vault, "harbor")
    assert tuple(map(str, gone.wiped)) == ("kept session",)
    assert len(gone.left) == 1
    assert "keyring" in str(gone.left[0])


def test_what_is_left_of_a_removed_account_can_be_removed_later(home, vault, keyring, signed_in):
    keyring.failure = RuntimeError("no bus")
    first = remove_account(home, vault, "harbor")
    assert ["keyring" in str(first.left[0]), "entry in the list" in str(first.left[1])] == [True, True]
    assert read_accounts(home) == (signed_in,)
    keyring.failure = None

    again = remove_account(home, vault, "harbor")

    assert again.left == ()
    assert "password" in map(str, again.wiped)
    assert (read_accounts(home), keyring.kept) == ((), {})


def test_without_a_keyring_nothing_is_left_of_an_account_that_never_gave_it_anything(home, vault, keyring, harbor):
    keyring.failure = RuntimeError("no bus")
    add_account(home, vault, harbor)

    gone = remove_account(home, vault, "harbor")

    assert (tuple(map(str, gone.wiped)), gone.left) == (("its entry in the list of accounts",), ())


def test_once_wiped_the_keyring_is_not_asked_for_again(home, vault, keyring, signed_in):
    logout(home, vault, "harbor")
    keyring.failure = RuntimeError("no bus")

    assert remove_account(home, vault, "harbor").left == ()


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_secrets_are_read_from_two_lines(end):
    password, totp = read_secrets(io.StringIO(f" {PASSWORD} {end}{TOTP.lower()}{end}"))
    assert password is not None
    assert totp is not None
    assert password.get_secret_value() == f" {PASSWORD} "
    assert totp.get_secret_value() == TOTP


def test_either_secret_may_be_missing():
    assert read_secrets(io.StringIO("")) == (None, None)
    password, totp = read_secrets(io.StringIO(f"\n{TOTP}"))
    assert password is None
    assert totp is not None


def test_no_secret_is_in_any_file_or_in_the_text_of_any_refusal(home, vault, keyring, clock, signed_in):
    """The canary: every file that is written, every way in which these calls can fail."""
    told = []
    failures = [
        lambda: add_account(home, vault, signed_in, password=secret(PASSWORD)),
        lambda: read_secrets(io.StringIO(f"{PASSWORD}\n{PASSWORD}")),
        lambda: vault.keep("harbor", Kind.PASSWORD, secret(PASSWORD)),
        lambda: SignInStore(home, vault, clock).fetch("harbor"),
        lambda: SignInStore(home, vault, clock).keep("harbor", {"cookies": [{"value": TOKEN}]}),
        lambda: Codes(home, clock).take("harbor", secret(TOTP)),
    ]
    for fail in failures:
        if fail is failures[2]:
            keyring.failure = OSError(f"the stub received bad data: {PASSWORD} {TOTP} {TOKEN}")
        with pytest.raises(CasewrightError) as refused:
            fail()
        told.append("".join(traceback.format_exception(refused.value)) + str(refused.value.remedy))
    written = b"".join(path.read_bytes() for path in files(home))
    for canary in (PASSWORD, TOTP, TOKEN):
        assert canary.encode() not in written
        assert not [text for text in told if canary in text]
