"""What the contract tests read: every module of the package, parsed."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "casewright"

Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def modules() -> dict[str, ast.Module]:
    """Path inside the package (`cli/app.py`) → its syntax tree."""
    return {
        path.relative_to(PACKAGE).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
        for path in sorted(PACKAGE.rglob("*.py"))
    }


@cache
def texts() -> dict[str, str]:
    """Path inside the package → what is written there."""
    return {name: (PACKAGE / name).read_text(encoding="utf-8") for name in modules()}


@cache
def lines() -> dict[str, int]:
    """Path inside the package → its number of lines; package markers without code are left out."""
    counted = {name: len(text.splitlines()) for name, text in texts().items()}
    return {name: count for name, count in counted.items() if count > 1}


def functions() -> Iterator[tuple[str, Function]]:
    """Every function and method, with the module it stands in."""
    for name, tree in modules().items():
        for node in ast.walk(tree):
            if isinstance(node, Function):
                yield f"{name}:{node.name}", node


def dotted(node: ast.expr) -> str:
    """`time.sleep` for the expression that names it; empty for anything that is no plain name."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return ""


def calls() -> Iterator[tuple[str, str]]:
    """Every call: the module, and what is called as it is written there."""
    for name, tree in modules().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                yield name, dotted(node.func)


def calls_with_nodes() -> Iterator[tuple[str, ast.Call]]:
    """Every call: the module, and its node."""
    for name, tree in modules().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                yield name, node
