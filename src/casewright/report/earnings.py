"""What came of the claims, as text and as a document."""

from __future__ import annotations

from casewright.app.earnings import Earnings, EarningsGroup, GroupedBy
from casewright.message import Message, msg
from casewright.model.labels import label
from casewright.model.sums import format_amount
from casewright.report.board import paid_unknown
from casewright.report.table import Column, Table, View

HEADS: dict[GroupedBy, Message] = {
    GroupedBy.MONTH: msg("By month"),
    GroupedBy.ACCOUNT: msg("By account"),
    GroupedBy.TYPE: msg("By type"),
    GroupedBy.MARKETPLACE: msg("By marketplace"),
}
"""What each way of adding up is called."""

_SUMS = ("claimed", "paid", "taken_back", "denied", "waiting")


def earnings_table(groups: tuple[EarningsGroup, ...]) -> Table:
    """A row a group: claims, claimed, paid, taken back, denied, waiting, success."""
    columns = (
        Column(msg("Group"), width=18),
        Column(msg("Claims"), right=True, width=6),
        *(Column(head, right=True) for head in _sum_heads()),
        Column(msg("Success"), right=True, width=7),
    )
    return Table(columns, tuple(_row(group) for group in groups))


def _sum_heads() -> tuple[Message, ...]:
    return msg("Claimed"), msg("Paid"), msg("Taken back"), msg("Denied"), msg("Waiting")


def _row(group: EarningsGroup) -> tuple[Message | str, ...]:
    sums = [getattr(group, name) for name in _SUMS]
    amounts = (
        msg("not known") if one is None else f"{format_amount(one, group.currency)} {group.currency}" for one in sums
    )
    success = "-" if group.success is None else f"{group.success} %"
    return label(group.name) if group.name else msg("All"), str(group.claims), *amounts, success


def earnings_document(earnings: Earnings) -> dict[str, object]:
    """Return the `data` of `money`."""
    return {
        "site": earnings.site,
        "paid_known": earnings.paid_known,
        **{by.value: [_group_document(group) for group in earnings.grouped(by)] for by in GroupedBy},
    }


def _group_document(group: EarningsGroup) -> dict[str, object]:
    sums = {name: None if (one := getattr(group, name)) is None else str(one) for name in _SUMS}
    counts = {"claims": group.claims, "decided": group.decided, "won": group.won, "success": group.success}
    return {"name": group.name, "currency": group.currency, **sums, **counts}


def earnings_view(earnings: Earnings) -> View:
    """All of it, then by month, account, type and marketplace."""
    if not earnings.settlements:
        return [msg("No case has been filed yet.")]
    view: View = [earnings_table(earnings.in_all)]
    for by, head in HEADS.items():
        view += [head, earnings_table(earnings.grouped(by))]
    return [*view, *([] if earnings.paid_known else [paid_unknown()])]
