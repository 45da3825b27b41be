"""A client's statement as a table, as a document, as an xlsx workbook and as a page to print."""

from __future__ import annotations

import io
import re
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

from casewright.app.statement import Statement, StatementLine
from casewright.casework.money import ClaimPayment, Settlement
from casewright.errors import UsageError
from casewright.message import SOURCE, Message, msg
from casewright.model.labels import label
from casewright.model.sums import format_amount
from casewright.redact import redact
from casewright.report.board import paid_unknown
from casewright.report.export import see_free, write_new
from casewright.report.html import environment
from casewright.report.settlements import settlement_table
from casewright.report.table import Column, Table, View

_LINE_HEADS = (
    *(msg("Month"), msg("Account"), msg("Currency"), msg("Claims"), msg("Cases"), msg("Claimed")),
    *(msg("Paid"), msg("Taken back"), msg("Net"), msg("Fee (%)"), msg("Fee")),
)
_CLAIM_HEADS = (
    *(msg("Claim"), msg("Account"), msg("Marketplace"), msg("Type"), msg("Filed"), msg("Case"), msg("Currency")),
    *(msg("Claimed"), msg("Paid"), msg("Taken back"), msg("Standing"), msg("Last payment")),
    msg("Paid in another currency"),
)
_PAYMENT_HEADS = (
    *(msg("Day"), msg("Claim"), msg("Account"), msg("Case"), msg("Reimbursement")),
    *(msg("Units"), msg("Amount"), msg("Currency")),
)
_NUMBERS_FROM = 3


def statement_table(statement: Statement) -> Table:
    """A row for each month, account and currency: claims, cases, claimed, paid, taken back, net, and the fee."""
    columns = tuple(Column(head, right=at >= _NUMBERS_FROM) for at, head in enumerate(_LINE_HEADS))
    rows = tuple(tuple(_line_cell(value, line.currency) for value in _line_row(line)) for line in statement.lines)
    return Table(columns, rows) if statement.has_fee else Table(columns[:-2], tuple(row[:-2] for row in rows))


def _line_row(line: StatementLine) -> list[Any]:
    """The cells of a line; `not known` stands where no report tells payments, nothing where no fee is set."""
    money = [msg("not known") if one is None else one for one in (line.paid, line.taken_back, line.net)]
    fee = None if line.rate is None else msg("not known") if line.fee is None else line.fee
    return [
        *(line.month, line.account, line.currency, line.claims, line.cases, line.claimed),
        *money,
        *(line.rate, fee),
    ]


def _line_cell(value: object, currency: str) -> Message | str:
    if isinstance(value, Decimal):
        return format_amount(value, currency)
    return value if isinstance(value, Message) else "-" if value is None else str(value)


def payment_table(statement: Statement) -> Table:
    """A row for each payment of the time: day, claim, case, reimbursement, units, amount."""
    columns = tuple(Column(head, right=head in _PAYMENT_HEADS[5:7]) for head in _PAYMENT_HEADS)
    rows = (_payment_row(*each) for each in statement.payments)
    return Table(columns, tuple(tuple(_line_cell(cell, str(row[-1])) for cell in row) for row in rows))


def _payment_row(one: Settlement, payment: ClaimPayment) -> list[object]:
    named = [payment.approved_on, one.claim_id, one.account, one.case_id, payment.reimbursement_id]
    return [*named, payment.units, payment.amount, payment.currency]


def statement_document(statement: Statement) -> dict[str, object]:
    """A statement for a program; money stands as text, exact."""
    return {
        "client": statement.client,
        "month": statement.month or None,
        "paid_known": statement.paid_known,
        "lines": [_line_document(line) for line in statement.lines],
    }


def _line_document(line: StatementLine) -> dict[str, object]:
    amounts = ("claimed", "paid", "taken_back", "net", "rate", "fee")
    counted = {name: getattr(line, name) for name in ("month", "account", "currency", "claims", "cases")}
    return counted | {name: None if (one := getattr(line, name)) is None else str(one) for name in amounts}


def statements_document(statements: Iterable[Statement], written: Iterable[Path]) -> dict[str, object]:
    """What `data` of `money` has beside the sums: the statements, and the files that hold them."""
    return {"statements": [statement_document(each) for each in statements], "written": [str(path) for path in written]}


def statements_view(statements: Sequence[Statement], written: Iterable[Path]) -> View:
    """Each client's statement, and where it was written."""
    view: View = [] if statements else [msg("No case has been filed yet.")]
    for each in statements:
        view += [msg("Statement for {client}", client=each.client), statement_table(each)]
    if any(not each.paid_known for each in statements):
        view.append(paid_unknown())
    if any(each.unread for each in statements):
        view.append(amounts_unread())
    return [*view, *(msg("Statement: {path}", path=path) for path in written)]


def amounts_unread() -> Message:
    """What a statement says where a report has rows without a readable amount."""
    return msg("Some amounts of the report could not be read; their money is in no sum.")


def write_statements(
    statements: Sequence[Statement], to: Path, language: str = SOURCE, *, replace: bool = False
) -> tuple[Path, ...]:
    """Write statements: one to an .xlsx or .html file, or each into a folder in both formats.

    Raises:
        UsageError: another ending, several statements for one file, or a file is there and `replace` was not said.
        CannotWrite: it cannot be written.
    """
    ending = to.suffix.casefold()
    if ending in _WRITERS and len(statements) == 1:
        return (write_new(to, _WRITERS[ending](statements[0], language), replace=replace),)
    if ending in _WRITERS:
        raise UsageError(
            msg(
                "{file} can hold the statement of one client, and these are {count}.",
                file=to.name,
                count=len(statements),
            ),
            remedy=msg("Name a folder, or choose one with {flag}.", flag="--client"),
        )
    if ending and not to.is_dir():
        raise UsageError(
            msg("{file} is none of the formats that can be written here.", file=to.name),
            remedy=msg("End the name in .xlsx or .html, or name a folder."),
        )
    files = [(to / f"{name}{kind}", each) for name, each in _file_names(statements).items() for kind in _WRITERS]
    for path, _ in files:
        see_free(path, replace=replace)
    return tuple(write_new(path, _WRITERS[path.suffix](each, language), replace=replace) for path, each in files)


def _file_names(statements: Iterable[Statement]) -> dict[str, Statement]:
    """A name for each that no two clients share, on no system: the client's letters, the month, a number if need be."""
    names: dict[str, Statement] = {}
    for each in statements:
        readable = re.sub(r"[^\w-]+", "-", each.client).strip("-")[:60] or "client"
        name, number = f"{readable}-{each.month or 'all'}".casefold(), 2
        while name in names:
            name, number = f"{readable}-{each.month or 'all'}-{number}".casefold(), number + 1
        names[name] = each
    return names


def statement_workbook(statement: Statement, language: str = SOURCE) -> bytes:
    """A statement as an xlsx workbook: the sums, every claim, every payment. Text stays text."""
    book = Workbook()
    book.remove(book.worksheets[0])
    claims = map(_claim_row, statement.settlements)
    payments = [_payment_row(*each) for each in statement.payments]
    _fill(book.create_sheet(msg("Sums").say(language)), _LINE_HEADS, map(_line_row, statement.lines), language)
    _fill(book.create_sheet(msg("Claims").say(language)), _CLAIM_HEADS, claims, language)
    _fill(book.create_sheet(msg("Payments").say(language)), _PAYMENT_HEADS, payments, language)
    book.properties.title = statement.client
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


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


def statement_values(statement: Statement) -> dict[str, Any]:
    """What `statement.html.j2` shows."""
    return {
        "statement": statement,
        "sums": statement_table(statement),
        "settlements": settlement_table(statement.settlements),
        "payments": payment_table(statement),
        "notices": [
            *([] if statement.paid_known else [paid_unknown()]),
            *([amounts_unread()] if statement.unread else []),
        ],
        "moment": datetime.now(UTC),
    }


def statement_page(statement: Statement, language: str = SOURCE) -> bytes:
    """A statement as a page to print, that needs nothing else."""
    page = environment(language).get_template("statement_file.html.j2").render(statement_values(statement))
    return redact(page).encode()


_WRITERS = {".xlsx": statement_workbook, ".html": statement_page}
