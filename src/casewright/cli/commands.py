"""The command table: every command's name and what it does, so that `--help` needs to import none of them."""

from __future__ import annotations

#: Name → one line. The module of the same name in this folder holds the command, under the name `app`.
COMMANDS: dict[str, str] = {
    "demo": "Six claims from check to receipts; no Amazon account needed.",
    "setup": "Find a browser on this machine, or get one.",
    "doctor": "Look at browser, keyring, folders, flows, fonts: what to do.",
    "template": "Write a starter claims file: xlsx, csv, yaml or json.",
    "schema": "Print the JSON Schema of claims, for editors.",
    "prepare": "Draft claims from Amazon's own reports, to complete by hand.",
    "check": "Load claims, judge them, and show verdict, reason and deadline.",
    "preview": "Dry run: fill everything, submit nothing, picture each screen.",
    "desk": "Review, file and follow claims in the browser of this machine.",
    "file": "File claims as cases, asking in front of each submit.",
    "explain": "A claim type in plain words: when, what proof, what to expect.",
    "account": "Accounts: add, list, log out, remove.",
    "today": "What is in doubt and what is due, each with its next command.",
    "cases": "The ledger and the cases: list, sync, due, reply, reconcile.",
    "money": "Claimed, paid, taken back and denied; a statement for an account.",
    "ledger": "The ledger's database: copy it to another, with proof.",
    "mcp": "What an assistant may ask: look, check, prepare; never file.",
    "flow": "The flows: list, show, check, record.",
    "sandbox": "Serve the practice Seller Central on this machine.",
    "stop": "Stop everything, at once and until `resume`.",
    "resume": "Take the stop switch away.",
}

#: Commands that have commands of their own.
GROUPS = frozenset({"account", "cases", "flow", "ledger"})

_HEAD = """\
Usage: casewright COMMAND [OPTIONS] [ARGUMENTS]

Files Amazon FBA reimbursement claims as Seller Central cases: checked,
previewed, confirmed one by one, at most once, with proof.

Commands:
"""

_FOOT = """
Every command takes, wherever they stand:
  --help, -h    What it does and which options it has.
  --json        One JSON document on standard output instead of text.
  --lang LANG   Language of the answer: en or zh.
  --quiet, -q   Say only what needs somebody; results stay.
  --verbose, -v Every step as a line that stays.
  --debug       Show the traceback of an unexpected failure.

casewright --version tells the version. Begin with: casewright demo
"""


def help_text() -> str:
    """What `casewright --help` prints: 80 columns at most."""
    width = max(map(len, COMMANDS)) + 2
    return _HEAD + "".join(f"  {name:<{width}}{line}\n" for name, line in COMMANDS.items()) + _FOOT
