"""`casewright account`: who files. Secrets go into the system's keyring, or nowhere."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import Annotated

import typer

from casewright.accounts import register
from casewright.accounts.register import Stored, Wiped
from casewright.accounts.secret import secret
from casewright.accounts.sign_in_codes import totp_secret
from casewright.accounts.vault import open_vault, place
from casewright.cli.ledgers import SiteName
from casewright.cli.prompt import hidden
from casewright.cli.result import Result
from casewright.errors import ExitCode
from casewright.places import home
from casewright.report.table import Column, Table

app = typer.Typer(name="account", no_args_is_help=True, help="Accounts, their secrets and their sign-ins.")

Name = Annotated[str, typer.Argument(help="What the account is called here.")]


@app.command()
def add(
    name: Name,
    marketplace: Annotated[str, typer.Option(help="Its marketplace, such as US or DE.")],
    merchant: Annotated[str, typer.Option(help="The seller's name as Seller Central's header shows it.")] = "",
    email: Annotated[str, typer.Option(help="What signs in: an e-mail address or a telephone number.")] = "",
    ask: Annotated[bool, typer.Option("--ask", help="Type password and two-step secret, hidden.")] = False,
    password_stdin: Annotated[
        bool, typer.Option("--password-stdin", help="Read them: the password, and on a second line the secret.")
    ] = False,
) -> Result:
    """Add an account. Without a password you sign in by hand in the browser, which is the usual way."""
    account = register.described(name, marketplace, merchant, email)
    password = totp = None
    if password_stdin:
        password, totp = register.read_secrets(sys.stdin)
    elif ask:
        typed = hidden("Password (empty for none): "), hidden("Two-step secret (empty for none): ")
        password, totp = secret(typed[0]) if typed[0] else None, totp_secret(typed[1]) if typed[1] else None
    register.add_account(home(), open_vault(home()), account, password=password, totp=totp)
    kept = [word for word, value in (("password", password), ("two-step secret", totp)) if value is not None]
    return Result(
        "account add",
        data={"account": account.model_dump(mode="json"), "kept": kept},
        view=[f"Added {account.name}. Kept in {place()}: {', '.join(kept) or 'nothing'}."],
    )


@app.command("list")
def list_accounts() -> Result:
    """Every account, with what is kept of it. Values are never shown."""
    known = register.accounts(home(), open_vault(home()))
    view: list[str | Table] = [_table(known)] if known else ["No account was added yet."]
    view += sorted({f"Secrets could not be looked at: {one.keyring}." for one in known if one.keyring})
    return Result("account list", data={"accounts": [one.model_dump(mode="json") for one in known]}, view=view)


@app.command()
def login(name: Name) -> Result:
    """Sign in, in the visible browser, and keep the session encrypted for the next time. Files nothing.

    A stored password is tried once; everything else there is yours to do.
    """
    from casewright.cli.wiring import entering, review_folder, site_of  # noqa: PLC0415 (the rest needs no browser)
    from casewright.settings import load_settings  # noqa: PLC0415

    account, settings = register.account_called(home(), name), load_settings()
    folder = review_folder(None, "sign-in")
    enter = entering(SiteName.LIVE, settings)
    with site_of(SiteName.LIVE, settings).visit(account.name, account.marketplace, folder) as visit:
        enter(visit)
    (stored,) = (one for one in register.accounts(home(), open_vault(home())) if one.account.name == account.name)
    told = "Its session is kept, encrypted, for the next time." if stored.session else _NOT_KEPT
    return Result(
        "account login",
        data={"account": account.name, "session_kept": stored.session},
        view=[f"Signed in to {account.merchant}.", told],
    )


_NOT_KEPT = "No keyring could be used, so the session is not kept: you will sign in again the next time."


@app.command()
def logout(name: Name) -> Result:
    """Wipe all that could sign in to an account: secrets and session. It stays in the list."""
    return _wiped("account logout", register.logout(home(), open_vault(home()), name))


@app.command()
def remove(name: Name) -> Result:
    """Wipe everything of an account, and take it from the list. The ledger keeps what was filed."""
    return _wiped("account remove", register.remove_account(home(), open_vault(home()), name))


def _wiped(command: str, gone: Wiped) -> Result:
    view = [f"Wiped of {gone.name}: {', '.join(gone.wiped) or 'nothing, there was nothing'}."]
    view += [f"Left: {one}." for one in gone.left]
    return Result(
        command,
        data=gone.model_dump(mode="json"),
        view=view,
        exit_code=ExitCode.PERSON_NEEDED if gone.left else ExitCode.DONE,
    )


def _table(known: Iterable[Stored]) -> Table:
    heads = ("Account", "Marketplace", "Merchant", "Signs in as", "Kept")
    return Table(tuple(Column(head) for head in heads), tuple(_row(one) for one in known))


def _row(one: Stored) -> tuple[str, ...]:
    kept = [*one.secrets, *(["session"] if one.session else [])]
    account = one.account
    return account.name, account.marketplace, account.merchant, account.email or "by hand", ", ".join(kept) or "nothing"
