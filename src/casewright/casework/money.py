"""What was paid: Amazon's reimbursements matched to cases and claims, and added up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum

from casewright.casework.payment_doubts import PaymentDoubt, is_doubted, split_doubtful
from casewright.intake.report_rows import Reimbursement, UnreadRow
from casewright.ledger.filing import NEVER_ARMED, OVER_WITHOUT_CASE, Filing
from casewright.ledger.followed import CLOSED
from casewright.model.claim import Claim
from casewright.model.fingerprint import fingerprint, reference
from casewright.model.problem import Value
from casewright.model.product_match import product_names
from casewright.policy.reimbursements import pays_for
from casewright.policy.rules import Rules, shipped_rules

_NOTHING = Decimal(0)


class Standing(StrEnum):
    """The state of one claim's money."""

    REIMBURSED = "reimbursed"
    """Paid: as many units as were lost, or as much money as was claimed."""
    PARTLY = "partly"
    """Less than that was paid, or a part was taken back."""
    REVERSED = "reversed"
    """All that was paid was taken back."""
    DENIED = "denied"
    """The case is over and nothing was paid."""
    UNKNOWN = "unknown"
    """Not paid as far as can be read, and a row that could not be read may have paid it."""
    WAITING = "waiting"
    """There is a case, or may be one, and nothing was paid so far."""
    UNFILED = "unfiled"
    """A claim of the files that has no case and was not paid."""


class Sum(Value):
    """Money in one currency: what Amazon paid, and what it took back, both positive."""

    currency: str
    paid: Decimal = _NOTHING
    taken_back: Decimal = _NOTHING

    @property
    def net(self) -> Decimal:
        """What is left of it."""
        return self.paid - self.taken_back


class ClaimPayment(Value):
    """One row of a report that belongs to a claim: what Amazon paid on a day, below zero where it took money back."""

    reimbursement_id: str
    approved_on: date
    amount: Decimal
    currency: str
    units: int


class Settlement(Value):
    """One claim and its payments. `claimed` is in `currency`; Amazon may have paid in another.

    `matched_by` says why the payments are this claim's: they name its `case` or its `product`.
    """

    claim_id: str
    claim_type: str
    account: str
    marketplace: str
    reference: str
    case_id: str | None
    claimed: Decimal
    currency: str
    quantity: int | None
    standing: Standing
    sums: tuple[Sum, ...] = ()
    units: int = 0
    last_on: date | None = None
    filed_on: date | None = None
    """When it was armed, in UTC; None for a claim that was not filed."""
    matched_by: str = ""
    reimbursement_ids: tuple[str, ...] = ()
    payments: tuple[ClaimPayment, ...] = ()
    """The rows behind `sums`, as the report has them."""


class Total(Value):
    """Everything that Amazon paid and took back in one month for one type of claim. `month` is `2026-11`.

    `marketplace` and `claim_type` are empty for payments that belong to no claim here; then `reason` is Amazon's.
    """

    month: str
    marketplace: str
    claim_type: str
    reason: str
    payments: int
    units: int
    sum: Sum


class Money(Value):
    """The whole account: each claim's settlement, the totals, and what could not be matched or read."""

    settlements: tuple[Settlement, ...]
    totals: tuple[Total, ...]
    unplaced: tuple[Reimbursement, ...] = ()
    """Payments that belong to no claim here: they are in the totals, under Amazon's own reason."""
    unread: tuple[str, ...] = ()
    """Reimbursements whose amount, currency or units could not be read: their money is in no total."""


class _Loss(Value):
    """One claim that money can be for, from the ledger, from a claims file, or from both."""

    filing: Filing | None
    claim: Claim | None


def settle_up(
    filings: Iterable[Filing],
    claims: Iterable[Claim],
    rows: Sequence[Reimbursement],
    rules: Rules,
    statuses: Mapping[str, str] | None = None,
    unread: Iterable[UnreadRow] = (),
) -> Money:
    """Match payments to claims and add them up.

    A payment that names a case belongs to the filing with that case. One that names none belongs to the oldest claim of
    the same product, order and reason that is not paid yet; it is never split between claims. A reversal belongs where
    the payment went that it takes back. `statuses` are those of the case log, by case ID. A claim that one of the
    `unread` rows could affect is not known.
    """
    rows, unclear, doubts = split_doubtful(rows, unread, rules)
    losses = _losses(filings, claims)
    given = _by_case(losses, rows)
    _by_product(losses, rows, given, rules)
    _reversals(rows, given)
    known = (_settlement(at, losses[at], rows, given, statuses or {}) for at in range(len(losses)))
    settlements = tuple(_doubt(one, loss, doubts, rules) for one, loss in zip(known, losses, strict=True))
    return Money(
        settlements=settlements,
        totals=_totals(rows, given, settlements),
        unplaced=tuple(row for at, row in enumerate(rows) if at not in given),
        unread=_name_unread(rows, unclear),
    )


def _name_unread(rows: Iterable[Reimbursement], unclear: Iterable[Reimbursement]) -> tuple[str, ...]:
    """Return the reimbursements whose money is in no total, once each."""
    without_money = [row for row in rows if not _has_money(row)]
    return tuple(dict.fromkeys(row.reimbursement_id for row in (*without_money, *unclear)))


def _doubt(one: Settlement, loss: _Loss, doubts: Sequence[PaymentDoubt], rules: Rules) -> Settlement:
    """Return the settlement, unknown if a row that could not be read may change it."""
    paid_whole = one.standing is Standing.REIMBURSED
    doubted = is_doubted(one.claim_type, loss.claim, one.case_id, doubts, rules, paid_whole=paid_whole)
    return one.model_copy(update={"standing": Standing.UNKNOWN}) if doubted else one


def _losses(filings: Iterable[Filing], claims: Iterable[Claim]) -> list[_Loss]:
    """Return each loss once: filed ones, the oldest first, then the claims that were not filed."""
    named = {fingerprint(claim): claim for claim in claims}
    filed = [one for one in filings if one.state not in NEVER_ARMED | OVER_WITHOUT_CASE]
    losses = [_Loss(filing=one, claim=named.pop(one.fingerprint, None)) for one in filed]
    return losses + [_Loss(filing=None, claim=claim) for claim in named.values()]


def _by_case(losses: Sequence[_Loss], rows: Sequence[Reimbursement]) -> dict[int, int]:
    """Map each row that names a loss's case to that loss."""
    cases = {loss.filing.case_id: at for at, loss in enumerate(losses) if loss.filing and loss.filing.case_id}
    return {at: cases[row.case_id] for at, row in enumerate(rows) if row.case_id in cases}


def _by_product(losses: Sequence[_Loss], rows: Sequence[Reimbursement], given: dict[int, int], rules: Rules) -> None:
    """Give payments that name none of our cases to the losses with claims at hand, the oldest loss first.

    A payment that names a case which the ledger does not know can only be for a claim that the ledger does not know.
    """
    held: Counter[int] = Counter()
    for number, at in given.items():
        held[at] += rows[number].quantity
    shelves = _shelves(rows)
    known = [(at, loss.claim) for at, loss in enumerate(losses) if loss.claim]
    for at, claim in sorted(known, key=lambda one: (one[1].event_date, one[0])):
        missing = claim.quantity - held[at]
        near = sorted({number for name in product_names(claim) for number in shelves.get(name, ())})
        fitting = [number for number in near if number not in given and pays_for(rows[number], claim, rules)]
        fitting.sort(key=lambda number: rows[number].quantity != missing)
        for number in fitting:
            if rows[number].quantity <= missing and not (losses[at].filing and rows[number].case_id):
                given[number] = at
                missing -= rows[number].quantity


def _shelves(rows: Sequence[Reimbursement]) -> dict[tuple[str, str], list[int]]:
    """Group the payments by every name of their product."""
    shelves: dict[tuple[str, str], list[int]] = {}
    for number, row in enumerate(rows):
        for name in () if _takes_back(row) else product_names(row):
            shelves.setdefault(name, []).append(number)
    return shelves


def _takes_back(row: Reimbursement) -> bool:
    return shipped_rules().reasons.takes_back(row.reason) or row.quantity < 0 or bool(row.amount and row.amount < 0)


def _reversals(rows: Sequence[Reimbursement], given: dict[int, int]) -> None:
    """Place each reversal where the payment went that it takes back, even if it names another case or none."""
    homes = {rows[at].reimbursement_id: loss for at, loss in given.items() if not _takes_back(rows[at])}
    for at, row in enumerate(rows):
        if _takes_back(row) and row.reverses in homes:
            given[at] = homes[row.reverses]


def _has_money(row: Reimbursement) -> bool:
    return row.amount is not None and bool(row.currency)


def _sums(rows: Iterable[Reimbursement]) -> tuple[Sum, ...]:
    sums: dict[str, Sum] = {}
    for row in rows:
        if row.amount is None or not row.currency:
            continue
        before = sums.get(row.currency, Sum(currency=row.currency))
        changed = (
            {"taken_back": before.taken_back + abs(row.amount)}
            if _takes_back(row)
            else {"paid": before.paid + row.amount}
        )
        sums[row.currency] = before.model_copy(update=changed)
    return tuple(sums[currency] for currency in sorted(sums))


def _payment(row: Reimbursement) -> ClaimPayment:
    amount = row.amount or _NOTHING
    return ClaimPayment(
        reimbursement_id=row.reimbursement_id,
        approved_on=row.approved_on,
        amount=-abs(amount) if _takes_back(row) else amount,
        currency=row.currency,
        units=_units([row]),
    )


def _units(rows: Iterable[Reimbursement]) -> int:
    return sum(-abs(row.quantity) if _takes_back(row) else row.quantity for row in rows)


def _settlement(
    at: int, loss: _Loss, rows: Sequence[Reimbursement], given: Mapping[int, int], statuses: Mapping[str, str]
) -> Settlement:
    mine = [rows[row] for row, to in given.items() if to == at]
    names, sums, units = _names(loss), _sums(mine), _units(mine)
    case_id = loss.filing.case_id if loss.filing else None
    blank = Settlement(**names, case_id=case_id, standing=Standing.WAITING, sums=sums, units=units)
    return blank.model_copy(
        update={
            "standing": _standing(blank, mine, filed=loss.filing is not None, status=statuses.get(case_id or "", "")),
            "last_on": max((row.approved_on for row in mine), default=None),
            "matched_by": _matched_by(mine, case_id),
            "reimbursement_ids": tuple(dict.fromkeys(row.reimbursement_id for row in mine)),
            "payments": tuple(_payment(row) for row in mine if _has_money(row)),
        }
    )


def _names(loss: _Loss) -> dict[str, object]:
    """Return what names the claim; the ledger's words before the file's, because they were sent."""
    if loss.filing:
        one = loss.filing
        quantity = loss.claim.quantity if loss.claim else None
        money: dict[str, object] = {"claimed": Decimal(one.amount), "quantity": quantity, "reference": one.reference}
        money["filed_on"] = (one.armed_at or one.created_at).date()
        kind: str = one.claim_type
    else:
        if loss.claim is None:
            raise ValueError("a loss is known from a filing or from a claim")
        claim = loss.claim
        money = {"claimed": claim.amount, "quantity": claim.quantity, "reference": reference(claim)}
        kind = claim.type
    named = loss.filing or loss.claim
    shared = ("claim_id", "account", "marketplace", "currency")
    return {"claim_type": kind, **{name: getattr(named, name) for name in shared}, **money}


def _matched_by(mine: Sequence[Reimbursement], case_id: str | None) -> str:
    if not mine:
        return ""
    return "case" if case_id and any(row.case_id == case_id for row in mine) else "product"


def _standing(one: Settlement, mine: Sequence[Reimbursement], *, filed: bool, status: str) -> Standing:
    if not any(not _takes_back(row) for row in mine):
        if not filed:
            return Standing.UNFILED
        return Standing.DENIED if status.strip().casefold() in CLOSED else Standing.WAITING
    if one.units <= 0:
        return Standing.REVERSED
    return Standing.REIMBURSED if _is_paid_in_full(one) else Standing.PARTLY


def _is_paid_in_full(one: Settlement) -> bool:
    """Return whether all units, or all the money, are paid; a payment in stock brings units and no money."""
    if one.quantity is not None and one.units >= one.quantity:
        return True
    net = next((sum_.net for sum_ in one.sums if sum_.currency == one.currency), _NOTHING)
    in_stock = one.quantity is None and not any(sum_.paid for sum_ in one.sums)
    elsewhere = one.quantity is None and any(sum_.paid for sum_ in one.sums if sum_.currency != one.currency)
    return net >= one.claimed or in_stock or elsewhere


def _totals(
    rows: Sequence[Reimbursement], given: Mapping[int, int], settlements: Sequence[Settlement]
) -> tuple[Total, ...]:
    groups: dict[tuple[str, str, str, str, str], list[Reimbursement]] = {}
    for at, row in enumerate(rows):
        if not _has_money(row):
            continue
        to = settlements[given[at]] if at in given else None
        kind = (to.marketplace, to.claim_type, "") if to else ("", "", row.reason)
        groups.setdefault((f"{row.approved_on:%Y-%m}", *kind, row.currency), []).append(row)
    return tuple(
        Total(
            month=month,
            marketplace=marketplace,
            claim_type=claim_type,
            reason=reason,
            payments=sum(not _takes_back(row) for row in some),
            units=_units(some),
            sum=_sums(some)[0],
        )
        for (month, marketplace, claim_type, reason, _), some in sorted(groups.items())
    )
