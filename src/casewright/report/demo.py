"""The demo as text and as a document: what each stage says before the next one begins."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from pathlib import Path

from casewright.app.demo import Demo, DemoReports
from casewright.app.filing import Filed
from casewright.app.preview import Previewed
from casewright.intake.guide import Language
from casewright.message import Message, msg
from casewright.report.runs import ReportWritten, filing_run_document, run_end_view
from casewright.report.settled import settled_table
from casewright.report.table import Table
from casewright.report.verdicts import refusals, verdict_table


@dataclass(frozen=True, slots=True)
class _Words:
    """What the demo says of itself in one language."""

    check: str
    preview: str
    counted: str
    filing: str
    previewed: str
    receipts: str
    kept: str


_WORDS: dict[Language, _Words] = {
    "en": _Words(
        check="Check: {path}",
        preview="Preview: every form is filled on recorded pages, and none is submitted.",
        counted="{left} requests left this machine. {path}",
        filing="Filing in the practice Seller Central:",
        previewed="Preview:  {path}",
        receipts="Receipts: {path}",
        kept="The ledger and the practice cases are in {path}",
    ),
    "zh": _Words(
        check="检查：{path}",
        preview="预览：在录制的页面上填写每份表单，不提交任何一份。",
        counted="{left} 个请求离开本机。{path}",
        filing="在练习用的卖家平台中提交：",
        previewed="预览：{path}",
        receipts="回执：{path}",
        kept="账本和练习问题位于 {path}",
    ),
}


def checked_stage(demo: Demo, language: Language) -> list[str | Table]:
    """The verdicts, and that the preview begins."""
    words, verdicts = _WORDS[language], demo.planned.judged.verdicts
    return [
        words.check.format(path=demo.workbook),
        verdict_table(verdicts, language),
        *refusals(verdicts, language),
        words.preview,
    ]


def previewed_stage(previewed: Previewed, language: Language) -> list[str | Table]:
    """The guard's count, and that the filing begins."""
    words = _WORDS[language]
    page = previewed.folder / "index.html"
    return [words.counted.format(left=previewed.walks.guard.left, path=page), words.filing]


def demo_document(previewed: Previewed, filed: Filed, written: ReportWritten) -> dict[str, object]:
    """What stands behind `data`."""
    page = str(previewed.folder / "index.html")
    return {**filing_run_document(filed, written), "preview": page, "guard": previewed.walks.guard.model_dump()}


def demo_view(
    previewed: Previewed, filed: Filed, written: ReportWritten, kept: Path, language: Language
) -> list[Message | str | Table]:
    """Every claim, and where everything is."""
    words = _WORDS[language]
    return [
        settled_table(filed.settled, language),
        words.previewed.format(path=previewed.folder / "index.html"),
        *([words.receipts.format(path=written.page)] if written.page else []),
        words.kept.format(path=kept),
        *run_end_view(filed, written),
    ]


def reports_document(made: DemoReports) -> dict[str, object]:
    """What stands behind `data` of the demo's reports."""
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
