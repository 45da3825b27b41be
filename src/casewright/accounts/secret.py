"""Values that hide: a secret that no text shows, and that `redact` knows from the moment it is held."""

from __future__ import annotations

from enum import StrEnum

from pydantic import SecretStr

from casewright.redact import remember


class Kind(StrEnum):
    """What is kept of an account in the keyring."""

    PASSWORD = "password"  # noqa: S105 (a word, no password)
    TOTP = "two-step secret"
    SESSION_KEY = "session key"


def secret(value: str) -> SecretStr:
    """A value that shows as `**********`, and that is taken out of every text that goes anywhere."""
    remember(value)
    return SecretStr(value)
