"""One process per account: its browser and its session, while nobody else uses them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from filelock import FileLock, Timeout

from casewright.accounts.account import folder_name
from casewright.accounts.private_files import private_folder
from casewright.errors import PersonNeeded
from casewright.message import msg
from casewright.places import Home


@contextmanager
def lock_account(home: Home, account: str) -> Iterator[None]:
    """Hold an account against every other process.

    Raises:
        PersonNeeded: another Casewright works in this account.
    """
    lock = private_folder(home.sessions) / f"{folder_name(account)}.visit"
    try:
        with FileLock(lock, timeout=0, mode=0o600):
            yield
    except Timeout as error:
        raise PersonNeeded(
            msg("Another Casewright is working in the account {account}.", account=account),
            remedy=msg("Wait until it is done, or close its browser."),
        ) from error
