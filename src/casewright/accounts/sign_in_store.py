"""Sign-ins that last over night: what the browser holds of a session, encrypted, one file an account."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from cryptography.fernet import Fernet, InvalidToken
from filelock import FileLock
from pydantic import AwareDatetime, JsonValue, ValidationError

from casewright.accounts.account import folder_name
from casewright.accounts.private_files import private_folder
from casewright.accounts.secret import Kind, secret
from casewright.accounts.vault import Vault
from casewright.errors import CasewrightError, PersonNeeded
from casewright.message import Message, msg
from casewright.model.problem import Value
from casewright.places import Home
from casewright.redact import remember
from casewright.whole_file import PRIVATE, write_whole

LASTS = timedelta(days=14)
"""How long a kept session is offered to the site at most. Amazon usually ends one sooner, and then asks to sign in."""

_TOKEN_LENGTH = 16
"""A cookie's value of at least so many characters is taken for a key to the account; shorter ones are settings."""


class SessionUnreadable(PersonNeeded):
    """A session is kept, but cannot be opened: its key is gone from the keyring, or the file was changed."""


class StoredSignIn(Value):
    """What a browser holds after signing in: Playwright's storage state, and when it was kept."""

    kept_at: AwareDatetime
    state: dict[str, JsonValue]


class SignInStore:
    """The sessions of this machine. Each account's file has a key of its own, which is in the vault."""

    def __init__(self, home: Home, vault: Vault, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._folder = home.sessions
        self._vault = vault
        self._now = now

    def keep(self, account: str, state: dict[str, Any]) -> None:
        """Keep a browser's storage state in the place of the earlier one, whole or not at all.

        Raises:
            KeyringUnusable: there is nowhere to keep the key; nothing is written.
            CasewrightError: the file cannot be written.
        """
        session = StoredSignIn(kept_at=self._now(), state=state)
        _remember_tokens(session)
        try:
            private_folder(self._folder)
            with self._lock(account):
                content = self._key(account).encrypt(session.model_dump_json().encode())
                write_whole(self._file(account), content, mode=PRIVATE)
        except OSError as error:
            raise CasewrightError(
                msg(
                    "The session cannot be kept in {folder} ({strerror}).", folder=self._folder, strerror=error.strerror
                ),
                remedy=msg("Make room on the disk, or give yourself write permission there."),
            ) from error

    def fetch(self, account: str) -> StoredSignIn | None:
        """The account's session without the cookies that are over; None where there is none or it is over.

        Raises:
            SessionUnreadable: it is there and cannot be opened.
            KeyringUnusable: it is there and there is no keyring to open it with.
        """
        try:
            content = self._file(account).read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise self._unreadable(account, msg("the file cannot be read ({reason})", reason=error.strerror)) from error
        key = self._vault.fetch(account, Kind.SESSION_KEY)
        if key is None:
            raise self._unreadable(account, msg("its key is no longer in the keyring"))
        try:
            text = Fernet(key.get_secret_value()).decrypt(content)
            session = StoredSignIn.model_validate_json(text)
        except (InvalidToken, ValidationError, ValueError):
            raise self._unreadable(account, msg("the file was changed after it was written")) from None
        _remember_tokens(session)
        return _still_good(session, self._now())

    def wipe(self, account: str) -> bool:
        """Remove the account's session; whether there was one. Its key is the vault's to forget."""
        if not self._file(account).exists():
            return False
        with self._lock(account):
            self._file(account).unlink(missing_ok=True)
        self._file(account).with_suffix(".lock").unlink(missing_ok=True)
        return True

    def has(self, account: str) -> bool:
        """Return whether a session is kept, good or not."""
        return self._file(account).exists()

    def _key(self, account: str) -> Fernet:
        kept = self._vault.fetch(account, Kind.SESSION_KEY)
        if kept is None:
            kept = secret(Fernet.generate_key().decode())
            self._vault.keep(account, Kind.SESSION_KEY, kept)
        return Fernet(kept.get_secret_value())

    def _file(self, account: str) -> Path:
        return self._folder / f"{folder_name(account)}.session"

    def _lock(self, account: str) -> FileLock:
        return FileLock(self._file(account).with_suffix(".lock"), mode=0o600)

    def _unreadable(self, account: str, why: Message) -> SessionUnreadable:
        return SessionUnreadable(
            msg("The kept session of {account} cannot be opened: {why}.", account=account, why=why),
            remedy=msg("Run {command} for it, then sign in again.", command="`casewright account logout`"),
        )


def _still_good(session: StoredSignIn, now: datetime) -> StoredSignIn | None:
    """The session without cookies that are over; None where it is too old, or every cookie with a date is over."""
    if now - session.kept_at > LASTS:
        return None
    dated = [cookie for cookie in _cookies(session) if _expiry(cookie) > 0]
    over = [cookie for cookie in dated if _expiry(cookie) <= now.timestamp()]
    if dated and len(over) == len(dated):
        return None
    kept: list[JsonValue] = [cookie for cookie in _cookies(session) if cookie not in over]
    return session.model_copy(update={"state": session.state | {"cookies": kept}})


def _cookies(session: StoredSignIn) -> list[dict[str, JsonValue]]:
    cookies = session.state.get("cookies")
    return [cookie for cookie in cookies if isinstance(cookie, dict)] if isinstance(cookies, list) else []


def _expiry(cookie: dict[str, JsonValue]) -> float:
    """Seconds since 1970; −1 for a cookie that ends with the browser."""
    expires = cookie.get("expires", -1)
    return float(expires) if isinstance(expires, int | float) else -1.0


def _remember_tokens(session: StoredSignIn) -> None:
    """What is a key to the account is secret from here on, in every text."""
    for cookie in _cookies(session):
        value = cookie.get("value")
        if isinstance(value, str) and len(value) >= _TOKEN_LENGTH:
            remember(value)
