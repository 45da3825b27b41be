"""What a row takes from the shelf: the cost of its product, and the papers that name it."""

from __future__ import annotations

from collections.abc import Iterable

from casewright.intake.row_draft import RowDraft
from casewright.intake.shelf import Product, Shelf
from casewright.message import msg
from casewright.model.evidence import Evidence, EvidenceKind

_INBOUND = frozenset({"inbound_lost", "inbound_damaged"})


def take_cost(shelf: Shelf, made: RowDraft) -> None:
    """Put the cost of the row's product to it where the row names none, and say so; say what is missing else."""
    if not shelf.costs.rows or "unit_value" in made.values:
        return
    if any(problem.place.field == "unit_value" for problem in made.problems):
        return
    cost = shelf.find_cost(Product.of(made.values), str(made.values.get("currency") or ""))
    if cost is None:
        expected = msg("the value of one unit as a number above zero, like 12.50")
        message = msg("this cell is empty, and the list of costs has no single cost for the product")
        made.wrong("missing-value", message, "unit_value", expected)
        return
    made.values["unit_value"] = cost.unit_cost
    if cost.currency and not made.values.get("currency"):
        made.values["currency"] = cost.currency
    currency = made.values.get("currency") or ""
    message = msg("the value is from the list of costs: {amount} {currency}", amount=cost.unit_cost, currency=currency)
    made.doubtful("cost-from-list", message, "unit_value", None)


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
