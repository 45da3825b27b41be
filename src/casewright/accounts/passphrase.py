"""A keyring of one encrypted file, for machines that have none: opened by the user's own passphrase, never without."""

from __future__ import annotations

import base64
import json
import os
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from filelock import FileLock
from keyring.errors import KeyringError
from pydantic import SecretStr, ValidationError

from casewright.accounts.private_files import private_folder
from casewright.message import msg
from casewright.model.problem import Value
from casewright.whole_file import PRIVATE, write_whole

_COST = {"n": 2**16, "r": 8, "p": 1}
"""Scrypt with 64 MiB: a fifth of a second for us, and dear for whoever guesses passphrases."""


class _Box(Value):
    """The file: a salt, and everything else encrypted and authenticated."""

    salt: str
    content: str


class PassphraseKeyring:
    """Passwords in one file under one passphrase; speaks like a backend of the keyring library.

    Raises `KeyringError` where the passphrase does not open the file, or the file cannot be used.
    """

    def __init__(self, path: Path, passphrase: SecretStr) -> None:
        self._path = path
        self._passphrase = passphrase
        self._keys: dict[str, Fernet] = {}

    def get_password(self, service: str, username: str) -> str | None:
        """What is kept under this name, or None."""
        return self._read()[1].get(_name(service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep a value under this name."""
        self._change(_name(service, username), password)

    def delete_password(self, service: str, username: str) -> None:
        """Forget what is kept under this name."""
        self._change(_name(service, username), None)

    def _change(self, name: str, value: str | None) -> None:
        try:
            private_folder(self._path.parent)
            with FileLock(f"{self._path}.lock", mode=0o600):
                salt, kept = self._read()
                kept = {one: held for one, held in kept.items() if one != name} | ({name: value} if value else {})
                content = self._key(salt).encrypt(json.dumps(kept).encode()).decode()
                write_whole(self._path, _Box(salt=salt, content=content).model_dump_json().encode(), mode=PRIVATE)
        except OSError as error:
            raise KeyringError(
                msg("{path} cannot be written ({reason})", path=self._path, reason=error.strerror)
            ) from None

    def _read(self) -> tuple[str, dict[str, str]]:
        """The salt and what is kept; a new salt and nothing where there is no file yet."""
        try:
            box = _Box.model_validate_json(self._path.read_bytes())
            kept: dict[str, str] = json.loads(self._key(box.salt).decrypt(box.content))
        except FileNotFoundError:
            return base64.b64encode(os.urandom(16)).decode(), {}
        except InvalidToken:
            raise KeyringError(
                msg("the passphrase does not open {path}, or the file was changed", path=self._path)
            ) from None
        except (OSError, ValidationError, ValueError):
            raise KeyringError(
                msg("{path} was changed since it was written, and cannot be read", path=self._path)
            ) from None
        return box.salt, kept

    def _key(self, salt: str) -> Fernet:
        if salt not in self._keys:
            derived = Scrypt(salt=base64.b64decode(salt), length=32, **_COST).derive(
                self._passphrase.get_secret_value().encode()
            )
            self._keys[salt] = Fernet(base64.urlsafe_b64encode(derived))
        return self._keys[salt]


def _name(service: str, username: str) -> str:
    return f"{service}\n{username}"
