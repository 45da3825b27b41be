"""Replies to cases in the tables: armed before the press, never sent twice, settled from the case's own page."""

from __future__ import annotations

import hashlib
import json
import uuid
from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa

from casewright.ledger.filing import Filing
from casewright.ledger.refusals import LedgerError
from casewright.ledger.schema import SAID, replies
from casewright.ledger.seals import READ_OF_A_REPLY, REPLY, add_seal, digest_of, last_number
from casewright.message import msg
from casewright.model.problem import Value

Files = tuple[tuple[str, str], ...]
"""(name, SHA-256) of each file."""


class ReplyState(StrEnum):
    """The state of a reply. From `armed` on it may have been sent."""

    ARMED = "armed"
    UNCERTAIN = "uncertain"
    VERIFIED = "verified"
    NOT_SENT = "not_sent"


class Reply(Value):
    """One message to a case, with who said yes to it. Times are UTC."""

    reply_id: str
    filing_id: str
    case_id: str
    digest: str
    text: str
    attachments: Files = ()
    state: ReplyState
    by: str
    detail: str = ""
    armed_at: datetime
    updated_at: datetime


class ReplySaid(LedgerError):
    """The same words and files were sent to this case before, or may have been."""

    def __init__(self, reply: Reply) -> None:
        self.reply = reply
        super().__init__(
            msg(
                "The same reply to case {case_id} is {state} since {armed_at:%Y-%m-%d %H:%M} UTC.",
                case_id=reply.case_id,
                state=reply.state,
                armed_at=reply.armed_at,
            ),
            remedy=msg("`casewright cases sync` checks whether it arrived. Send a different text, or none."),
        )


_COLUMNS = [replies.c[name] for name in Reply.model_fields]


def digest_of_words(case_id: str, text: str, files: Files) -> str:
    """Return a digest that is equal for the same words and files to the same case, whatever the line endings."""
    said = {"case": case_id, "text": " ".join(text.split()), "files": sorted(sha for _, sha in files)}
    return hashlib.sha256(json.dumps(said, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def find_replies(connection: sa.Connection, site: str, case_id: str | None = None) -> tuple[Reply, ...]:
    """A site's replies, or those to one case, the oldest first."""
    conditions = [replies.c.site == site, *([replies.c.case_id == case_id] if case_id is not None else [])]
    return _find_replies(connection, *conditions)


def _find_replies(connection: sa.Connection, *conditions: sa.ColumnElement[bool]) -> tuple[Reply, ...]:
    asked = sa.select(*_COLUMNS).where(*conditions).order_by(replies.c.armed_at)
    return tuple(Reply.model_validate(row._asdict()) for row in connection.execute(asked))


def arm(connection: sa.Connection, site: str, filing: Filing, text: str, files: Files, by: str, at: datetime) -> Reply:
    """Record that a reply is about to be sent.

    Raises:
        ReplySaid: the same was sent to this case before, or may have been.
    """
    case_id = filing.case_id or ""
    digest = digest_of_words(case_id, text, files)
    same = (replies.c.site == site, replies.c.case_id == case_id, replies.c.digest == digest, SAID)
    if earlier := _find_replies(connection, *same):
        raise ReplySaid(earlier[0])
    reply = Reply(
        reply_id=uuid.uuid4().hex,
        filing_id=filing.filing_id,
        case_id=case_id,
        digest=digest,
        text=text,
        attachments=files,
        state=ReplyState.ARMED,
        by=by,
        armed_at=at,
        updated_at=at,
    )
    connection.execute(replies.insert().values({"site": site, **reply.model_dump()}))
    _seal(connection, site, reply, 1)
    return reply


def settle(connection: sa.Connection, reply: Reply, state: ReplyState, detail: str, at: datetime) -> Reply:
    """Record the result of a reply; what is verified or known to be unsent stays so."""
    open_states = (ReplyState.ARMED, ReplyState.UNCERTAIN)
    changes = {"state": state, "detail": detail, "updated_at": at}
    named = replies.c.reply_id == reply.reply_id
    done = connection.execute(sa.update(replies).where(named, replies.c.state.in_(open_states)).values(**changes))
    row = connection.execute(sa.select(replies.c.site, *_COLUMNS).where(named)).one()._asdict()
    site, now = row.pop("site"), Reply.model_validate(row)
    if done.rowcount:
        _seal(connection, site, now, last_number(connection, now.reply_id) + 1)
    return now


def _seal(connection: sa.Connection, site: str, reply: Reply, number: int) -> None:
    told = reply.model_dump()
    add_seal(
        connection, site, "reply", reply.reply_id, number, digest_of(told, REPLY), digest_of(told, READ_OF_A_REPLY)
    )
