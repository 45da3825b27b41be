"""Whether the cells of a report's row stand under their own headers. Imported by the reader of such rows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from casewright.intake.cells import Cell, is_blank, narrow, show_cell
from casewright.model.identifiers import Asin, Fnsku, OrderId

_PRODUCT_NUMBER = re.compile(r"(?=.*\d)[A-Z0-9]{10}")
"""What an FNSKU and an ASIN have in common: ten letters and digits. New series are taken, too."""


def is_product_number(text: str) -> bool:
    """Whether a text may be an FNSKU or an ASIN; a title, a count or a word that slipped under the header is none."""
    return bool(_PRODUCT_NUMBER.fullmatch(text.upper()))


def find_names_anywhere(row: Sequence[Cell]) -> Mapping[str, str]:
    """The product and the order of a row whose cells may stand under any header; empty where it names none or several.

    A seller's own SKU has no form by which it could be known.
    """
    texts = {narrow(show_cell(cell)).lstrip("'").upper() for cell in row if not is_blank(cell)}
    asins = _matching(Asin.pattern, texts)
    return {
        "fnsku": _the_only_one(_matching(Fnsku.pattern, texts) - asins),
        "asin": _the_only_one(asins),
        "order_id": _the_only_one(_matching(OrderId.pattern, texts)),
    }


def _matching(pattern: re.Pattern[str], texts: Iterable[str]) -> set[str]:
    return {text for text in texts if pattern.fullmatch(text)}


def _the_only_one(texts: set[str]) -> str:
    return next(iter(texts)) if len(texts) == 1 else ""
