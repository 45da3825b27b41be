"""Amazon's own reports as typed rows: one file, several, or a folder of them, in whichever way they were saved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Generic

from casewright.intake.cells import Cell, is_blank, show_cell
from casewright.intake.header_words import fold_header
from casewright.intake.merge_reports import merge_rows
from casewright.intake.report_kinds import (
    COSTS,
    LEDGER,
    RECEIPTS,
    REFUNDS,
    REIMBURSEMENTS,
    REMOVAL_ORDERS,
    REMOVAL_SHIPMENTS,
    RETURNS,
    SHIPMENT_CONTENTS,
    ReportKind,
    RowT,
)
from casewright.intake.report_row_reader import ReportRowReader
from casewright.intake.report_rows import UnreadRow
from casewright.intake.report_table import EXPECTED_REPORT, WORKBOOKS, find_columns, report_tables, tell_wrong_report
from casewright.intake.table import Notes, SourceTable
from casewright.message import Message, msg
from casewright.model.problem import Place, Problem

REVERSAL = "Reimbursement_Reversal"
"""The reason under which Amazon takes money back, because the units were found."""


@dataclass(frozen=True, slots=True)
class Report(Generic[RowT]):
    """What one report held: every row is in `rows` or in `unread`; `statements` tell what was taken as given.

    `unread` are the rows that could not be read, with what could be read of them; a file that could not be read whole
    is one without a row. Nothing that one of them could concern is known.
    """

    rows: tuple[RowT, ...] = ()
    problems: tuple[Problem, ...] = ()
    statements: tuple[Message, ...] = ()
    unread: tuple[UnreadRow, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether every row of every file was read."""
        return not self.unread


def merge_reports(reports: Sequence[Report[RowT]], kind: ReportKind[RowT]) -> Report[RowT]:
    """Several downloads of one report as one; the order in which they are given changes nothing in its rows."""
    return Report(
        _merge_rows([report.rows for report in reports], kind),
        tuple(problem for report in reports for problem in report.problems),
        tuple(line for report in reports for line in report.statements),
        tuple(row for report in reports for row in report.unread),
    )


def _merge_rows(downloads: Sequence[Sequence[RowT]], kind: ReportKind[RowT]) -> tuple[RowT, ...]:
    if len(downloads) < 2:
        return tuple(row for rows in downloads for row in rows)
    return kind.merge(downloads) if kind.merge else merge_rows(downloads, kind.same_row)


def read_report(kind: ReportKind[RowT], *paths: Path) -> Report[RowT]:
    """Read one report from its files, or from all its files in folders; rows that two of them show count once.

    In a folder, files of other reports are passed over and told; where no other is there, each is named as what it is.
    """
    reports: list[Report[RowT]] = []
    for path in paths:
        if path.is_dir():
            reports += _read_folder(path, kind)
        else:
            reports.append(_read_file(path, kind))
    return merge_reports(reports, kind)


read_reimbursements = partial(read_report, REIMBURSEMENTS)
read_ledger = partial(read_report, LEDGER)
read_returns = partial(read_report, RETURNS)
read_refunds = partial(read_report, REFUNDS)
read_removal_orders = partial(read_report, REMOVAL_ORDERS)
read_removal_shipments = partial(read_report, REMOVAL_SHIPMENTS)
read_shipment_contents = partial(read_report, SHIPMENT_CONTENTS)
read_receipts = partial(read_report, RECEIPTS)
read_costs = partial(read_report, COSTS)


def _read_folder(folder: Path, kind: ReportKind[RowT]) -> Iterator[Report[RowT]]:
    """The reports of one kind in a folder and the folders in it; those of other kinds are only named."""
    found = False
    wrong: list[Problem] = []
    for path in list_report_files(folder):
        if path.suffix.casefold() not in REPORT_ENDINGS:
            yield Report(statements=(msg("{file}: not read (reports do not end in {end})", **_name_ending(path)),))
            continue
        report = _read_file(path, kind)
        another = next((problem for problem in report.problems if problem.code == "wrong-report"), None)
        if another:
            wrong.append(another)
            yield Report(statements=(msg("{file}: not read ({why})", file=path.name, why=another.message),))
        else:
            found = True
            yield report
    if not found:
        notes = Notes()
        notes.unreadable(folder, "no-report", msg("there is no {name} in this folder", name=kind.name), EXPECTED_REPORT)
        yield Report(problems=(*wrong, *notes.problems), unread=(UnreadRow(place=Place(file=folder.name)),))


REPORT_ENDINGS = frozenset({"", ".txt", ".csv", ".tsv", ".tab", ".gz", ".zip", *WORKBOOKS})
"""How files of reports end; what is packed is told how to unpack it."""


def list_report_files(folder: Path) -> list[Path]:
    """The files in a folder and below it, but for those that systems and Office hide there."""
    return sorted(
        path
        for path in folder.rglob("*")
        if path.is_file() and not any(part.startswith((".", "~$")) for part in path.relative_to(folder).parts)
    )


def _name_ending(path: Path) -> dict[str, str]:
    return {"file": path.name, "end": path.suffix}


_EXPECTED_LIST = msg("a list with a header row, such as SKU, Unit cost, Currency")


def _read_file(path: Path, kind: ReportKind[RowT]) -> Report[RowT]:
    expected = EXPECTED_REPORT if kind.own else _EXPECTED_LIST
    notes = Notes(table_of=msg("the {report}", report=kind.name), header_expected=expected)
    if not path.is_file():
        notes.unreadable(path, "not-a-file", msg("there is no such file"), expected)
    rows: list[RowT] = []
    unread: list[UnreadRow] = []
    tables = 0
    for table in report_tables(path, notes) if path.is_file() else ():
        tables += 1
        columns = find_columns(table.header, kind)
        above = read_above(table, [name for name in kind.needs if name not in columns], kind)
        missing = [name for name in kind.needs if name not in columns and name not in above]
        if missing:
            tell_wrong_report(table, kind, missing, notes)
            continue
        reader = ReportRowReader(table, kind, columns, notes, above)
        rows += reader.read(unread)
    if notes.cut_off or notes.rows:
        unread.append(UnreadRow(place=Place(file=path.name)))
    elif tables and not rows and not unread:
        notes.statements.append(msg("{file}: the report is empty", file=path.name))
    return Report(tuple(rows), tuple(notes.problems), tuple(notes.statements), tuple(unread))


def read_above(table: SourceTable, names: Sequence[str], kind: ReportKind[RowT]) -> dict[str, Cell]:
    """Values that stand above the header for all rows, as `Shipment ID, FBA17K4R2WQD` does."""
    wanted = {fold_header(header): name for name in names for header in kind.headers[name]}
    found: dict[str, Cell] = {}
    for number, row in table.again() if names and kind.has_preamble else ():
        if number >= (table.header_row or 0):
            break
        for label, value in pairwise(row):
            name = wanted.get(fold_header(show_cell(label))) if not is_blank(label) else None
            if name and not is_blank(value):
                found.setdefault(name, value)
    return found
