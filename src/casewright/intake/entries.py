"""YAML, JSON and JSON lines as tables: one entry a row, what stands beside the entries holds for all of them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from casewright.intake.cells import Cell, show_cell
from casewright.intake.encodings import NAMES, find_encoding, open_text
from casewright.intake.header import Row
from casewright.intake.table import Notes, SourceTable
from casewright.message import as_message, msg
from casewright.model.problem import Place

_SHAPE = msg("a list of claims, or `claims:` with a list below it; `casewright template claims.yaml` writes one")


class Twice(ValueError):
    """A key stands twice in one entry: which of the two is meant nobody knows."""


def entry_tables(path: Path, _own: Mapping[str, str], notes: Notes) -> Iterator[SourceTable]:
    """The one table of a YAML or JSON file; numbers stay as they were written."""
    read = {".json": _json, ".jsonl": _json_lines}.get(path.suffix.casefold(), _yaml)
    encoding = find_encoding(path, lambda text: text.isprintable())
    if encoding is None:
        notes.unreadable(path, "not-text", msg("this is not a text file"), _SHAPE)
        return
    if not encoding.startswith("utf"):
        notes.statements.append(msg("{file}: read as {encoding}", file=path.name, encoding=NAMES[encoding]))
    try:
        data = read(_read_text(path, encoding))
    except RecursionError:
        notes.unreadable(path, "bad-file", msg("lists inside lists without end"), _SHAPE)
        return
    except ValueError as error:
        notes.unreadable(path, "bad-file", msg("this cannot be read: {error}", error=error), _SHAPE)
        return
    if entries := _entries(path, data, notes):
        yield _table(path, [_plain_names(entry) for entry in entries], notes)


def _read_text(path: Path, encoding: str) -> str:
    with open_text(path, encoding) as file:
        return file.read().removeprefix("\ufeff")


def _json(text: str) -> Cell:
    return json.loads(text, parse_float=str, parse_int=str, parse_constant=str, object_pairs_hook=_once)


def _json_lines(text: str) -> Cell:
    entries = []
    for number, line in enumerate(text.splitlines(), 1):
        try:
            entries.append(_json(line) if line.strip() else None)
        except ValueError as error:
            entries.append(str(msg("line {number}: {reason}", number=number, reason=error)))
    return entries


def _once(pairs: Sequence[tuple[str, Cell]]) -> dict[str, Cell]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise Twice(msg("the key {key} appears twice in one entry", key=f"`{twice}`"))
    return found


def _yaml(text: str) -> Cell:
    from ruamel import yaml  # noqa: PLC0415 (only where claims are written in YAML)

    reader = yaml.YAML(
        typ="base", pure=True
    )  # every scalar stays text: 007 keeps its zeros, 2026-13-45 is ours to explain
    try:
        return reader.load(text)
    except yaml.error.MarkedYAMLError as error:
        mark = error.problem_mark
        reason = error.problem or error.context
        place = {"line": mark.line + 1, "column": mark.column + 1} if mark else {}
        raise ValueError(
            msg("{reason} (line {line}, column {column})", reason=reason, **place) if mark else as_message(str(reason))
        ) from error
    except yaml.error.YAMLError as error:
        raise ValueError(str(error)) from error


def _plain_names(entry: Cell) -> Cell:
    """YAML allows lists and mappings as names; here a name is text."""
    if isinstance(entry, dict) and not all(isinstance(name, str) for name in entry):
        return {show_cell(name): value for name, value in entry.items()}
    return entry


def _is_plan(data: Cell) -> bool:
    return isinstance(data, dict) and {"entries", "flows", "digest"} <= data.keys()


def _entries(path: Path, data: Cell, notes: Notes) -> list[Cell]:
    """The entries, each with the values that stand beside `claims:` for all."""
    if isinstance(data, dict) and isinstance(data.get("claims"), list):
        shared = {name: value for name, value in data.items() if name not in ("claims", "$schema")}
        entries = [shared | one if isinstance(one, dict) else one for one in data["claims"]]
    elif isinstance(data, list):
        entries = data
    elif data in (None, "") or data == {}:
        entries = []
    elif _is_plan(data):
        plan = msg("this is the plan of a preview: give it to `{command}`", command="casewright file")
        notes.unreadable(path, "no-claims", plan, _SHAPE)
        return []
    else:
        notes.unreadable(
            path, "no-claims", msg("this file holds {shown}, not a list of claims", shown=show_cell(data)), _SHAPE
        )
        return []
    if isinstance(data, dict) and data.get("claims") == []:
        notes.statements.append(msg("{file}: holds no claims yet", file=path.name))
        return []
    if not any(entry not in (None, "") for entry in entries):
        notes.unreadable(path, "empty-file", msg("there are no claims in this file"), _SHAPE)
        return []
    return entries


def _table(path: Path, entries: Sequence[Cell], notes: Notes) -> SourceTable:
    header = tuple(dict.fromkeys(name for entry in entries if isinstance(entry, dict) for name in entry))

    def rows() -> Iterator[Row]:
        for number, entry in enumerate(entries, 1):
            if isinstance(entry, dict) and entry:
                yield number, [entry.get(name) for name in header]
            elif entry not in (None, ""):
                notes.rows += 1
                place = Place(file=path.name, row=number)
                notes.problem("not-a-claim", msg("this entry has no named values"), place, _SHAPE, entry)

    return SourceTable(path, header, rows())
