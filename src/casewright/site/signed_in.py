"""A sign-in that lasts from visit to visit: lent to a browser, taken back from it, and encrypted in between."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from playwright.sync_api import BrowserContext
from playwright.sync_api import Error as PlaywrightError

from casewright.accounts.sign_in_store import SignInStore
from casewright.errors import CasewrightError, PersonNeeded

if TYPE_CHECKING:
    from playwright.sync_api import StorageState


@dataclass(frozen=True, slots=True)
class SignIn:
    """The kept session of one account."""

    sessions: SignInStore
    account: str

    def lend(self) -> StorageState | None:
        """What a browser begins with. One that cannot be opened is worth as much as none: the person signs in."""
        with suppress(PersonNeeded):
            if session := self.sessions.fetch(self.account):
                return cast("StorageState", session.state)  # as Playwright itself gave it
        return None

    def take_back(self, context: BrowserContext) -> None:
        """Keep what the browser holds now.

        Where no session can be kept (no keyring, a full disk), or the browser was closed by hand and cannot be asked
        any more, the earlier one stays, and the person may have to sign in again.
        """
        with suppress(PlaywrightError, CasewrightError):  # what was pressed in this visit counts more
            self.sessions.keep(self.account, dict(context.storage_state()))
