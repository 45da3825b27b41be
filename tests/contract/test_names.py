"""One name for one thing: a class name is used once in the package, as docs/words.md has one meaning for a word."""

from __future__ import annotations

import ast
import re
from collections import defaultdict

from . import source

BARE = re.compile(
    r"^_?(told|found|said|plain|whole|beside|alike|ours|others|alone|given|named|kept|known|shown|asked|made|been)$"
)
"""Participles and adverbs that say neither what is done nor with what."""
STAGES = re.compile(r"^(settled|judged|prepared|synced|drafted)$")
"""The same, where a face could read them as an order."""


def _public_classes() -> dict[str, list[str]]:
    places: dict[str, list[str]] = defaultdict(list)
    for module, tree in source.modules().items():
        for node in tree.body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                places[node.name].append(module)
    return places


def test_a_public_class_name_is_used_once_in_the_package():
    assert {name: modules for name, modules in _public_classes().items() if len(modules) > 1} == {}


def test_no_class_is_named_with_a_word_that_is_to_be_avoided_for_its_room():
    rooms = {"app", "cli"}
    page = (source.ROOT / "docs" / "words.md").read_text(encoding="utf-8")
    avoided = {
        word.strip() for row in re.findall(r"^\| [a-z ]+ \| .+ \| (.+) \|$", page, re.M)[1:] for word in row.split(",")
    }
    names = {
        name for name, modules in _public_classes().items() if {module.split("/")[0] for module in modules} & rooms
    }
    assert {name for name in names if name.casefold() in avoided} == {"Result"}, "a command's, not a claim's outcome"


def test_every_function_says_what_it_does_or_what_it_gives():
    assert [name for name, _ in source.functions() if BARE.match(name.split(":")[1])] == []


def test_functions_of_app_and_cli_say_what_they_do():
    mine = [name for name, _ in source.functions() if name.startswith(("app/", "cli/"))]
    # A property that is read like a field.
    assert {name for name in mine if STAGES.match(name.split(":")[1])} == {"app/filing.py:settled"}


def test_imports_inside_functions_are_few():
    lazy = [
        f"{module}:{line.lineno}"
        for module, tree in source.modules().items()
        for function in ast.walk(tree)
        if isinstance(function, source.Function)
        for line in ast.walk(function)
        if isinstance(line, ast.Import | ast.ImportFrom)
    ]
    assert len(set(lazy)) < 30, lazy


def test_a_refusal_is_a_sentence_from_its_capital_to_its_period():
    for name, tree in source.modules().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and node.exc.args:
                refusal, first = node.exc.func, node.exc.args[0]
                if isinstance(refusal, ast.Name) and refusal.id in {"UsageError", "CasewrightError", "PersonNeeded"}:
                    made = first if isinstance(first, ast.Call) and isinstance(first.func, ast.Name) else None
                    text = made.args[0] if made and made.func.id == "msg" else None
                    if isinstance(text, ast.Constant) and not text.value.startswith("casewright.toml"):
                        assert not text.value[0].islower(), f"{name}:{node.lineno}: {text.value}"
                        assert text.value.endswith((".", "?", "!", "`")), f"{name}:{node.lineno}: {text.value}"
