"""Which of Amazon's reports each of several files is, told by its columns: people download them all into one folder."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from casewright.intake.claim_files import READERS
from casewright.intake.columns import understand
from casewright.intake.report_kinds import COSTS, SHIPMENT_CONTENTS, ReportKind
from casewright.intake.report_table import find_columns, kind_of_header, recognise_report, report_tables
from casewright.intake.reports import list_report_files, read_above
from casewright.intake.table import Notes, SourceTable
from casewright.message import Message, msg


@dataclass(frozen=True, slots=True)
class SortedReports:
    """Files by the name of the report that each holds.

    `unread` are files of which nobody knows what they hold, because they could not be read. `others` hold something
    else, each with what is known of it.
    """

    files: Mapping[Message, tuple[Path, ...]]
    unread: tuple[Path, ...] = ()
    others: Mapping[Path, Message] = field(default_factory=dict)

    @property
    def claims(self) -> tuple[Path, ...]:
        """The files among the others that hold claims."""
        return tuple(path for path, known in self.others.items() if known == CLAIMS)


def sort_reports(paths: Iterable[Path]) -> SortedReports:
    """Sort files, and the files in folders, by the report that each holds."""
    files: dict[Message, tuple[Path, ...]] = {}
    unread: list[Path] = []
    others: dict[Path, Message] = {}
    for path in _list_each(paths):
        match _look_into(path):
            case None:
                unread.append(path)
            case ReportKind() as kind:
                files[kind.name] = (*files.get(kind.name, ()), path)
            case known:
                others[path] = known
    return SortedReports(files, tuple(unread), others)


def _list_each(paths: Iterable[Path]) -> dict[Path, None]:
    """Every file once, in order."""
    return {file: None for path in paths for file in (list_report_files(path) if path.is_dir() else (path,))}


def _look_into(path: Path) -> ReportKind[Any] | Message | None:
    """The report that a file holds, or what is known of it instead; None where it cannot be read."""
    notes, known = Notes(), NONE_OF_THEM
    if not path.is_file():
        return None
    if _holds_claims(path):
        return CLAIMS
    for table in report_tables(path, notes):
        if kind := kind_of_table(table):
            return kind
        if sentence := recognise_report(table.header):
            known = sentence
    return None if notes.cut_off or notes.problems else known


def kind_of_table(table: SourceTable) -> ReportKind[Any] | None:
    """The report that a table is, by its header or by what stands above it; None for anything else."""
    return kind_of_header(table.header) or _kind_besides(table)


def _kind_besides(table: SourceTable) -> ReportKind[Any] | None:
    """What the header alone does not tell: a value for all rows stands above it, or the list is the seller's own."""
    columns = find_columns(table.header, SHIPMENT_CONTENTS)
    missing = [name for name in SHIPMENT_CONTENTS.needs if name not in columns]
    if missing and columns and not set(missing) - read_above(table, missing, SHIPMENT_CONTENTS).keys():
        return SHIPMENT_CONTENTS
    columns = find_columns(table.header, COSTS)
    return COSTS if "unit_cost" in columns and columns.keys() & {"sku", "fnsku", "asin"} else None


def _holds_claims(path: Path) -> bool:
    read = READERS.get(path.suffix.casefold())
    try:
        tables = read(path, {}, Notes()) if read else ()
        return any(OF_CLAIMS.isdisjoint(understand(table.header).missing) for table in tables)
    except (OSError, UnicodeError):
        return False


OF_CLAIMS = frozenset({"type", "account"})
"""Columns that every file of claims has, and no report has both of."""
CLAIMS = msg("it holds claims")
NONE_OF_THEM = msg("it is none of the reports that are read here")
