"""Lines of a sheet that hold no claim: titles of sections, totals, headers that are repeated, hints below a header."""

from __future__ import annotations

import re
from collections.abc import Sequence

from casewright.intake.cells import Cell, clean, is_blank, show_cell
from casewright.intake.columns import Columns, field_of

_TOTAL = re.compile(
    r"(?:grand[ -]?|sub[ -]?)?totals?\b|sums?\b|summe\b|gesamt|zwischensumme|somme\b|sous-total|totale\b|suma\b|"
    r"合计|总计|小计|共计|總計|小計|合計|計\b",
    re.IGNORECASE,
)
_HINT = re.compile(
    r"\(?(?:required|optional|mandatory|必填|选填|必須|任意|yyyy-mm-dd|dd/mm/yyyy|mm/dd/yyyy)\)?\*?", re.IGNORECASE
)
_NAMES_A_LOSS = frozenset(
    {
        *("type", "event_date", "product_name", "fnsku", "asin", "sku", "shipment_id", "order_id", "transaction_id"),
        *("lpn", "removal_order_id", "tracking_id"),
    }
)
_FEW_TEXTS = 2
"""Texts that a line may have and still be a title or a note; a claim that is begun has more."""
_HEADERS = 3
_LABEL = 60


def line_without_claim(columns: Columns, row: Sequence[Cell]) -> str | None:
    """What stands in a line that holds no claim, shortened; None where it is one, however bad."""
    filled = {at: cell for at, cell in enumerate(row) if not is_blank(cell)}
    texts = {at: clean(cell) for at, cell in filled.items() if isinstance(cell, str)}
    label = next((text.splitlines()[0][:_LABEL] for text in texts.values() if text), None)
    if not filled:
        return None
    if _is_header(columns, texts) or (texts and all(_HINT.fullmatch(text) for text in texts.values())):
        return label
    total = any(_TOTAL.match(text) for text in list(texts.values())[:_FEW_TEXTS])
    names = [
        columns.fields[at]
        for at, cell in filled.items()
        if columns.fields.get(at) in _NAMES_A_LOSS and not _TOTAL.match(texts.get(at, ""))
    ]
    if len(filled) == 1 and len(columns.fields) > 1:
        return label or show_cell(next(iter(filled.values())))
    if not names and (total or len(texts) <= _FEW_TEXTS):
        return label or show_cell(next(iter(filled.values())))
    return None


def _is_header(columns: Columns, texts: dict[int, str]) -> bool:
    """Whether the cells name the columns that they stand in: a header repeated, or said again in another language."""
    same = sum(field_of(text) == columns.fields.get(at, "") for at, text in texts.items())
    return same >= _HEADERS and same * 2 >= len(texts)


def count_products(columns: Columns, row: Sequence[Cell]) -> int:
    """How many products the cells of one row list; 1 in a good row."""
    cells = ((name, row[at]) for at, name in columns.fields.items() if at < len(row) and isinstance(row[at], str))
    return max((_entries(cell, _SEPARATED.get(name)) for name, cell in cells), default=1)


_LINES, _MARKS = re.compile(r"[\r\n]+"), re.compile(r"[\s;；,，、/|+]+")
_SEPARATED = {"sku": _LINES, "quantity": _LINES, **dict.fromkeys(("fnsku", "asin", "transaction_id"), _MARKS)}


def _entries(cell: str, separator: re.Pattern[str] | None) -> int:
    if separator is None or len(cell) > _LONG:
        return 1
    parts = [part for part in separator.split(clean(cell)) if part]
    codes = separator is _LINES or all(_CODE.fullmatch(part) for part in parts)
    return len(parts) if codes else 1


_CODE = re.compile(r"[A-Za-z0-9]{9,20}")
_LONG = 2000
