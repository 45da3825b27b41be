"""Accounts: add, list, sign in, wipe. Secrets go into the system's keyring, or nowhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TextIO

from casewright.accounts import register
from casewright.accounts.account import Account
from casewright.accounts.register import Stored, Wiped
from casewright.accounts.secret import secret
from casewright.accounts.sign_in_codes import totp_secret
from casewright.accounts.vault import open_vault, place
from casewright.app.events import Listener, ignore_events
from casewright.app.sites import SiteWork
from casewright.app.workspace import open_workspace
from casewright.errors import UsageError
from casewright.message import Message, msg
from casewright.model.site_name import SiteName
from casewright.places import home

__all__ = [
    "AccountAdded",
    "SignedIn",
    "Stored",
    "Wiped",
    "add_account",
    "change_browser",
    "list_accounts",
    "log_out",
    "remove_account",
    "sign_in",
]

Hidden = Callable[[Message], str]
"""Asks a person for something that is not shown while it is typed; empty for nothing."""


@dataclass(frozen=True, slots=True)
class AccountAdded:
    """The account, which of its secrets were kept, and where."""

    account: Account
    kept: tuple[str, ...]
    place: Message


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who signed in to which account, and whether the session is kept for the next time."""

    account: Account
    session_kept: bool


def add_account(
    name: str,
    marketplace: str,
    merchant: str = "",
    email: str = "",
    *,
    browser: str = "",
    ask: Hidden | None = None,
    lines: TextIO | None = None,
) -> AccountAdded:
    """Add an account; its secrets come from a person (`ask`), from two lines of text (`lines`), or are not kept.

    `browser` names the account's own browser, as `accounts.own_browser` reads it; the sign-in stays there.

    Raises:
        UsageError: a part of the account or of a secret is not valid.
        CasewrightError: another account has this name, or there is nowhere to keep a secret; nothing was added.
    """
    account = register.described(name, marketplace, merchant, email, browser)
    if account.browser and (lines is not None or ask is not None):
        raise UsageError(
            msg("The sign-in of an account with a browser of its own stays there, so no password is kept."),
            remedy=msg("Leave {ask} and {stdin} out.", ask="--ask", stdin="--password-stdin"),
        )
    password = totp = None
    if lines is not None:
        password, totp = register.read_secrets(lines)
    elif ask is not None:
        typed = ask(msg("Password (empty for none): ")), ask(msg("Two-step secret (empty for none): "))
        password, totp = secret(typed[0]) if typed[0] else None, totp_secret(typed[1]) if typed[1] else None
    register.add_account(home(), open_vault(home()), account, password=password, totp=totp)
    kept = [word for word, value in (("password", password), ("two-step secret", totp)) if value is not None]
    return AccountAdded(account, tuple(kept), place())


def change_browser(name: str, browser: str) -> Account:
    """Set the browser in which work for an account is done from now on; empty for the program's own.

    Raises:
        CasewrightError: there is no such account, or the browser is not valid.
    """
    return register.change_browser(home(), name, browser)


def list_accounts() -> tuple[Stored, ...]:
    """Return every account with what is kept for it, never the values."""
    return register.accounts(home(), open_vault(home()))


def sign_in(name: str, *, tell: Listener = ignore_events) -> SignedIn:
    """Sign in, in the visible browser, and keep the session encrypted for next time. Files nothing.

    Raises:
        CasewrightError: there is no such account or no browser, or nobody signed in.
    """
    workspace = open_workspace()
    account = register.account_called(workspace.home, name)
    work = SiteWork(workspace, SiteName.LIVE)
    enter, folder = work.sign_in(tell), workspace.report_folder(None, "sign-in")
    with work.open_site().visit(account.name, account.marketplace, folder) as visit:
        enter(visit)
    (stored,) = (known for known in list_accounts() if known.account.name == account.name)
    return SignedIn(account, stored.session)


def log_out(name: str) -> Wiped:
    """Wipe everything that could sign in to an account: secrets and session. It stays in the list.

    Raises:
        CasewrightError: there is no such account, or a browser of it is open; nothing was wiped.
    """
    return register.logout(home(), open_vault(home()), name)


def remove_account(name: str) -> Wiped:
    """Wipe everything that belongs to an account and remove it from the list. The ledger keeps what was filed.

    Raises:
        CasewrightError: there is no such account, or a browser of it is open; nothing was wiped.
    """
    return register.remove_account(home(), open_vault(home()), name)
