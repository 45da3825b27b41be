"""What one unit of a product costs: the row of the seller's list that is meant, where it can be one only."""

from __future__ import annotations

from collections.abc import Iterable

from casewright.intake.marketplace_words import possible_currencies
from casewright.intake.report_rows import CostRow
from casewright.model.product_match import NamedProduct, product_names


def _names(product: NamedProduct) -> list[tuple[str, str]]:
    return product_names(product, key=lambda name: name.strip().casefold())


class UnitCosts:
    """Looks costs up by product and currency; the newest of several counts, and of two different ones neither."""

    def __init__(self, rows: Iterable[CostRow]) -> None:
        self._rows: dict[tuple[str, str], list[CostRow]] = {}
        for row in rows:
            for name in _names(row):
                self._rows.setdefault(name, []).append(row)

    def find(self, product: NamedProduct, currency: str = "") -> CostRow | None:
        """What a unit of the product costs; None where no row says so, or two rows say different things."""
        rows = [row for row in self.find_rows(product) if fits_currency(row.currency, currency)]
        newest = max((row.entered_at for row in rows if row.entered_at), key=str, default=None)
        latest = [row for row in rows if row.entered_at == newest]
        return latest[0] if len({row.unit_cost for row in latest}) == 1 else None

    def find_rows(self, product: NamedProduct) -> list[CostRow]:
        """Every row for the product, by the best name that both have, in whatever currency."""
        names = dict(_names(product))
        near = [row for name in names.items() for row in self._rows.get(name, ())]
        return [row for at, row in enumerate(near) if row not in near[:at] and _is_for(row, names)]


def _is_for(row: CostRow, names: dict[str, str]) -> bool:
    return next((names[kind] == name for kind, name in _names(row) if kind in names), False)


def fits_currency(written: str, wanted: str) -> bool:
    """Whether an amount in the currency as it is written may be one in the wanted currency; one that names none may."""
    return not wanted or not written or wanted.upper() in {*written.upper().split("/"), *possible_currencies(written)}
