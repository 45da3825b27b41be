"""What imports what: no circle, lazy imports counted, and nothing heavy behind `--help`."""

from __future__ import annotations

import graphlib
import json
import subprocess
import sys
from importlib import import_module

import grimp
import pytest

from casewright.cli.commands import COMMANDS, GROUPS

HEAVY = ("pydantic", "playwright", "sqlalchemy", "alembic", "rich", "typer", "jinja2", "openpyxl", "keyring", "PIL")

_TELL = """
import json, sys
from casewright.cli.app import run
code = run(json.loads(sys.argv[1]))
print(json.dumps({"code": code, "modules": sorted({name.partition(".")[0] for name in sys.modules})}))
"""


def _commands_of(group: str) -> list[str]:
    declared = import_module(f"casewright.cli.{group}").commands.registered_commands
    return [command.name or command.callback.__name__ for command in declared]


SUBCOMMANDS = {group: _commands_of(group) for group in sorted(GROUPS)}


def _imported(*words: str) -> dict[str, object]:
    done = subprocess.run(
        [sys.executable, "-c", _TELL, json.dumps(words)], capture_output=True, text=True, check=True, encoding="utf-8"
    )
    return json.loads(done.stdout.splitlines()[-1])


def test_no_module_imports_itself_by_a_detour_even_lazily():
    graph = grimp.build_graph("casewright", cache_dir=None)
    imports = {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}
    graphlib.TopologicalSorter(imports).prepare()


COMMAND_LINES = [(name,) for name in COMMANDS] + [
    (group, name) for group, names in SUBCOMMANDS.items() for name in names
]


@pytest.mark.parametrize("words", COMMAND_LINES, ids=" ".join)
def test_the_help_of_a_command_imports_nothing_but_what_parses_it(words):
    told = _imported(*words, "--help")
    assert told["code"] == 0
    assert (set(HEAVY) - {"typer"}) & set(told["modules"]) == set()


@pytest.mark.parametrize("words", [(), ("--help",), ("-h",), ("--version",)])
def test_help_and_version_import_no_library(words):
    told = _imported(*words)
    assert told["code"] == 0
    assert set(HEAVY) & set(told["modules"]) == set()
