"""Whether Amazon's own case log proves that a filing became a case: the only proof there is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from casewright.caselog.case import CaseLog, CaseMessage, CasePage, CaseRow, CaseSearch, ShownFile
from casewright.caselog.same_text import message_with, nearest_message, same_text
from casewright.flow.window import WindowError
from casewright.ledger.filing import Filing
from casewright.message import NOTHING, Message, clauses, msg
from casewright.model.outcome import Outcome
from casewright.model.problem import Value
from casewright.wording.beside import read_texts_beside

_CLOCKS = timedelta(minutes=5)
"""The case log shows minutes, and two clocks are never quite the same: so much older than its press a case may seem."""

_CUT = re.compile(r"\s*(?:…|\.\.\.)\Z")
_REFERENCE = re.compile(r"CW-[2-9A-HJKMNP-TV-Z]{8}")


class Finding(StrEnum):
    """What a look into the case log says about one filing."""

    OURS = "ours"
    """Exactly one case carries the mark, and it holds what was approved, whole and nothing else."""
    DIFFERS = "differs"
    """One case carries the mark, but its text, or a file in it, is not what was approved."""
    INCOMPLETE = "incomplete"
    """One case carries the mark and holds the approved text, but not every file."""
    PARTIAL = "partial"
    """One case carries the mark, but its page did not show all that would prove or disprove it."""
    SEVERAL = "several"
    """More than one case carries the mark."""
    NOT_SENT = "not_sent"
    """None does, the search was complete, and it was late enough to mean something."""
    NOT_YET = "not_yet"
    """None does, but the search proves nothing (yet): too soon after the click, or incomplete."""
    UNREADABLE = "unreadable"
    """The case log could not be read."""


@dataclass(frozen=True, slots=True)
class Given:
    """What was given to the site with a filing, besides what the ledger holds.

    `sizes` maps file names to bytes: a file truncated on its way still has the right name. `texts` are the contents of
    other boxes of the form: a case may list them below the message.
    """

    sizes: Mapping[str, int] = field(default_factory=dict)
    texts: tuple[str, ...] = ()


class Proof(Value):
    """A finding with the case it is about, and a sentence for the person.

    If the case differs, `stored` is the message that is most like the approved text, and `files` are those of it.
    """

    finding: Finding
    detail: Message
    case_id: str | None = None
    stored: str | None = None
    files: tuple[ShownFile, ...] = ()

    def outcome(self, named: str | None) -> Outcome:
        """Return what a filing counts as after the press; `named` is the case that the site then showed, if any."""
        if self.case_id is not None and named in {None, self.case_id}:
            if self.finding is Finding.OURS:
                return Outcome.VERIFIED
            if self.finding is Finding.DIFFERS and self.stored is not None:
                return Outcome.FILED_DIFFERS
            if self.finding is Finding.INCOMPLETE:
                return Outcome.FILED_INCOMPLETE
        return Outcome.FILED_UNVERIFIED if named else Outcome.UNCERTAIN


def find_ours(rows: tuple[CaseRow, ...], filing: Filing) -> tuple[CaseRow, ...]:
    """Return the rows that carry the filing's mark.

    The first row of a list proves nothing: the mark must be in the subject. A row with our reference is ours whatever
    its time says: right before the press there was none, and clocks are wrong more often than that search. If the site
    wrote the subject and the mark is an identifier, a row must also have a time, not be older than the press, and not
    belong to another filing.
    """
    marked = tuple(row for row in rows if filing.mark in row.subject)
    if filing.mark == filing.reference:
        return marked
    return tuple(row for row in marked if not _is_older(filing, row.created) and not _names_another(filing, row))


def _names_another(filing: Filing, row: CaseRow) -> bool:
    """Return whether a subject carries another filing's reference; a person may have pasted ours unseen."""
    return any(found.group() != filing.reference for found in _REFERENCE.finditer(row.subject))


def _is_older(filing: Filing, created: datetime | None) -> bool:
    """Return whether a case cannot be from this press, or has no time; by the site's own clock if that is known."""
    pressed = filing.armed_site_time or filing.armed_at or filing.created_at
    return created is None or created < pressed - _CLOCKS


def find_others(rows: tuple[CaseRow, ...], filing: Filing) -> tuple[CaseRow, ...]:
    """Return the rows that may be about the same loss: with our reference, or with none of Casewright's at all."""
    return tuple(row for row in rows if filing.reference in row.subject or not _REFERENCE.search(row.subject))


def prove(filing: Filing, cases: CaseLog, now: datetime, settle: timedelta, given: Given | None = None) -> Proof:
    """Search the case log for the filing's reference and compare what is found with what was approved.

    `settle` is for how long after the press an empty search means nothing, by every known clock. `given` is what else
    is known of the claim right after it was walked; without it, the approved text tells what the form's other boxes
    held.
    """
    given = given or Given(texts=(filing.main_identifier, *read_texts_beside(filing.claim_type, filing.message)))
    try:
        search = cases.search(filing.mark)
        rows = find_ours(search.rows, filing)
        if len(rows) == 1:
            proof = compare(filing, cases.read(rows[0].case_id), given, rows[0].created)
            return _with_clocks(proof, search)
        if not rows and not filing.subject:
            return _with_clocks(_site_wrote(filing, cases, given), search)
    except WindowError as error:
        return Proof(
            finding=Finding.UNREADABLE, detail=msg("the case log could not be read: {message}", message=error.message)
        )
    if rows:
        found = [row.case_id for row in rows]
        several = msg("cases {cases} all carry {mark}", cases=found, mark=filing.mark)
        return _with_clocks(Proof(finding=Finding.SEVERAL, detail=several), search)
    if search.complete and _since_press(filing, search, now) >= settle:
        return Proof(
            finding=Finding.NOT_SENT,
            detail=msg(
                "no case with {mark} in a complete search at {searched_at:%Y-%m-%d %H:%M} UTC",
                mark=filing.mark,
                searched_at=search.searched_at,
            ),
        )
    unseen = msg("no case with {mark} is in the case log yet", mark=filing.mark)
    return _with_clocks(Proof(finding=Finding.NOT_YET, detail=unseen), search)


def _with_clocks(proof: Proof, search: CaseSearch) -> Proof:
    """Return the same; a doubt also says if the clocks disagree, because its times mean less then."""
    apart = told_clocks(search)
    if not apart or proof.finding is Finding.OURS:
        return proof
    return proof.model_copy(update={"detail": clauses((proof.detail, apart))})


def _since_press(filing: Filing, search: CaseSearch, now: datetime) -> timedelta:
    """Return how long ago the press was, by the most cautious clock: another machine may have armed it."""
    pressed = max(filing.armed_at or filing.updated_at, filing.updated_at)  # a person may press long after `armed`
    spans = [search.searched_at - pressed, now - pressed]
    if search.site_time:
        spans.append(search.site_time - (filing.armed_site_time or pressed))
    return min(spans)


def told_clocks(search: CaseSearch) -> Message:
    """Return by how much this machine's clock and the site's differ, as a sentence; empty if they agree."""
    ahead = search.searched_at - search.site_time if search.site_time else timedelta(0)
    minutes = round(abs(ahead).total_seconds() / 60)
    if minutes < 2:
        return NOTHING
    if ahead > timedelta(0):
        return msg("this machine's clock is {minutes} minutes ahead of the site's", minutes=minutes)
    return msg("this machine's clock is {minutes} minutes behind the site's", minutes=minutes)


def _site_wrote(filing: Filing, cases: CaseLog, given: Given) -> Proof:
    """Say that an empty search proves nothing here: the subject that the site writes may name no identifier."""
    if filing.case_id is None:
        detail = msg("no case names {mark}, but the site writes such a case's subject itself", mark=filing.mark)
        return Proof(finding=Finding.NOT_YET, detail=detail)
    page = cases.read(filing.case_id)
    named = any(filing.mark in text for text in (page.subject, *page.texts))
    new = not _is_older(filing, page.created)
    if named and new:
        return compare(filing, page, given)
    if page.missing:
        return _partial(filing, page)
    unnamed = msg("case {case_id} does not name {mark}", case_id=page.case_id, mark=filing.mark)
    detail = unnamed if new else msg("case {case_id} is an older one", case_id=page.case_id)
    return Proof(finding=Finding.DIFFERS, detail=detail, case_id=page.case_id)


def compare(filing: Filing, page: CasePage, given: Given, listed: datetime | None = None) -> Proof:
    """Return what a case's page proves about a filing; `listed` is the case's creation time in the case log.

    The text counts only if complete, with nothing but what the site is known to add and what else the claim gave; so
    does a subject that carries our mark. If none of our text was sent, the site's own tool wrote the case.
    """
    message = message_with(page, filing.message, given.texts) if filing.message else None
    created = page.created or listed
    if created is not None and _is_older(filing, created):
        return _too_old(filing, page, created)
    if filing.message and message is None:
        other = msg("its text is not the approved text")
        return _partial(filing, page) if page.missing else _differs(filing, page, other)
    if not _holds_subject(filing, page):
        other = msg("its subject is {subject!r}, not {approved!r}", subject=page.subject, approved=filing.subject)
        return _differs(filing, page, other)
    return _compare_files(filing, page, given, message or next(iter(page.own_messages), None))


def _compare_files(filing: Filing, page: CasePage, given: Given, first: CaseMessage | None) -> Proof:
    """What the files of a case prove whose texts are the approved ones; `first` is the message that was filed."""
    wanted = Counter(name for name, _ in filing.evidence)
    held = Counter(file.name for sent in page.own_messages for file in sent.files)
    if strange := sorted((Counter(file.name for file in first.files) - wanted) if first else ()):
        return _differs(filing, page, msg("it holds {files}, which was not approved", files=strange))
    if lacking := sorted((wanted - held).elements()):
        unread = page.worded and not page.files
        return _partial(filing, page, msg("the files")) if page.missing or unread else _incomplete(page, lacking)
    if cut := [file for file in page.files if _is_cut(file, given.sizes)]:
        return _incomplete(page, [_cut_file(file, given.sizes) for file in cut])
    return _proven_ours(filing, page)


def _proven_ours(filing: Filing, page: CasePage) -> Proof:
    own_tool = msg("{mark}, as the site's own tool wrote it", mark=filing.mark)
    held_text = msg("the approved text and files") if filing.subject else own_tool
    return Proof(
        finding=Finding.OURS,
        detail=msg("case {case_id} holds {held_text}", case_id=page.case_id, held_text=held_text),
        case_id=page.case_id,
    )


def _holds_subject(filing: Filing, page: CasePage) -> bool:
    """Whether the subject is the approved one, as far as the page shows it.

    In data it is whole. In words it may stand in a heading behind others, or be something else altogether: there it has
    to hold what was approved, where it carries our mark at all. One that the page cuts short is told by its beginning.
    """
    if not filing.subject or filing.mark not in page.subject:
        return True  # the site wrote it, or the row carried the mark and this page shows a heading of its own
    approved, shown = (" ".join(subject.split()) for subject in (filing.subject, page.subject))
    if cut := _CUT.search(shown):
        return shown[: cut.start()] in approved
    return approved in shown if page.worded else same_text(approved, shown)


def _too_old(filing: Filing, page: CasePage, created: datetime) -> Proof:
    """Say that the case is older than the press. It carries our mark, so time only raises a doubt: a clock is wrong."""
    detail = msg(
        "case {case_id} carries {mark}, but it was made at {created:%Y-%m-%d %H:%M} UTC by the site's clock, before"
        " the press: see whether this machine's clock is right",
        case_id=page.case_id,
        mark=filing.mark,
        created=created,
    )
    return Proof(finding=Finding.DIFFERS, detail=detail, case_id=page.case_id)


def _is_cut(file: ShownFile, sizes: Mapping[str, int]) -> bool:
    return file.size is not None and sizes.get(file.name, file.size) != file.size


def _cut_file(file: ShownFile, sizes: Mapping[str, int]) -> Message:
    return msg("{file} ({size:,} of {whole:,} bytes)", file=file.name, size=file.size, whole=sizes[file.name])


def _differs(filing: Filing, page: CasePage, how: Message) -> Proof:
    nearest = nearest_message(page, filing.message)
    return Proof(
        finding=Finding.DIFFERS,
        detail=msg("case {case_id} carries {mark}, but {how}", case_id=page.case_id, mark=filing.mark, how=how),
        case_id=page.case_id,
        stored="\n".join((nearest.text, *nearest.added)) if nearest else "",
        files=nearest.files if nearest else (),
    )


def _incomplete(page: CasePage, lacking: Sequence[Message | str]) -> Proof:
    detail = msg(
        "case {case_id} holds the approved text, but not {files}: send them with"
        " `casewright cases reply {case_id} --attach …`",
        case_id=page.case_id,
        files=tuple(lacking),
    )
    return Proof(finding=Finding.INCOMPLETE, detail=detail, case_id=page.case_id, files=page.files)


def _partial(filing: Filing, page: CasePage, also: Message = NOTHING) -> Proof:
    detail = msg(
        "case {case_id} carries {mark}, but its page did not show: {lacking}",
        case_id=page.case_id,
        mark=filing.mark,
        lacking=(*page.missing, *([also] if also else [])),
    )
    return Proof(finding=Finding.PARTIAL, detail=detail, case_id=page.case_id)
