"""Who may do what: one place prints, one asks, one exits, one opens the database, one makes permits."""

from __future__ import annotations

import ast
import re

import pytest

from . import source


def _who_calls(*names: str) -> set[str]:
    return {module for module, called in source.calls() if called in names}


def test_nothing_sleeps_for_a_fixed_time():
    waits = ("sleep", "time.sleep", "asyncio.sleep")
    assert _who_calls(*waits) == set()
    assert {module for module, called in source.calls() if called.endswith(".wait_for_timeout")} == set()


def test_one_place_prints():
    printers = {"print", "sys.stdout.write", "sys.stderr.write", "Console", "typer.echo", "typer.secho", "pprint"}
    assert _who_calls(*printers) == {"cli/output.py"}


def test_one_place_asks():
    askers = {"input", "sys.stdin.readline", "sys.stdin.read", "getpass", "getpass.getpass", "typer.prompt"}
    assert _who_calls(*askers, "typer.confirm") <= {"cli/prompt.py"}


def test_one_place_exits_and_one_for_whoever_insists():
    assert _who_calls("sys.exit", "exit", "quit", "typer.Exit") == {"cli/app.py"}
    assert _who_calls("os._exit") == {"cli/interrupt.py"}, "Ctrl-C, a second time, once all is known"


def test_only_the_ledger_makes_permits():
    makers = _who_calls("Permit", "permit.Permit")
    assert makers, "nobody makes permits, so nothing can be filed"
    assert all(module.startswith("ledger/") for module in makers)


def test_only_the_ledger_opens_a_database():
    openers = _who_calls("create_engine", "sqlalchemy.create_engine", "sqlite3.connect")
    assert openers
    assert all(module.startswith("ledger/") for module in openers)


def test_nothing_runs_a_shell():
    shells = {"os.system", "os.popen", "subprocess.getoutput"}
    assert _who_calls(*shells) == set()
    for module, tree in source.modules().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.keyword) and node.arg == "shell":
                pytest.fail(f"{module}:{node.value.lineno} asks for a shell")


def test_no_failure_is_swallowed_in_silence():
    silent = [
        f"{module}:{node.lineno}"
        for module, tree in source.modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ExceptHandler) and all(isinstance(line, ast.Pass) for line in node.body)
    ]
    assert silent == []


def test_no_module_is_a_drawer():
    drawers = re.compile(r"(^|/)(utils?|helpers?|common|base|managers?|misc|tools)(\.py|/)")
    assert [name for name in source.modules() if drawers.search(name)] == []


def test_every_module_says_in_its_docstring_what_it_holds():
    missing = [name for name, tree in source.modules().items() if not ast.get_docstring(tree)]
    assert missing == []


def test_nothing_is_left_for_later():
    raised = {
        module
        for module, tree in source.modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Raise) and node.exc is not None and "NotImplementedError" in ast.unparse(node.exc)
    }
    noted = {
        name
        for name in source.modules()
        if re.search(r"#.*\b(TODO|FIXME|XXX)\b", (source.PACKAGE / name).read_text(encoding="utf-8"))
    }
    assert raised | noted == set()


def test_no_certificate_is_ever_ignored():
    waivers = ("ignore_https_errors", "ignore-certificate-errors", "verify=False", "CERT_NONE", "_create_unverified")
    told = [(module, word) for module, text in source.texts().items() for word in waivers if word in text]
    assert told == []
