"""Accounts as text and as documents; what is kept of one is named, never shown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from casewright.accounts.account import Account
from casewright.accounts.register import Stored, Wiped
from casewright.app.accounts import AccountAdded, SignedIn
from casewright.message import Message, listed, msg
from casewright.model.labels import label
from casewright.report.table import Column, Table, View

_NOT_KEPT = msg("No keyring is available, so the session is not kept. You will have to sign in again next time.")

_OWN_TAB = msg(
    "Casewright opens a tab of its own there, says in it what it is, and touches no other. Sign in there yourself."
)
_STAYS_THERE = msg("The sign-in stays in the account's own browser.")


def added_document(added: AccountAdded) -> dict[str, object]:
    """Return the `data` of `account add`."""
    return {"account": added.account.model_dump(mode="json"), "kept": list(added.kept)}


def added_view(added: AccountAdded) -> View:
    """What was added, and what of it is kept where."""
    kept = listed(map(label, added.kept)) if added.kept else msg("nothing")
    said = msg("Added {account}. Kept in {place}: {kept}.", account=added.account.name, place=added.place, kept=kept)
    return [said, *(browser_view(added.account) if added.account.browser else [])]


def browser_document(account: Account) -> dict[str, object]:
    """Return the `data` of `account browser`."""
    return {"account": account.name, "browser": account.browser}


def browser_view(account: Account) -> View:
    """Show which browser an account uses, and what that means."""
    if not account.browser:
        return [msg("{account} uses a browser that Casewright opens.", account=account.name)]
    return [
        msg("{account} uses its own browser: {browser}.", account=account.name, browser=account.browser),
        _OWN_TAB,
    ]


def accounts_document(accounts: Iterable[Stored]) -> dict[str, object]:
    """Return the `data` of `account list`."""
    return {"accounts": [stored.model_dump(mode="json") for stored in accounts]}


def accounts_view(accounts: Sequence[Stored]) -> View:
    """A row an account, and why secrets could not be looked at."""
    view: View = [_account_table(accounts)] if accounts else [msg("No account has been added yet.")]
    troubles = {stored.keyring for stored in accounts if stored.keyring}
    return [
        *view,
        *(msg("The secrets could not be read: {reason}", reason=reason) for reason in sorted(troubles, key=str)),
    ]


def _account_table(accounts: Iterable[Stored]) -> Table:
    heads = (msg("Account"), msg("Marketplace"), msg("Merchant"), msg("Signs in as"), msg("Kept"), msg("Browser"))
    return Table(tuple(Column(head) for head in heads), tuple(_account_row(stored) for stored in accounts))


def _account_row(stored: Stored) -> tuple[Message | str, ...]:
    account, kept = (
        stored.account,
        [label(what) for what in (*stored.secrets, *(["session"] if stored.session else []))],
    )
    return (
        account.name,
        account.marketplace,
        account.merchant,
        account.email or msg("by hand"),
        listed(kept) if kept else msg("nothing"),
        account.browser or msg("Casewright's"),
    )


def signed_in_document(signed_in: SignedIn) -> dict[str, object]:
    """Return the `data` of `account login`."""
    return {"account": signed_in.account.name, "session_kept": signed_in.session_kept}


def signed_in_view(signed_in: SignedIn) -> View:
    """Where somebody is signed in, and whether the next time needs no sign-in."""
    kept = msg("The session is kept, encrypted, for next time.") if signed_in.session_kept else _NOT_KEPT
    if signed_in.account.browser:
        kept = _STAYS_THERE
    return [msg("Signed in to {merchant}.", merchant=signed_in.account.merchant), kept]


def wiped_view(gone: Wiped) -> View:
    """What was wiped of an account, and what could not be."""
    wiped = listed(gone.wiped) if gone.wiped else msg("nothing was kept")
    view: View = [msg("Wiped from {account}: {what}.", account=gone.name, what=wiped)]
    return [*view, *(msg("Not wiped: {what}.", what=left) for left in gone.left)]
