"""Units that the inventory ledger reports lost or damaged in a warehouse."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from casewright.intake.report_rows import LedgerRow
from casewright.message import Message, msg
from casewright.model.identifiers import TransactionId
from casewright.model.marketplaces import UnknownMarketplace, marketplace
from casewright.policy.drafts.draft import Draft, DraftMaker, LeftOut

#: The ledger's reason codes for adjustments.
LOST = frozenset({"M", "5"})
FOUND = frozenset({"F", "N"})
DAMAGED = frozenset({"6", "7", "E", "H", "K", "U"})
_DISPOSED = frozenset({"D"})
_MOVED = frozenset({"P", "Q", "O", "3", "4"})
"""Units that changed their condition, owner or product, and are still there."""
_MAYBE_NOT_AMAZONS = frozenset({"7", "H", "K", "U"})
"""Damage by expiry, a customer, a defect or the distributor: Amazon pays for its own alone."""


_ADJUSTMENTS = frozenset({"adjustments", "adjustment"})
_EVENTS = _ADJUSTMENTS | {
    *("shipments", "shipment", "customerreturns", "customerreturn", "receipts", "receipt"),
    *("vendorreturns", "vendorreturn", "whsetransfers", "whsetransfer", "removals", "removal"),
}
"""The ledger's types of events. Only adjustments are losses; units of the others went where they should."""


def _event(row: LedgerRow) -> str:
    return "".join(filter(str.isalpha, row.event_type.casefold()))


def _tell_event(row: LedgerRow) -> LeftOut:
    return _left_out(row, msg("the event type {event} is not known: look it up", event=row.event_type))


def draft_from_ledger(rows: Iterable[LedgerRow], maker: DraftMaker) -> Iterator[Draft | LeftOut]:
    """A draft for each loss of an adjustment, less what was found; what is no loss and no find is told."""
    rows = list(rows)
    events = [row for row in rows if _event(row) in _ADJUSTMENTS]
    yield from (_tell_event(row) for row in rows if row.quantity < 0 and _event(row) not in _EVENTS)
    finds = _Finds(events)
    for row in sorted(events, key=lambda row: (row.day, row.reference_id)):
        code = row.reason.strip().upper()
        if row.quantity >= 0 or code in FOUND | _MOVED:
            continue
        if code not in LOST | DAMAGED:
            yield _leave_out(row, code)
            continue
        units = _share_units(row, finds if code in LOST else None)
        if units.found and units.open:
            yield _left_out(row, msg("found again"), units.found)
        if units.open:
            yield _draft(row, code, units, maker)
        else:
            yield _left_out(row, msg("found again") if units.found else msg("reconciled by Amazon"))


class _Units(NamedTuple):
    """What became of the units of one loss: those `open`, those that a payment explains, those found again."""

    open: int
    explained: int
    found: int


def _share_units(row: LedgerRow, finds: _Finds | None) -> _Units:
    """Divide a loss by what is known of its units: finds are not counted twice."""
    left = -row.quantity if row.unreconciled is None else row.unreconciled
    reconciled = max(-row.quantity - left, 0)
    reconciled -= finds.take_reconciled(row, reconciled) if finds else 0
    found = finds.take(row, left) if finds else 0
    return _Units(left - found, reconciled, found)


class _Finds:
    """Units that Amazon found, by product and country, until they are set against a loss."""

    def __init__(self, events: Iterable[LedgerRow]) -> None:
        self._open: dict[tuple[str, str], list[list[object]]] = {}
        self._used: dict[tuple[str, str], int] = {}
        for row in sorted(events, key=lambda row: row.day):
            if row.reason.strip().upper() in FOUND and row.quantity > 0:
                free = row.quantity if row.unreconciled is None else row.unreconciled
                self._open.setdefault(_kind(row), []).append([row, free])
                self._used[_kind(row)] = self._used.get(_kind(row), 0) + row.quantity - free

    def take(self, loss: LedgerRow, wanted: int) -> int:
        """Set units that nothing explains yet against a loss that came before.

        Where Amazon says how much of the loss is open, only finds count of which it says the same.
        """
        taken = 0
        for entry in self._open.get(_kind(loss), ()):
            row, free = entry
            if not isinstance(row, LedgerRow) or not isinstance(free, int) or row.day < loss.day:
                continue
            if loss.unreconciled is None or row.unreconciled is not None:
                part = min(free, wanted - taken)
                entry[1] = free - part
                taken += part
        return taken

    def take_reconciled(self, loss: LedgerRow, wanted: int) -> int:
        """Units that Amazon itself set against losses of the product."""
        part = min(self._used.get(_kind(loss), 0), wanted)
        self._used[_kind(loss)] = self._used.get(_kind(loss), 0) - part
        return part


def _kind(row: LedgerRow) -> tuple[str, str]:
    return _product(row), row.country


def _draft(row: LedgerRow, code: str, units: _Units, maker: DraftMaker) -> Draft | LeftOut:
    lost = code in LOST
    known = bool(TransactionId.pattern.fullmatch(row.reference_id))
    why = (
        msg("the inventory ledger reports it lost (reason {code})", code=code)
        if lost
        else msg("the inventory ledger reports it damaged (reason {code})", code=code)
    )
    if code in _MAYBE_NOT_AMAZONS:
        why = msg("the inventory ledger reports damage (reason {code}) that may not be Amazon's: look first", code=code)
    draft = maker.make(
        "lost_in_warehouse" if lost else "damaged_in_warehouse",
        marketplace_of_country(row.country, maker.code),
        row.day,
        units.open,
        claim_id=("L-" if lost else "D-") + (row.reference_id if known else f"{_product(row)}-{row.day:%Y%m%d}"),
        why=why,
        product_name=row.title,
        fnsku=row.fnsku,
        asin=row.asin,
        sku=row.sku,
        fulfillment_center=row.fulfillment_center,
        transaction_id=row.reference_id if known else "",
        explained=units.explained,
        to_add=() if known or lost else ("transaction_id",),
    )
    return draft.model_copy(update={"lost": units.open + units.explained}) if isinstance(draft, Draft) else draft


def _leave_out(row: LedgerRow, code: str) -> LeftOut:
    if code in _DISPOSED:
        why = msg("disposed of: claim it only if you did not ask for it")
    else:
        why = msg("the reason {reason} is not known here: look it up", reason=row.reason or "-")
    return _left_out(row, why)


def _left_out(row: LedgerRow, why: Message, units: int = 0) -> LeftOut:
    """A loss that is not drafted, or so many of its units."""
    quantity = units or -row.quantity
    return LeftOut(why=why, day=row.day, product=_product(row), quantity=quantity, reference=row.reference_id)


def marketplace_of_country(country: str, code: str) -> str:
    """The marketplace of a row's country, or of the report where the country has none.

    European stores keep stock in countries without a marketplace, such as Czechia. Where the report's marketplace is no
    European one, such a country is handed back as it is: nobody knows in which marketplace its units are sold.
    """
    try:
        return marketplace(country).code if country else code
    except UnknownMarketplace:
        return code if marketplace(code).group == "europe" else country


def _product(row: LedgerRow) -> str:
    return row.fnsku or row.asin or row.sku


def _add(first: Draft, more: Draft) -> Draft:
    sums = {name: getattr(first, name) + getattr(more, name) for name in ("quantity", "lost", "explained")}
    return first.model_copy(update=sums)


def merge_same_loss(drafts: Sequence[Draft]) -> list[Draft]:
    """Rows of the same transaction as one draft."""
    by_loss: dict[tuple[object, ...], Draft] = {}
    for draft in drafts:
        key = (draft.claim_id, draft.fnsku, draft.event_date if not draft.transaction_id else None, draft.marketplace)
        first = by_loss.get(key)
        by_loss[key] = _add(first, draft) if first else draft
    return list(by_loss.values())
