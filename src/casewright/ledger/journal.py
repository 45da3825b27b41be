"""Filings and their steps in the tables: found, begun, and advanced from one state to the next."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, Protocol

import sqlalchemy as sa

from casewright.ledger.filing import FOLLOWS, Filing, State, Transition
from casewright.ledger.refusals import NoSuchFiling, WrongState
from casewright.ledger.schema import ALIVE, MAY_BE_FILED, filings, likenesses, transitions
from casewright.ledger.seals import READ_OF_A_FILING, STEP, add_seal, digest_of
from casewright.message import msg
from casewright.model.claim import Claim
from casewright.model.fingerprint import like_marks
from casewright.model.form import Form

FILING = [filings.c[name] for name in Filing.model_fields]
"""The columns that a `Filing` is made from."""


class Fileable(Protocol):
    """What can be filed: a claim, the form it fills, and the fingerprint of its loss. A plan's entry is one."""

    @property
    def claim(self) -> Claim:
        """The claim."""

    @property
    def form(self) -> Form:
        """The texts and files that will be sent."""

    @property
    def fingerprint(self) -> str:
        """The fingerprint of the loss."""


def account_key(account: str) -> str:
    """Return an account's name regardless of case and spaces."""
    return " ".join(account.split()).casefold()


def filing_of(row: sa.Row[Any]) -> Filing:
    """A row of `filings` as a value."""
    return Filing.model_validate(row._asdict())


def find_filings(connection: sa.Connection, *conditions: sa.ColumnElement[bool]) -> list[Filing]:
    """The few filings that meet all conditions, the oldest first.

    They are sorted here: asked to sort, a query planner would rather walk through all filings in that order.
    """
    asked = sa.select(filings.c.number, *FILING).where(*conditions)
    rows = sorted((row._asdict() for row in connection.execute(asked)), key=lambda row: row["number"])
    return [Filing.model_validate({name: row[name] for name in Filing.model_fields}) for row in rows]


def read_page(
    connection: sa.Connection,
    conditions: Sequence[sa.ColumnElement[bool]],
    after: int | None,
    size: int,
    *,
    newest_first: bool,
) -> list[tuple[int, Filing]]:
    """Return so many filings that meet all conditions, with the numbers that request the next page."""
    number = filings.c.number
    asked = sa.select(number, *FILING).where(*conditions).limit(size)
    asked = asked.order_by(number.desc() if newest_first else number)
    if after is not None:
        asked = asked.where(number < after if newest_first else number > after)
    rows = [row._asdict() for row in connection.execute(asked)]
    return [(row.pop("number"), Filing.model_validate(row)) for row in rows]


def find_marked(
    connection: sa.Connection, site: str, marks: Sequence[str]
) -> Iterator[tuple[str, Sequence[str | None], Filing]]:
    """Return the filings that may have been made under one of these marks: mark, distinction, filing."""
    asked = sa.select(likenesses.c.mark, likenesses.c.apart, likenesses.c.filing_id)
    marked = connection.execute(asked.where(likenesses.c.site == site, likenesses.c.mark.in_(marks))).all()
    named = filings.c.filing_id.in_(sorted({row.filing_id for row in marked}))
    made = find_filings(connection, named, ALIVE, MAY_BE_FILED) if marked else []
    by_id = {filing.filing_id: filing for filing in made}
    for mark, apart, filing_id in marked:
        if filing_id in by_id:
            yield mark, apart, by_id[filing_id]


def current(connection: sa.Connection, filing_id: str) -> Filing:
    """Return the filing as it is now, locked until the transaction ends.

    Raises:
        NoSuchFiling: this ledger does not know it.
    """
    row = connection.execute(sa.select(*FILING).where(filings.c.filing_id == filing_id).with_for_update()).one_or_none()
    if row is None:
        raise NoSuchFiling(
            msg("The ledger has no filing {filing_id}.", filing_id=filing_id),
            remedy=msg("`casewright cases list` shows them all."),
        )
    return filing_of(row)


def begin(connection: sa.Connection, what: Fileable, site: str, at: datetime) -> Filing:
    """Write a new filing, prepared."""
    claim, form = what.claim, what.form
    filing = Filing(
        filing_id=uuid.uuid4().hex,
        claim_id=claim.claim_id,
        claim_type=claim.type,
        account=claim.account,
        marketplace=claim.marketplace,
        fingerprint=what.fingerprint,
        reference=form.reference,
        main_identifier=form.main_identifier,
        subject=form.subject,
        message=form.message,
        evidence=tuple((proof.name, proof.sha256) for proof in form.evidence),
        amount=str(claim.amount),
        currency=claim.currency,
        state=State.PREPARED,
        approval="",
        created_at=at,
        updated_at=at,
    )
    first = Transition(filing_id=filing.filing_id, number=1, before=None, after=filing.state, at=at)
    _write_step(connection, first)
    number = connection.execute(sa.select(sa.func.coalesce(sa.func.max(filings.c.number), 0))).scalar_one() + 1
    beside = {"number": number, "site": site, "account_key": account_key(claim.account), "step": 1}
    connection.execute(filings.insert().values(filing.model_dump() | beside))
    for mark, apart in like_marks(claim).items():
        row = {"filing_id": filing.filing_id, "mark": mark, "site": site, "apart": list(apart)}
        connection.execute(likenesses.insert().values(row))
    _seal(connection, site, first, filing)
    return filing


def advance(
    connection: sa.Connection,
    filing: Filing,
    after: State,
    at: datetime,
    *,
    by: str = "",
    note: str = "",
    **changes: object,
) -> Filing:
    """Take a filing that was read in this transaction one step further; `changes` are other fields that change with it.

    Raises:
        WrongState: the step does not follow.
    """
    if after not in FOLLOWS[filing.state]:
        raise WrongState(filing, after)
    asked = sa.select(filings.c.step, filings.c.site).where(filings.c.filing_id == filing.filing_id)
    last, site = connection.execute(asked).one()
    step = Transition(
        filing_id=filing.filing_id, number=last + 1, before=filing.state, after=after, at=at, by=by, note=note
    )
    _write_step(connection, step)
    changed = {"state": after, "detail": note, "updated_at": at, **changes}
    done = connection.execute(
        filings.update()
        .where(
            filings.c.filing_id == filing.filing_id,
            filings.c.state == filing.state,
            filings.c.approval == filing.approval,
        )
        .values(step=step.number, **changed)
    )
    if done.rowcount != 1:
        raise WrongState(filing, after, msg("it was changed meanwhile"))
    advanced = filing.model_copy(update=changed)
    _seal(connection, site, step, advanced)
    return advanced


def history(connection: sa.Connection, filing_id: str) -> list[Transition]:
    """Return every step of a filing, in order."""
    columns = [transitions.c[name] for name in Transition.model_fields]
    asked = sa.select(*columns).where(transitions.c.filing_id == filing_id).order_by(transitions.c.number)
    return [Transition.model_validate(row._asdict()) for row in connection.execute(asked)]


def _write_step(connection: sa.Connection, step: Transition) -> None:
    follows = step.number - 1 or None
    connection.execute(transitions.insert().values(step.model_dump() | {"follows": follows}))


def _seal(connection: sa.Connection, site: str, step: Transition, filing: Filing) -> None:
    """Seal a step, together with what people read of the filing after it."""
    stands = digest_of(filing.model_dump(), READ_OF_A_FILING)
    add_seal(connection, site, "step", step.filing_id, step.number, digest_of(step.model_dump(), STEP), stands)
