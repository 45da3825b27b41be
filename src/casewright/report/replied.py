"""A reply to a case as text and as a document, before it is sent and after."""

from __future__ import annotations

from collections.abc import Sequence

from casewright.app.reply import ReplyDone
from casewright.intake.guide import Language
from casewright.report.filings import filing_document
from casewright.report.outcome_words import called
from casewright.report.table import Table

_CARD: dict[Language, tuple[str, str]] = {
    "en": ("Reply to case {case}, with {files}:", "no files"),
    "zh": ("回复问题 {case}，附件：{files}", "无"),
}


def reply_card(case_id: str, text: str, files: Sequence[str], language: Language = "en") -> str:
    """What would be sent: to which case, with which files, and every line of the text."""
    head, none = _CARD[language]
    lines = [head.format(case=case_id, files=", ".join(files) or none), *(f"  {line}" for line in text.splitlines())]
    return "\n".join(lines)


def reply_document(done: ReplyDone) -> dict[str, object]:
    """What stands behind `data`."""
    replied = done.replied
    return {
        **filing_document(done.filing),
        "outcome": replied.outcome,
        "retry_safe": replied.outcome.retry_safe,
        "detail": replied.detail,
        "reply": replied.reply and replied.reply.model_dump(mode="json"),
    }


def reply_view(done: ReplyDone, language: Language = "en") -> list[str | Table]:
    """How it ended."""
    return [f"{called(done.replied.outcome, language)}: {done.replied.detail}"]
