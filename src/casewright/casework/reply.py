"""Replying to a case: said once, after a yes, armed before the press, and proven from the case's own page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from casewright.caselog.case import CasePage
from casewright.casework.proof import same_text
from casewright.flow.page_owner import shown_owner
from casewright.flow.reason import Reason
from casewright.flow.window import Attach, Check, Fill, Find, Given, Kept, Open, Press, Submit, Target, WindowError
from casewright.ledger.filing import Filing
from casewright.ledger.followed import CLOSED
from casewright.ledger.reply import Reply, ReplySaid, ReplyState
from casewright.ledger.store import Ledger, LedgerError
from casewright.model.evidence import Evidence
from casewright.model.outcome import Outcome
from casewright.model.problem import Value
from casewright.site.visit import Visit

MOST_CHARACTERS = 4000
"""What a message to Seller Support may have (agencies' working instructions for the description)."""

_FEW_CHARACTERS = 40
_ON_ITS_WAY = timedelta(minutes=1)
"""So long after it was armed a reply may still be about to be pressed by another process."""

# The case page's own words; English only, as the case log is read.
_REPLY = Target("case.reply", "button", ("Reply",))
_TEXT = Target("case.text", "textbox", ("Type your message here",))
_FILES = Target("case.files", "file", ("Add attachments",))
_SEND = Target("case.send", "button", ("Send",))

Yes = Callable[[Kept], bool]
"""Asked with the picture of the filled form: whether it may be sent."""


class Replied(Value):
    """How a reply ended: `verified`, `uncertain`, or why nothing was sent."""

    outcome: Outcome
    detail: str
    reply: Reply | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """What is to be said to which case, with which files, and who says so."""

    filing: Filing
    text: str
    files: tuple[Evidence, ...]
    by: str


def reply_to(message: Message, visit: Visit, ledger: Ledger, stopped: Callable[[], str | None], yes: Yes) -> Replied:
    """Send one message to a filing's case.

    Nothing raises after the press: what is not proven then is `uncertain`, never sent again, and settled by the next
    look at the case (`settle_replies`).

    Raises:
        LedgerError: the ledger gave way before the press; nothing was sent.
    """
    try:
        not_ready = _ready(message, visit, stopped, yes)
    except WindowError as error:
        return Replied(outcome=error.reason.outcome, detail=str(error.message))
    return not_ready or _send(message, visit, ledger)


def _ready(message: Message, visit: Visit, stopped: Callable[[], str | None], yes: Yes) -> Replied | None:
    """Everything before the press: the case is looked into, the form filled, the person asked. None: it may be pressed.

    Raises:
        WindowError: the case or the form did not do what was asked.
    """
    case_id = message.filing.case_id or ""
    if hindered := _hinders(visit.cases.read(case_id), message):
        return hindered
    if reason := stopped():
        return Replied(outcome=Outcome.STOPPED, detail=reason)
    done = _fill(message, visit, case_id)
    visit.window.do(Find(_SEND))
    if not yes(visit.window.keep(f"reply-{case_id}")):
        return Replied(outcome=Outcome.CANCELLED, detail="you did not say yes")
    # Once more, in a page beside the form: a person may take their time, and another may have answered meanwhile.
    if hindered := _hinders(visit.cases.read(case_id), message):
        return hindered
    visit.window.do(Check(tuple(done)))
    reason = stopped()
    return Replied(outcome=Outcome.STOPPED, detail=reason) if reason else None


def _hinders(page: CasePage, message: Message) -> Replied | None:
    if _said(page, message):
        return Replied(outcome=Outcome.DUPLICATE, detail=f"case {page.case_id} holds this message already")
    if page.status.casefold() in CLOSED:
        told = f"case {page.case_id} is {page.status}: a reply may open it again, or nobody reads it"
        return Replied(outcome=Outcome.FAILED_BEFORE_SUBMIT, detail=f"{told}; answer it in Seller Central yourself")
    return None


def _said(page: CasePage, message: Message) -> bool:
    """Whether the case holds these words with these files; a few words stand in many a message, so they must be all."""
    new = {file.name for file in message.files} - set(page.attachments)
    short = len(message.text) < _FEW_CHARACTERS
    same = (same_text(message.text, one) and (not short or same_text(one, message.text)) for one in page.messages)
    return not new and any(same)


def _fill(message: Message, visit: Visit, case_id: str) -> Sequence[Given]:
    """Open the case, see whose it is, and fill the form.

    Raises:
        WindowError: the page is another account's, or does not take what is typed.
    """
    window = visit.window
    window.do(Open(f"/cu/case-dashboard/view-case?caseID={case_id}"))
    shown = shown_owner(window.look())
    if shown is None or not shown.same(visit.owner):
        raise WindowError(Reason.SIGNED_OUT, f"the page belongs to “{shown or 'nobody'}”, the case to “{visit.owner}”")
    window.do(Press(_REPLY))
    done: list[Given] = [Fill(_TEXT, message.text)]
    if message.files:
        done.append(Attach(_FILES, message.files))
    for act in done:
        window.do(act)
    return done


def _send(message: Message, visit: Visit, ledger: Ledger) -> Replied:
    files = tuple((file.name, file.sha256) for file in message.files)
    try:
        armed, permit = ledger.arm_reply(message.filing, message.text, files, message.by)
    except ReplySaid as said:
        return Replied(outcome=Outcome.DUPLICATE, detail=str(said.message), reply=said.reply)
    try:
        visit.window.do(Submit(_SEND, permit))
    except Exception as error:  # noqa: BLE001 (after the press an outcome is a value)
        if not permit.spent:
            settled = ledger.settle_reply(armed, ReplyState.NOT_SENT, f"the permit was not used: {error}")
            return Replied(outcome=Outcome.FAILED_BEFORE_SUBMIT, detail=str(error), reply=settled)
    return _proven(armed, visit, ledger)


def _proven(armed: Reply, visit: Visit, ledger: Ledger) -> Replied:
    """After the press the case's own page decides; whatever gives way from here on is told, never raised."""
    try:
        page = visit.cases.read(armed.case_id)
    except Exception as error:  # noqa: BLE001 (after the press an outcome is a value)
        told = f"the case could not be read after the press: {error}"
        return _settled(armed, ledger, Outcome.UNCERTAIN, ReplyState.UNCERTAIN, told)
    if problem := _differs(page, armed):
        return _settled(armed, ledger, Outcome.UNCERTAIN, ReplyState.UNCERTAIN, problem)
    told = f"case {armed.case_id} holds the message and its files"
    return _settled(armed, ledger, Outcome.VERIFIED, ReplyState.VERIFIED, told)


def _settled(armed: Reply, ledger: Ledger, outcome: Outcome, state: ReplyState, detail: str) -> Replied:
    """Write down how it ended. A ledger that gives way still holds `armed`: the next look at the case settles it."""
    try:
        return Replied(outcome=outcome, detail=detail, reply=ledger.settle_reply(armed, state, detail))
    except LedgerError as error:
        told = f"{detail}; it could not be written down: {error.message}"
        return Replied(outcome=Outcome.UNCERTAIN, detail=told, reply=armed)


def _said_by_us(page: CasePage) -> list[str]:
    """The messages that are not Amazon's: an answer that quotes our words does not prove that we said them."""
    ours = list(page.messages)
    for answer in page.answers:
        if answer.text in ours:
            ours.remove(answer.text)
    return ours


def _differs(page: CasePage, reply: Reply) -> str:
    """What the case's page lacks of a reply; empty for nothing."""
    if not any(same_text(reply.text, one) for one in _said_by_us(page)):
        return f"case {page.case_id} does not show the message"
    missing = sorted({name for name, _ in reply.attachments} - set(page.attachments))
    return f"case {page.case_id} shows the message without {', '.join(missing)}" if missing else ""


def settle_replies(page: CasePage, ledger: Ledger, now: datetime, settle: timedelta) -> tuple[Reply, ...]:
    """Settle what is in doubt of a case's replies from its page.

    Shown with all its files → verified. Nowhere on the page later than `settle` after it was armed → not sent, and it
    may be said again. Anything between, such as the words without a file, stays in doubt.
    """
    settled = []
    for one in ledger.replies():
        if one.case_id != page.case_id or one.state not in {ReplyState.ARMED, ReplyState.UNCERTAIN}:
            continue
        if not _differs(page, one):
            settled.append(ledger.settle_reply(one, ReplyState.VERIFIED, f"case {page.case_id} shows it"))
        elif now - one.armed_at >= max(settle, _ON_ITS_WAY) and not any(
            same_text(one.text, text) for text in page.messages
        ):
            settled.append(ledger.settle_reply(one, ReplyState.NOT_SENT, f"case {page.case_id} does not show it"))
    return tuple(settled)
