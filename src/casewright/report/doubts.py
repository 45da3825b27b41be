"""A doubt for a person: what was sent and what the case log shows, side by side."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

from casewright.caselog.case import CasePage
from casewright.casework.decision import Beside, Doubt
from casewright.intake.guide import Language
from casewright.ledger.filing import Filing
from casewright.report.filings import filing_document
from casewright.report.table import Column, Table

_HALF = 48
"""Characters of a line of either text: two of them and their frame fit into a terminal of 120."""


@dataclass(frozen=True, slots=True)
class _Words:
    """What is said of a doubt in one language."""

    needs: str
    armed: str
    case: str
    texts: tuple[str, str]
    files: tuple[str, str]
    no_case: str
    unread: str
    heads: tuple[str, str]
    columns: tuple[str, str]
    differs: str
    none: str


_WORDS: dict[Language, _Words] = {
    "en": _Words(
        needs="{claim} ({reference}{armed}) needs a person: {why}",
        armed=", armed {at:%Y-%m-%d %H:%M} UTC",
        case="Case {case} ({status}): {text}, {files}.",
        texts=("another text", "the same text"),
        files=("other attachments", "the same attachments"),
        no_case="The case log shows no case that it may be. What was sent:",
        unread="Could not be read: {line}",
        heads=("Subject", "Files"),
        columns=("What we sent", "Case {case}"),
        differs="differs",
        none="none",
    ),
    "zh": _Words(
        needs="{claim}（{reference}{armed}）需要人工处理：{why}",
        armed="，准备提交于 {at:%Y-%m-%d %H:%M} UTC",
        case="问题 {case}（{status}）：{text}，{files}。",
        texts=("正文不同", "正文相同"),
        files=("附件不同", "附件相同"),
        no_case="问题日志中没有可能对应的问题。所发送的内容：",
        unread="无法读取：{line}",
        heads=("主题", "附件"),
        columns=("我们发送的", "问题 {case}"),
        differs="不同",
        none="无",
    ),
}


def doubt_view(doubt: Doubt, language: Language = "en") -> Iterator[str | Table]:
    """What is in doubt and why, then each case that it may be beside what was sent."""
    filing, words = doubt.filing, _WORDS[language]
    armed = words.armed.format(at=filing.armed_at) if filing.armed_at else ""
    yield words.needs.format(claim=filing.claim_id, reference=filing.reference, armed=armed, why=doubt.why)
    for one in doubt.cases:
        yield _verdict(one, words)
        yield beside_table(filing, one, language)
    if not doubt.cases:
        yield words.no_case
        yield f"{filing.subject}\n\n{filing.message}"
    for line in doubt.unread:
        yield words.unread.format(line=line)


def _verdict(one: Beside, words: _Words) -> str:
    text, files = words.texts[one.same_text], words.files[one.same_files]
    return words.case.format(case=one.page.case_id, status=one.page.status, text=text, files=files)


def beside_table(filing: Filing, one: Beside, language: Language = "en") -> Table:
    """Subject, attachments and text of both, line by line; what differs is marked."""
    words = _WORDS[language]
    names = "\n".join(sorted(name for name, _ in filing.evidence)) or words.none
    stored = "\n".join(sorted(one.page.attachments)) or words.none
    subject, attached = words.heads
    parts = [
        (subject, filing.subject, one.page.subject, filing.subject == one.page.subject),
        (attached, names, stored, one.same_files),
        *(("", pair.sent or "", pair.stored or "", pair.same) for pair in one.text),
    ]
    rows: list[tuple[str, ...]] = []
    tones: list[str] = []
    for name, sent, held, same in parts:
        for at, (left, right) in enumerate(zip_longest(_wrapped(sent), _wrapped(held), fillvalue="")):
            rows.append((name if at == 0 else "", left, "" if same or at else words.differs, right))
            tones.append("" if same else "bad")
    ours, theirs = (head.format(case=one.page.case_id) for head in words.columns)
    columns = (Column("", width=7), Column(ours), Column("", width=7), Column(theirs))
    return Table(columns, tuple(rows), tuple(tones))


def _wrapped(text: str) -> list[str]:
    return [part for line in text.split("\n") for part in textwrap.wrap(line, _HALF) or [""]]


def _case_document(page: CasePage) -> dict[str, object]:
    return {**page.model_dump(mode="json"), "attachments": list(page.attachments)}


def doubt_document(doubt: Doubt) -> dict[str, object]:
    """A doubt as JSON: what was sent, and each case as the case log shows it."""
    filing = doubt.filing
    return {
        **filing_document(filing),
        "why": doubt.why,
        "sent": {
            "subject": filing.subject,
            "message": filing.message,
            "attachments": [name for name, _ in filing.evidence],
        },
        "cases": [
            {**_case_document(one.page), "same_text": one.same_text, "same_attachments": one.same_files}
            for one in doubt.cases
        ],
        "unread": list(doubt.unread),
    }
