"""The command table: every command's name and what it does, so that `--help` needs to import none of them."""

from __future__ import annotations

from collections.abc import Mapping

from casewright.cli.text_columns import page_width, two_columns, wrap_text
from casewright.message import SOURCE, Message, msg

PURPOSE = msg(
    "Files Amazon FBA reimbursement claims as Seller Central cases: checked, previewed, confirmed one by one, at most "
    "once, with proof."
)
"""What the whole program is for."""

COMMANDS: dict[str, Message] = {
    "demo": msg("Six claims from check to receipts; no Amazon account needed."),
    "setup": msg("Find a browser on this machine, or get one."),
    "doctor": msg("Check browser, keyring, folders, flows and fonts; say what to fix."),
    "template": msg("Write a starter claims file: xlsx, csv, yaml or json."),
    "schema": msg("Print the JSON Schema of claims, for editors."),
    "prepare": msg("Draft claims from Amazon's own reports, to complete by hand."),
    "check": msg("Check claims against the rules: verdict, reason and deadline."),
    "preview": msg("Dry run: fill in everything, submit nothing, picture each screen."),
    "desk": msg("Review, file and follow claims in the browser of this machine."),
    "file": msg("File claims as cases, asking before each submit."),
    "explain": msg("Explain a claim type: when, with what proof, what to expect."),
    "account": msg("Accounts: add, list, log out, remove."),
    "today": msg("What is in doubt and what is due, each with its next command."),
    "cases": msg("The ledger and the cases: list, sync, due, reply, reconcile."),
    "money": msg("Claimed, paid, taken back and denied; a statement for an account."),
    "ledger": msg("The ledger's database: copy it to another, with proof."),
    "queue": msg("Jobs for workers: a plan put in, listed, cancelled, retried."),
    "worker": msg("Do the jobs of the accounts that are signed in here."),
    "mcp": msg("What an AI assistant may do: look, check, prepare; never file."),
    "flow": msg("The flows: list, show, check, record."),
    "sandbox": msg("Serve the practice Seller Central on this machine."),
    "stop": msg("Stop everything, at once and until `resume`."),
    "resume": msg("Turn the stop switch off."),
    "help": msg("A command, or a page of the manual: `casewright help topics`."),
}
"""Name → one line. The module of the same name in this folder holds the command, under the name `commands`."""

GROUPS = frozenset({"account", "cases", "flow", "ledger", "queue"})
"""Commands that have commands of their own."""

COMMON_FLAGS: dict[str, Message] = {
    "--help, -h": msg("What a command does and which options it has."),
    "--json": msg("One JSON document on standard output instead of text."),
    "--json=FIELD,…": msg("The same with these fields of its data and no others."),
    "--lang LANG": msg("Language of the answer: en or zh."),
    "--quiet, -q": msg("Only say what needs you; results are still shown."),
    "--verbose, -v": msg("Keep every step on the screen as a line."),
    "--plain": msg("Nothing moves, nothing has a color: for screen readers."),
    "--debug": msg("Show the traceback of an unexpected failure."),
}
"""What every command takes → what it means."""

_OWN_FLAGS: dict[str, Message] = {
    "--version": msg("The version."),
    "--install-completion": msg("Let your shell complete commands, options and names."),
    "--show-completion": msg("Print what that would install."),
}
"""What `casewright` takes without a command."""


def help_text(language: str = SOURCE) -> str:
    """What `casewright --help` prints."""
    width = page_width()
    usage = msg("Usage: {usage}", usage=msg("casewright COMMAND [OPTIONS] [ARGUMENTS]"))
    parts = (
        [usage.say(language)],
        wrap_text(PURPOSE.say(language), width),
        _list(msg("Commands:"), COMMANDS, language, width),
        _list(msg("Every command takes, wherever they stand:"), COMMON_FLAGS, language, width),
        _list(msg("Casewright itself takes:"), _OWN_FLAGS, language, width),
        [msg("Begin with: {command}", command="casewright demo").say(language)],
    )
    return "\n\n".join("\n".join(lines) for lines in parts) + "\n"


def _list(head: Message, rows: Mapping[str, Message], language: str, width: int) -> list[str]:
    return [head.say(language), *two_columns([(name, line.say(language)) for name, line in rows.items()], width)]
