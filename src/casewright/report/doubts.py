"""A doubt for a person: what was sent and what the case log shows, side by side."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from itertools import zip_longest

from casewright.casework.decision import Beside, Doubt
from casewright.ledger.filing import Filing
from casewright.report.document import filing_document
from casewright.report.table import Column, Table

_HALF = 48
"""Characters of a line of either text: two of them and their frame fit into a terminal of 120."""


def doubt_view(doubt: Doubt) -> Iterator[str | Table]:
    """What is in doubt and why, then each case that it may be beside what was sent."""
    filing = doubt.filing
    armed = f", armed {filing.armed_at:%Y-%m-%d %H:%M} UTC" if filing.armed_at else ""
    yield f"{filing.claim_id} ({filing.reference}{armed}) needs a person: {doubt.why}"
    for one in doubt.cases:
        yield _verdict(one)
        yield beside_table(filing, one)
    if not doubt.cases:
        yield "The case log shows no case that it may be. What was sent:"
        yield f"{filing.subject}\n\n{filing.message}"
    for line in doubt.unread:
        yield f"Could not be read: {line}"


def _verdict(one: Beside) -> str:
    text = "the same text" if one.same_text else "another text"
    files = "the same attachments" if one.same_files else "other attachments"
    return f"Case {one.page.case_id} ({one.page.status}): {text}, {files}."


def beside_table(filing: Filing, one: Beside) -> Table:
    """Subject, attachments and text of both, line by line; what differs is marked."""
    names = "\n".join(sorted(name for name, _ in filing.evidence)) or "none"
    stored = "\n".join(sorted(one.page.attachments)) or "none"
    parts = [
        ("Subject", filing.subject, one.page.subject, filing.subject == one.page.subject),
        ("Files", names, stored, one.same_files),
        *(("", pair.sent or "", pair.stored or "", pair.same) for pair in one.text),
    ]
    rows: list[tuple[str, ...]] = []
    tones: list[str] = []
    for name, sent, held, same in parts:
        for at, (left, right) in enumerate(zip_longest(_wrapped(sent), _wrapped(held), fillvalue="")):
            rows.append((name if at == 0 else "", left, "" if same or at else "differs", right))
            tones.append("" if same else "bad")
    columns = (Column("", width=7), Column("What we sent"), Column("", width=7), Column(f"Case {one.page.case_id}"))
    return Table(columns, tuple(rows), tuple(tones))


def _wrapped(text: str) -> list[str]:
    return [part for line in text.split("\n") for part in textwrap.wrap(line, _HALF) or [""]]


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
            {**one.page.model_dump(mode="json"), "same_text": one.same_text, "same_attachments": one.same_files}
            for one in doubt.cases
        ],
        "unread": list(doubt.unread),
    }
