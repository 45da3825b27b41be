"""`--json=FIELD,…`: of what a command came to, the fields that somebody asked for and no others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from casewright.message import msg


def choose_fields(document: Mapping[str, Any], fields: Sequence[str]) -> dict[str, Any]:
    """The document with only these fields in its `data`; without any it stays whole.

    A field is a key of `data`, or of the rows in it (`case_id`); what lies deeper is named with what leads to it
    (`receipt.digest`). A field that there is not is told among the problems: the work is done all the same.
    """
    if not fields:
        return dict(document)
    data = document["data"]
    found = {field: set(_paths_of(data, field)) for field in fields}
    missing = [field for field, paths in found.items() if not paths]
    rowless = {(name,) for name, value in data.items() if value == []} if missing else set()
    # Nobody can tell whether the rows of a list that is empty would have the field.
    unknown = [] if rowless else [_unknown(field, data) for field in missing]
    chosen = _cut(data, rowless.union(*found.values()))
    return {**document, "data": chosen, "problems": [*document["problems"], *unknown]}


def _paths_of(data: Mapping[str, Any], field: str) -> Iterator[tuple[str, ...]]:
    """Where a field stands: at its own place, or in every list of rows that has it."""
    path = tuple(field.split("."))
    if _has(data, path):
        yield path
    else:
        yield from ((name, *path) for name in data if _has(data, (name, *path)))


def _has(value: object, path: tuple[str, ...]) -> bool:
    if not path:
        return True
    if isinstance(value, list):
        return any(_has(row, path) for row in value)
    return isinstance(value, Mapping) and path[0] in value and _has(value[path[0]], path[1:])


def _cut(value: object, paths: Iterable[tuple[str, ...]]) -> object:
    """What lies at the paths, in the order in which it stood."""
    paths = set(paths)
    if () in paths:
        return value
    if isinstance(value, list):
        return [_cut(row, paths) for row in value]
    if not isinstance(value, Mapping):
        return value
    inner = {name: {path[1:] for path in paths if path[0] == name} for name in value}
    return {name: _cut(value[name], below) for name, below in inner.items() if below}


def _unknown(field: str, data: Mapping[str, Any]) -> dict[str, object]:
    rows = (row for value in data.values() if isinstance(value, list) for row in value[:1] if isinstance(row, Mapping))
    known = list(dict.fromkeys([*data, *(name for row in rows for name in row)]))
    return {
        "code": "unknown-field",
        "message": str(msg("There is no field {field} here.", field=field)),
        "remedy": str(msg("Use one of these: {names}.", names=known)),
        "severity": "warning",
    }
