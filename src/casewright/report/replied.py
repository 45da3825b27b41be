"""A reply to a case as text and as a document, before it is sent and after."""

from __future__ import annotations

from collections.abc import Sequence

from casewright.app.reply import ReplyDone
from casewright.message import Message, indented, listed, msg
from casewright.model.labels import label
from casewright.report.filings import filing_document
from casewright.report.table import View


def reply_card(case_id: str, text: str, files: Sequence[str]) -> list[Message]:
    """What would be sent: to which case, with which files, and every line of the text."""
    named = listed(files) if files else msg("none")
    return [
        msg("Reply to case {case}. Files: {files}", case=case_id, files=named),
        *(indented(line) for line in text.splitlines()),
    ]


def reply_document(done: ReplyDone) -> dict[str, object]:
    """What stands behind `data`."""
    replied = done.replied
    return {
        **filing_document(done.filing),
        "outcome": replied.outcome,
        "retry_safe": replied.outcome.retry_safe,
        "detail": str(replied.detail),
        "reply": replied.reply and replied.reply.model_dump(mode="json"),
    }


def reply_view(done: ReplyDone) -> View:
    """How it ended."""
    return [msg("{place}: {message}", place=label(done.replied.outcome), message=done.replied.detail)]
