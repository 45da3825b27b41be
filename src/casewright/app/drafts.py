"""Preparing: claims drafted from Amazon's own reports, for a person to complete."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from casewright.app.workspace import open_workspace
from casewright.errors import ExitCode
from casewright.intake.draft_sheet import Cell, Unfinished, write_unfinished
from casewright.intake.reports import Report, read_ledger, read_reimbursements, read_returns
from casewright.model.problem import Problem
from casewright.policy.losses import Draft, LeftOut, prepare
from casewright.policy.rules import load_rules

_NOT_COLUMNS = frozenset({"why", "lost", "paid", "first_day", "deadline", "to_add"})
_NOTES = {
    "en": "{why}; {lost} units, {paid} of them paid already; may be filed from {first} to {last}",
    "zh": "{why}；共 {lost} 件，其中 {paid} 件已赔偿；可申请期间 {first} 至 {last}",
}


@dataclass(frozen=True, slots=True)
class DraftsPrepared:
    """What the reports come to: the drafts in the workbook `path`, the losses left out, and what the files held.

    `path` is None where nothing was drafted, and so nothing was written.
    """

    path: Path | None
    drafts: tuple[Draft, ...]
    left_out: tuple[LeftOut, ...]
    problems: tuple[Problem, ...]
    statements: tuple[str, ...]

    @property
    def exit_code(self) -> ExitCode:
        """`REFUSED` where a row of a report could not be read."""
        errors = any(problem.severity == "error" for problem in self.problems)
        return ExitCode.REFUSED if errors else ExitCode.DONE


def prepare_drafts(
    ledger: Sequence[Path],
    account: str,
    out: Path,
    *,
    marketplace: str = "US",
    reimbursements: Sequence[Path] = (),
    returns: Sequence[Path] = (),
    lang: str | None = None,
) -> DraftsPrepared:
    """Draft claims from what Amazon's reports show lost or damaged, not found again and not paid.

    `ledger`, `reimbursements` and `returns` are Amazon's reports; `marketplace` is that of rows that name no country.
    The workbook `out` is new: nothing is overwritten.

    Raises:
        CasewrightError: a report cannot be read, or the workbook cannot be written.
    """
    settings = open_workspace(lang=lang).settings
    events, paid, back = read_ledger(*ledger), read_reimbursements(*reimbursements), read_returns(*returns)
    prepared = prepare(
        events.rows,
        paid.rows,
        back.rows,
        load_rules(settings.rules),
        datetime.now(UTC),
        account,
        marketplace,
    )
    rows = [_unfinished_row(draft, settings.language) for draft in prepared.drafts]
    path = write_unfinished(out, rows, [_left_out_row(loss) for loss in prepared.left_out], settings.language)
    reports: list[Report[Any]] = [events, paid, back]
    return DraftsPrepared(
        path,
        prepared.drafts,
        prepared.left_out,
        tuple(problem for report in reports for problem in report.problems),
        tuple(line for report in reports for line in report.statements),
    )


def _unfinished_row(draft: Draft, language: str) -> Unfinished:
    fields = {name: value for name, value in draft.model_dump().items() if name not in _NOT_COLUMNS}
    note = _NOTES[language].format(
        why=draft.why, lost=draft.lost, paid=draft.paid, first=draft.first_day, last=draft.deadline
    )
    return Unfinished(fields=fields, to_add=draft.to_add, note=note)


def _left_out_row(loss: LeftOut) -> Sequence[Cell]:
    return loss.why, loss.day, loss.product, loss.quantity, loss.reference
