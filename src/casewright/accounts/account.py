"""An account: whose case it is, and where. Nothing in it is secret."""

from __future__ import annotations

import hashlib
import re
from typing import Annotated

from pydantic import AfterValidator, StringConstraints

from casewright.accounts.own_browser import read_own_browser
from casewright.model.marketplaces import marketplace
from casewright.model.problem import Value

_Line = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100, pattern=r"^[^\x00-\x1f\x7f]+$")
]
_Address = Annotated[str, StringConstraints(strip_whitespace=True, max_length=254, pattern=r"^[^\x00-\x20\x7f]*$")]


def _browser(text: str) -> str:
    """The browser as it is written down, once it was read."""
    if not text.strip():
        return ""
    own = read_own_browser(text)
    return f"{own.kind}:{own.where}"


class Account(Value):
    """A seller's account on one marketplace.

    `name` is what claims and commands call it; `merchant` is the name as Seller Central's header shows it; `email` is
    what signs in (an e-mail address or a telephone number), empty where the person types it; `in_keyring` says whether
    a password or two-step secret was given to the keyring and not wiped there since. `browser` names the account's own
    browser (`cdp:…`, `profile:…`, `command:…`), empty for one that the program opens.
    """

    name: _Line
    marketplace: Annotated[str, AfterValidator(lambda code: marketplace(code).code)]
    merchant: _Line
    email: _Address = ""
    in_keyring: bool = False
    browser: Annotated[str, AfterValidator(_browser)] = ""

    def is_called(self, name: str) -> bool:
        """Return whether `name` means this account, however its letters and spaces are written."""
        return key_of(name) in {key_of(self.name), key_of(self.merchant)}


def key_of(name: str) -> str:
    """An account's name without the chance of its writing."""
    return " ".join(name.split()).casefold()


def folder_name(name: str) -> str:
    """A file or folder name for an account: readable, and never the same for two accounts."""
    key = key_of(name)
    readable = re.sub(r"[^a-z0-9]+", "-", key).strip("-")[:40]
    return f"{readable or 'account'}-{hashlib.sha256(key.encode()).hexdigest()[:8]}"
