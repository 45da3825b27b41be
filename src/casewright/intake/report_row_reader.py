"""Rows of one report: from the cells of a table to typed rows, each row that cannot be read told in its place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Generic

from casewright.intake import cells
from casewright.intake.amounts import read_amount
from casewright.intake.cells import Cell, Unreadable, is_blank, show_cell
from casewright.intake.days import ORDER_NAMES, DayOrder, find_order, read_moment
from casewright.intake.encodings import LOST_LETTER
from casewright.intake.header_currency import currencies_in_header
from casewright.intake.header_words import fold_header
from casewright.intake.ledger_reasons import reason_code
from casewright.intake.marketplace_words import currency_code, possible_currencies
from casewright.intake.report_kinds import LEDGER, ReportKind, RowT
from casewright.intake.report_rows import UnreadRow
from casewright.intake.report_table import EXPECTED_REPORT, find_names_anywhere, is_label_of_a_seller, is_product_number
from casewright.intake.table import Notes, SourceTable
from casewright.message import either, msg, msg_n
from casewright.model.problem import Place

_DAYS = frozenset({"day", "approved_on", "updated_on", "delivered_on", "entered_at"})
_COUNTS = frozenset(
    {
        *(
            "quantity",
            "quantity_in_money",
            "quantity_in_stock",
            "reconciled",
            "unreconciled",
            "requested",
            "cancelled",
            "disposed",
        ),
        *("shipped", "in_process", "sent", "received"),
    }
)
_MONEY = frozenset({"amount", "unit_amount", "total", "unit_cost"})
_PRODUCT_NUMBERS = ("fnsku", "asin")
_PRODUCTS = (*_PRODUCT_NUMBERS, "sku")
_CODES = frozenset(
    {
        *("reimbursement_id", "case_id", "order_id", "reference_id", "lpn", "reverses", "shipment_id", "tracking_id"),
        *("fnsku", "asin"),
    }
)
_AGAIN = msg("the report downloaded again, and not opened in a spreadsheet before")


@dataclass(slots=True)
class ReportRowReader(Generic[RowT]):
    """Makes rows of one table: what concerns the whole table is found out first."""

    table: SourceTable
    kind: ReportKind[RowT]
    columns: Mapping[str, tuple[int, ...]]
    notes: Notes
    above: Mapping[str, Cell]
    ruined: list[str] = field(default_factory=list)
    width: int = 0

    def read(self, unread: list[UnreadRow]) -> Iterator[RowT]:
        """Every row, or what could be read of it in `unread` and a problem."""
        rows = list(self.table.rows)
        order = find_order(cell for _, row in rows for name in _DAYS for cell in self._cells(row, name))
        if order:
            name = self.table.file.name
            self.notes.statements.append(
                msg(
                    "{file}: dates are read {order}: {example} can only be read that way",
                    file=name,
                    order=ORDER_NAMES[order[0]],
                    example=order[1],
                )
            )
        broken_at = self._tell_cut_off(rows)
        self.width = self._measure_width(rows)
        passed_over, repeated = 0, 0
        for number, row in rows:
            if self._repeats_header(row):
                repeated += 1
                continue
            if not self._counts(row):
                passed_over += 1
                continue
            name = ""
            values: dict[str, object] = {}
            self.ruined.clear()
            try:
                _refuse_shifted(row, self.width)
                for name in (*self.columns, *self.above):
                    self._read_field(values, name, row, number, order[0] if order else None)
                name = ""
                yield self._make_row(values, number)
            except Unreadable as why:
                place = self.table.place(number, self._header(name) if name else None)
                if number != broken_at:
                    value = self._cell(row, name) if name else None
                    self.notes.problem(why.code, why.message, place, why.expected, value)
                unread.append(self._unread(place, row))
        if repeated:
            self.notes.statements.append(
                msg_n(
                    "{file}: {count} repeated row of headers was skipped",
                    "{file}: {count} repeated rows of headers were skipped",
                    repeated,
                    file=self.table.file.name,
                )
            )
        if passed_over:
            self.notes.statements.append(
                msg_n(
                    "{file}: {count} row of another type was skipped",
                    "{file}: {count} rows of other types were skipped",
                    passed_over,
                    file=self.table.file.name,
                )
            )

    def _measure_width(self, rows: Sequence[tuple[int, Sequence[Cell]]]) -> int:
        """How many cells a row may have: as many as the header as it stands, or as most rows have."""
        width = len(self.table.header)
        if all(len(row) <= width for _, row in rows):
            return width
        heading = next((row for number, row in self.table.again() if number == self.table.header_row), ())
        return max(width, len(heading), _usual_length([row for _, row in rows]))

    def _tell_cut_off(self, rows: Sequence[tuple[int, Sequence[Cell]]]) -> int | None:
        """Note that a file breaks off, and in which row: its last line has no end, and fewer cells than all others."""
        others = (len(self.table.header), *(len(row) for _, row in rows[:-1]))
        if not (self.notes.open_end and rows and len(rows[-1][1]) < min(others)):
            return None
        self.notes.cut_off = True
        message = msg("the file breaks off in this row, so rows may be missing")
        self.notes.problem("cut-off", message, self.table.place(rows[-1][0]), EXPECTED_REPORT)
        return rows[-1][0]

    def _repeats_header(self, row: Sequence[Cell]) -> bool:
        """Return whether a row only says the headers again, as downloads that were joined do."""
        words = [fold_header(show_cell(cell)) for cell in row if not is_blank(cell)]
        return len(words) > 1 and words == [fold_header(word) for word in self.table.header if word]

    def _counts(self, row: Sequence[Cell]) -> bool:
        only = self.kind.only.items()
        return all(show_cell(self._cell(row, name) or "").strip().casefold() in words for name, words in only)

    def _make_row(self, values: dict[str, object], number: int) -> RowT:
        _count_units(values)
        missing = [name for name in self.kind.needs if name not in values and name not in self.kind.only]
        if missing:
            names = ", ".join(self._header(name) for name in missing)
            raise Unreadable("missing-value", msg("this row has no value for {names}", names=names), EXPECTED_REPORT)
        if set(self.ruined) & set(_PRODUCTS) and not any(values.get(name) for name in _PRODUCTS):
            raise Unreadable("bad-identifier", msg("a spreadsheet has ruined every number of the product"), _AGAIN)
        if LOST_LETTER in "".join(value for value in values.values() if isinstance(value, str)):
            place = self.table.place(number)
            message = msg(
                "a letter of this row could not be read, and stands as {LOST_LETTER}", LOST_LETTER=LOST_LETTER
            )
            self.notes.warning("lost-letter", message, place, msg("the report as it was downloaded"))
        kept = {name: value for name, value in values.items() if name not in self.kind.only}
        return self.kind.row.model_validate(kept)

    def _read_field(
        self, values: dict[str, object], name: str, row: Sequence[Cell], number: int, order: DayOrder | None
    ) -> None:
        cell = self._cell(row, name)
        if cell is None:
            return
        if name in _DAYS:
            values |= _days(name, cell, order)
        elif name in _COUNTS:
            values[name] = _read_count(cell)
        elif name in _MONEY:
            self._read_money(values, name, cell, row, number)
        elif name in _CODES:
            self._read_code(values, name, cell, number)
        else:
            text = cells.words(cell)
            values[name] = self._translate(name, text)

    def _translate(self, name: str, text: str) -> str:
        """Words as codes, where there are codes for them."""
        if name == "currency":
            return currency_code(text)
        return reason_code(text) if self.kind.row is LEDGER.row and name == "reason" else text

    def _read_money(self, values: dict[str, object], name: str, cell: Cell, row: Sequence[Cell], number: int) -> None:
        """An amount; the row counts without it too, unless it is what the row is for."""
        try:
            amount = read_amount(cell, show_cell(self._cell(row, "currency") or ""))
            if name == "unit_cost":
                self._name_currency(values, amount.currencies or currencies_in_header(self._header(name)), row)
            values[name] = amount.value
        except Unreadable as why:
            if name in self.kind.needs:
                raise
            place = self.table.place(number, self._header(name))
            self.notes.warning(
                "amount-not-read",
                msg("{message}: the row counts without it", message=why.message),
                place,
                why.expected,
                cell,
            )

    def _name_currency(self, values: dict[str, object], possible: frozenset[str], row: Sequence[Cell]) -> None:
        """Take the currency that an amount or its header names; refuse one that the row contradicts."""
        written = show_cell(self._cell(row, "currency") or "")
        if written and possible and not possible & possible_currencies(written):
            names = either(sorted(possible))
            message = msg(
                "this amount is in {names}, and the currency of the row is {upper}", names=names, upper=written.upper()
            )
            raise Unreadable("currency-differs", message, msg("the cost and its currency, as they belong together"))
        if possible and not written:
            values["currency"] = "/".join(sorted(possible))

    def _read_code(self, values: dict[str, object], name: str, cell: Cell, number: int) -> None:
        """An identifier; where a spreadsheet ruined it, the row stays without it, or with its words if it needs one."""
        try:
            values[name] = self._read_product(name, cell) if name in _PRODUCT_NUMBERS else cells.code(cell)
        except Unreadable as why:
            if why.code != "bad-identifier":
                raise
            self.ruined.append(name)
            header = self._header(name)
            if name in self.kind.needs:
                values[name] = show_cell(cell)
            message = msg("a spreadsheet has ruined {header}: the row counts without it", header=header)
            self.notes.warning("bad-identifier", message, self.table.place(number, header), _AGAIN, cell)

    def _read_product(self, name: str, cell: Cell) -> str:
        """The number of a product; what cannot be one shows that the cells stand under other headers than their own.

        An FNSKU may be an ASIN, where stock of several sellers lies together; an ASIN is never an FNSKU.
        """
        number = cells.product_code(cell)
        if not self.kind.own:
            return number
        message = None
        if name == "asin" and is_label_of_a_seller(number):
            message = msg("this is an FNSKU, not an ASIN: the cells may stand under the wrong headers")
        elif not is_product_number(number):
            message = msg("this is not the number of a product: the cells may stand under the wrong headers")
        if message:
            raise Unreadable("shifted-row", message, EXPECTED_REPORT)
        return number

    def _cells(self, row: Sequence[Cell], name: str) -> Iterator[Cell]:
        return (row[at] for at in self.columns.get(name, ()) if at < len(row) and not is_blank(row[at]))

    def _cell(self, row: Sequence[Cell], name: str) -> Cell:
        return next(self._cells(row, name), self.above.get(name))

    def _header(self, name: str) -> str:
        return self.table.header[self.columns[name][0]] if name in self.columns else self.kind.headers[name][0]

    def _unread(self, place: Place, row: Sequence[Cell]) -> UnreadRow:
        """What can be read of a row that cannot be read whole: by its headers, where its cells stand under them."""
        if not self._is_aligned(row):
            return UnreadRow.model_validate({"place": place, **find_names_anywhere(row)})
        names: dict[str, str] = {}
        for name in ("fnsku", "asin", "sku", "order_id", "case_id", "reason"):
            with suppress(Unreadable):
                cell = self._cell(row, name)
                names[name] = "" if cell is None else _WORDS.get(name, cells.words)(cell)
        return UnreadRow.model_validate({"place": place, **names})

    def _is_aligned(self, row: Sequence[Cell]) -> bool:
        """Return whether nothing shows that the cells stand under other headers than their own."""
        try:
            _refuse_shifted(row, self.width)
            for name in _PRODUCT_NUMBERS:
                for cell in self._cells(row, name):
                    self._read_product(name, cell)
        except Unreadable as why:
            return why.code != "shifted-row"
        return True


def _usual_length(rows: Sequence[Sequence[Cell]]) -> int:
    """How many cells most rows have: some programs end each row, but not the header, with a separator."""
    lengths = Counter(map(len, rows)).most_common(1)
    return lengths[0][0] if lengths and lengths[0][1] * 2 > len(rows) > 1 else 0


def _refuse_shifted(row: Sequence[Cell], width: int) -> None:
    """Refuse a row with a cell too many, as a tab in a title makes it: its cells stand under other headers."""
    if len(row) > width:
        message = msg("this row has {cells} cells under {headers} headers", cells=len(row), headers=width)
        raise Unreadable("shifted-row", message, EXPECTED_REPORT)


def _count_units(values: dict[str, object]) -> None:
    """Sum up units paid in money and in stock where the total is missing; refuse a total that they do not come to.

    Rows of reversals are left alone: which of their figures are below zero is not published.
    """
    parts = [units for name in ("quantity_in_money", "quantity_in_stock") if isinstance(units := values.get(name), int)]
    if any(parts):
        values.setdefault("quantity", sum(parts))
    total = values.get("quantity")
    if len(parts) == 2 and isinstance(total, int) and total >= 0 and total != sum(parts) and "reverses" not in values:
        message = msg("the units paid in money and in stock do not add up to {total}", total=total)
        raise Unreadable("odd-units", message, EXPECTED_REPORT)


_WORDS: dict[str, Callable[[Cell], str]] = {
    "fnsku": cells.product_code,
    "asin": cells.product_code,
    "order_id": cells.code,
    "case_id": cells.code,
    "reason": cells.words,
}


def _days(name: str, cell: Cell, order: DayOrder | None) -> dict[str, date | datetime | None]:
    day, moment = read_moment(cell, order)
    if name == "approved_on":
        return {"approved_on": day, "approved_at": moment}
    if name == "entered_at":
        return {name: moment or datetime(day.year, day.month, day.day)}  # noqa: DTZ001 (as written, without a zone)
    return {name: day}


_MAY_BE_THOUSANDS = re.compile(r"-?[1-9]\d{0,2}(?:\.\d{3})+")
"""In German `1.000` is a thousand, in English one: no report of Amazon's writes units so."""


def _read_count(cell: Cell) -> int:
    text = cells.narrow(cells.words(cell)).replace("\u2212", "-")
    if text.startswith("(") and text.endswith(")"):
        text = f"-{text[1:-1]}"
    try:
        amount = read_amount(text, "USD").exact
    except Unreadable:
        amount = Decimal("0.5")
    if amount != int(amount) or _MAY_BE_THOUSANDS.fullmatch(text):
        raise Unreadable("bad-quantity", msg("this is not a whole number"), msg("a number of units, like 3 or -3"))
    return int(amount)
