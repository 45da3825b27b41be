"""What imports what: no circle, lazy imports counted, and nothing heavy behind `--help`."""

from __future__ import annotations

import graphlib
import json
import subprocess
import sys

import grimp
import pytest

HEAVY = ("pydantic", "playwright", "sqlalchemy", "alembic", "rich", "typer", "jinja2", "openpyxl", "keyring", "PIL")

_TELL = """
import json, sys
from casewright.cli.app import run
code = run(json.loads(sys.argv[1]))
print(json.dumps({"code": code, "modules": sorted({name.partition(".")[0] for name in sys.modules})}))
"""


def _imported(*words: str) -> dict[str, object]:
    done = subprocess.run(
        [sys.executable, "-c", _TELL, json.dumps(words)], capture_output=True, text=True, check=True, encoding="utf-8"
    )
    return json.loads(done.stdout.splitlines()[-1])


def test_no_module_imports_itself_by_a_detour_even_lazily():
    graph = grimp.build_graph("casewright", cache_dir=None)
    imports = {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}
    graphlib.TopologicalSorter(imports).prepare()


@pytest.mark.parametrize("words", [(), ("--help",), ("-h",), ("--version",)])
def test_help_and_version_import_no_library(words):
    told = _imported(*words)
    assert told["code"] == 0
    assert set(HEAVY) & set(told["modules"]) == set()
