"""`casewright account`: who files. Secrets go into the system's keyring, or nowhere."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from casewright import app, cli, report
from casewright.cli.completion import complete_marketplace, complete_registered_account
from casewright.cli.result import Result
from casewright.errors import ExitCode, UsageError
from casewright.message import msg

commands = typer.Typer(name="account", no_args_is_help=True, help="Accounts, their secrets and their sign-ins.")

Name = Annotated[
    str, typer.Argument(help="What the account is called here.", autocompletion=complete_registered_account)
]
Browser = Annotated[
    str,
    typer.Option(
        metavar="cdp:URL|profile:PATH",
        help="A browser you already have: its debugging address on this machine, or a profile folder.",
    ),
]
BrowserCommand = Annotated[
    str, typer.Option(metavar="COMMAND", help="A command that opens the store's browser and prints that address.")
]


@commands.command()
def add(
    name: Name,
    marketplace: Annotated[
        str, typer.Option(help="Its marketplace, such as US or DE.", autocompletion=complete_marketplace)
    ],
    merchant: Annotated[str, typer.Option(help="The seller's name as Seller Central's header shows it.")] = "",
    email: Annotated[str, typer.Option(help="What signs in: an e-mail address or a telephone number.")] = "",
    ask: Annotated[bool, typer.Option("--ask", help="Type the password and the two-step secret, hidden.")] = False,
    password_stdin: Annotated[
        bool,
        typer.Option(
            "--password-stdin",
            help=("Read them from standard input: the password, then the two-step secret on a second line."),
        ),
    ] = False,
    browser: Browser = "",
    browser_command: BrowserCommand = "",
) -> Result:
    """Add an account. Without a password you sign in by hand in the browser, which is the usual way."""
    added = app.accounts.add_account(
        name,
        marketplace,
        merchant,
        email,
        browser=_own_browser(browser, browser_command),
        ask=cli.prompt.hidden if ask else None,
        lines=sys.stdin if password_stdin else None,
    )
    return Result("account add", report.account_list.added_document(added), report.account_list.added_view(added))


@commands.command("browser")
def change_browser(
    name: Name,
    browser: Browser = "",
    browser_command: BrowserCommand = "",
    none: Annotated[bool, typer.Option("--none", help="Use the browser that Casewright opens, as by default.")] = False,
) -> Result:
    """Set the browser for an account: one you already have, or Casewright's own (--none)."""
    named = _own_browser(browser, browser_command)
    if bool(named) == none:
        raise UsageError(
            msg("Name one browser, or {flag}.", flag="--none"),
            remedy=msg("See {command}.", command="`casewright account browser --help`"),
        )
    account = app.accounts.change_browser(name, named)
    document, view = report.account_list.browser_document(account), report.account_list.browser_view(account)
    return Result("account browser", document, view)


def _own_browser(browser: str, command: str) -> str:
    """The account's own browser as one text; a command is one of the ways to name it."""
    if browser and command:
        raise UsageError(
            msg("{one} and {other} name two browsers.", one="--browser", other="--browser-command"),
            remedy=msg("Give one of them."),
        )
    return f"command:{command}" if command else browser


@commands.command("list")
def list_accounts() -> Result:
    """Every account, and what is kept of it. Secrets themselves are never shown."""
    known = app.accounts.list_accounts()
    document, view = report.account_list.accounts_document(known), report.account_list.accounts_view(known)
    return Result("account list", document, view)


@commands.command()
def login(name: Name) -> Result:
    """Sign in with a visible browser, and keep the session, encrypted, for next time. Files nothing.

    A stored password is tried once; everything else is up to you.
    """
    signed_in = app.accounts.sign_in(name, tell=cli.progress.say_event)
    document, view = report.account_list.signed_in_document(signed_in), report.account_list.signed_in_view(signed_in)
    return Result("account login", document, view)


@commands.command()
def logout(name: Name) -> Result:
    """Delete everything that could sign in to an account: secrets and session. The account stays in the list."""
    return _wiped("account logout", app.accounts.log_out(name))


@commands.command()
def remove(name: Name) -> Result:
    """Delete everything kept of an account, and remove it from the list. The ledger keeps what was filed."""
    return _wiped("account remove", app.accounts.remove_account(name))


def _wiped(command: str, gone: app.accounts.Wiped) -> Result:
    code = ExitCode.PERSON_NEEDED if gone.left else ExitCode.DONE
    return Result(command, gone.model_dump(mode="json"), report.account_list.wiped_view(gone), exit_code=code)
