"""The pages of the documentation that are made from the program. `python -m tests.contract.pages` writes them anew."""

from __future__ import annotations

import contextlib
import io
import os
import re

from casewright.cli.app import run
from casewright.cli.commands import COMMANDS, help_text
from casewright.intake.template import needed_by
from casewright.model.field_table import TEMPLATE

from .source import ROOT

COLUMNS = ROOT / "docs" / "reference" / "columns.md"
COMMANDS_PAGE = ROOT / "docs" / "reference" / "commands.md"
README = ROOT / "README.md"

_COLUMNS_HEAD = """\
# Claims columns

In xlsx and csv a row is a claim and these are the headers, in any order, in English or Chinese; in yaml and json
the names are the keys. Other headers that mean the same are taken too, and your own can be named in
[settings](settings.md). Several files in one cell are separated by `;`. What stands in an unknown column is kept
beside the claim and never sent. How days, amounts and names may be written: [sheets and papers](sheets-and-papers.md).

| name | header | 中文 | needed for | means | example |
|---|---|---|---|---|---|
"""

_COMMANDS_HEAD = """\
# Commands

What `casewright COMMAND --help` prints, for every command. Every command also takes, wherever they
stand, `--json` (one [JSON document](json.md) on standard output), `--lang` (the language of the answer: `en` or `zh`),
`--quiet` or `-q`, `--verbose` or `-v`, `--plain` (nothing moves and nothing has a color: for screen readers),
`--help` or `-h`, and `--debug` (the traceback of an unexpected failure).
"""


def columns_page() -> str:
    """`docs/reference/columns.md`, from what the template writes into its sheet of explanations."""
    rows = (
        f"| `{one.name}` | {one.title} | {one.title.say('zh')} | {needed_by(one.name)} | {one.meaning} "
        f"| `{one.example}` |\n"
        for one in TEMPLATE
    )
    return _COLUMNS_HEAD + "".join(rows)


def commands_page() -> str:
    """`docs/reference/commands.md`, from the help of every command."""
    parts = [_COMMANDS_HEAD]
    for name in COMMANDS:
        told = _help(name)
        inside = told.partition("\nCommands:\n")[2]
        parts.append(_section(name, told))
        parts += (_section(f"{name} {each}", _help(name, each)) for each in re.findall(r"^  (\S+)", inside, re.M))
    return "\n".join(parts)


def _section(name: str, told: str) -> str:
    return f"## {name}\n\n```text\n{told.strip()}\n```\n"


def _help(*words: str) -> str:
    before = os.environ.get("COLUMNS")
    os.environ["COLUMNS"] = "80"
    try:
        with contextlib.redirect_stdout(io.StringIO()) as told:
            run([*words, "--help"])
    finally:
        os.environ.pop("COLUMNS") if before is None else os.environ.update(COLUMNS=before)
    return told.getvalue()


def readme() -> str:
    """The README with today's help text in its block."""
    text = README.read_text(encoding="utf-8")
    return re.sub(
        r"(?<=```text\n)Usage: casewright COMMAND.*?(?=\n```)", lambda _: help_text().rstrip(), text, flags=re.S
    )


if __name__ == "__main__":
    COLUMNS.write_text(columns_page(), encoding="utf-8")
    COMMANDS_PAGE.write_text(commands_page(), encoding="utf-8")
    README.write_text(readme(), encoding="utf-8")
