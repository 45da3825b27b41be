"""Previews, filings and the demo as text and as documents."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

from casewright.app.asks import SubmitQuestion
from casewright.app.filing import Filed
from casewright.app.plan import Planned
from casewright.app.preview import Previewed
from casewright.casework.result import GuardCount, Settled
from casewright.errors import Attempt, CasewrightError, ExitCode
from casewright.message import NOTHING, SOURCE, Message, as_message, msg, msg_n
from casewright.model.labels import label
from casewright.model.site_name import SiteName
from casewright.report.document import verdict_document
from casewright.report.html import write_preview, write_receipts
from casewright.report.next_step import command_line
from casewright.report.settled import drift_lines, files_held_back_lines, settled_document, settled_table
from casewright.report.summary import summary_line
from casewright.report.table import View
from casewright.report.verdicts import refusals


def write_preview_report(previewed: Previewed, language: str = SOURCE) -> Path:
    """Write the report of a preview into its folder, and return its page.

    Raises:
        CannotWrite: the folder cannot be written.
    """
    return write_preview(previewed.walks, previewed.folder, language)


@dataclass(frozen=True, slots=True)
class ReportWritten:
    """Where the report of a filing is; None, and why, where it could not be written anywhere."""

    page: Path | None
    trouble: Message = NOTHING


def write_filing_report(filed: Filed, language: str = SOURCE) -> ReportWritten:
    """Write the report of a filing into its folder, or beside the system's temporary files where that cannot be.

    Nothing is raised: the cases are there, and the rest of what is told must not be lost with the report.
    """
    try:
        return ReportWritten(_write_into(filed, filed.folder, language))
    except Exception as error:  # noqa: BLE001 (what was filed is told, whatever a report fails of)
        first = as_message(error.message) if isinstance(error, CasewrightError) else Message(f"{error}")
    except KeyboardInterrupt:
        return ReportWritten(None, msg("The report was not written: you pressed Ctrl-C."))
    elsewhere: Path | None = None
    with Attempt():
        elsewhere = _write_into(filed, Path(tempfile.mkdtemp(prefix="casewright-report-")), language)
    if elsewhere is None:
        return ReportWritten(None, msg("The report could not be written: {reason}", reason=first))
    return ReportWritten(elsewhere, msg("The report was written to {page}: {reason}", page=elsewhere, reason=first))


def _write_into(filed: Filed, folder: Path, language: str) -> Path:
    return write_receipts(filed.settled, filed.planned.plan.refused, filed.site, folder, language)


def write_claim_report(question: SubmitQuestion, language: str = SOURCE) -> Path | None:
    """Write one claim's part of the report as it would be filed now, and return its page; None without a folder.

    Raises:
        CannotWrite: the folder cannot be written.
    """
    if question.folder is None or question.walked is None:
        return None
    settled = Settled(entry=question.entry, walked=question.walked)
    folder = question.folder / "look" / question.entry.form.reference
    return write_receipts([settled], (), question.site, folder, language)


def preview_document(previewed: Previewed) -> dict[str, object]:
    """Return the `data` of a preview."""
    plan = previewed.planned.plan
    return {
        "report": str(previewed.folder / "index.html"),
        "plan": str(previewed.plan_file),
        "digest": plan.digest,
        "guard": previewed.walks.guard.model_dump(mode="json"),
        "claims": [settled_document(settled) for settled in previewed.walks.entries],
        "refused": [verdict_document(verdict) for verdict in plan.refused],
        "left_behind": [
            {
                "claim_id": entry.claim.claim_id,
                "deadline": entry.verdict.deadline and entry.verdict.deadline.isoformat(),
                "reason": str(previewed.planned.left_behind[entry.fingerprint].message),
            }
            for entry in plan.entries
            if entry.fingerprint in previewed.planned.left_behind
        ],
    }


def preview_view(previewed: Previewed) -> View:
    """Every claim, the guard's count, where the report is, and what to do next."""
    walks = previewed.walks
    return [
        *([settled_table(walks.entries)] if walks.entries else []),
        *drift_lines(walks.entries),
        *files_held_back_lines(walks.entries),
        *refusals(previewed.planned.plan.refused),
        *_left_behind(previewed.planned),
        guard_line(walks.guard) if walks.site is SiteName.REPLAY else msg("Nothing was submitted."),
        msg("Report: {path}", path=previewed.folder / "index.html"),
        *_what_next(previewed),
    ]


def _what_next(previewed: Previewed) -> list[Message]:
    """How to file what was previewed; nothing is offered where the plan is empty."""
    if not previewed.planned.plan.entries:
        return [msg("The plan is empty: there is nothing to file.")]
    plan = previewed.plan_file
    return [
        msg("To practice filing exactly this: {command}", command=command_line("file", plan, *SiteName.SANDBOX.flags)),
        msg("To file exactly this, asked before each submit: {command}", command=command_line("file", plan)),
    ]


def _left_behind(planned: Planned) -> list[Message]:
    """The entries that a run beginning now would not reach, each with its cap and deadline."""
    told = planned.left_behind
    entries = [entry for entry in planned.plan.entries if entry.fingerprint in told]
    return [
        msg("{place}: {message}", place=entry.claim.claim_id, message=told[entry.fingerprint].message)
        for entry in entries
    ]


def guard_line(guard: GuardCount) -> Message:
    """How many requests left this machine, and what became of the others."""
    return msg_n(
        "{count} request left this machine ({answered} answered here, {refused} refused).",
        "{count} requests left this machine ({answered} answered here, {refused} refused).",
        guard.left,
        answered=guard.answered,
        refused=guard.refused,
    )


def filing_run_document(filed: Filed, written: ReportWritten) -> dict[str, object]:
    """Return the `data` of a filing."""
    doubts = [{"claim_id": one.entry.claim.claim_id, "reference": one.entry.form.reference} for one in filed.end.doubts]
    return {
        "site": filed.site,
        "report": written.page and str(written.page),
        "claims": [settled_document(one, filed.next_allowed.get(one.entry.fingerprint)) for one in filed.settled],
        "left_out": [{"claim_id": stale.entry.claim.claim_id, "reason": str(stale.reason)} for stale in filed.left_out],
        "refused": [verdict_document(verdict) for verdict in filed.planned.plan.refused],
        "doubts": doubts,
        "reconcile": filed.reconcile_command if _doubtful(filed) else None,
        "interrupted": filed.end.interrupted,
        "troubles": [str(trouble) for trouble in _troubles(filed, written)],
    }


def filing_run_view(filed: Filed, written: ReportWritten) -> View:
    """Every claim, what was left out and why, where the report is, and last what is in doubt."""
    return [
        settled_table(filed.settled) if filed.settled else msg("Nothing was filed."),
        *drift_lines(filed.settled),
        *(
            msg("{claim} was left out: {why}", claim=stale.entry.claim.claim_id, why=stale.reason)
            for stale in filed.left_out
        ),
        *refusals(filed.planned.plan.refused),
        *([msg("Report: {path}", path=written.page)] if written.page else []),
        *([outcome_summary(filed)] if filed.settled else []),
        *run_end_view(filed, written),
    ]


def outcome_summary(filed: Filed) -> Message:
    """How many claims came to what, and in money."""
    return summary_line((label(settled.outcome), settled.entry.claim) for settled in filed.settled)


def run_end_view(filed: Filed, written: ReportWritten) -> list[Message]:
    """Show what failed, that the run was interrupted, and what is in doubt with the command that settles it."""
    told = list(_troubles(filed, written))
    if filed.end.interrupted:
        told.append(_interrupted(filed))
    for doubt in filed.end.doubts:
        claim, reference = doubt.entry.claim.claim_id, doubt.entry.form.reference
        told.append(
            msg("{claim} ({reference}) may have become a case; it is not proven.", claim=claim, reference=reference)
        )
    if _doubtful(filed):
        told.append(msg("To settle what is in doubt: {command}", command=filed.reconcile_command))
    return told


def _interrupted(filed: Filed) -> Message:
    if not filed.given:
        return msg("You interrupted the run. What was not tried can be filed later.")
    again = command_line("file", *filed.given, *filed.site.flags)
    return msg("You interrupted the run. To file what was not tried: {command}", command=again)


def _doubtful(filed: Filed) -> bool:
    return filed.exit_code is ExitCode.UNCERTAIN


def _troubles(filed: Filed, written: ReportWritten) -> tuple[Message, ...]:
    return (*filed.end.troubles, *([written.trouble] if written.trouble else []))
