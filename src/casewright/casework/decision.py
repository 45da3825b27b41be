"""A person's decision on a filing that the case log does not decide: what they are shown, and how it is recorded."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import zip_longest

from casewright.caselog.case import CASE_ID, CaseLog, CasePage
from casewright.caselog.same_text import message_with, nearest_message
from casewright.casework.proof import find_ours
from casewright.errors import UsageError
from casewright.flow.window import WindowError
from casewright.ledger.filing import Filing
from casewright.ledger.store import Ledger
from casewright.message import Message, msg
from casewright.model.outcome import Outcome
from casewright.model.problem import Value

_CASES_SHOWN = 5
"""More cases than that with one reference are no doubt but an accident: the first ones are enough to see it."""


class Pair(Value):
    """One line of both texts side by side; None if one text has no such line."""

    sent: str | None
    stored: str | None

    @property
    def same(self) -> bool:
        """Whether both say the same, apart from trailing spaces."""
        return self.sent is not None and self.stored is not None and self.sent.rstrip() == self.stored.rstrip()


class Beside(Value):
    """One case of the case log next to what was sent."""

    page: CasePage
    text: tuple[Pair, ...]
    same_text: bool
    same_files: bool


class Doubt(Value):
    """A filing that only a person can decide, why, and every candidate case; `unread` could not be shown."""

    filing: Filing
    why: Message
    cases: tuple[Beside, ...] = ()
    unread: tuple[Message, ...] = ()


class Decision(Value):
    """A person's decision: this case, or (None) that nothing was sent; and why."""

    case_id: str | None
    why: str


def doubt(filing: Filing, why: Message, log: CaseLog) -> Doubt:
    """Read every case that the filing may be: those with its mark, and the one that its page showed."""
    unread: list[Message] = []
    shown: list[Beside] = []
    for case_id in _candidates(filing, log, unread):
        try:
            shown.append(put_beside(filing, log.read(case_id)))
        except WindowError as error:
            unread.append(msg("case {case_id}: {message}", case_id=case_id, message=error.message))
    return Doubt(filing=filing, why=why, cases=tuple(shown), unread=tuple(unread))


def _candidates(filing: Filing, log: CaseLog, unread: list[Message]) -> list[str]:
    seen = [filing.case_id] if filing.case_id else []
    try:
        seen += [row.case_id for row in find_ours(log.search(filing.mark).rows, filing)]
    except WindowError as error:
        unread.append(msg("the search for {mark}: {message}", mark=filing.mark, message=error.message))
    return list(dict.fromkeys(seen))[:_CASES_SHOWN]


def put_beside(filing: Filing, page: CasePage) -> Beside:
    """Return what was sent and what a case holds, line by line, using the message that is most like ours."""
    nearest = nearest_message(page, filing.message)
    stored = "\n".join((nearest.text, *nearest.added)) if nearest else ""
    return Beside(
        page=page,
        text=tuple(_pairs(filing.message.splitlines(), stored.splitlines())),
        same_text=not filing.message or message_with(page, filing.message) is not None,
        same_files=sorted(page.attachments) == sorted(name for name, _ in filing.evidence),
    )


def _pairs(sent: list[str], stored: list[str]) -> Iterator[Pair]:
    compared = SequenceMatcher(None, [line.rstrip() for line in sent], [line.rstrip() for line in stored], False)
    for _, from_, to, other_from, other_to in compared.get_opcodes():
        for mine, theirs in zip_longest(sent[from_:to], stored[other_from:other_to]):
            yield Pair(sent=mine, stored=theirs)


def case_id_of(text: str) -> str:
    """Return a case ID as typed by a person.

    Raises:
        UsageError: it is not a case ID.
    """
    told = text.strip()
    if not CASE_ID.fullmatch(told) or not told.isascii():
        raise UsageError(
            msg("{text!r} is not a case ID.", text=text), remedy=msg("A case ID has 8 to 14 digits, like 17204938815.")
        )
    return told


def record(ledger: Ledger, filing: Filing, decision: Decision, by: str) -> Filing:
    """Record a decision permanently, with who made it, when and why; a case gets its receipt.

    Raises:
        LedgerError: the person or the reason is missing; the filing is not in doubt; the case is another claim's.
    """
    decided = ledger.decide(filing, by=by, why=decision.why, case_id=decision.case_id)
    if decision.case_id:
        ledger.write_receipt(
            decided, Outcome.VERIFIED, detail=str(msg("decided by {person}: {reason}", person=by, reason=decision.why))
        )
    return decided
