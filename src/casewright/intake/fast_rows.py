"""The short way for good rows: most rows have nothing wrong, and need no draft that could say what is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from pydantic import ValidationError

from casewright.intake.cells import Cell, Unreadable, code, is_blank
from casewright.intake.columns import EVIDENCE_COLUMNS, REQUIRED, Columns
from casewright.intake.days import is_day_number
from casewright.intake.row import CLAIMS, READERS
from casewright.model.claim import Claim
from casewright.model.problem import Place

#: Fields whose text is mostly another one in each row; all others repeat, and are remembered as read.
_OWN_IN_EACH_ROW = frozenset({"claim_id", "fnsku", "order_id", "transaction_id", "lpn", "reimbursement_id", "details"})
_NEEDED = frozenset({*REQUIRED, "type"})
_REMEMBERED = 16_384
_LONGEST_REMEMBERED = 500
_LONGEST_BLANK_WORD = 4
_LIKE_A_NUMBER = re.compile(r"\d+[.,Ee][\d.,Ee+]*")
"""What a spreadsheet may have made of a name: the long way looks at it."""
_BLANK = object()
_KEPT_APART = frozenset({str, float, date, datetime})
"""Cells that are remembered: no two of different types are equal, as 1 and True would be."""

_VALIDATE = CLAIMS.validator.validate_python


class Quick:
    """Makes claims of the rows of one table where nothing is out of the ordinary; says None of all others.

    A row that it declines is read the long way. What it accepts, the long way would read the same, without a
    problem (a property test holds it to that).
    """

    def __init__(self, columns: Columns) -> None:
        wanted = {name: position for position, name in columns.fields.items() if name not in EVIDENCE_COLUMNS}
        self.usable = not columns.missing
        self.width = columns.width
        self._own = [(at, name) for name, at in wanted.items() if name in _OWN_IN_EACH_ROW]
        repeated = [(at, name) for name, at in wanted.items() if name not in _OWN_IN_EACH_ROW]
        readers = READERS | {"asin": code}  # an ISBN whose zeros would be put back is told, the long way
        self._repeated = [(at, name, readers[name], dict[Cell, object]()) for at, name in repeated]
        self._empty = [at for at, name in columns.fields.items() if name in EVIDENCE_COLUMNS] + [
            *columns.extra,
            *columns.nameless,
        ]

    def claim(self, row: Sequence[Cell], place: Place, name: str) -> Claim | None:
        """The claim of a good row without evidence; `name` is the claim's, where the row gives none."""
        if len(row) < self.width or any(row[at] not in ("", None) for at in self._empty):
            return None
        if len(row) > self.width and any(cell not in ("", None) for cell in row[self.width :]):
            return None
        values: dict[str, Any] = {"claim_id": name, "place": place}
        try:
            if not (self._read_repeated(row, values) and self._read_own(row, values)):
                return None
            made: Claim = _VALIDATE(values)
        except (Unreadable, ValidationError):
            return None
        return made

    def _read_repeated(self, row: Sequence[Cell], values: dict[str, Any]) -> bool:
        for at, field, reader, memory in self._repeated:
            cell = row[at]
            value = memory.get(cell) if type(cell) in _KEPT_APART else None
            if value is None:
                if field == "event_date" and is_day_number(cell):
                    return False  # a date kept as a number is told
                value = _BLANK if is_blank(cell) else reader(cell)
                _remember(memory, cell, value)
            if value is not _BLANK:
                values[field] = value
            elif field in _NEEDED:
                return False
        return True

    def _read_own(self, row: Sequence[Cell], values: dict[str, Any]) -> bool:
        for at, field in self._own:
            cell = row[at]
            if type(cell) is str and cell.isascii() and "\0" not in cell:
                text = cell.strip()
                if len(text) > _LONGEST_BLANK_WORD and not (field == "claim_id" and _LIKE_A_NUMBER.fullmatch(text)):
                    values[field] = text
                elif text:
                    return False
            elif cell is not None:
                return False
        return True


def _remember(memory: dict[Cell, object], cell: Cell, value: object) -> None:
    if type(cell) in _KEPT_APART and not (type(cell) is str and len(cell) > _LONGEST_REMEMBERED):
        if len(memory) >= _REMEMBERED:
            memory.clear()
        memory[cell] = value
