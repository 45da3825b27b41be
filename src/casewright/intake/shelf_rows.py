"""What a row takes from the shelf: the cost of its product, and the papers that name it."""

from __future__ import annotations

from collections.abc import Iterable

from casewright.intake.row_draft import RowDraft
from casewright.intake.shelf import Product, Shelf
from casewright.message import Message, msg
from casewright.model.evidence import Evidence, EvidenceKind
from casewright.model.field_table import FIELDS
from casewright.model.marketplaces import CURRENCIES

_INBOUND = frozenset({"inbound_lost", "inbound_damaged"})


def take_cost(shelf: Shelf, made: RowDraft) -> None:
    """Put the cost of the row's product to it where the row names none, and say so; say what is missing else."""
    if not shelf.costs.rows or "unit_value" in made.values:
        return
    if any(problem.place.field == "unit_value" for problem in made.problems):
        return
    product, own = Product.of(made.values), str(made.values.get("currency") or "")
    cost = shelf.find_cost(product, own)
    if cost is None:
        made.wrong("missing-value", _why_no_cost(shelf, product, own), "unit_value", FIELDS["unit_value"].expected)
        return
    made.values["unit_value"] = cost.unit_cost
    if cost.currency in CURRENCIES and not made.values.get("currency"):
        made.values["currency"] = cost.currency
    currency = made.values.get("currency") or ""
    message = msg("the value is from the list of costs: {amount} {currency}", amount=cost.unit_cost, currency=currency)
    made.doubtful("cost-from-list", message, "unit_value", None)


def _why_no_cost(shelf: Shelf, product: Product, currency: str) -> Message:
    if not shelf.names_product(product):
        return msg("this cell is empty, and the list of costs has no row for the product")
    if currency:
        return msg("this cell is empty, and the list of costs has no single cost in {currency}", currency=currency)
    return msg("this cell is empty, and the list of costs has several costs for the product")


def take_papers(shelf: Shelf, made: RowDraft, evidence: Iterable[Evidence]) -> list[Evidence]:
    """The papers of the shelf for the kinds of proof that the row itself does not name, told one by one."""
    given = {proof.kind for proof in evidence}
    wanted = [EvidenceKind.STOCK_DOCUMENT]
    if made.values.get("type") in _INBOUND:
        wanted.append(EvidenceKind.PROOF_OF_DELIVERY)
    product = Product.of(made.values)
    taken: list[Evidence] = []
    for kind in wanted:
        if kind not in given:
            taken += shelf.find_papers(product, kind, made.values.get("event_date"))
    for proof in taken:
        message = msg("{paper} is taken from the shelf: it names the product or the shipment", paper=proof.name)
        made.doubtful("paper-from-shelf", message, "evidence", None)
    return taken
