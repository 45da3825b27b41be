"""The vault: secrets of accounts in the system's keyring, and nowhere else unless the user says so."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Protocol, TypeVar

import keyring
from keyring.errors import KeyringError
from pydantic import SecretStr

from casewright.accounts.account import key_of
from casewright.accounts.passphrase import PassphraseKeyring
from casewright.accounts.secret import Kind, secret
from casewright.errors import PersonNeeded, UsageError
from casewright.message import Message, msg
from casewright.places import Home
from casewright.redact import redact

T = TypeVar("T")

PASSPHRASE = "CASEWRIGHT_KEYRING_PASSPHRASE"  # noqa: S105 (the name of a variable)
"""The variable that opens an encrypted file in the place of a keyring."""

_LIMIT = 2560
"""Bytes that Windows' Credential Manager keeps in one entry, two for a character (CRED_MAX_CREDENTIAL_BLOB_SIZE)."""

_GOOD = 1
"""From this priority on the keyring library recommends a backend; below are files in plain text and empty ones."""

_REMEDY = msg(
    "Unlock the system's keyring (on Linux a desktop session with GNOME Keyring or KWallet), or set {variable}: then "
    "secrets are kept in an encrypted file under that passphrase. Without either you can still sign in by hand in the "
    "browser; nothing needs to be stored for that.",
    variable=PASSPHRASE,
)


class KeyringUnusable(PersonNeeded):
    """There is nowhere to keep a secret: nothing was stored, and nothing was written to a plain file."""


class Backend(Protocol):
    """What keeps passwords: a backend of the keyring library, or one that speaks like it."""

    def get_password(self, service: str, username: str) -> str | None:
        """What is kept, or None."""

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep it."""

    def delete_password(self, service: str, username: str) -> None:
        """Forget it."""


class Vault:
    """Secrets by account and kind. Looks for its keyring when it is first needed: signing in by hand needs none."""

    def __init__(self, find: Callable[[], Backend]) -> None:
        self._find = find
        self._backend: Backend | None = None

    def keep(self, account: str, kind: Kind, value: SecretStr) -> None:
        """Keep a secret, in the place of an earlier one.

        Raises:
            UsageError: it is empty, or longer than every keyring can keep.
            KeyringUnusable: there is no keyring, or it refuses.
        """
        text = value.get_secret_value()
        if not text or len(text.encode("utf-16-le")) > _LIMIT:
            raise UsageError(
                msg(
                    "The {kind} is empty or too long to be kept (at most {limit} characters).",
                    kind=kind,
                    limit=_LIMIT // 2,
                ),
                remedy=msg("Check that the right text was given."),
            )
        self._ask(lambda backend: backend.set_password(*_entry(account, kind), text))

    def fetch(self, account: str, kind: Kind) -> SecretStr | None:
        """The secret, or None where none is kept.

        Raises:
            KeyringUnusable: there is no keyring, or it refuses.
        """
        kept = self._ask(lambda backend: backend.get_password(*_entry(account, kind)))
        return None if kept is None else secret(kept)

    def wipe(self, account: str) -> tuple[Kind, ...]:
        """Forget everything of an account; what there was.

        Raises:
            KeyringUnusable: there is no keyring, or it refuses.
        """
        return tuple(kind for kind in Kind if self._wipe_one(account, kind))

    def _wipe_one(self, account: str, kind: Kind) -> bool:
        entry = _entry(account, kind)
        if self._ask(lambda backend: backend.get_password(*entry)) is None:
            return False
        self._ask(lambda backend: backend.delete_password(*entry))
        return True

    def _ask(self, question: Callable[[Backend], T]) -> T:
        """Ask the keyring. Its errors are repeated only as far as they cannot contain a secret."""
        try:
            if self._backend is None:
                self._backend = self._find()
            return question(self._backend)
        except PersonNeeded:
            raise
        except KeyringError as error:
            said = error.args[0] if error.args else ""
            told = said.with_text(redact) if isinstance(said, Message) else redact(str(said)) or type(error).__name__
            raise KeyringUnusable(msg("The keyring cannot be used: {reason}.", reason=told), remedy=_REMEDY) from None
        except Exception as error:  # noqa: BLE001 (a backend raises whatever its system's library raises)
            raise KeyringUnusable(
                msg("The keyring cannot be used: it failed with {error}.", error=type(error).__name__), remedy=_REMEDY
            ) from None


def open_vault(home: Home) -> Vault:
    """The vault of this machine: the system's keyring, or the file of the user's passphrase where one is set."""
    return Vault(lambda: _backend(home))


def place() -> Message:
    """Where secrets are kept on this machine, in words."""
    if os.environ.get(PASSPHRASE):
        return msg("the file that your passphrase encrypts")
    return msg("the system's keyring")


def _backend(home: Home) -> Backend:
    """Where secrets may be kept.

    Raises:
        KeyringUnusable: the system has no keyring, or only one that keeps plain text.
    """
    passphrase = os.environ.get(PASSPHRASE)
    if passphrase:
        return PassphraseKeyring(home.vault, secret(passphrase))
    found = keyring.get_keyring()
    if found.priority < _GOOD:
        raise KeyringUnusable(
            msg("This machine has no keyring that keeps secrets safe ({name}).", name=found.name), remedy=_REMEDY
        )
    return found


def _entry(account: str, kind: Kind) -> tuple[str, str]:
    """Service and user name of an entry. One service an entry: Windows renames entries that share one."""
    key = key_of(account)
    return f"casewright: {kind} of {key}", key
