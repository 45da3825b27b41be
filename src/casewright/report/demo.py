"""The demo as text and as a document: what each stage says before the next one begins."""

from __future__ import annotations

import shlex
from pathlib import Path

from casewright.app.demo import Demo, DemoReports
from casewright.app.filing import Filed
from casewright.app.preview import Previewed
from casewright.message import Message, msg, msg_n
from casewright.report.runs import ReportWritten, filing_run_document, outcome_summary, run_end_view
from casewright.report.settled import settled_table
from casewright.report.table import View
from casewright.report.verdicts import verdict_reasons, verdict_table


def checked_stage(demo: Demo) -> View:
    """The verdicts, and that the preview begins."""
    verdicts = demo.planned.judged.verdicts
    return [
        msg("Check: {path}", path=demo.workbook),
        verdict_table(verdicts),
        *verdict_reasons(verdicts),
        msg("Preview: every form is filled in on recorded pages, and none is submitted."),
    ]


def previewed_stage(previewed: Previewed) -> View:
    """The guard's count, and that the filing begins."""
    page, left = previewed.folder / "index.html", previewed.walks.guard.left
    return [
        msg_n("{count} request left this machine.", "{count} requests left this machine.", left),
        msg("Report: {path}", path=page),
        msg("Filing in the practice Seller Central:"),
    ]


def demo_document(previewed: Previewed, filed: Filed, written: ReportWritten) -> dict[str, object]:
    """Return the `data` of the JSON answer."""
    page = str(previewed.folder / "index.html")
    return {**filing_run_document(filed, written), "preview": page, "guard": previewed.walks.guard.model_dump()}


def demo_view(previewed: Previewed, filed: Filed, written: ReportWritten, kept: Path) -> View:
    """Every claim, and where everything is."""
    return [
        settled_table(filed.settled),
        msg("Preview: {path}", path=previewed.folder / "index.html"),
        *([msg("Receipts: {path}", path=written.page)] if written.page else []),
        msg("The ledger and the practice cases are in {path}", path=kept),
        *([outcome_summary(filed)] if filed.settled else []),
        *run_end_view(filed, written),
    ]


def reports_document(made: DemoReports) -> dict[str, object]:
    """Return the `data` of the demo's reports."""
    return {
        "folder": str(made.folder),
        "reports": [str(path) for path in made.files],
        "command": list(made.command),
    }


def reports_view(made: DemoReports) -> list[Message | str]:
    """Where the reports are, and the command that drafts claims from them."""
    return [
        msg(
            "{count} made-up reports are in {folder}. Draft claims from them:",
            count=len(made.files),
            folder=made.folder,
        ),
        shlex.join(made.command),
    ]
