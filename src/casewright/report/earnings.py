"""What came of the claims as text, as a document, and as a statement for an account: xlsx and a page to print."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from casewright.app.earnings import Earnings, EarningsGroup, GroupedBy
from casewright.casework.money import Settlement
from casewright.message import SOURCE, Message, msg
from casewright.model.labels import label
from casewright.model.sums import format_amount
from casewright.report.board import paid_unknown
from casewright.report.export import write_new
from casewright.report.settlements import settlement_table
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
    """What stands behind `data` of `money`."""
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


def write_statement(earnings: Earnings, account: str, to: Path, *, replace: bool = False) -> Path:
    """Write the statement of an account as an xlsx workbook.

    Raises:
        UsageError: the file is there and `replace` was not said.
        CannotWrite: it cannot be written.
    """
    return write_new(to, statement_workbook(earnings, account), replace=replace)


def statement_workbook(earnings: Earnings, account: str, language: str = SOURCE) -> bytes:
    """The statement of an account as an xlsx workbook: sums by month, and every claim. Text stays text."""
    book = Workbook()
    book.remove(book.worksheets[0])
    sums = [
        [group.name, group.currency, group.claims, *(getattr(group, name) for name in _SUMS), group.success]
        for group in earnings.grouped(GroupedBy.MONTH)
    ]
    heads = (msg("Month"), msg("Currency"), msg("Claims"), *_sum_heads(), msg("Success (%)"))
    _fill(book.create_sheet(msg("Sums").say(language)), heads, sums, language)
    _fill(book.create_sheet(msg("Claims").say(language)), _CLAIM_HEADS, map(_claim_row, earnings.settlements), language)
    book.properties.title = account
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


_CLAIM_HEADS = (
    *(msg("Claim"), msg("Account"), msg("Marketplace"), msg("Type"), msg("Filed"), msg("Case"), msg("Currency")),
    *(
        msg("Claimed"),
        msg("Paid"),
        msg("Taken back"),
        msg("Standing"),
        msg("Last payment"),
        msg("Paid in another currency"),
    ),
)


def _claim_row(one: Settlement) -> list[object]:
    same = next((each for each in one.sums if each.currency == one.currency), None)
    others = ", ".join(f"{each.net} {each.currency}" for each in one.sums if each.currency != one.currency)
    named = (one.claim_id, one.account, one.marketplace, label(one.claim_type), one.filed_on, one.case_id, one.currency)
    paid = (one.claimed, same.paid if same else Decimal(0), same.taken_back if same else Decimal(0))
    return [*named, *paid, label(one.standing), one.last_on, others]


def _fill(sheet: Worksheet, heads: Sequence[Message], rows: Iterable[Sequence[object]], language: str) -> None:
    """Fill a sheet: numbers and days as such, everything else as text, whatever it begins with."""
    for number, row in enumerate([heads, *rows], 1):
        for column, value in enumerate(row, 1):
            cell = sheet.cell(number, column)
            if isinstance(value, int | Decimal | date):
                cell.value = value
            elif value is not None:
                said = value.say(language) if isinstance(value, Message) else str(value)
                cell.value, cell.data_type = ILLEGAL_CHARACTERS_RE.sub("", said), "s"
            cell.font = Font(bold=number == 1)
    for number in range(1, sheet.max_column + 1):
        sheet.column_dimensions[get_column_letter(number)].width = 16
    sheet.freeze_panes = "A2"


def statement_values(earnings: Earnings, account: str) -> dict[str, Any]:
    """What `statement.html.j2` shows: the statement of an account as a page to print."""
    return {
        "account": account,
        "whole": earnings_table(earnings.in_all),
        "months": earnings_table(earnings.grouped(GroupedBy.MONTH)),
        "types": earnings_table(earnings.grouped(GroupedBy.TYPE)),
        "settlements": settlement_table(earnings.settlements),
        "unknown": None if earnings.paid_known else paid_unknown(),
        "moment": datetime.now(UTC),
    }
