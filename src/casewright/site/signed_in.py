"""A sign-in that lasts from visit to visit, and lies encrypted between them: the profile itself keeps no cookie."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from playwright.sync_api import BrowserContext
from playwright.sync_api import Error as PlaywrightError

from casewright.accounts.session import Sessions
from casewright.errors import CasewrightError, PersonNeeded


@contextmanager
def signed_in(context: BrowserContext, sessions: Sessions, account: str) -> Iterator[None]:
    """Give the browser the account's kept session, and take it back at the end.

    Where no session can be kept (no keyring, a full disk) none is: the person signs in again at the next visit, and no
    cookie stays in the profile in plain sight. Only a browser that dies or is closed by hand keeps what it had until
    the next visit.
    """
    with suppress(PersonNeeded):  # a session that cannot be opened is worth as much as none: the person signs in
        if session := sessions.fetch(account):
            context.add_cookies(session.state["cookies"])  # type: ignore[arg-type]  # as Playwright itself gave them
    try:
        yield
    finally:
        with suppress(PlaywrightError):  # the browser was closed by hand or died: there is nothing to ask any more
            state = context.storage_state()
            context.clear_cookies()
            with suppress(CasewrightError):  # it cannot be kept, and what was pressed in this visit counts more
                sessions.keep(account, dict(state))
