"""What Amazon has paid already: rows of its Reimbursements report, and which of them pay for which claim."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import Enum
from typing import Protocol

from casewright.intake.report_rows import Reimbursement
from casewright.model.marketplaces import marketplace
from casewright.model.problem import Value
from casewright.policy.payment_reasons import ANY
from casewright.policy.product_match import NamedProduct, is_same_product, name_key, product_names
from casewright.policy.rules import Rules

DAYS_BEFORE_THE_REPORT = 7
"""Amazon sometimes pays before the ledger reports the loss: a payment so many days before it is told, and refuses
nothing."""


class Loss(NamedProduct, Protocol):
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
    def order_id(self) -> str | None:
        """The order, where one is part of the loss."""

    @property
    def counted_payments(self) -> Mapping[str, int | None]:
        """Reimbursement ID → units of it that the quantity allows for already, None for all of them."""


class Paid(Value):
    """How much of a claim is paid already: units, and the reimbursements that paid for them, each with its `units`.

    `early` were paid up to seven days before the loss was reported, `unclear` for a reason that fits any claim: both
    may be this claim's. `unknown` were paid for a reason that nobody knows: whether they are this claim's is not known.
    """

    quantity: int = 0
    reimbursement_ids: tuple[str, ...] = ()
    units: tuple[int, ...] = ()
    early: tuple[Reimbursement, ...] = ()
    unclear: tuple[Reimbursement, ...] = ()
    unknown: tuple[Reimbursement, ...] = ()


class PaymentFit(Enum):
    """How a payment fits a loss."""

    PAYS = "pays"
    EARLY = "early"
    UNCLEAR = "unclear"
    UNKNOWN = "unknown"
    ANOTHER = "another"


def standing(rows: Iterable[Reimbursement], rules: Rules) -> tuple[Reimbursement, ...]:
    """The reimbursements that still stand: what was reversed is taken off, what was reversed whole is left out."""
    every = list(rows)
    taken_back: dict[str, int] = {}
    for row in every:
        if row.reverses and (rules.reasons.takes_back(row.reason) or row.quantity < 0):
            reversed_id = name_key(row.reverses)
            taken_back[reversed_id] = taken_back.get(reversed_id, 0) + abs(row.quantity)
    left = []
    for row in every:
        if rules.reasons.takes_back(row.reason) or row.quantity <= 0:
            continue
        name = name_key(row.reimbursement_id)
        undone = min(row.quantity, taken_back.get(name, 0))
        taken_back[name] = taken_back.get(name, 0) - undone
        if undone < row.quantity:
            left.append(row.model_copy(update={"quantity": row.quantity - undone}))
    return tuple(left)


def paid_on(row: Reimbursement, code: str) -> date:
    """The day of a payment where the marketplace is: reports stamp moments in UTC."""
    return marketplace(code).day(row.approved_at) if row.approved_at else row.approved_on


def fit_payment(row: Reimbursement, claim: Loss, rules: Rules) -> PaymentFit:
    """How a reimbursement fits a loss: by product, currency, day, order and reason.

    The report names no transaction: a row of the same product, marketplace currency and reason after the loss counts.
    That may stop a claim that was not paid, which a person can see; the other way round the same loss would be claimed
    twice. A payment of one kind never stops a claim of another.
    """
    place = marketplace(claim.marketplace)
    if not is_same_product(row, claim) or (row.currency and row.currency.strip().upper() != place.currency):
        return PaymentFit.ANOTHER
    days_after = (paid_on(row, place.code) - claim.event_date).days
    if days_after < -DAYS_BEFORE_THE_REPORT:
        return PaymentFit.ANOTHER
    same_order = bool(claim.order_id and row.order_id and name_key(claim.order_id) == name_key(row.order_id))
    if claim.order_id and row.order_id and not same_order:
        return PaymentFit.ANOTHER
    fit = _fit_reason(row.reason, claim.type, rules, same_order=same_order)
    return PaymentFit.EARLY if days_after < 0 and fit is not PaymentFit.ANOTHER else fit


def _fit_reason(reason: str, claim_type: str, rules: Rules, *, same_order: bool) -> PaymentFit:
    kinds = rules.reasons.kinds_of(reason)
    if not rules.payment_reasons.get(claim_type):
        return PaymentFit.ANOTHER  # claims about a payment are not paid by payments of a loss
    if kinds is not None and claim_type in kinds:
        return PaymentFit.PAYS
    if kinds is None:
        return PaymentFit.PAYS if same_order else PaymentFit.UNKNOWN
    if ANY in kinds:
        return PaymentFit.PAYS if same_order else PaymentFit.UNCLEAR
    return PaymentFit.ANOTHER


def pays_for(row: Reimbursement, claim: Loss, rules: Rules) -> bool:
    """Whether a reimbursement counts as paid for this loss."""
    return fit_payment(row, claim, rules) is PaymentFit.PAYS


def allocate(claims: Sequence[Loss], rows: Iterable[Reimbursement], rules: Rules) -> tuple[Paid, ...]:
    """How much of each claim is paid: each reimbursed unit pays for one lost unit only, the oldest loss first.

    A reimbursement of exactly the claim's quantity is taken before one that merely could be for it. Units that a claim
    allows for already pay for nothing else.
    """
    stock = sorted(standing(rows, rules), key=lambda row: (row.approved_on, row.reimbursement_id))
    if not stock:
        return (Paid(),) * len(claims)
    left = [row.quantity for row in stock]
    _take_counted(claims, stock, left)
    paid = [Paid()] * len(claims)
    by_product: dict[tuple[str, str], list[int]] = {}
    for at, row in enumerate(stock):
        for key in product_names(row):
            by_product.setdefault(key, []).append(at)
    for index in sorted(range(len(claims)), key=lambda at: (claims[at].event_date, at)):
        claim = claims[index]
        near = sorted({at for key in product_names(claim) for at in by_product.get(key, ()) if left[at]})
        fits = {at: fit_payment(stock[at], claim, rules) for at in near}
        fitting = [at for at in near if fits[at] is PaymentFit.PAYS]
        fitting.sort(key=lambda at: left[at] != claim.quantity)
        taken = _take(claim.quantity, fitting, stock, left)
        paid[index] = taken.model_copy(update=_doubtful(fits, stock))
    return tuple(paid)


def _doubtful(fits: Mapping[int, PaymentFit], stock: Sequence[Reimbursement]) -> dict[str, tuple[Reimbursement, ...]]:
    return {
        name: tuple(stock[at] for at, found in fits.items() if found is fit)
        for name, fit in (("early", PaymentFit.EARLY), ("unclear", PaymentFit.UNCLEAR), ("unknown", PaymentFit.UNKNOWN))
    }


def _take_counted(claims: Sequence[Loss], stock: Sequence[Reimbursement], left: list[int]) -> None:
    wanted = [(claim, name_key(name), units) for claim in claims for name, units in claim.counted_payments.items()]
    if not wanted:
        return
    by_id: dict[str, list[int]] = {}
    for at, row in enumerate(stock):
        by_id.setdefault(name_key(row.reimbursement_id), []).append(at)
    for claim, name, units in wanted:
        missing = units
        for at in by_id.get(name, ()):
            if is_same_product(stock[at], claim):
                taken = left[at] if missing is None else min(missing, left[at])
                left[at] -= taken
                missing = None if missing is None else missing - taken


def _take(wanted: int, fitting: Iterable[int], stock: Sequence[Reimbursement], left: list[int]) -> Paid:
    names, units = [], []
    missing = wanted
    for at in fitting:
        if not missing:
            break
        taken = min(missing, left[at])
        left[at] -= taken
        missing -= taken
        names.append(stock[at].reimbursement_id)
        units.append(taken)
    return Paid(quantity=wanted - missing, reimbursement_ids=tuple(names), units=tuple(units))
