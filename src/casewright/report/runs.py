"""Previews, filings and the demo as text and as documents."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from casewright.app.filing import Filed
from casewright.app.preview import Previewed
from casewright.intake.guide import Language
from casewright.model.site_name import SiteName
from casewright.report.document import settled_document, verdict_document
from casewright.report.html import write_preview, write_receipts
from casewright.report.table import Table, drift_lines, settled_table
from casewright.report.verdicts import refusals


@dataclass(frozen=True, slots=True)
class _Words:
    """What stands below the tables in one language."""

    counted: str
    not_submitted: str
    report: str
    to_file: str
    nothing: str
    left_out: str


_WORDS: dict[Language, _Words] = {
    "en": _Words(
        counted="{left} requests left this machine ({answered} answered from here, {refused} refused).",
        not_submitted="Nothing was submitted.",
        report="Report: {path}",
        to_file="To file exactly this: casewright file {plan} --yes",
        nothing="Nothing was filed.",
        left_out="{claim} was left out: {why}",
    ),
    "zh": _Words(
        counted="{left} 个请求离开本机（{answered} 个由本机应答，{refused} 个被拒绝）。",
        not_submitted="未提交任何内容。",
        report="报告：{path}",
        to_file="按此内容提交：casewright file {plan} --yes",
        nothing="未提交任何问题。",
        left_out="{claim} 未列入：{why}",
    ),
}


def write_preview_report(previewed: Previewed) -> Path:
    """Write the report of a preview into its folder, and return its page.

    Raises:
        CannotWrite: the folder cannot be written.
    """
    return write_preview(previewed.walks, previewed.folder)


def write_filing_report(filed: Filed) -> Path:
    """Write the report of a filing into its folder, and return its page.

    Raises:
        CannotWrite: the folder cannot be written.
    """
    return write_receipts(filed.settled, filed.planned.plan.refused, filed.site, filed.folder)


def preview_document(previewed: Previewed) -> dict[str, object]:
    """What stands behind `data` of a preview."""
    plan = previewed.planned.plan
    return {
        "report": str(previewed.folder / "index.html"),
        "plan": str(previewed.plan_file),
        "digest": plan.digest,
        "guard": previewed.walks.guard.model_dump(mode="json"),
        "claims": [settled_document(settled) for settled in previewed.walks.entries],
        "refused": [verdict_document(verdict) for verdict in plan.refused],
    }


def preview_view(previewed: Previewed, language: Language = "en") -> list[str | Table]:
    """Every claim, the guard's count, where the report is, and what to do next."""
    walks, words = previewed.walks, _WORDS[language]
    guard = walks.guard
    counted = words.counted.format(left=guard.left, answered=guard.answered, refused=guard.refused)
    return [
        settled_table(walks.entries, language),
        *drift_lines(walks.entries, language),
        *refusals(previewed.planned.plan.refused, language),
        counted if walks.site is SiteName.REPLAY else words.not_submitted,
        words.report.format(path=previewed.folder / "index.html"),
        words.to_file.format(plan=previewed.plan_file),
    ]


def filing_run_document(filed: Filed) -> dict[str, object]:
    """What stands behind `data` of a filing."""
    return {
        "site": filed.site,
        "report": str(filed.folder / "index.html"),
        "claims": [settled_document(settled) for settled in filed.settled],
        "left_out": [{"claim_id": stale.entry.claim.claim_id, "reason": stale.reason} for stale in filed.left_out],
        "refused": [verdict_document(verdict) for verdict in filed.planned.plan.refused],
    }


def filing_run_view(filed: Filed, language: Language = "en") -> list[str | Table]:
    """Every claim, what was left out and why, and where the report is."""
    words = _WORDS[language]
    return [
        settled_table(filed.settled, language) if filed.settled else words.nothing,
        *drift_lines(filed.settled, language),
        *(words.left_out.format(claim=stale.entry.claim.claim_id, why=stale.reason) for stale in filed.left_out),
        *refusals(filed.planned.plan.refused, language),
        words.report.format(path=filed.folder / "index.html"),
    ]
