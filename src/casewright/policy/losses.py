"""Draft claims from Amazon's own reports: what was lost or damaged, less what was found, less what was paid.

Nothing here files anything: a draft is a row for a person to complete.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime

from casewright.intake.report_rows import LedgerRow, Reimbursement, ReturnRow
from casewright.model.identifiers import TransactionId
from casewright.model.marketplaces import Marketplace, UnknownMarketplace, marketplace
from casewright.model.problem import Value
from casewright.policy.reimbursements import allocate
from casewright.policy.rules import Rules, Term

#: The ledger's reason codes for adjustments.
LOST = frozenset({"M", "5"})
FOUND = frozenset({"F", "N"})
DAMAGED = frozenset({"6", "7", "E", "H", "K", "U"})

#: How the returns report calls units that were damaged while Amazon or its carrier had them.
DAMAGED_RETURNS = frozenset({"DAMAGED", "CARRIER_DAMAGED"})


class Draft(Value):
    """A claim to be completed: what the reports tell, and the columns that a person has to add.

    `paid` of the `lost` units are reimbursed already, so `quantity` is what is left. `first_day` and `deadline` are
    days where the marketplace is. `why` says where the draft comes from, for the person.
    """

    claim_id: str
    type: str
    account: str
    marketplace: str
    event_date: date
    quantity: int
    currency: str
    product_name: str = ""
    fnsku: str | None = None
    asin: str | None = None
    sku: str | None = None
    fulfillment_center: str | None = None
    transaction_id: str | None = None
    order_id: str | None = None
    lpn: str | None = None
    why: str
    lost: int
    paid: int = 0
    first_day: date
    deadline: date | None
    to_add: tuple[str, ...] = ()

    @property
    def counted_payments(self) -> dict[str, int | None]:
        """A draft is for all that was lost: no payment is taken off it yet."""
        return {}


class LeftOut(Value):
    """A loss that the reports show and that needs no claim, or can have none: why."""

    why: str
    day: date
    product: str
    quantity: int
    reference: str = ""


class Prepared(Value):
    """The drafts, the most urgent first, and every loss that was left out, with its reason."""

    drafts: tuple[Draft, ...] = ()
    left_out: tuple[LeftOut, ...] = ()


def prepare(
    ledger: Iterable[LedgerRow],
    reimbursements: Iterable[Reimbursement],
    returns: Iterable[ReturnRow],
    rules: Rules,
    now: datetime,
    account: str,
    code: str,
) -> Prepared:
    """Draft a claim for each loss that is still open; `code` is the marketplace of rows that name no country.

    Raises:
        UnknownMarketplace: `code` is none.
    """
    marketplace(code)
    events = [row for row in ledger if row.event_type.strip().casefold() in ("adjustments", "adjustment")]
    open_rows, explained = _less_found(events)
    drafts = [_of_ledger(row, left, rules, account, code) for row, left in open_rows]
    drafts += [_of_return(row, rules, account, code) for row in returns if row.disposition.upper() in DAMAGED_RETURNS]
    left_out = [*explained]
    ready = []
    for draft in _less_paid(_named_once(drafts), reimbursements, rules):
        reason = _hindrance(draft, now)
        if reason:
            left_out.append(_left_out(draft, reason))
        else:
            ready.append(draft)
    ready.sort(key=lambda draft: (draft.deadline or date.max, draft.claim_id))
    return Prepared(drafts=tuple(ready), left_out=tuple(left_out))


def _less_found(events: Sequence[LedgerRow]) -> tuple[list[tuple[LedgerRow, int]], list[LeftOut]]:
    """Losses with the units still open: as the report itself reconciled them, else less what was found later."""
    found: dict[tuple[str, str], list[_Found]] = {}
    for row in events:
        if row.reason.upper() in FOUND and row.quantity > 0:
            found.setdefault((row.fnsku, row.country), []).append(_Found(row))
    still_open: list[tuple[LedgerRow, int]] = []
    explained = []
    for row in sorted(events, key=lambda row: row.day):
        code = row.reason.upper()
        if code not in LOST | DAMAGED or row.quantity >= 0:
            continue
        units = abs(row.quantity if row.unreconciled is None else row.unreconciled)
        if row.unreconciled is None and code in LOST:
            for one in found.get((row.fnsku, row.country), ()):
                units -= one.take(row, units)
        if units > 0:
            still_open.append((row, units))
        else:
            why = "found again" if code in LOST else "reconciled by Amazon"
            explained.append(
                LeftOut(why=why, day=row.day, product=row.fnsku, quantity=-row.quantity, reference=row.reference_id)
            )
    return still_open, explained


class _Found:
    """Units that Amazon found, until they are set against a loss."""

    def __init__(self, row: LedgerRow) -> None:
        self.row = row
        self.left = row.quantity

    def take(self, loss: LedgerRow, wanted: int) -> int:
        """Set units against a loss that came before."""
        if self.row.day < loss.day:
            return 0
        taken = min(self.left, wanted)
        self.left -= taken
        return taken


def _of_ledger(row: LedgerRow, units: int, rules: Rules, account: str, code: str) -> Draft:
    lost = row.reason.upper() in LOST
    claim_type = "lost_in_warehouse" if lost else "damaged_in_warehouse"
    place = _marketplace(row.country, code)
    known = bool(TransactionId.pattern.fullmatch(row.reference_id))
    term = rules.term(claim_type, place.code)
    return Draft(
        claim_id=("L-" if lost else "D-") + (row.reference_id if known else f"{row.fnsku}-{row.day:%Y%m%d}"),
        type=claim_type,
        account=account,
        marketplace=place.code,
        event_date=row.day,
        quantity=units,
        currency=place.currency,
        product_name=row.title,
        fnsku=row.fnsku or None,
        asin=row.asin or None,
        sku=row.sku or None,
        fulfillment_center=row.fulfillment_center or None,
        transaction_id=row.reference_id if known else None,
        why=f"the inventory ledger reports it {'lost' if lost else 'damaged'} (reason {row.reason})",
        lost=units,
        first_day=term.first_day(row.day),
        deadline=term.last_day(row.day),
        to_add=_to_add(term, row.title, transaction=known or lost),
    )


def _of_return(row: ReturnRow, rules: Rules, account: str, code: str) -> Draft:
    place = marketplace(code)
    term = rules.term("customer_return", code)
    return Draft(
        claim_id=f"R-{row.lpn or row.order_id}",
        type="customer_return",
        account=account,
        marketplace=place.code,
        event_date=row.day,
        quantity=row.quantity,
        currency=place.currency,
        product_name=row.title,
        fnsku=row.fnsku or None,
        asin=row.asin or None,
        sku=row.sku or None,
        order_id=row.order_id,
        lpn=row.lpn or None,
        why=f"the return came back as {row.disposition}; the date is the return's: put the refund's in its place",
        lost=row.quantity,
        first_day=term.first_day(row.day),
        deadline=term.last_day(row.day),
        to_add=("event_date", *_to_add(term, row.title, transaction=True)),
    )


def _to_add(term: Term, title: str, *, transaction: bool) -> tuple[str, ...]:
    missing = [] if transaction else ["transaction_id"]
    missing += [] if title else ["product_name"]
    return (*missing, "unit_value", *term.proof)


def _marketplace(country: str, code: str) -> Marketplace:
    try:
        return marketplace(country) if country else marketplace(code)
    except UnknownMarketplace:
        return marketplace(code)


def _named_once(drafts: Iterable[Draft]) -> list[Draft]:
    """Rows of the same loss as one draft; names that would be the same made different."""
    by_loss: dict[tuple[object, ...], Draft] = {}
    for draft in drafts:
        key = (draft.claim_id, draft.fnsku, draft.event_date if not draft.transaction_id else None, draft.marketplace)
        first = by_loss.get(key)
        units = draft.quantity + (first.quantity if first else 0)
        by_loss[key] = (first or draft).model_copy(update={"quantity": units, "lost": units})
    names: dict[str, int] = {}
    made = []
    for draft in by_loss.values():
        names[draft.claim_id] = names.get(draft.claim_id, 0) + 1
        number = names[draft.claim_id]
        made.append(draft if number == 1 else draft.model_copy(update={"claim_id": f"{draft.claim_id}-{number}"}))
    return made


def _less_paid(drafts: Sequence[Draft], rows: Iterable[Reimbursement], rules: Rules) -> Iterator[Draft]:
    for draft, paid in zip(drafts, allocate(drafts, rows, rules), strict=True):
        yield draft.model_copy(update={"paid": paid.quantity, "quantity": draft.lost - paid.quantity})


def _hindrance(draft: Draft, now: datetime) -> str:
    if draft.quantity <= 0:
        return "reimbursed already"
    if draft.deadline and marketplace(draft.marketplace).day(now) > draft.deadline:
        return f"too late: the last day was {draft.deadline}"
    return ""


def _left_out(draft: Draft, why: str) -> LeftOut:
    product = draft.fnsku or draft.asin or draft.sku or draft.product_name
    reference = draft.transaction_id or draft.order_id or ""
    return LeftOut(why=why, day=draft.event_date, product=product, quantity=draft.lost, reference=reference)
