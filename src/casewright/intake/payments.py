"""Amazon's Reimbursements reports, however many and however they overlap, as one list of payments."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from casewright.intake.merge_reports import merge_reimbursements
from casewright.intake.report_rows import Reimbursement, UnreadRow
from casewright.intake.reports import read_reimbursements
from casewright.model.problem import Problem

_ENDINGS = (".txt", ".csv", ".tsv", ".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".gz")


@dataclass(frozen=True, slots=True)
class Payments:
    """What the reports hold together; `asked_for` is False where no report was given, so that nothing is compared."""

    rows: tuple[Reimbursement, ...] = ()
    unread: tuple[UnreadRow, ...] = ()
    problems: tuple[Problem, ...] = ()
    statements: tuple[str, ...] = ()
    asked_for: bool = False


def read_payments(reports: Iterable[Path]) -> Payments:
    """Read every report, those in folders too, and merge what overlaps."""
    read = [read_reimbursements(path) for path in list_reports(reports)]
    return Payments(
        rows=merge_reimbursements([report.rows for report in read]),
        unread=tuple(row for report in read for row in report.unread),
        problems=tuple(problem for report in read for problem in report.problems),
        statements=tuple(line for report in read for line in report.statements),
        asked_for=bool(read),
    )


def list_reports(paths: Iterable[Path]) -> Sequence[Path]:
    """The files of reports: of a folder those in it, by name; a folder without any stays, and cannot be read."""
    files: list[Path] = []
    for path in paths:
        inside = sorted(file for file in path.iterdir() if _is_report(file)) if path.is_dir() else [path]
        files += inside or [path]
    return files


def _is_report(path: Path) -> bool:
    return path.is_file() and path.suffix.casefold() in _ENDINGS and not path.name.startswith((".", "~$"))
