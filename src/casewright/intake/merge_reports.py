"""Several downloads of one report as one: rows that overlapping downloads repeat count once, in whichever order."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any, TypeVar

from casewright.intake.report_rows import LedgerRow, Reimbursement
from casewright.model.problem import Value

Row = TypeVar("Row", bound=Value)


def merge_rows(downloads: Iterable[Sequence[Row]], same_row: Sequence[str] = ()) -> tuple[Row, ...]:
    """The rows of several downloads: a row that one of them has twice counts twice, one that two have counts once.

    `same_row` are the fields by which a row is known again; without them all must be alike.
    """
    if not same_row:
        return _merge(downloads, lambda row: row)
    return _merge(downloads, lambda row: tuple(getattr(row, name) for name in same_row))


def merge_reimbursements(downloads: Iterable[Sequence[Reimbursement]]) -> tuple[Reimbursement, ...]:
    """The payments of several downloads, the oldest first.

    What a product is called, how words are spelt and in which time zone the day is may differ between downloads.
    """
    merged = _merge(downloads, _payment)
    return tuple(sorted(merged, key=lambda row: (row.approved_on, row.reimbursement_id, row.sku, _sort_key(row))))


def _payment(row: Reimbursement) -> Hashable:
    """What one payment is in every download."""
    names = (row.reimbursement_id, row.reason, row.order_id, row.sku, row.fnsku or row.asin, row.reverses)
    return (row.quantity, *("".join(filter(str.isalnum, name.casefold())) for name in names))


def merge_ledgers(downloads: Iterable[Sequence[LedgerRow]]) -> tuple[LedgerRow, ...]:
    """The events of several downloads of the ledger.

    Amazon reconciles events later: of the same event the figures of the download that knows most of it count, which is
    the one that leaves the fewest units unreconciled. A download whose reference IDs a spreadsheet ruined adds only
    what no other one has.
    """
    files = [list(rows) for rows in downloads]
    loose: list[dict[Hashable, list[LedgerRow]]] = [_group(rows, _loose_event) for rows in files]
    merged: list[LedgerRow] = []
    for event in sorted({key for groups in loose for key in groups}, key=repr):
        merged += _merge_event([groups.get(event, []) for groups in loose])
    return tuple(sorted(merged, key=lambda row: (row.day, row.fnsku, row.reference_id, _sort_key(row))))


def _loose_event(row: LedgerRow) -> Hashable:
    """What one event is in every download, but for its reference ID."""
    product = row.fnsku or row.asin or row.sku
    place = (row.fulfillment_center, row.disposition, row.reason, row.country)
    return (row.day, row.event_type.casefold(), product, row.quantity, *place)


def _merge_event(downloads: Sequence[Sequence[LedgerRow]]) -> list[LedgerRow]:
    """Rows that differ at most in their reference IDs, which some downloads may have lost."""
    named = [_group([row for row in rows if row.reference_id], lambda row: row.reference_id) for rows in downloads]
    merged: list[LedgerRow] = []
    for reference in sorted({str(key) for groups in named for key in groups}):
        merged += _best_of([groups.get(reference, []) for groups in named], _least_open)
    nameless = [[row for row in rows if not row.reference_id] for rows in downloads]
    most = max(len(rows) for rows in downloads)
    return merged + _best_of(nameless, _least_open)[: max(most - len(merged), 0)]


def _best_of(downloads: Sequence[Sequence[Row]], rank: Callable[[Row], Any]) -> list[Row]:
    """As many rows as the download with most of them, each the best that any download has in its place."""
    ranked = [sorted(rows, key=rank) for rows in downloads]
    most = max(len(rows) for rows in ranked)
    return [min((rows[at] for rows in ranked if at < len(rows)), key=rank) for at in range(most)]


def _least_open(row: LedgerRow) -> tuple[bool, int, str]:
    """The fewest units unreconciled first: that download knows most of the event."""
    return row.unreconciled is None, row.unreconciled or 0, _sort_key(row)


def _merge(downloads: Iterable[Sequence[Row]], identity: Callable[[Row], Hashable]) -> tuple[Row, ...]:
    groups_of: dict[Hashable, list[list[Row]]] = {}
    for rows in downloads:
        for key, group in _group(rows, identity).items():
            groups_of.setdefault(key, []).append(group)
    merged = [row for groups in groups_of.values() for row in _best_of(groups, _sort_key)]
    return tuple(sorted(merged, key=_sort_key))


def _group(rows: Iterable[Row], identity: Callable[[Row], Hashable]) -> dict[Hashable, list[Row]]:
    groups: dict[Hashable, list[Row]] = {}
    for row in rows:
        groups.setdefault(identity(row), []).append(row)
    return groups


def _sort_key(row: Value) -> str:
    """Orders rows alike on every machine: the same rows come out in the same order, whatever they came in."""
    return row.model_dump_json()
