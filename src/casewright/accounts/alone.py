"""One process an account: its browser profile, while nobody else uses it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from casewright.accounts.account import folder_name
from casewright.accounts.private import private_folder
from casewright.errors import PersonNeeded
from casewright.places import Home


@contextmanager
def alone(home: Home, account: str) -> Iterator[Path]:
    """The folder of the account's browser profile, which may not be there yet, held against every other process.

    Raises:
        PersonNeeded: another Casewright works in this account.
    """
    folder = private_folder(home.profiles) / folder_name(account)
    try:
        with FileLock(f"{folder}.lock", timeout=0, mode=0o600):
            yield folder
    except Timeout as error:
        raise PersonNeeded(
            f"another Casewright is working in the account {account}",
            remedy="Wait until it is done, or close its browser.",
        ) from error
