"""Reply to a case: sent once, after a yes, armed before the press, and proven from the case's own page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from casewright.caselog.case import CasePage, case_path
from casewright.caselog.same_text import holds_text, message_with, quotes_text
from casewright.casework.interrupt import interrupts_held
from casewright.errors import Attempt, CasewrightError, sentence_of
from casewright.flow.event import AtSubmit, Ended
from casewright.flow.model import FlowSet
from casewright.flow.walk import walk
from casewright.flow.window import Kept, WindowError
from casewright.ledger.filing import Filing
from casewright.ledger.followed import CLOSED
from casewright.ledger.reply import Reply, ReplySaid, ReplyState
from casewright.ledger.store import Ledger
from casewright.message import NOTHING, Message, clauses, msg
from casewright.model.evidence import Evidence
from casewright.model.form import Form
from casewright.model.outcome import Outcome
from casewright.model.problem import Value
from casewright.permit import Permit
from casewright.site.visit import Visit

MOST_CHARACTERS = 4000
"""What a message to Seller Support may have (agencies' working instructions for the description)."""

_FEW_CHARACTERS = 40
_ON_ITS_WAY = timedelta(minutes=1)
"""So long after it was armed a reply may still be about to be pressed by another process."""

Yes = Callable[[Kept], bool]
"""Asked with the picture of the filled form: whether it may be sent."""


class Replied(Value):
    """How a reply ended: `verified`, `uncertain`, or why nothing was sent."""

    outcome: Outcome
    detail: Message
    reply: Reply | None = None
    unread: bool = False
    """The submit was pressed, and the case could not be read in this browser: another one may (`read_case_again`)."""


@dataclass(frozen=True, slots=True)
class ReplyRequest:
    """What to say to which case, and with which files."""

    filing: Filing
    text: str
    files: tuple[Evidence, ...] = ()

    @property
    def form(self) -> Form:
        """Return what the reply flow may type and attach."""
        filing = self.filing
        return Form(
            reference=f"reply-{filing.case_id}",
            subject=filing.subject,
            message=self.text,
            short_message=self.text,
            steps_taken="",
            references=filing.reference,
            main_identifier=filing.main_identifier,
            claim_type="",
            evidence=self.files,
        )


@dataclass(frozen=True, slots=True)
class ReplyDesk:
    """Who replies, and with what. `stopped` returns why nothing more may be done; `by` names who says yes."""

    ledger: Ledger
    flows: FlowSet
    stopped: Callable[[], Message | None]
    yes: Yes
    by: str


def reply_to(request: ReplyRequest, visit: Visit, desk: ReplyDesk) -> Replied:
    """Send one message to a filing's case.

    Nothing raises after the press: what is not proven then is `uncertain`, never sent again, and settled by the next
    look at the case (`settle_replies`).

    Raises:
        LedgerError: the ledger failed before the press; nothing was sent.
    """
    gate = _ReplyGate(request, visit, desk)
    try:
        gate.look_into_case()
        ended = _walk(gate)
    except _NotSent as refused:
        return refused.replied
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 (from `armed` on an outcome is a value)
        return _torn_off(gate, error)
    if gate.armed is None or gate.permit is None:
        return Replied(outcome=ended.outcome, detail=ended.detail)
    if not gate.permit.spent:
        return _unused(gate.armed, ended.detail, desk.ledger)
    return _proven(gate.armed, visit, desk.ledger)


def _torn_off(gate: _ReplyGate, error: BaseException) -> Replied:
    """Return how an interrupted reply ended: in doubt from the press on.

    Raises:
        BaseException: nothing was pressed, and it is not something that a page may raise.
    """
    armed, ledger = gate.armed, gate.desk.ledger
    if armed and gate.permit and gate.permit.spent:
        why = msg("the submit was pressed, then: {trouble}", trouble=sentence_of(error))
        if isinstance(error, KeyboardInterrupt):  # whoever pressed it wants to leave: `cases sync` checks later
            return _settled(armed, ledger, Outcome.UNCERTAIN, ReplyState.UNCERTAIN, why)
        return _proven(armed, gate.visit, ledger, why)
    replied = _unused(armed, sentence_of(error), ledger) if armed else None
    if isinstance(error, WindowError):
        outcome, detail = error.reason.outcome, error.message
        return replied.model_copy(update={"outcome": outcome}) if replied else Replied(outcome=outcome, detail=detail)
    if replied is None or isinstance(error, KeyboardInterrupt):
        raise error
    return replied


def _unused(armed: Reply, why: Message, ledger: Ledger) -> Replied:
    """The permit was never used: it is known that nothing was sent."""
    detail = msg("the permit was not used: {why}", why=why)
    return _settled(armed, ledger, Outcome.FAILED_BEFORE_SUBMIT, ReplyState.NOT_SENT, detail)


def _walk(gate: _ReplyGate) -> Ended:
    """Walk the reply flow, from the case's own page to the press."""
    request, visit, desk = gate.request, gate.visit, gate.desk
    events = walk(
        visit.window,
        desk.flows.to("reply"),
        request.form,
        gate,
        start=case_path(request.filing.case_id or ""),
        stop=desk.stopped,
        attended=visit.attended,
        owner=visit.owner,
    )
    return next(event for event in events if isinstance(event, Ended))


class _NotSent(CasewrightError):
    """Something speaks against sending, right before the press."""

    def __init__(self, outcome: Outcome, detail: Message, reply: Reply | None = None) -> None:
        super().__init__(detail)
        self.replied = Replied(outcome=outcome, detail=detail, reply=reply)


@dataclass(slots=True)
class _ReplyGate:
    """Guards the press: asks, looks at the case again, arms. Gives one permit or raises."""

    request: ReplyRequest
    visit: Visit
    desk: ReplyDesk
    armed: Reply | None = None
    permit: Permit | None = None

    def __call__(self, moment: AtSubmit) -> Permit:
        if not self.desk.yes(moment.kept):
            raise _NotSent(Outcome.CANCELLED, msg("you did not say yes"))
        # In a page beside the form: a person may take their time, and another may have answered meanwhile.
        self.look_into_case()
        with interrupts_held():  # otherwise nobody would know that the permit was never used
            self.armed, self.permit = self._arm()
        return self.permit

    def look_into_case(self) -> None:
        """Check that the case does not hold the message yet, and that somebody would read it.

        Raises:
            _NotSent: it does, nobody would, or the stop switch is on.
            WindowError: the case could not be read.
        """
        _hinder(self.visit.cases.read(self.request.filing.case_id or ""), self.request)
        if reason := self.desk.stopped():
            raise _NotSent(Outcome.STOPPED, reason)

    def _arm(self) -> tuple[Reply, Permit]:
        files = tuple((file.name, file.sha256) for file in self.request.files)
        try:
            return self.desk.ledger.arm_reply(self.request.filing, self.request.text, files, self.desk.by)
        except ReplySaid as said:
            raise _NotSent(Outcome.DUPLICATE, said.message, said.reply) from None


def _hinder(page: CasePage, request: ReplyRequest) -> None:
    if _holds_reply(page, request):
        raise _NotSent(Outcome.DUPLICATE, msg("case {case_id} holds this message already", case_id=page.case_id))
    if page.status.casefold() in CLOSED:
        why = msg(
            "case {case_id} is {status}: a reply may open it again, or nobody reads it",
            case_id=page.case_id,
            status=page.status,
        )
        by_hand = msg("answer it in Seller Central yourself")
        raise _NotSent(Outcome.FAILED_BEFORE_SUBMIT, clauses((why, by_hand)))


def _holds_reply(page: CasePage, request: ReplyRequest) -> bool:
    """Return whether the case holds these words with these files; a few words recur, so they must be the whole."""
    if {file.name for file in request.files} - set(page.attachments):
        return False
    held = holds_text if len(request.text) < _FEW_CHARACTERS else quotes_text
    return any(held(message, request.text) for message in page.messages)


def _proven(armed: Reply, visit: Visit, ledger: Ledger, trouble: Message = NOTHING) -> Replied:
    """Let the case's own page decide after the press; any failure from here on is reported, never raised."""
    page: CasePage | None = None
    with Attempt(Exception, KeyboardInterrupt) as reading:
        page = visit.cases.read(armed.case_id)
    if page is None:
        unread = msg("the case could not be read after the press: {error}", error=trouble or reading.why)
        replied = _settled(armed, ledger, Outcome.UNCERTAIN, ReplyState.UNCERTAIN, unread)
        return replied.model_copy(update={"unread": isinstance(reading.error, Exception)})
    if problem := _lacks(page, armed):
        return _settled(armed, ledger, Outcome.UNCERTAIN, ReplyState.UNCERTAIN, problem)
    proof = msg("case {case_id} holds the message and its files", case_id=armed.case_id)
    return _settled(armed, ledger, Outcome.VERIFIED, ReplyState.VERIFIED, proof)


def read_case_again(replied: Replied, visit: Visit, ledger: Ledger) -> Replied:
    """Let the case decide in a fresh browser after the one that pressed died; if it cannot, the doubt stays."""
    if replied.reply is None:
        return replied
    again = _proven(replied.reply, visit, ledger)
    return replied if again.unread else again


def _settled(armed: Reply, ledger: Ledger, outcome: Outcome, state: ReplyState, detail: Message) -> Replied:
    """Record how it ended. A ledger that fails still holds `armed`: the next look at the case settles it."""
    with Attempt(Exception, KeyboardInterrupt) as writing:
        return Replied(outcome=outcome, detail=detail, reply=ledger.settle_reply(armed, state, str(detail)))
    unwritten = clauses((detail, msg("it could not be recorded: {message}", message=writing.why)))
    return Replied(outcome=Outcome.UNCERTAIN, detail=unwritten, reply=armed)


def _lacks(page: CasePage, reply: Reply) -> Message:
    """Return what the case's page lacks of a reply; empty for nothing. An answer that quotes us proves nothing."""
    if message_with(page, reply.text) is None:
        return msg("case {case_id} does not show the message", case_id=page.case_id)
    missing = sorted({name for name, _ in reply.attachments} - set(page.attachments))
    if not missing:
        return NOTHING
    return msg("case {case_id} shows the message without {files}", case_id=page.case_id, files=missing)


def settle_replies(page: CasePage, ledger: Ledger, now: datetime, settle: timedelta) -> tuple[Reply, ...]:
    """Settle a case's replies in doubt from its page.

    Shown with all its files → verified. Nowhere on a complete page, later than twice `settle` after it was armed → not
    sent, and it may be sent again: twice, because the clock that armed it may have been that far behind the current
    one. Anything in between, such as the words without a file, stays in doubt.
    """
    settled = []
    for reply in ledger.replies(page.case_id):
        if reply.state not in {ReplyState.ARMED, ReplyState.UNCERTAIN}:
            continue
        if not _lacks(page, reply):
            settled.append(
                ledger.settle_reply(
                    reply, ReplyState.VERIFIED, str(msg("case {case_id} shows it", case_id=page.case_id))
                )
            )
        elif _is_nowhere(page, reply) and now - reply.armed_at >= max(2 * settle, _ON_ITS_WAY):
            settled.append(
                ledger.settle_reply(
                    reply, ReplyState.NOT_SENT, str(msg("case {case_id} does not show it", case_id=page.case_id))
                )
            )
    return tuple(settled)


def _is_nowhere(page: CasePage, reply: Reply) -> bool:
    """Return whether the words are nowhere in the case; a page that did not show everything cannot say that."""
    return not page.missing and not any(quotes_text(message, reply.text) for message in page.messages)
