"""Codes of two-step verification: made from the kept secret, each given out once in its thirty seconds."""

from __future__ import annotations

import base64
import binascii
import hmac
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from filelock import FileLock
from pydantic import SecretStr

from casewright.accounts.account import folder_name
from casewright.accounts.private_files import private_folder
from casewright.accounts.secret import secret
from casewright.errors import CasewrightError, UsageError
from casewright.message import msg
from casewright.places import Home
from casewright.whole_file import PRIVATE, write_whole

_SECONDS = 30
"""How long a code is good. Amazon refuses one that it has seen in the same thirty seconds."""


class CodeUsed(CasewrightError):
    """The code of these thirty seconds was given out before. `free_at` is when the next one begins."""

    def __init__(self, account: str, free_at: datetime) -> None:
        super().__init__(
            msg("The current code was already used for {account}.", account=account),
            remedy=msg("The next one begins at {free_at:%H:%M:%S} UTC; or type it yourself.", free_at=free_at),
        )
        self.free_at = free_at


def totp_secret(text: str) -> SecretStr:
    """Return the secret of an authenticator app: as Amazon shows it, spaces and either case, or an `otpauth:` address.

    Raises:
        UsageError: it is not valid; the message does not repeat it.
    """
    secret(text.strip())
    try:
        plain = _of_address(text.strip()) if urlsplit(text.strip()).scheme == "otpauth" else text
        plain = "".join(plain.split()).replace("-", "").upper().rstrip("=")
        base64.b32decode(_padded(plain))
    except (ValueError, binascii.Error):
        plain = ""
    if len(plain) < 16:
        raise UsageError(
            msg("That is not a two-step secret."),
            remedy=msg("Amazon shows it under “Can't scan the barcode?”: 52 letters and digits, in groups of four."),
        ) from None
    return secret(plain)


def _of_address(address: str) -> str:
    """The secret in an `otpauth:` address, whose other values default to what Amazon uses."""
    asked = {name: values[-1] for name, values in parse_qs(urlsplit(address).query).items()}
    told = (asked.get("period", str(_SECONDS)), asked.get("digits", "6"), asked.get("algorithm", "SHA1").upper())
    if urlsplit(address).netloc != "totp" or told != (str(_SECONDS), "6", "SHA1"):
        raise ValueError("not a code of six digits and thirty seconds")
    return asked.get("secret", "")


def _padded(plain: str) -> str:
    return plain + "=" * (-len(plain) % 8)


def _code_of(plain: str, window: int) -> str:
    """The six digits of a half minute, by RFC 6238 (HMAC-SHA-1 and the truncation of RFC 4226, section 5.3)."""
    digest = hmac.digest(base64.b32decode(_padded(plain)), window.to_bytes(8, "big"), "sha1")
    start = digest[-1] & 0xF
    return f"{(int.from_bytes(digest[start : start + 4], 'big') & 0x7FFFFFFF) % 10**6:06}"


class Codes:
    """Gives out codes, each once, whichever process asks; all that is kept is the number of the last half minute."""

    def __init__(self, home: Home, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._folder = home.sessions
        self._now = now

    def take(self, account: str, kept: SecretStr) -> SecretStr:
        """The code of this moment; from here on it counts as used.

        Raises:
            CodeUsed: it was given out before.
        """
        file = self._file(account)
        private_folder(self._folder)
        with FileLock(f"{file}.lock", mode=0o600):
            moment = int(self._now().timestamp())
            window = moment // _SECONDS
            if window <= _last(file):
                raise CodeUsed(account, datetime.fromtimestamp((_last(file) + 1) * _SECONDS, UTC))
            write_whole(file, str(window).encode(), mode=PRIVATE)
        return SecretStr(_code_of(kept.get_secret_value(), window))

    def wipe(self, account: str) -> None:
        """Forget when the last code was given out."""
        self._file(account).unlink(missing_ok=True)
        Path(f"{self._file(account)}.lock").unlink(missing_ok=True)

    def _file(self, account: str) -> Path:
        return self._folder / f"{folder_name(account)}.code"


def _last(file: Path) -> int:
    """The number of the half minute whose code was given out last; −1 for none."""
    try:
        return int(file.read_text(encoding="ascii"))
    except (FileNotFoundError, ValueError):
        return -1
