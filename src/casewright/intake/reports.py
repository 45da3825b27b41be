"""Amazon's own reports as typed rows: reimbursements, the inventory ledger in detail, customer returns."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Generic, TypeVar

from casewright.intake import cells
from casewright.intake.cells import Cell, Unreadable, is_blank
from casewright.intake.columns import plain
from casewright.intake.encodings import NAMES, encoding_of
from casewright.intake.header import ROWS_LOOKED_AT, begin
from casewright.intake.report_rows import LedgerRow, Reimbursement, ReturnRow, UnreadRow
from casewright.intake.sheet import workbook_tables
from casewright.intake.table import Notes, Table
from casewright.model.problem import Place, Problem, Value

Row = TypeVar("Row", bound=Value)

REVERSAL = "Reimbursement_Reversal"
"""The reason under which Amazon takes money back, because the units were found."""

_WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"})
_IN_BRACKETS = re.compile(r"\(.*\)")
_COMMA_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_COMMA_CENTS = re.compile(r"(?:\d+|\d{1,3}(?:\.\d{3})+),\d{1,2}")
_AMOUNT = re.compile(r"\d{1,12}(?:\.\d{1,2}|\.\d{2}0*|\.\d{9,20})?")
"""Cents, or what a spreadsheet's number has become; `1.234` may mean either and is not guessed."""
_SLASHED = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")


@dataclass(frozen=True, slots=True)
class Report(Generic[Row]):
    """What a report file held: every row is in `rows` or has a problem; `statements` tell what was taken as given.

    `unread` are the rows that could not be read, with what could be read of them; a file that could not be read whole
    is one without a row. Nothing that one of them could concern is known.
    """

    rows: tuple[Row, ...] = ()
    problems: tuple[Problem, ...] = ()
    statements: tuple[str, ...] = ()
    unread: tuple[UnreadRow, ...] = ()


_REIMBURSEMENT = {
    "reimbursement_id": ("reimbursement-id",),
    "approved_on": ("approval-date",),
    "reason": ("reason",),
    "quantity": ("quantity-reimbursed-total",),
    "case_id": ("case-id",),
    "order_id": ("amazon-order-id",),
    "fnsku": ("fnsku",),
    "asin": ("asin",),
    "sku": ("sku",),
    "amount": ("amount-total",),
    "currency": ("currency-unit",),
    "reverses": ("original-reimbursement-id",),
}
_LEDGER = {
    "day": ("Date and Time", "Date"),
    "event_type": ("Event Type",),
    "quantity": ("Quantity",),
    "reference_id": ("Reference ID",),
    "fnsku": ("FNSKU",),
    "asin": ("ASIN",),
    "sku": ("MSKU",),
    "title": ("Title",),
    "fulfillment_center": ("Fulfillment Center",),
    "disposition": ("Disposition",),
    "reason": ("Reason",),
    "country": ("Country",),
    "reconciled": ("Reconciled Quantity",),
    "unreconciled": ("Unreconciled Quantity",),
}
_RETURN = {
    "day": ("return-date",),
    "order_id": ("order-id",),
    "quantity": ("quantity",),
    "sku": ("sku",),
    "asin": ("asin",),
    "fnsku": ("fnsku",),
    "title": ("product-name",),
    "fulfillment_center": ("fulfillment-center-id",),
    "disposition": ("detailed-disposition",),
    "reason": ("reason",),
    "status": ("status",),
    "lpn": ("license-plate-number",),
}


def read_reimbursements(path: Path) -> Report[Reimbursement]:
    """Read a Reimbursements report."""
    return _read(path, Reimbursement, _REIMBURSEMENT, needs=("reimbursement_id", "approved_on", "reason", "quantity"))


def read_ledger(path: Path) -> Report[LedgerRow]:
    """Read an Inventory Ledger, detailed view."""
    return _read(path, LedgerRow, _LEDGER, needs=("day", "event_type", "quantity"))


def read_returns(path: Path) -> Report[ReturnRow]:
    """Read an FBA customer returns report."""
    return _read(path, ReturnRow, _RETURN, needs=("day", "order_id", "quantity"))


def _read(path: Path, model: type[Row], headers: Mapping[str, Sequence[str]], needs: Sequence[str]) -> Report[Row]:
    notes = Notes()
    own = {plain(header): plain(header) for group in headers.values() for header in group}
    found: list[Row] = []
    unread: list[UnreadRow] = []
    if not path.is_file():
        notes.unreadable(path, "not-a-file", "there is no such file", "a report downloaded from Seller Central")
        return Report(problems=tuple(notes.problems), unread=(UnreadRow(place=Place(file=path.name)),))
    for table in _tables(path, own, notes):
        at = _positions(table.header, headers)
        missing = [headers[name][-1] for name in needs if name not in at]
        if missing:
            told = f"this is not the report it should be: there is no column {', '.join(missing)}"
            notes.problem(
                "missing-column", told, table.place(table.header_row), ", ".join(headers[n][-1] for n in needs)
            )
            continue
        found += _rows(table, model, at, notes, unread)
    known = {row.place for row in unread}
    files = [one.place for one in notes.problems if one.severity == "error" and one.place not in known]
    unread += [UnreadRow(place=Place(file=path.name)) for _ in files[:1]]
    return Report(tuple(found), tuple(notes.problems), tuple(notes.statements), tuple(unread))


def _positions(header: Sequence[str], headers: Mapping[str, Sequence[str]]) -> dict[str, tuple[int, ...]]:
    """Field → the columns it may stand in, the best first."""
    places = {plain(words): at for at, words in reversed(list(enumerate(header)))}
    found = {
        name: tuple(places[plain(one)] for one in group if plain(one) in places) for name, group in headers.items()
    }
    return {name: at for name, at in found.items() if at}


def _tables(path: Path, own: Mapping[str, str], notes: Notes) -> Iterator[Table]:
    if path.suffix.lower() in _WORKBOOKS:
        yield from workbook_tables(path, own, notes)
        return
    encoding = encoding_of(path, lambda text: sum(name in plain(text[:4000]) for name in own))
    if encoding is None:
        notes.unreadable(path, "not-a-table", "this is not text in a known encoding", "the report as it was downloaded")
        return
    with path.open(encoding=encoding, newline="") as file:
        top = max((file.readline() for _ in range(ROWS_LOOKED_AT)), key=lambda line: line.count("\t"))
        file.seek(0)
        tabs = top.count("\t") > top.count(",")
        # Amazon's tab-separated files know no quotation marks: one at the start of a title is part of it.
        plain_tabs = tabs and not top.lstrip("\ufeff").startswith('"')
        separator = "\t" if tabs else ","
        unquoted = csv.reader(file, delimiter=separator, quoting=csv.QUOTE_NONE)
        reader = unquoted if plain_tabs else csv.reader(file, delimiter=separator)
        start = begin(((number, row) for number, row in enumerate(reader, 1)), own)
        if not start.header:
            notes.unreadable(path, "no-header", "no row names the columns", "the report as it was downloaded")
            return
        notes.statements.append(
            f"{path.name}: read as {NAMES[encoding]}, cells separated by {'tabs' if tabs else 'commas'}"
        )
        yield Table(path, start.header, start.rows, header_row=start.row)


def _rows(
    table: Table, model: type[Row], at: Mapping[str, tuple[int, ...]], notes: Notes, unread: list[UnreadRow]
) -> Iterator[Row]:
    rows = _all(table, notes)
    read_day = _days(row[place] for _, row in rows for name in _DAYS for place in at.get(name, ()) if place < len(row))
    for number, row in rows:
        values: dict[str, object] = {}
        name = ""
        try:
            for name, places in at.items():
                cell = next((row[place] for place in places if place < len(row) and not is_blank(row[place])), None)
                if cell is not None:
                    values[name] = read_day(cell) if name in _DAYS else _READERS.get(name, cells.words)(cell)
            yield model.model_validate(values)
        except Unreadable as why:
            place = table.place(number, name)
            notes.problem(why.code, why.message, place, why.expected)
            unread.append(_unread(place, row, at))
        except ValueError:
            missing = ", ".join(sorted({"day", "quantity", "order_id", "event_type"} & set(at) - set(values)))
            place = table.place(number)
            notes.problem("missing-value", f"this row lacks {missing or 'a value'}", place)
            unread.append(_unread(place, row, at))


_NAMES_OF_A_ROW = ("fnsku", "asin", "sku", "order_id", "reason")


def _unread(place: Place, row: Sequence[Cell], at: Mapping[str, tuple[int, ...]]) -> UnreadRow:
    """What can be read of a row that cannot be read whole."""
    names: dict[str, str] = {}
    for name in _NAMES_OF_A_ROW:
        cell = next((row[column] for column in at.get(name, ()) if column < len(row)), None)
        with suppress(Unreadable):
            names[name] = "" if is_blank(cell) else str(_READERS.get(name, cells.words)(cell))
    return UnreadRow.model_validate({"place": place, **names})


def _all(table: Table, notes: Notes) -> list[tuple[int, Sequence[Cell]]]:
    rows = []
    try:
        for row in table.rows:
            rows.append(row)  # noqa: PERF402 (what came before an error is kept)
    except csv.Error as error:
        at = rows[-1][0] + 1 if rows else None
        notes.problem("bad-csv", f"from here on the file cannot be read ({error})", table.place(at))
    return rows


_DAYS = frozenset({"day", "approved_on"})


def _days(given: Iterator[Cell]) -> Callable[[Cell], date]:
    """How days are to be read in this file: where one of them can only be month first (or day first), all are."""
    pairs = [match.groups() for cell in given if isinstance(cell, str) and (match := _SLASHED.match(cell.strip()))]
    day_first = any(int(first) > 12 for first, _, _ in pairs)
    month_first = any(int(second) > 12 for _, second, _ in pairs)

    def read(cell: Cell) -> date:
        match = _SLASHED.match(cell.strip()) if isinstance(cell, str) else None
        if match is None or day_first == month_first:
            return cells.day(cell)
        first, second, year = map(int, match.groups())
        try:
            return date(year, second, first) if day_first else date(year, first, second)
        except ValueError:
            raise Unreadable("bad-date", f"there is no day {cell}", "a date like 2026-11-03") from None

    return read


def _whole(cell: Cell) -> int:
    text = cells.narrow(cells.words(cell)).replace(",", "")
    if not re.fullmatch(r"[+-]?[0-9]{1,9}(\.0+)?", text):
        raise Unreadable("bad-quantity", "this is not a whole number", "a number of units, like 3 or -3")
    return int(Decimal(text))


def _money(cell: Cell) -> Decimal | None:
    """Money with its sign, comma or point before the cents; None where it cannot be told: the row still counts."""
    text = cells.narrow(cells.words(cell)).replace("\u2212", "-")
    sign = -1 if text.startswith("-") or _IN_BRACKETS.fullmatch(text) else 1
    text = text.strip("()-+ ")
    if _COMMA_THOUSANDS.fullmatch(text):
        text = text.replace(",", "")
    elif _COMMA_CENTS.fullmatch(text):
        text = text.replace(".", "").replace(",", ".")
    if not _AMOUNT.fullmatch(text):
        return None
    return sign * Decimal(text).quantize(Decimal("0.01"))


_READERS: dict[str, Callable[[Cell], object]] = {
    "quantity": _whole,
    "reconciled": _whole,
    "unreconciled": _whole,
    "amount": _money,
    **dict.fromkeys(
        ("reimbursement_id", "case_id", "order_id", "reference_id", "fnsku", "asin", "lpn", "reverses"), cells.code
    ),
}
