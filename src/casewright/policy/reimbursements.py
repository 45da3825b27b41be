"""What Amazon has paid already: rows of its Reimbursements report, and which of them pay for which claim."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Protocol

from casewright.intake.report_rows import Reimbursement
from casewright.intake.reports import REVERSAL
from casewright.model.problem import Value
from casewright.policy.rules import Rules, Window


class Loss(Protocol):
    """What has to be known of a loss to tell whether it was paid: a claim, or a draft of one."""

    @property
    def type(self) -> str:
        """The claim type."""

    @property
    def marketplace(self) -> str:
        """Its code."""

    @property
    def event_date(self) -> date:
        """The day from which the window counts."""

    @property
    def quantity(self) -> int:
        """Units lost."""

    @property
    def fnsku(self) -> str | None:
        """The product, as Amazon labels it."""

    @property
    def asin(self) -> str | None:
        """The product, as buyers see it."""

    @property
    def sku(self) -> str | None:
        """The product, as the seller calls it."""

    @property
    def order_id(self) -> str | None:
        """The order, where one is part of the loss."""


class Paid(Value):
    """How much of a claim is paid already: units, and the reimbursements that paid for them."""

    quantity: int = 0
    reimbursement_ids: tuple[str, ...] = ()


def standing(rows: Iterable[Reimbursement]) -> tuple[Reimbursement, ...]:
    """The reimbursements that still stand: what was reversed is taken off, what was reversed whole is left out."""
    every = list(rows)
    taken_back: dict[str, int] = {}
    for row in every:
        if row.reverses and (row.reason == REVERSAL or row.quantity < 0):
            taken_back[row.reverses] = taken_back.get(row.reverses, 0) + abs(row.quantity)
    left = []
    for row in every:
        if row.reason == REVERSAL or row.quantity <= 0:
            continue
        undone = min(row.quantity, taken_back.get(row.reimbursement_id, 0))
        taken_back[row.reimbursement_id] = taken_back.get(row.reimbursement_id, 0) - undone
        if undone < row.quantity:
            left.append(row.model_copy(update={"quantity": row.quantity - undone}))
    return tuple(left)


def pays_for(row: Reimbursement, claim: Loss, window: Window) -> bool:
    """Whether a reimbursement can be for this loss: same product, not before the loss, same order or fitting reason.

    The report names no transaction: a row of the same product and reason after the loss counts. That may stop a claim
    that was not paid, which a person can see; the other way round the same loss would be claimed twice.
    """
    if not _same_product(row, claim) or row.approved_on < claim.event_date:
        return False
    if claim.order_id and row.order_id:
        return row.order_id == claim.order_id
    return not window.paid_as or row.reason in window.paid_as


def _same_product(row: Reimbursement, claim: Loss) -> bool:
    for theirs, ours in ((row.fnsku, claim.fnsku), (row.sku, claim.sku), (row.asin, claim.asin)):
        if theirs and ours:
            return theirs == ours
    return False


def allocate(claims: Sequence[Loss], rows: Iterable[Reimbursement], rules: Rules) -> tuple[Paid, ...]:
    """How much of each claim is paid: each reimbursed unit pays for one lost unit only, the oldest loss first.

    A reimbursement of exactly the claim's quantity is taken before one that merely could be for it.
    """
    stock = sorted(standing(rows), key=lambda row: (row.approved_on, row.reimbursement_id))
    left = [row.quantity for row in stock]
    paid = [Paid()] * len(claims)
    if not stock:
        return tuple(paid)
    by_product: dict[tuple[str, str], list[int]] = {}
    for at, row in enumerate(stock):
        for key in product_names(row):
            by_product.setdefault(key, []).append(at)
    for index in sorted(range(len(claims)), key=lambda at: (claims[at].event_date, at)):
        claim = claims[index]
        window = rules.window(claim.type, claim.marketplace)
        near = sorted({at for key in product_names(claim) for at in by_product.get(key, ())})
        fitting = [at for at in near if left[at] and pays_for(stock[at], claim, window)]
        fitting.sort(key=lambda at: left[at] != claim.quantity)
        paid[index] = _take(claim.quantity, fitting, stock, left)
    return tuple(paid)


def product_names(one: Reimbursement | Loss) -> list[tuple[str, str]]:
    """Every name that a product has here, with its kind: `("fnsku", "X001ABC2D3")`."""
    names = (("fnsku", one.fnsku), ("sku", one.sku), ("asin", one.asin))
    return [(name, value) for name, value in names if value]


def _take(wanted: int, fitting: Iterable[int], stock: Sequence[Reimbursement], left: list[int]) -> Paid:
    names = []
    missing = wanted
    for at in fitting:
        if not missing:
            break
        taken = min(missing, left[at])
        left[at] -= taken
        missing -= taken
        names.append(stock[at].reimbursement_id)
    return Paid(quantity=wanted - missing, reimbursement_ids=tuple(names))
