"""The catalogs, made from what stands in the sources. `python -m tests.contract.catalogs` brings them up to date."""

from __future__ import annotations

import ast
import io
import re
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

from casewright.message import DOMAIN, FOLDER

from .source import PACKAGE, ROOT

SAY = {"msg": None, "msg_n": (1, 2), "msg_in": ((1, "c"), 2)}
"""The functions that make a message, and which of their arguments are its texts."""

Found = Iterator[tuple[str | tuple[str, str], str, str | None]]
"""A sentence, or its two forms; a remark for whoever translates it; and its context."""

_HEAD = """\
# Casewright, {language}. How to translate: docs/how-to/translate.md
# SPDX-License-Identifier: Apache-2.0"""


def sentences() -> Catalog:
    """Everything that is said to a person, with the files that say it: what each catalog has to translate."""
    made = Catalog(project="casewright", charset="utf-8")
    for path in sorted(PACKAGE.rglob("*")):
        for text, remark, context in _in_file(path):
            where, remarks = [(path.relative_to(ROOT).as_posix(), 0)], [remark] if remark else []
            made.add(text, locations=where, auto_comments=remarks, context=context)
    return made


def catalogs() -> dict[str, Path]:
    """Language → its catalog."""
    return {path.parts[-3]: path for path in sorted(FOLDER.glob(f"*/LC_MESSAGES/{DOMAIN}.po"))}


def read_catalog(path: Path) -> Catalog:
    """A catalog as it stands on the disk."""
    with path.open("rb") as file:
        return read_po(file, locale=path.parts[-3], domain=DOMAIN)


def write_catalog(catalog: Catalog, path: Path) -> None:
    """A catalog as a translator finds it: by file, without the lines, which change all the time."""
    with io.BytesIO() as file:
        write_po(file, catalog, sort_by_file=True, include_lineno=False, ignore_obsolete=True, width=120)
        path.write_bytes(file.getvalue())


def brought_up_to_date(path: Path) -> Catalog:
    """A catalog with the sentences of today; one that is new is untranslated, never guessed from another."""
    catalog = read_catalog(path)
    catalog.update(sentences(), no_fuzzy_matching=True, update_creation_date=False)
    catalog.header_comment = _HEAD.format(language=catalog.locale.english_name if catalog.locale else path.parts[-3])
    return catalog


def fields(text: str) -> set[str]:
    """The arguments that a text names."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def _in_file(path: Path) -> Found:
    reader = _READERS.get(path.suffix)
    return reader(path) if reader else iter(())


def _in_python(path: Path) -> Found:
    with path.open("rb") as file:
        for _, texts, remarks, context in extract("python", file, keywords=SAY, comment_tags=["L10N:"]):
            yield texts, " ".join(remarks).removeprefix("L10N: "), context
    if "cli" in path.relative_to(PACKAGE).parts:
        yield from _in_help(ast.parse(path.read_text(encoding="utf-8")))


def _in_help(tree: ast.Module) -> Found:
    """What `--help` says: the `help=` of options, and the docstrings of commands."""
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg == "help" and isinstance(node.value, ast.Constant):
            yield str(node.value.value), "--help", None
        elif isinstance(node, ast.FunctionDef) and isinstance(node.returns, ast.Name) and node.returns.id == "Result":
            for paragraph in re.split(r"\n\s*\n", ast.get_docstring(node) or ""):
                yield " ".join(paragraph.split()), "--help", None


def _in_template(path: Path) -> Found:
    if path.parent.name != "templates":
        return
    with path.open("rb") as file:
        for _, texts, _, _ in extract("jinja2.ext:babel_extract", file, keywords=SAY, options={"trimmed": "true"}):
            yield texts, "", None


def _in_rules(path: Path) -> Found:
    """The sentences of rules, which stand beside their figures, and of reasons."""
    if path.parent.name != "policy":
        return
    for section, rules in tomllib.loads(path.read_text(encoding="utf-8")).items():
        for rule in rules if isinstance(rules, list) else [rules]:
            name = rule.get("name", section)
            for key in filter(SENTENCES_OF_RULES.__contains__, rule):  # in their order, the same in every run
                for text in [rule[key]] if isinstance(rule[key], str) else rule[key]:
                    yield text, f"{name}: {key}", None


SENTENCES_OF_RULES = {
    *("title", "sentence", "source", "advised_source", "counts_from", "tool_asks", "expect", "refused_for"),
    *("say", "do"),
}
"""What a rule or a reason says to a person."""

_READERS: dict[str, Callable[[Path], Found]] = {".py": _in_python, ".j2": _in_template, ".toml": _in_rules}


if __name__ == "__main__":
    for each in catalogs().values():
        write_catalog(brought_up_to_date(each), each)
