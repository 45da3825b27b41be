"""Several downloads of one report as one: what two of them show is one row, in whichever order they are given."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence

from casewright.intake.report_kinds import ReportKind, RowT
from casewright.model.problem import Value

_Key = tuple[Hashable, ...]


def merge_rows(downloads: Sequence[Sequence[RowT]], kind: ReportKind[RowT]) -> tuple[RowT, ...]:
    """The rows of all downloads. Two that are alike in one download are two events; in two downloads they are one.

    Where downloads show the same event at different times, the row with fewer open units and more cells counts.
    """
    if len(downloads) == 1:
        return tuple(downloads[0])
    sorted_rows = [_by_key(rows, kind) for rows in downloads]
    merged: list[RowT] = []
    for key in {key for grouped in sorted_rows for key in grouped}:
        merged += max([grouped[key] for grouped in sorted_rows if key in grouped], key=_preference)
    if kind.reference:
        merged = _less_ruined(merged, sorted_rows, kind)
    return tuple(sorted(merged, key=_order))


def _by_key(rows: Iterable[RowT], kind: ReportKind[RowT]) -> dict[_Key, list[RowT]]:
    grouped: defaultdict[_Key, list[RowT]] = defaultdict(list)
    for row in rows:
        grouped[_key(row, kind)].append(row)
    return {key: sorted(alike, key=_order) for key, alike in grouped.items()}


def _key(row: RowT, kind: ReportKind[RowT], *, less: str = "") -> _Key:
    names = (name for name in kind.same_row if name != less)
    return tuple(value.casefold() if isinstance(value := getattr(row, name), str) else value for name in names)


def _preference(rows: Iterable[Value]) -> tuple[int, int, int, list[tuple[str, str]]]:
    """More rows first; then fewer units that nothing explains, then more cells, then any fixed order."""
    rows = list(rows)
    units = sum(getattr(row, "unreconciled", None) or 0 for row in rows)
    cells = sum(len(row.model_dump(exclude_defaults=True)) for row in rows)
    return len(rows), -units, cells, [_order(row) for row in rows]


def _order(row: Value) -> tuple[str, str]:
    """A row's place among all: by its day, then by everything that it says."""
    day = getattr(row, "day", None) or getattr(row, "approved_on", None) or ""
    return str(day), row.model_dump_json()


def _less_ruined(merged: list[RowT], downloads: Sequence[dict[_Key, list[RowT]]], kind: ReportKind[RowT]) -> list[RowT]:
    """Rows whose reference a spreadsheet ruined are those that another download shows with their reference."""
    named: defaultdict[_Key, set[str]] = defaultdict(set)
    for row in merged:
        if reference := getattr(row, kind.reference):
            named[_key(row, kind, less=kind.reference)].add(reference)
    unnamed: Counter[_Key] = Counter()
    for grouped in downloads:
        seen: defaultdict[_Key, set[str]] = defaultdict(set)
        blank: Counter[_Key] = Counter()
        for row in (row for rows in grouped.values() for row in rows):
            key = _key(row, kind, less=kind.reference)
            if reference := getattr(row, kind.reference):
                seen[key].add(reference)
            else:
                blank[key] += 1
        for key, count in blank.items():
            unnamed[key] = max(unnamed[key], count - len(named[key] - seen[key]))
    kept = []
    for row in merged:
        key = _key(row, kind, less=kind.reference)
        if not getattr(row, kind.reference):
            unnamed[key] -= 1
            if unnamed[key] < 0:
                continue
        kept.append(row)
    return kept
