"""Prepare claims: drafts made from Amazon's own reports, for a person to complete."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from casewright.app.workspace import open_workspace
from casewright.errors import ExitCode, UsageError
from casewright.intake import report_kinds as kinds
from casewright.intake.draft_sheet import Cell, Unfinished, write_unfinished
from casewright.intake.reports import Report, read_report
from casewright.intake.shelf import Shelf, open_shelf, take_for_draft
from casewright.intake.sort_reports import CLAIMS, SortedReports, sort_reports
from casewright.message import Message, msg
from casewright.model.problem import Problem
from casewright.policy.drafts.draft import Draft, LeftOut, ReportsGiven
from casewright.policy.drafts.prepare import prepare
from casewright.policy.own_rules import load_rules

_NOT_COLUMNS = frozenset({"why", "lost", "paid", "explained", "first_day", "advised_day", "deadline", "to_add"})


@dataclass(frozen=True, slots=True)
class ReportFiles:
    """The files of each report, or folders of them; empty for a report that was not given."""

    ledger: Sequence[Path] = ()
    reimbursements: Sequence[Path] = ()
    returns: Sequence[Path] = ()
    refunds: Sequence[Path] = ()
    removal_orders: Sequence[Path] = ()
    removal_shipments: Sequence[Path] = ()
    shipment_contents: Sequence[Path] = ()
    receipts: Sequence[Path] = ()
    costs: Sequence[Path] = ()
    others: Mapping[Path, Message] = field(default_factory=dict)
    """Files that were looked into and hold none of these reports, each with what is known of it."""

    @classmethod
    def sorted_from(cls, paths: Sequence[Path]) -> ReportFiles:
        """Sort the files, and those in folders, by their own headers.

        A file that cannot be read may be a payments report: it counts as one, and holds back what it could affect.
        """
        return cls.of(sort_reports(paths))

    @classmethod
    def of(cls, found: SortedReports) -> ReportFiles:
        """Return files that are already sorted."""
        by_field: dict[str, Any] = {name: found.files.get(kind.name, ()) for name, kind in _REPORTS.items()}
        by_field["reimbursements"] = (*by_field["reimbursements"], *found.unread)
        return cls(**by_field, others=found.others)

    def with_more(self, other: ReportFiles) -> ReportFiles:
        """Return these files followed by those."""
        more: dict[str, Any] = {name: (*getattr(self, name), *getattr(other, name)) for name in _REPORTS}
        return ReportFiles(**more, others={**self.others, **other.others})

    def by_name(self) -> Iterator[tuple[Message, Path]]:
        """Return each file with the name of its report."""
        return ((kind.name, path) for name, kind in _REPORTS.items() for path in getattr(self, name))

    @property
    def shows_losses(self) -> bool:
        """Whether there is a report that drafts can be made from."""
        losses = (self.ledger, self.returns, self.refunds, self.removal_orders, self.shipment_contents)
        return any(losses) or bool(self.reimbursements and self.costs)


@dataclass(frozen=True, slots=True)
class DraftsPrepared:
    """What the reports yield: the drafts, the losses left out, and what the files held.

    `path` is the workbook that holds them; None if nothing was drafted, and so nothing written.
    """

    path: Path | None
    drafts: tuple[Draft, ...]
    left_out: tuple[LeftOut, ...]
    problems: tuple[Problem, ...]
    statements: tuple[Message, ...]

    @property
    def exit_code(self) -> ExitCode:
        """`REFUSED` where a row of a report could not be read."""
        errors = any(problem.severity == "error" for problem in self.problems)
        return ExitCode.REFUSED if errors else ExitCode.DONE


def prepare_drafts(
    files: ReportFiles, account: str, out: Path, *, marketplace: str = "US", lang: str | None = None
) -> DraftsPrepared:
    """Draft claims from what Amazon's reports show as lost, damaged or underpaid, and neither found nor paid since.

    `marketplace` applies to rows that name none. The workbook `out` must be new: nothing is overwritten.

    Raises:
        UsageError: no report shows losses.
        CasewrightError: a report cannot be read, or the workbook cannot be written.
    """
    if not files.shows_losses:
        raise _nothing_to_draft_from(files)
    settings = open_workspace(lang=lang).settings
    costs = files.costs or ((settings.costs,) if settings.costs else ())
    files = replace(files, costs=costs)
    read: dict[str, Report[Any]] = {name: read_report(kind, *getattr(files, name)) for name, kind in _REPORTS.items()}
    unread = {name: report.unread for name, report in read.items()}
    given = ReportsGiven(**{name: report.rows for name, report in read.items()}, unread=unread)
    prepared = prepare(given, load_rules(settings.rules), datetime.now(UTC), account, marketplace)
    shelf = open_shelf(settings.shelf, settings.costs)
    rows = [_unfinished_row(draft, shelf, out.parent) for draft in prepared.drafts]
    left = [_left_out_row(loss) for loss in prepared.left_out]
    every = read.values()
    passed_over = [msg("{file}: not read ({why})", file=path.name, why=why) for path, why in files.others.items()]
    return DraftsPrepared(
        write_unfinished(out, rows, left, settings.language),
        prepared.drafts,
        prepared.left_out,
        (*(problem for report in every for problem in report.problems), *shelf.problems),
        (*passed_over, *(line for report in every for line in report.statements), *shelf.statements),
    )


def _nothing_to_draft_from(files: ReportFiles) -> UsageError:
    """The refusal of files that show no loss; a sheet of claims among them is named as that."""
    claims = next((path for path, known in files.others.items() if known == CLAIMS), None)
    if claims is not None:
        return UsageError(
            msg("{file} is a sheet of claims, and no report to draft claims from.", file=claims),
            remedy=msg("Give it to {command}.", command="`casewright check`"),
        )
    shown = (kinds.LEDGER, kinds.RETURNS, kinds.REFUNDS, kinds.REMOVAL_ORDERS, kinds.SHIPMENT_CONTENTS)
    return UsageError(
        msg("There is no report to draft claims from."),
        remedy=msg("Give a report that shows losses: {reports}.", reports=[kind.name for kind in shown]),
    )


_REPORTS: Mapping[str, kinds.ReportKind[Any]] = {
    "ledger": kinds.LEDGER,
    "reimbursements": kinds.REIMBURSEMENTS,
    "returns": kinds.RETURNS,
    "refunds": kinds.REFUNDS,
    "removal_orders": kinds.REMOVAL_ORDERS,
    "removal_shipments": kinds.REMOVAL_SHIPMENTS,
    "shipment_contents": kinds.SHIPMENT_CONTENTS,
    "receipts": kinds.RECEIPTS,
    "costs": kinds.COSTS,
}
"""The field of `ReportFiles`, and of what drafts are made from, for each report."""


def _unfinished_row(draft: Draft, shelf: Shelf, folder: Path) -> Unfinished:
    guessed = {"event_date"} & set(draft.to_add)  # a day to be looked up is not written as if it were known
    fields = {name: value for name, value in draft.model_dump().items() if name not in _NOT_COLUMNS | guessed}
    fields |= {name: str(value) for name, value in fields.items() if isinstance(value, Decimal)}
    taken = take_for_draft(shelf, fields, folder)
    to_add = tuple(name for name in draft.to_add if name not in taken.met)
    return Unfinished(fields={**fields, **taken.fields}, to_add=to_add, note=_note(draft))


def _note(draft: Draft) -> Message:
    """Why a draft is there, and when it may be filed."""
    known = {"why": draft.why, "lost": draft.lost, "paid": draft.paid, "first": draft.first_day}
    if draft.deadline is None:
        return msg("{why}; {lost} units, {paid} of them already paid; may be filed from {first}", **known)
    return msg(
        "{why}; {lost} units, {paid} of them already paid; may be filed from {first} to {last}",
        **known,
        last=draft.deadline,
    )


def _left_out_row(loss: LeftOut) -> Sequence[Cell]:
    return loss.why, loss.day, loss.product, loss.quantity, loss.reference
