"""Whether Amazon's own case log proves that a filing became a case: the only proof there is."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime, timedelta
from enum import StrEnum

from casewright.caselog.case import CaseLog, CasePage, CaseRow, CaseSearch
from casewright.flow.window import WindowError
from casewright.ledger.filing import Filing
from casewright.model.problem import Value

_CLOCKS = timedelta(minutes=5)
"""The case log shows minutes, and two clocks are never quite the same: so much older than its press a case may seem."""

_REFERENCE = re.compile(r"CW-[2-9A-HJKMNP-TV-Z]{8}")


class Finding(StrEnum):
    """What a look into the case log says of one filing."""

    OURS = "ours"
    """Exactly one case carries the reference, and it holds what was approved."""
    DIFFERS = "differs"
    """One case carries the reference, but its text or attachments are not what was approved."""
    SEVERAL = "several"
    """More than one case carries the reference."""
    NOT_SENT = "not_sent"
    """None does, the search was complete, and it was late enough to mean something."""
    NOT_YET = "not_yet"
    """None does, but the search proves nothing (yet): too soon after the click, or incomplete."""
    UNREADABLE = "unreadable"
    """The case log could not be read."""


class Proof(Value):
    """A finding with the case it is about, and a sentence for the person."""

    finding: Finding
    detail: str
    case_id: str | None = None


def same_text(approved: str, stored: str) -> bool:
    """Whether a stored message holds the approved text whole.

    Line ends, trailing spaces and Unicode composition may differ (forms do that), and Amazon may add lines of its own
    around the text; a changed, cut or reordered word may not.
    """
    return _plain(approved) in _plain(stored)


def _plain(text: str) -> str:
    lines = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\xa0", " ")).split("\n")
    return "\n".join(line.rstrip() for line in lines).strip()


def ours(rows: tuple[CaseRow, ...], filing: Filing) -> tuple[CaseRow, ...]:
    """The rows that carry the filing's mark.

    The first row of a list is proof of nothing: the mark has to stand in the subject. A row with our reference is ours
    whatever its time says: right before the press there was none, and clocks are wrong more often than that search.
    Where the site wrote the subject and the mark is an identifier, a row must also tell when it was made, not be older
    than the press, and not be another filing's.
    """
    marked = tuple(row for row in rows if filing.mark in row.subject)
    if filing.mark == filing.reference:
        return marked
    return tuple(row for row in marked if not _is_older(filing, row.created) and not _REFERENCE.search(row.subject))


def _is_older(filing: Filing, created: datetime | None) -> bool:
    """Whether a case cannot be from this press, or does not tell; by the site's own clock where that is known."""
    pressed = filing.armed_site_time or filing.armed_at or filing.created_at
    return created is None or created < pressed - _CLOCKS


def others(rows: tuple[CaseRow, ...], filing: Filing) -> tuple[CaseRow, ...]:
    """The rows that may be about the same loss: they carry our reference, or none of Casewright's at all."""
    return tuple(row for row in rows if filing.reference in row.subject or not _REFERENCE.search(row.subject))


def prove(filing: Filing, cases: CaseLog, now: datetime, settle: timedelta) -> Proof:
    """Search the case log for the filing's reference and compare what is found with what was approved.

    `settle` is how long after the press an empty search still means nothing: by every clock that is known.
    """
    try:
        search = cases.search(filing.mark)
        rows = ours(search.rows, filing)
        if len(rows) == 1:
            return _compare(filing, cases.read(rows[0].case_id), rows[0].created)
        if not rows and not filing.subject:
            return _site_wrote(filing, cases)
    except WindowError as error:
        return Proof(finding=Finding.UNREADABLE, detail=f"the case log could not be read: {error.message}")
    if rows:
        found = ", ".join(row.case_id for row in rows)
        return Proof(finding=Finding.SEVERAL, detail=f"cases {found} all carry {filing.mark}")
    if search.complete and _since_press(filing, search, now) >= settle:
        return Proof(
            finding=Finding.NOT_SENT,
            detail=f"no case with {filing.mark} in a complete search at {search.searched_at:%Y-%m-%d %H:%M} UTC",
        )
    detail = f"no case with {filing.mark} is in the case log yet"
    return Proof(finding=Finding.NOT_YET, detail="; ".join(filter(None, (detail, told_clocks(search)))))


def _since_press(filing: Filing, search: CaseSearch, now: datetime) -> timedelta:
    """How long ago the press was, by the clock that says least: another machine may have armed it, a clock turned."""
    pressed = filing.armed_at or filing.updated_at
    spans = [search.searched_at - pressed, now - pressed]
    if search.site_time:
        spans.append(search.site_time - (filing.armed_site_time or pressed))
    return min(spans)


def told_clocks(search: CaseSearch) -> str:
    """By how much this machine's clock and the site's differ, as a sentence; empty where they agree."""
    ahead = search.searched_at - search.site_time if search.site_time else timedelta(0)
    minutes = round(abs(ahead).total_seconds() / 60)
    if minutes < 2:
        return ""
    way = "ahead of" if ahead > timedelta(0) else "behind"
    return f"this machine's clock is {minutes} minutes {way} the site's"


def _site_wrote(filing: Filing, cases: CaseLog) -> Proof:
    """A search that finds nothing proves nothing here: the subject that the site writes may name no identifier."""
    if filing.case_id is None:
        detail = f"no case names {filing.mark}, but the site writes such a case's subject itself"
        return Proof(finding=Finding.NOT_YET, detail=detail)
    page = cases.read(filing.case_id)
    named = any(filing.mark in text for text in (page.subject, *page.messages))
    new = not _is_older(filing, page.created)
    if not named or not new:
        detail = f"case {page.case_id} does not name {filing.mark}" if new else f"case {page.case_id} is an older one"
        return Proof(finding=Finding.DIFFERS, detail=detail, case_id=page.case_id)
    return _compare(filing, page)


def _compare(filing: Filing, page: CasePage, listed: datetime | None = None) -> Proof:
    """What differs from what was approved; `listed` is when the case log says that the case was made."""
    differences = []
    created = page.created or listed
    if created is not None and _is_older(filing, created):
        differences.append(
            f"it was made at {created:%Y-%m-%d %H:%M} UTC by the site's clock, before the press: see whether this"
            " machine's clock is right"
        )
    if not any(same_text(filing.message, message) for message in page.messages):
        differences.append("its text is not the approved text")
    wanted = sorted(name for name, _ in filing.evidence)
    if sorted(page.attachments) != wanted:
        differences.append(
            f"its attachments are {', '.join(page.attachments) or 'none'}, not {', '.join(wanted) or 'none'}"
        )
    if differences:
        detail = f"case {page.case_id} carries {filing.mark}, but " + " and ".join(differences)
        return Proof(finding=Finding.DIFFERS, detail=detail, case_id=page.case_id)
    held = "the approved text and files" if filing.subject else f"{filing.mark}, as the site's own tool wrote it"
    return Proof(finding=Finding.OURS, detail=f"case {page.case_id} holds {held}", case_id=page.case_id)
