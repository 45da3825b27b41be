"""Amazon's Reimbursements reports, however many and however they overlap, as one list of payments."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from casewright.intake.report_rows import Reimbursement, UnreadRow
from casewright.intake.reports import read_reimbursements
from casewright.model.problem import Problem


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
    paths = list(reports)
    read = read_reimbursements(*paths)
    return Payments(read.rows, read.unread, read.problems, read.statements, asked_for=bool(paths))
