"""What Amazon has already paid: rows of its Reimbursements report, and which of them pay for which claim."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import Enum
from typing import NamedTuple, Protocol

from casewright.intake.report_rows import Reimbursement
from casewright.model.marketplaces import MARKETPLACES, marketplace
from casewright.model.problem import Value
from casewright.model.product_match import (
    NamedProduct,
    is_same_product,
    may_be_same_product,
    name_key,
    product_names,
    share_a_name,
)
from casewright.policy.payment_reasons import ANY
from casewright.policy.rules import Rules

DAYS_BEFORE_THE_REPORT = 7
"""Amazon sometimes pays before the ledger reports the loss: a payment so many days before it is told, and refuses
nothing."""


class Loss(NamedProduct, Protocol):
    """What must be known of a loss to tell whether it was paid: a claim, or a draft of one."""

    @property
    def type(self) -> str:
        """The claim type."""

    @property
    def account(self) -> str:
        """The store's name."""

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
    may be this claim's. `taken_back` would have paid for it, and were reversed. `unknown` were paid for a reason that
    nobody knows, for a product that cannot be compared, or have units that are not clear: whether they are this claim's
    is not known.
    """

    quantity: int = 0
    reimbursement_ids: tuple[str, ...] = ()
    units: tuple[int, ...] = ()
    early: tuple[Reimbursement, ...] = ()
    taken_back: tuple[Reimbursement, ...] = ()
    unclear: tuple[Reimbursement, ...] = ()
    unknown: tuple[Reimbursement, ...] = ()


class PaymentFit(Enum):
    """How a payment fits a loss."""

    PAYS = "pays"
    EARLY = "early"
    UNCLEAR = "unclear"
    UNKNOWN = "unknown"
    ANOTHER = "another"


def has_unclear_units(row: Reimbursement, rules: Rules) -> bool:
    """Return whether nobody can say what a row of a paying reason pays, which names no payment that it takes back.

    Units or money below zero may be a sign that a spreadsheet turned; money for no unit leaves open for how many.
    """
    if row.reverses or rules.reasons.takes_back(row.reason):
        return False
    money = row.amount or row.unit_amount or 0
    return row.quantity < 0 or money < 0 or (money > 0 and not row.quantity)


class _Settled(NamedTuple):
    """Payments with their units after all reversals, beside rows of which nobody knows what they pay."""

    payments: tuple[Reimbursement, ...]
    left: tuple[int, ...]
    unclear: tuple[Reimbursement, ...]


def _settle(rows: Iterable[Reimbursement], rules: Rules) -> _Settled:
    """Set reversals against the payments that they take back.

    One reimbursement may pay for several products: a reversal takes back only those that it may be for.
    """
    every: list[Reimbursement] = []
    unclear: list[Reimbursement] = []
    for row in rows:
        (unclear if has_unclear_units(row, rules) else every).append(row)
    left = [0 if rules.reasons.takes_back(row.reason) else max(row.quantity, 0) for row in every]
    by_id: dict[str, list[int]] = {}
    for at, row in enumerate(every):
        by_id.setdefault(name_key(row.reimbursement_id), []).append(at)
    for reversal in every:
        if reversal.reverses and (rules.reasons.takes_back(reversal.reason) or reversal.quantity < 0):
            missing = abs(reversal.quantity)
            for at in by_id.get(name_key(reversal.reverses), ()):
                undone = min(left[at], missing) if may_be_same_product(every[at], reversal) else 0
                left[at] -= undone
                missing -= undone
    return _Settled(tuple(every), tuple(left), tuple(unclear))


def _standing(settled: _Settled) -> tuple[Reimbursement, ...]:
    paying = zip(settled.payments, settled.left, strict=True)
    return (*(row.model_copy(update={"quantity": units}) for row, units in paying if units), *settled.unclear)


def standing(rows: Iterable[Reimbursement], rules: Rules) -> tuple[Reimbursement, ...]:
    """Return the reimbursements still in force: reversals are subtracted, fully reversed ones are left out.

    Rows whose units are unclear stay as they are.
    """
    return _standing(_settle(rows, rules))


def _taken_back(settled: _Settled, rules: Rules) -> Mapping[tuple[str, str], list[Reimbursement]]:
    """The payments that were reversed, each with the units that are gone, by every name of their product."""
    undone: dict[tuple[str, str], list[Reimbursement]] = {}
    for row, left in zip(settled.payments, settled.left, strict=True):
        if row.quantity > left and not rules.reasons.takes_back(row.reason):
            gone = row.model_copy(update={"quantity": row.quantity - left})
            for name in product_names(row):
                undone.setdefault(name, []).append(gone)
    return undone


def paid_on(row: Reimbursement, code: str) -> date:
    """Return the day of a payment in the marketplace: reports stamp moments in UTC."""
    return marketplace(code).day(row.approved_at) if row.approved_at else row.approved_on


def fit_payment(row: Reimbursement, claim: Loss, rules: Rules) -> PaymentFit:
    """How a reimbursement fits a loss: by product, currency, day, order and reason.

    The report names no transaction: a row of the same product, marketplace currency and reason after the loss counts.
    That may stop a claim that was not paid, which a person can see; the other way round the same loss would be claimed
    twice. A payment of one kind never stops a claim of another.
    """
    place = marketplace(claim.marketplace)
    product = _fit_product(row, claim)
    currency = _fit_currency(row.currency, place.currency)
    if PaymentFit.ANOTHER in (product, currency):
        return PaymentFit.ANOTHER
    days_after = (paid_on(row, place.code) - claim.event_date).days
    if days_after < -DAYS_BEFORE_THE_REPORT:
        return PaymentFit.ANOTHER
    same_order = bool(claim.order_id and row.order_id and name_key(claim.order_id) == name_key(row.order_id))
    if claim.order_id and row.order_id and not same_order:
        return PaymentFit.ANOTHER
    fit = _fit_reason(row.reason, claim.type, rules, same_order=same_order)
    if fit is not PaymentFit.ANOTHER and has_unclear_units(row, rules):
        return PaymentFit.UNKNOWN
    if fit is PaymentFit.PAYS and not same_order:
        fit = product if currency is PaymentFit.PAYS else currency
    return PaymentFit.EARLY if days_after < 0 and fit is not PaymentFit.ANOTHER else fit


def _fit_product(row: Reimbursement, claim: Loss) -> PaymentFit:
    """Whether the payment is for the claim's product; not known where the two share no kind of name."""
    if is_same_product(row, claim):
        return PaymentFit.PAYS
    if not share_a_name(row, claim):
        return PaymentFit.UNKNOWN
    same_sku = row.sku and claim.sku and name_key(row.sku) == name_key(claim.sku)
    is_commingled = row.fnsku and claim.asin and name_key(row.fnsku) == name_key(claim.asin)
    return PaymentFit.UNCLEAR if same_sku or is_commingled else PaymentFit.ANOTHER


_CURRENCIES = frozenset(place.currency for place in MARKETPLACES.values())


_SHARED_STOCK = frozenset({place.currency for place in MARKETPLACES.values() if place.group == "europe"} - {"GBP"})
"""A store of the European Union has one stock: what is lost in Poland may be paid in euros. The UK has its own."""


def _fit_currency(written: str, own: str) -> PaymentFit:
    """Whether a payment's currency is the marketplace's; words that name none say nothing."""
    code = written.strip().upper()
    if code == own or code not in _CURRENCIES:
        return PaymentFit.PAYS
    return PaymentFit.UNCLEAR if {code, own} <= _SHARED_STOCK else PaymentFit.ANOTHER


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
    """Return whether a reimbursement counts as paid for this loss."""
    return fit_payment(row, claim, rules) is PaymentFit.PAYS


def allocate(claims: Sequence[Loss], rows: Iterable[Reimbursement], rules: Rules) -> tuple[Paid, ...]:
    """How much of each claim is paid: each reimbursed unit pays for one lost unit only, the oldest loss first.

    The report names neither account nor marketplace: a payment that was counted for a claim of another one is unclear.
    A reimbursement of exactly the claim's quantity is taken before one that merely could be for it. Units that a claim
    allows for already pay for nothing else.
    """
    settled = _settle(rows, rules)
    undone = _taken_back(settled, rules)
    stock = sorted(_standing(settled), key=lambda row: (row.approved_on, row.reimbursement_id))
    if not stock and not undone:
        return (Paid(),) * len(claims)
    left = [max(row.quantity, 0) for row in stock]
    _take_counted(claims, stock, left)
    paid = [Paid()] * len(claims)
    takers: dict[int, tuple[str, str]] = {}
    by_product: dict[tuple[str, str], list[int]] = {}
    by_kinds: dict[frozenset[str], list[int]] = {}
    for at, row in enumerate(stock):
        names = product_names(row)
        by_kinds.setdefault(frozenset(kind for kind, _ in names), []).append(at)
        for key in names:
            by_product.setdefault(key, []).append(at)
    for index in sorted(range(len(claims)), key=lambda at: (claims[at].event_date, at)):
        claim = claims[index]
        shop = (claim.account, claim.marketplace)
        near = sorted(set(_find_near(claim, by_product, by_kinds)))
        near = [at for at in near if left[at] or stock[at].quantity <= 0 or takers.get(at, shop) != shop]
        fits = {at: fit_payment(stock[at], claim, rules) for at in near}
        fitting = [at for at in near if left[at] and fits[at] is PaymentFit.PAYS]
        fitting.sort(key=lambda at: left[at] != claim.quantity)
        paid[index] = _take(claim.quantity, fitting, stock, left)
        if paid[index].quantity < claim.quantity:
            fits |= {at: PaymentFit.UNCLEAR for at in near if at not in fitting and fits[at] is PaymentFit.PAYS}
        takers |= {at: shop for at in fitting if not left[at]}
        reversed_for = _find_reversed(claim, undone, rules) if paid[index].quantity < claim.quantity else ()
        paid[index] = paid[index].model_copy(update=_doubtful(fits, stock) | {"taken_back": reversed_for})
    return tuple(paid)


def _find_near(
    claim: Loss, by_product: Mapping[tuple[str, str], list[int]], by_kinds: Mapping[frozenset[str], list[int]]
) -> Iterator[int]:
    """The payments that name the claim's product, and those that share no kind of name with it."""
    names = product_names(claim)
    for key in names:
        yield from by_product.get(key, ())
    for kinds, payments in by_kinds.items() if names else ():
        if kinds.isdisjoint(kind for kind, _ in names):
            yield from payments


def _find_reversed(
    claim: Loss, undone: Mapping[tuple[str, str], list[Reimbursement]], rules: Rules
) -> tuple[Reimbursement, ...]:
    """The payments that would have paid for the claim, had Amazon not taken them back."""
    near = {row.reimbursement_id: row for name in product_names(claim) for row in undone.get(name, ())}
    return tuple(row for row in near.values() if pays_for(row, claim, rules))


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
