"""Whatever a command line says stands in the catalogs: each is run in a language that nobody speaks."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests import pseudo_language
from tests.pseudo_language import pseudo_catalog

from casewright.cli.app import run
from casewright.cli.commands import COMMANDS
from casewright.model.claim import CLAIM_TYPES

__all__ = ["pseudo_catalog"]

_FLOW = "flow: mine\nversion: 0\ncontrols: {go: {button: x, link: x}}\nscreens: {one: {seen: [go], does: x}}\n"

_REFUSED = (
    "check nothing.csv",
    "check --limit 3",
    "check",
    "chekc",
    "file claims.csv --limit 0",
    "file claims.csv --limit",
    "file claims.csv --site moon",
    "file claims.csv --yes",
    "file plan.json",
    "cases show CW-ABCD2345",
    "cases list",
    "cases list --type stolen",
    "cases list --site sandbox",
    "cases due",
    "cases board",
    "cases log",
    "cases verify",
    "cases export out.txt",
    "cases reconcile",
    "cases sync",
    "account list",
    "account logout nobody",
    "account add a --marketplace XX",
    "flow show nothing",
    "flow check",
    "flow record -o A",
    "explain stolen",
    "template x.pdf",
    "prepare --ledger nothing.txt --account Harbor -o x.xlsx",
    "money",
    "today",
    "stop --why rest",
    "resume",
)


_DATA = ("casewright", "live", "replay", "sandbox", "Answered", "[TOPIC]", *COMMANDS, *CLAIM_TYPES)
"""What is said as it is in every language: names of commands, of sites, of claim types, and a case's status."""

_PARTS = ("assistant", "button", "choice", "combobox", "home", "inbound", "interruptions", "policy", "portal", "reply")
_PARTS += (
    "checkbox",
    "controls",
    "css",
    "flow",
    "heading",
    "file",
    "link",
    "mends",
    "pressable",
    "radio",
    "screens",
    "tab",
)
_PARTS += ("text", "textbox", "url", "version", "words")
"""Names of flows, and the words of their language."""


@pytest.fixture
def say(pseudo_catalog: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """Runs a command line in the pseudo-language, in a home of its own, and hands back all that it said."""
    monkeypatch.setenv("CASEWRIGHT_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("COLUMNS", "400")
    monkeypatch.chdir(tmp_path)

    def call(*words: str) -> str:
        with pseudo_language.spoken(pseudo_catalog):
            run(words)
        captured = capsys.readouterr()
        return captured.out + captured.err

    return call


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_is_in_the_catalogs(say, command: str):
    rows = re.sub(r"(?m)^  [a-z]+  ", "", say(*command.split(), "--help"))  # the names of a group's commands
    pseudo_language.expect_marked(rows, *_DATA)


@pytest.mark.parametrize("line", _REFUSED)
def test_what_is_refused_is_in_the_catalogs(say, line: str):
    pseudo_language.expect_marked(say(*line.split()), *line.split(), *_DATA, *_PARTS)


def test_mistakes_in_a_flow_are_in_the_catalogs(say, tmp_path: Path):
    mends = tmp_path / "home" / "flows"
    mends.mkdir(parents=True)
    (mends / "mine.yaml").write_text(_FLOW, encoding="utf-8")
    pseudo_language.expect_marked(say("flow", "check"), *_FLOW.splitlines(), *_PARTS)
