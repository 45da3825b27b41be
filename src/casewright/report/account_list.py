"""Accounts as text and as documents; what is kept of one is named, never shown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from casewright.accounts.register import Stored, Wiped
from casewright.app.accounts import AccountAdded, SignedIn
from casewright.report.table import Column, Table

_NOT_KEPT = "No keyring could be used, so the session is not kept: you will sign in again the next time."


def added_document(added: AccountAdded) -> dict[str, object]:
    """What stands behind `data` of `account add`."""
    return {"account": added.account.model_dump(mode="json"), "kept": list(added.kept)}


def added_view(added: AccountAdded) -> list[str | Table]:
    """What was added, and what of it is kept where."""
    return [f"Added {added.account.name}. Kept in {added.place}: {', '.join(added.kept) or 'nothing'}."]


def accounts_document(accounts: Iterable[Stored]) -> dict[str, object]:
    """What stands behind `data` of `account list`."""
    return {"accounts": [stored.model_dump(mode="json") for stored in accounts]}


def accounts_view(accounts: Sequence[Stored]) -> list[str | Table]:
    """A row an account, and why secrets could not be looked at."""
    view: list[str | Table] = [_account_table(accounts)] if accounts else ["No account was added yet."]
    troubles = {f"Secrets could not be looked at: {stored.keyring}." for stored in accounts if stored.keyring}
    return [*view, *sorted(troubles)]


def _account_table(accounts: Iterable[Stored]) -> Table:
    heads = ("Account", "Marketplace", "Merchant", "Signs in as", "Kept")
    return Table(tuple(Column(head) for head in heads), tuple(_account_row(stored) for stored in accounts))


def _account_row(stored: Stored) -> tuple[str, ...]:
    kept = ", ".join([*stored.secrets, *(["session"] if stored.session else [])])
    account = stored.account
    return account.name, account.marketplace, account.merchant, account.email or "by hand", kept or "nothing"


def signed_in_document(signed_in: SignedIn) -> dict[str, object]:
    """What stands behind `data` of `account login`."""
    return {"account": signed_in.account.name, "session_kept": signed_in.session_kept}


def signed_in_view(signed_in: SignedIn) -> list[str | Table]:
    """Where somebody is signed in, and whether the next time needs no sign-in."""
    kept = "Its session is kept, encrypted, for the next time." if signed_in.session_kept else _NOT_KEPT
    return [f"Signed in to {signed_in.account.merchant}.", kept]


def wiped_view(gone: Wiped) -> list[str | Table]:
    """What was wiped of an account, and what could not be."""
    view: list[str | Table] = [f"Wiped of {gone.name}: {', '.join(gone.wiped) or 'nothing, there was nothing'}."]
    return [*view, *(f"Left: {left}." for left in gone.left)]
