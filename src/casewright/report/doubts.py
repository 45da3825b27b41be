"""A doubt for a person: what was sent and what the case log shows, side by side."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from itertools import zip_longest

from casewright.app.doubts import DoubtsSettled
from casewright.caselog.case import CasePage
from casewright.casework.decision import Beside, Doubt
from casewright.ledger.filing import Filing
from casewright.message import Message, indented, msg
from casewright.model.site_name import SiteName
from casewright.report.filings import filing_document, filing_table
from casewright.report.table import Column, Table, View

_HALF = 48
"""Characters of a line of either text: two of them and their frame fit into a terminal of 120."""


def doubt_view(doubt: Doubt) -> Iterator[Message | str | Table]:
    """What is in doubt and why, then each case that it may be beside what was sent."""
    filing = doubt.filing
    named = {"claim": filing.claim_id, "reference": filing.reference, "why": doubt.why}
    if filing.armed_at:
        yield msg(
            "{claim} ({reference}, armed {time:%Y-%m-%d %H:%M} UTC) needs a person: {why}",
            time=filing.armed_at,
            **named,
        )
    else:
        yield msg("{claim} ({reference}) needs a person: {why}", **named)
    for case in doubt.cases:
        yield _compare(case)
        yield beside_table(filing, case)
    if not doubt.cases:
        yield msg("The case log shows no case that it could be. This was sent:")
        yield f"{filing.subject}\n\n{filing.message}"
    for line in doubt.unread:
        yield msg("Could not be read: {what}", what=line)


def _compare(case: Beside) -> Message:
    return msg(
        "Case {case} ({status}): {text}, {files}.",
        case=case.page.case_id,
        status=case.page.status,
        text=msg("the same text") if case.same_text else msg("a different text"),
        files=msg("the same attachments") if case.same_files else msg("different attachments"),
    )


def beside_table(filing: Filing, case: Beside) -> Table:
    """Subject, attachments and text of both, line by line; what differs is marked."""
    parts = [
        (msg("Subject"), filing.subject, case.page.subject, filing.subject == case.page.subject),
        (msg("Files"), *_names(filing, case), case.same_files),
        *((Message(""), pair.sent or "", pair.stored or "", pair.same) for pair in case.text),
    ]
    rows: list[tuple[Message | str, ...]] = []
    tones: list[str] = []
    for name, sent, held, same in parts:
        for at, (left, right) in enumerate(zip_longest(_wrapped(sent), _wrapped(held), fillvalue="")):
            rows.append((name if at == 0 else "", left, "" if same or at else msg("differs"), right))
            tones.append("" if same else "bad")
    theirs = msg("Case {case}", case=case.page.case_id)
    columns = (Column("", width=7), Column(msg("What we sent")), Column("", width=7), Column(theirs))
    return Table(columns, tuple(rows), tuple(tones))


def _names(filing: Filing, case: Beside) -> tuple[str, str]:
    """The names of the files on either side; a dash for none."""
    sent = sorted(name for name, _ in filing.evidence)
    return "\n".join(sent) or "-", "\n".join(sorted(case.page.attachments)) or "-"


def _wrapped(text: str) -> list[str]:
    return [part for line in text.split("\n") for part in textwrap.wrap(line, _HALF) or [""]]


def _case_document(page: CasePage) -> dict[str, object]:
    return {**page.model_dump(mode="json"), "attachments": list(page.attachments)}


def doubt_document(doubt: Doubt) -> dict[str, object]:
    """A doubt as JSON: what was sent, and each case as the case log shows it."""
    filing = doubt.filing
    return {
        **filing_document(filing),
        "why": str(doubt.why),
        "sent": {
            "subject": filing.subject,
            "message": filing.message,
            "attachments": [name for name, _ in filing.evidence],
        },
        "cases": [
            {**_case_document(one.page), "same_text": one.same_text, "same_attachments": one.same_files}
            for one in doubt.cases
        ],
        "unread": list(map(str, doubt.unread)),
    }


def reconciled_document(settled: DoubtsSettled) -> dict[str, object]:
    """Return the `data` of the JSON answer; `to_decide` is left out where nothing was in doubt."""
    if not settled.filings:
        return {"decided": []}
    pairs = zip(settled.filings, settled.findings, strict=True)
    return {
        "decided": [{**filing_document(filing), "finding": found.proof.finding} for filing, found in pairs],
        "to_decide": [doubt_document(doubt) for doubt in settled.open_doubts],
    }


def reconciled_view(settled: DoubtsSettled) -> View:
    """Each filing as it stands now, what was found of it, and how to decide what is still open."""
    if not settled.filings:
        return [msg("Nothing is in doubt.")]
    return [
        filing_table(settled.filings),
        *(
            msg("{place}: {message}", place=found.filing.claim_id, message=found.proof.detail)
            for found in settled.findings
        ),
        *(line for doubt in settled.open_doubts for line in _how_to_decide(doubt, settled.site)),
    ]


def _how_to_decide(doubt: Doubt, site: SiteName) -> View:
    """Return the two commands that decide a doubt if nobody can be asked."""
    on = "".join(f" {word}" for word in site.flags)
    decide = f"casewright cases decide {doubt.filing.filing_id}"
    sent, not_sent = f"{decide} --case-id CASE --why TEXT{on}", f"{decide} --not-sent --why TEXT{on}"
    return [
        msg("To decide {claim}: {command}", claim=doubt.filing.claim_id, command=sent),
        indented(msg("Or, if nothing was sent: {command}", command=not_sent)),
    ]
