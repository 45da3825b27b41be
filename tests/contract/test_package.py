"""What is installed: its version, how it is started, and that nothing in it needs one system."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib

import pytest

from casewright import __version__
from casewright.extras import LIBRARIES
from casewright.site.live import identity

from . import source

_MODULES = {"fcntl", "grp", "msvcrt", "posix", "pty", "pwd", "resource", "syslog", "termios", "tty", "winreg"}
"""Modules that only POSIX or only Windows has."""
_NAMES = {
    *("os.geteuid", "os.getuid", "os.fork", "os.killpg", "os.setsid", "os.mkfifo", "os.chown", "os.O_NOFOLLOW"),
    *("signal.SIGKILL", "signal.SIGHUP", "signal.SIGUSR1", "signal.SIGALRM", "signal.SIGCHLD"),
}
"""The same in modules that both have."""
_QUESTIONS = ("sys.platform", "os.name", "platform.system", "hasattr")
"""How it is asked which system this is."""


def _of_one_system(node: ast.AST) -> str:
    if isinstance(node, ast.Import):
        return next((name.name for name in node.names if name.name in _MODULES), "")
    if isinstance(node, ast.ImportFrom):
        return node.module if node.module in _MODULES else ""
    name = source.dotted(node) if isinstance(node, ast.Attribute) else ""
    return name if name in _NAMES else ""


def _unguarded(tree: ast.AST, *, guarded: bool = False) -> list[str]:
    """What one system alone has, outside anything that asks for the system first or is ready for its lack."""
    found = []
    for node in ast.iter_child_nodes(tree):
        asks = isinstance(node, ast.If | ast.IfExp | ast.BoolOp) and any(one in ast.unparse(node) for one in _QUESTIONS)
        ready = isinstance(node, ast.Try) and any("ImportError" in ast.unparse(each) for each in node.handlers)
        safe = guarded or asks or ready
        if not safe and (name := _of_one_system(node)):
            found.append(name)
        found += _unguarded(node, guarded=safe)
    return found


def test_what_one_system_alone_has_stands_behind_a_question_for_it():
    assert {module: names for module, tree in source.modules().items() if (names := _unguarded(tree))} == {}


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("import fcntl", ["fcntl"]),
        ("from pwd import getpwuid", ["pwd"]),
        ("def owner():\n    return os.geteuid()", ["os.geteuid"]),
        ("if os.name == 'posix':\n    import fcntl", []),
        ("try:\n    import resource\nexcept ImportError:\n    resource = None", []),
    ],
)
def test_what_stands_unguarded_would_be_found(code: str, found: list[str]):
    assert _unguarded(ast.parse(code)) == found


def test_text_files_are_read_and_written_in_an_encoding_that_is_named():
    arguments = {"read_text": 1, "write_text": 2}
    unnamed = [
        f"{module}:{node.lineno}"
        for module, node in source.calls_with_nodes()
        if isinstance(node.func, ast.Attribute)
        and len(node.args) < arguments.get(node.func.attr, 0)
        and not any(word.arg == "encoding" for word in node.keywords)
    ]
    assert unnamed == []


def test_the_version_is_the_same_wherever_it_stands():
    project = tomllib.loads((source.ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["project"]["version"] == __version__


def _module_names(distributions: list[str]) -> set[str]:
    names = {re.split(r"[\[><=]", line)[0].replace("-", "_").replace(".", "_").lower() for line in distributions}
    called = {"beautifulsoup4": "bs4", "pillow": "PIL", "python_calamine": "python_calamine", "ruamel_yaml": "ruamel"}
    return {called.get(name, name) for name in names}


def test_the_core_is_small_and_every_library_that_the_program_imports_is_in_it_or_in_an_extra():
    project = tomllib.loads((source.ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    core = _module_names(project["dependencies"])
    assert len(core) <= 18
    extras = {name: _module_names(lines) for name, lines in project["optional-dependencies"].items()}
    assert set(extras) == set(LIBRARIES)
    imported = {name for tree in source.modules().values() for name in _imported(tree)}
    brought = set().union(*LIBRARIES.values())
    ours = {"casewright", "pydantic_core", "typing_extensions", *sys.stdlib_module_names}  # Pydantic brings two
    assert imported - ours - core - brought == set()
    assert core - imported - {"tzdata"} == set()


def _imported(tree: ast.AST) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {name.name.partition(".")[0] for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.partition(".")[0])
    return names


def test_the_package_can_be_run_as_a_module():
    done = subprocess.run(
        [sys.executable, "-m", "casewright", "--version"], capture_output=True, text=True, check=False, timeout=120
    )
    assert (done.returncode, done.stdout.strip()) == (0, f"casewright {__version__}")


def test_the_user_agent_names_no_address_but_the_sellers_own():
    assert identity() == f"Casewright/{__version__} (automated)"
    assert identity("mailto:ops@example.com") == f"Casewright/{__version__} (automated; mailto:ops@example.com)"
