"""The ledger: opened, written step by step, queried. The only place that makes permits."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

import sqlalchemy as sa

from casewright.ledger import chain, journal, reply
from casewright.ledger.database import Database, open_database
from casewright.ledger.filing import NEVER_ARMED, Filing, Sent, State
from casewright.ledger.followed import Followed, keep
from casewright.ledger.head_file import HeadFile
from casewright.ledger.migrate import bring_up_to_date
from casewright.ledger.pace import Pace, keep_pace
from casewright.ledger.receipt import Receipt
from casewright.ledger.records import Records
from casewright.ledger.refusals import DuplicateFiling, LedgerError, NoSuchFiling, NotArmed, WrongState
from casewright.ledger.reply import Reply, ReplyState
from casewright.ledger.schema import ALIVE, LACKS_RECEIPT, filings
from casewright.ledger.seals import Head, head_of, holds_end
from casewright.message import msg
from casewright.model.outcome import Outcome
from casewright.permit import Permit

__all__ = ["DuplicateFiling", "Ledger", "LedgerError", "NoSuchFiling", "NotArmed", "WrongState", "open_ledger"]

T = TypeVar("T")

#: From here a person may decide; an armed filing may still be at work in another process.
_FOR_A_PERSON = (State.OBSERVED, State.UNCERTAIN, State.NEEDS_PERSON)


def utc_now() -> datetime:
    """This moment."""
    return datetime.now(UTC)


def open_ledger(
    where: Path | str,
    site: str,
    *,
    now: Callable[[], datetime] = utc_now,
    patience: float = 10.0,
    head: Path | None = None,
) -> Ledger:
    """Open the ledger in a file, or at an SQLAlchemy address; it is created or migrated if needed.

    `site` is `live` or `sandbox`: what belongs to the other is never seen. `patience` is how many seconds a write waits
    for another process. `head` is a separate file that keeps the end of its chain.

    Raises:
        LedgerError: it cannot be opened, is not a ledger, or was made by a later version; nothing was changed.
    """
    database = open_database(where, patience)
    try:
        bring_up_to_date(database)
        ledger = Ledger(database, site, now, HeadFile(head) if head else None)
        ledger.complete_receipts()
    except BaseException:
        database.close()
        raise
    return ledger


class Ledger(Records):
    """The permanent record of each claim on one site, written step by step.

    Every step is one transaction, on disk when the call returns. Each takes the filing as last seen and works on what
    the ledger holds now; it raises `WrongState` if the step does not follow from that, and `LedgerError` if the
    database fails: then nothing was written.
    """

    def __init__(
        self, database: Database, site: str, now: Callable[[], datetime] = utc_now, head: HeadFile | None = None
    ) -> None:
        super().__init__(database, site, head)
        self._now = now

    def __enter__(self) -> Self:
        """The ledger itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""
        self.close()

    def close(self) -> None:
        """Close the database."""
        self._database.close()

    def prepare(self, what: journal.Fileable) -> Filing:
        """Begin to file a loss. A filing of the same loss that was never armed is given up for the new one.

        Raises:
            DuplicateFiling: the loss was filed before, or may have been.
        """
        return self._write(lambda connection: self._begin(connection, what))

    def adopt(
        self, what: journal.Fileable, case_id: str, sent: Sent, *, filed_at: datetime | None, by: str, note: str
    ) -> Filing:
        """Take a case that was filed elsewhere: all its steps in one transaction, and no permit for anybody.

        `sent` is what the case holds, `filed_at` when it was made, `by` who says that it is this claim's.

        Raises:
            DuplicateFiling: the loss was filed before, or may have been.
            WrongState: the case is another filing's.
        """

        def work(connection: sa.Connection) -> Filing:
            held, at = self._begin(connection, what), self._now()
            approval = str(msg("adopted by {person}", person=by))
            held = journal.advance(
                connection, held, State.APPROVED, at, by=by, note=note, approval=approval, **sent.model_dump()
            )
            held = journal.advance(connection, held, State.ARMED, at, note=note, armed_at=filed_at or at)
            return self._verify(
                connection,
                journal.advance(connection, held, State.UNCERTAIN, at, note=note),
                case_id,
                note,
                by,
            )

        return self._write(work)

    def approve(
        self, filing: Filing, approval: str, *, by: str = "", note: str = "", sent: Sent | None = None
    ) -> Filing:
        """Record a yes, bound to the digest of everything that was approved.

        `sent` is what the walked way puts into the case, if that is not everything that was prepared.

        Raises:
            WrongState: the filing is not waiting for a yes.
        """
        changes = sent.model_dump() if sent else {}
        return self._step(filing, State.APPROVED, by=by, note=note, approval=approval, **changes)

    def arm(self, filing: Filing, pace: Pace | None = None, *, site_time: datetime | None = None) -> Permit:
        """Give the right to press submit once, to one caller; `armed` is on disk before this returns.

        `site_time` is what the site's own clock just said, if known.

        Raises:
            NotArmed: it is not approved, approved for something else, or another call was given the permit.
            TooMany, TooSoon: with a `pace`, the account's cap is reached, or the pause is not over. It stays approved.
        """

        def work(connection: sa.Connection) -> None:
            if pace:
                keep_pace(connection, self.site, filing.account, pace, self._now())
            held = journal.current(connection, filing.filing_id)
            if held.state is not State.APPROVED:
                raise NotArmed(held, msg("only an approved filing is armed, and only once"))
            if held.approval != filing.approval:
                raise NotArmed(held, msg("something else was approved"))
            at = self._now()
            journal.advance(connection, held, State.ARMED, at, armed_at=at, armed_site_time=site_time)

        self._write(work)
        return Permit(filing.filing_id)

    def clicked(self, filing: Filing) -> Filing:
        """Record that submit was pressed."""
        return self._step(filing, State.CLICKED)

    def observe(self, filing: Filing, case_id: str) -> Filing:
        """Record the case named after the click. One that belongs to another filing proves nothing: `uncertain`."""

        def work(connection: sa.Connection) -> Filing:
            held = journal.current(connection, filing.filing_id)
            if others := self._holders(connection, held, case_id):
                note = str(
                    msg(
                        "the page showed case {case_id}, which belongs to claim {claim} ({reference})",
                        case_id=case_id,
                        claim=others[0].claim_id,
                        reference=others[0].reference,
                    )
                )
                return journal.advance(connection, held, State.UNCERTAIN, self._now(), note=note)
            return journal.advance(
                connection,
                held,
                State.OBSERVED,
                self._now(),
                note=str(msg("the page showed case {case_id}", case_id=case_id)),
                case_id=case_id,
            )

        return self._write(work)

    def verify(self, filing: Filing, case_id: str, detail: str = "", *, by: str = "") -> Filing:
        """Record that the case log proved the case.

        Raises:
            WrongState: another case was seen for this filing before, or the case is another filing's.
        """

        def work(connection: sa.Connection) -> Filing:
            held = journal.current(connection, filing.filing_id)
            return self._verify(connection, held, case_id, detail, by)

        return self._write(work)

    def uncertain(self, filing: Filing, detail: str) -> Filing:
        """Record that something went wrong after the submit was armed: a case may exist."""
        return self._step(filing, State.UNCERTAIN, note=detail)

    def not_sent(self, filing: Filing, proof: str) -> Filing:
        """Record that it is proven that no case exists: the loss may be claimed again.

        Raises:
            WrongState: a case was seen for this filing: only a person can say that it is not ours (`decide`).
        """

        def work(connection: sa.Connection) -> Filing:
            held = journal.current(connection, filing.filing_id)
            if held.case_id:
                raise WrongState(held, State.NOT_SENT, msg("the page showed case {case_id}", case_id=held.case_id))
            return journal.advance(connection, held, State.NOT_SENT, self._now(), note=proof)

        return self._write(work)

    def needs_person(self, filing: Filing, detail: str) -> Filing:
        """Record that the case log does not decide it."""
        return self._step(filing, State.NEEDS_PERSON, note=detail)

    def decide(self, filing: Filing, *, by: str, why: str, case_id: str | None) -> Filing:
        """Record a person's decision on a filing in doubt: this case, or (None) that nothing was sent.

        Raises:
            LedgerError: the person or the reason is missing.
            WrongState: the filing is not in doubt, or may still be at work.
        """
        if not by.strip() or not why.strip():
            raise LedgerError(
                msg("A decision needs a name and a reason."), remedy=msg("Give both; they are kept for good.")
            )

        def work(connection: sa.Connection) -> Filing:
            held = journal.current(connection, filing.filing_id)
            after = State.VERIFIED if case_id else State.NOT_SENT
            if held.state not in _FOR_A_PERSON:
                raise WrongState(held, after)
            if held.state is not State.NEEDS_PERSON:
                held = journal.advance(
                    connection, held, State.NEEDS_PERSON, self._now(), note=str(msg("a person decides"))
                )
            if case_id:
                return self._verify(connection, held.model_copy(update={"case_id": None}), case_id, why, by)
            return journal.advance(connection, held, after, self._now(), by=by, note=why, case_id=None)

        return self._write(work)

    def abandon(self, filing: Filing, detail: str) -> Filing:
        """Give up a filing that was never armed; the loss may be claimed again. Giving up twice changes nothing."""

        def work(connection: sa.Connection) -> Filing:
            held = journal.current(connection, filing.filing_id)
            if held.state is State.ABANDONED:
                return held
            return journal.advance(connection, held, State.ABANDONED, self._now(), note=detail)

        return self._write(work)

    def write_receipt(
        self, filing: Filing, outcome: Outcome, *, detail: str = "", flows: tuple[str, ...] = ()
    ) -> Receipt:
        """Append a receipt to the chain, unless it would only repeat the filing's last.

        Raises:
            WrongState: the outcome says `verified` and the ledger does not.
        """

        def work(connection: sa.Connection) -> Receipt:
            held = journal.current(connection, filing.filing_id)
            if outcome is Outcome.VERIFIED and held.state is not State.VERIFIED:
                raise WrongState(held, State.VERIFIED, msg("a receipt cannot say more than the ledger"))
            return chain.add_receipt(
                connection, held, outcome, site=self.site, at=self._now(), detail=detail, flows=tuple(flows)
            )

        return self._write(work)

    def arm_reply(self, filing: Filing, text: str, files: reply.Files, by: str) -> tuple[Reply, Permit]:
        """Give the right to send one message to a filing's case once; `armed` is on disk before this returns.

        Raises:
            ReplySaid: the same was sent to this case before, or may have been.
        """
        armed = self._write(lambda connection: reply.arm(connection, self.site, filing, text, files, by, self._now()))
        return armed, Permit(armed.reply_id)

    def settle_reply(self, armed: Reply, state: ReplyState, detail: str) -> Reply:
        """Record the result of a reply."""
        return self._write(lambda connection: reply.settle(connection, armed, state, detail, self._now()))

    def follow(self, seen: Followed) -> None:
        """Remember what a case's own page shows."""
        self._write(lambda connection: keep(connection, self.site, seen))

    def complete_receipts(self) -> tuple[Receipt, ...]:
        """Write the receipts that an interruption between proof and receipt left out."""
        with self._database.reading() as connection:
            proven = self._find(connection, LACKS_RECEIPT)
        return tuple(self.write_receipt(one, Outcome.VERIFIED, detail=one.detail) for one in proven)

    def _write(self, work: Callable[[sa.Connection], T]) -> T:
        """Run a writing transaction, then write the chain's new end to the separate file.

        An end that the chain no longer contains stays there: it shows that a tail was cut off.
        """
        head, kept = self._head, self._kept_head
        if head is None:
            return self._database.write(work)

        def sealed(connection: sa.Connection) -> tuple[T, Head, bool]:
            goes_on = kept is None or holds_end(connection, self.site, kept)
            return work(connection), head_of(connection, self.site), goes_on

        done, end, goes_on = self._database.write(sealed)
        if goes_on:
            head.write(self._head_name, end)
        return done

    def _step(self, filing: Filing, after: State, *, by: str = "", note: str = "", **changes: object) -> Filing:
        return self._write(
            lambda connection: journal.advance(
                connection,
                journal.current(connection, filing.filing_id),
                after,
                self._now(),
                by=by,
                note=note,
                **changes,
            )
        )

    def _begin(self, connection: sa.Connection, what: journal.Fileable) -> Filing:
        """A new filing of a loss; one of the same loss that was never armed is given up for it."""
        for earlier in self._find(connection, filings.c.fingerprint == what.fingerprint, ALIVE):
            held = journal.current(connection, earlier.filing_id)
            if held.state not in NEVER_ARMED:
                raise DuplicateFiling(held)
            note = str(msg("taken up again: an earlier run began it and never armed it"))
            journal.advance(connection, held, State.ABANDONED, self._now(), note=note)
        return journal.begin(connection, what, self.site, self._now())

    def _verify(self, connection: sa.Connection, held: Filing, case_id: str, detail: str, by: str) -> Filing:
        if held.case_id not in {None, case_id}:
            raise WrongState(
                held,
                State.VERIFIED,
                msg("the page showed case {seen}, the case log {case_id}", seen=held.case_id, case_id=case_id),
            )
        if others := self._holders(connection, held, case_id):
            raise WrongState(
                held,
                State.VERIFIED,
                msg("case {case_id} is claim {claim_id}'s", case_id=case_id, claim_id=others[0].claim_id),
            )
        return journal.advance(connection, held, State.VERIFIED, self._now(), by=by, note=detail, case_id=case_id)

    def _holders(self, connection: sa.Connection, held: Filing, case_id: str) -> list[Filing]:
        """Other filings that hold this case."""
        return self._find(connection, filings.c.case_id == case_id, filings.c.filing_id != held.filing_id)
