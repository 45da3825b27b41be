"""Secrets go into a keyring that keeps them safe, or nowhere."""

from __future__ import annotations

import sys

import keyring as library
import pytest
from keyring.errors import KeyringLocked, PasswordSetError

from casewright.accounts.secret import Kind, secret
from casewright.accounts.vault import PASSPHRASE, KeyringUnusable, Vault, open_vault
from casewright.errors import ExitCode, UsageError

CANARY = "correct horse battery staple 9"


class Plain:
    """What keyrings.alt offers where nothing better is installed: a file anybody can read."""

    name = "PlaintextKeyring"
    priority = 0.5

    def get_password(self, service, username):
        raise AssertionError("it must not even be asked")

    set_password = delete_password = get_password


class Safe:
    name = "SafeKeyring"
    priority = 5
    kept: dict[str, str] = {}

    def get_password(self, service, username):
        return self.kept.get(service)

    def set_password(self, service, username, password):
        self.kept[service] = password

    def delete_password(self, service, username):
        del self.kept[service]


@pytest.fixture
def use(monkeypatch):
    monkeypatch.delenv(PASSPHRASE, raising=False)
    return lambda backend: monkeypatch.setattr(library, "get_keyring", lambda: backend)


def test_a_secret_comes_back_and_is_gone_after_wiping(vault):
    vault.keep("harbor", Kind.PASSWORD, secret(CANARY))
    kept = vault.fetch("Harbor", Kind.PASSWORD)
    assert kept is not None
    assert kept.get_secret_value() == CANARY
    assert vault.fetch("harbor", Kind.TOTP) is None
    assert vault.wipe("harbor") == (Kind.PASSWORD,)
    assert vault.wipe("harbor") == ()
    assert vault.fetch("harbor", Kind.PASSWORD) is None


def test_accounts_do_not_see_each_others_secrets(vault):
    vault.keep("harbor", Kind.PASSWORD, secret(CANARY))
    vault.keep("harbor 2", Kind.PASSWORD, secret("another one"))
    assert vault.wipe("harbor") == (Kind.PASSWORD,)
    assert vault.fetch("harbor 2", Kind.PASSWORD) is not None


def test_each_secret_is_an_entry_of_its_own(vault, keyring):
    for kind in Kind:
        vault.keep("harbor", kind, secret(CANARY))
    assert len({service for service, _ in keyring.kept}) == len(Kind)


def test_a_held_secret_shows_in_no_text():
    held = secret(CANARY)
    assert CANARY not in f"{held} {held!r} {[held]!r}"


def test_a_machine_without_a_keyring_is_a_refusal_that_says_what_can_be_done(home, use):
    use(library.backends.fail.Keyring())
    with pytest.raises(KeyringUnusable) as refused:
        open_vault(home).keep("harbor", Kind.PASSWORD, secret(CANARY))
    assert refused.value.exit_code is ExitCode.PERSON_NEEDED
    assert PASSPHRASE in str(refused.value.remedy)
    assert "by hand" in str(refused.value.remedy)
    assert not home.root.exists()


def test_a_keyring_that_keeps_plain_text_is_never_used(home, use):
    use(Plain())
    with pytest.raises(KeyringUnusable, match="keeps secrets safe"):
        open_vault(home).keep("harbor", Kind.PASSWORD, secret(CANARY))


def test_the_systems_keyring_is_used_where_it_is_good(home, use):
    use(Safe())
    open_vault(home).keep("harbor", Kind.PASSWORD, secret(CANARY))
    assert list(Safe.kept.values()) == [CANARY]
    assert open_vault(home).wipe("harbor") == (Kind.PASSWORD,)


def test_no_keyring_is_looked_for_before_one_is_needed(home, use):
    use(Plain())
    open_vault(home)


@pytest.mark.parametrize(
    "failure",
    [
        KeyringLocked("the collection is locked"),
        PasswordSetError(f"could not store {CANARY}"),
        OSError(1783, f"the stub received bad data: {CANARY}"),
        RuntimeError(f"bus gone while sending {CANARY}"),
    ],
    ids=["locked", "refused", "windows", "bus"],
)
def test_whatever_goes_wrong_in_a_keyring_is_one_refusal_that_repeats_no_secret(vault, keyring, failure):
    keyring.failure = failure
    with pytest.raises(KeyringUnusable) as refused:
        vault.keep("harbor", Kind.PASSWORD, secret(CANARY))
    assert CANARY not in f"{refused.value!r} {refused.value.message!s} {refused.value.remedy!s}"
    assert refused.value.__suppress_context__


@pytest.mark.parametrize("length", [0, 1281, 5000])
def test_what_windows_could_not_keep_is_refused_everywhere(vault, keyring, length):
    with pytest.raises(UsageError, match="at most 1280 characters"):
        vault.keep("harbor", Kind.PASSWORD, secret("x" * length))
    assert keyring.kept == {}


def test_the_longest_that_windows_keeps_is_kept(vault):
    vault.keep("harbor", Kind.PASSWORD, secret("ü" * 1280))
    assert vault.fetch("harbor", Kind.PASSWORD) is not None


def test_a_passphrase_takes_the_place_of_a_keyring_only_when_the_user_sets_one(home, use, monkeypatch):
    use(library.backends.fail.Keyring())
    monkeypatch.setenv(PASSPHRASE, "seven wooden boats on a grey lake")
    open_vault(home).keep("harbor", Kind.PASSWORD, secret(CANARY))
    kept = open_vault(home).fetch("harbor", Kind.PASSWORD)
    assert kept is not None
    assert kept.get_secret_value() == CANARY
    assert CANARY.encode() not in home.vault.read_bytes()
    assert sys.platform == "win32" or home.vault.stat().st_mode & 0o777 == 0o600


def test_a_vault_is_made_of_whatever_keeps_passwords(keyring):
    Vault(lambda: keyring).keep("harbor", Kind.TOTP, secret("JBSWY3DPEHPK3PXP"))
    assert list(keyring.kept.values()) == ["JBSWY3DPEHPK3PXP"]
