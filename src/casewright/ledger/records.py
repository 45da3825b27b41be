"""Queries of the ledger: filings, their history, receipts, and what the caps count."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa

from casewright.ledger import chain, journal, pace, reply
from casewright.ledger.database import Database
from casewright.ledger.filing import IN_DOUBT, OVER_WITHOUT_CASE, Filing, State, Transition
from casewright.ledger.followed import Followed, all_followed
from casewright.ledger.head_file import HeadFile
from casewright.ledger.receipt import BrokenLink, Receipt
from casewright.ledger.refusals import LedgerError, NoSuchFiling
from casewright.ledger.reply import Reply
from casewright.ledger.schema import ALIVE, DOUBTFUL, MAY_BE_FILED, filings, receipts
from casewright.ledger.seals import Head
from casewright.ledger.verify import find_break
from casewright.message import msg
from casewright.model.claim import Claim
from casewright.model.fingerprint import are_apart, fingerprint, like_marks

_PAGE = 500
"""Rows that are read at a time: a ledger may hold a million, and memory stays flat."""


class Records:
    """What happened to each claim on one site. Times are UTC. Raises `LedgerError` if the database fails."""

    def __init__(self, database: Database, site: str, head: HeadFile | None = None) -> None:
        self.site = site
        self._database = database
        self._head = head

    def receipts(self, filing: Filing | None = None) -> tuple[Receipt, ...]:
        """Every receipt, or those of one filing, in order.

        Raises:
            LedgerError: one of them was changed so that it cannot be read.
        """
        with self._database.reading() as connection:
            links = list(chain.links(connection, self.site, filing.filing_id if filing else None))
        try:
            return tuple(link.receipt() for link in links)
        except ValueError as error:
            raise LedgerError(
                msg("A receipt cannot be read: it was changed."), remedy=msg("`casewright cases verify` names it.")
            ) from error

    def count_receipts(self) -> int:
        """How many receipts there are."""
        with self._database.reading() as connection:
            asked = sa.select(sa.func.count()).where(receipts.c.site == self.site)
            return int(connection.execute(asked).scalar_one())

    def verify_chain(self) -> BrokenLink | None:
        """Return the first record that was changed; None if everything is intact.

        Receipts, steps and replies are proven, each filing against its steps and its last receipt, and the end of the
        chain against the one kept separately (`keeps_head`).
        """
        with self._database.reading() as connection:
            return find_break(connection, self.site, self._kept_head)

    @property
    def keeps_head(self) -> bool:
        """Whether the end of the chain is kept separately from the ledger, so that a missing tail is noticed."""
        return self._kept_head is not None

    @property
    def _kept_head(self) -> Head | None:
        return self._head.read(self._head_name) if self._head else None

    @property
    def _head_name(self) -> str:
        """Return the name under which the shared file lists this ledger."""
        return f"{self.site} {self._database.place}"

    def filings(self, *, state: State | None = None, account: str | None = None) -> tuple[Filing, ...]:
        """All filings, or those of a state or an account; the oldest first."""
        return tuple(self.stream_filings(state=state, account=account))

    def stream_filings(
        self, *, state: State | None = None, account: str | None = None, newest_first: bool = False
    ) -> Iterator[Filing]:
        """Yield the same one by one, read in batches: whoever needs only the first pays only for those."""
        conditions = [filings.c.site == self.site]
        if state is not None:
            conditions += [filings.c.state == state, *([DOUBTFUL] if state in IN_DOUBT else [])]
        if account is not None:
            conditions.append(filings.c.account_key == journal.account_key(account))
        last: int | None = None
        while True:
            with self._database.reading() as connection:
                page = journal.read_page(connection, conditions, last, _PAGE, newest_first=newest_first)
            yield from (filing for _, filing in page)
            if len(page) < _PAGE:
                return
            last = page[-1][0]

    def count_filings(self, state: State | None = None) -> int:
        """How many filings there are, or in a state."""
        asked = sa.select(sa.func.count()).where(filings.c.site == self.site)
        with self._database.reading() as connection:
            return int(connection.execute(asked.where(filings.c.state == state) if state else asked).scalar_one())

    def any_filed(self) -> bool:
        """Return whether there is any case at all."""
        with self._database.reading() as connection:
            asked = sa.select(filings.c.case_id).where(filings.c.site == self.site, filings.c.case_id.is_not(None))
            return connection.execute(asked.limit(1)).first() is not None

    def filing(self, name: str) -> Filing:
        """Return the filing with this ID, case ID, reference or claim ID; of several attempts the one that counts.

        Raises:
            NoSuchFiling: there is none, or the name means several losses.
        """
        named: dict[str, Filing] = {}
        with self._database.reading() as connection:
            for column in (filings.c.filing_id, filings.c.case_id, filings.c.reference, filings.c.claim_id):
                named |= {one.filing_id: one for one in self._find(connection, column == name)}
        if not named:
            raise NoSuchFiling(
                msg("The ledger has no {name}.", name=name), remedy=msg("`casewright cases list` shows them all.")
            )
        attempts = sorted(named.values(), key=lambda one: one.created_at)
        if len({one.fingerprint for one in attempts}) > 1:
            references = sorted({one.reference for one in attempts})
            raise NoSuchFiling(
                msg("{name} stands for several losses: {references}.", name=name, references=references),
                remedy=msg("Name one of these references."),
            )
        return next((one for one in attempts if one.state not in OVER_WITHOUT_CASE), attempts[-1])

    def history(self, filing: Filing) -> tuple[Transition, ...]:
        """Return every step of a filing, in order."""
        with self._database.reading() as connection:
            return tuple(journal.history(connection, filing.filing_id))

    def taken(self, fingerprints: Collection[str] | None = None) -> Mapping[str, Filing]:
        """Return which of these losses (or of all) were filed or may have been, by fingerprint."""
        if fingerprints is None:
            with self._database.reading() as connection:
                return {one.fingerprint: one for one in self._find(connection, ALIVE, MAY_BE_FILED)}
        wanted = sorted(set(fingerprints))
        held: dict[str, Filing] = {}
        with self._database.reading() as connection:
            for first in range(0, len(wanted), _PAGE):
                some = filings.c.fingerprint.in_(wanted[first : first + _PAGE])
                held |= {one.fingerprint: one for one in self._find(connection, some, ALIVE, MAY_BE_FILED)}
        return held

    def filed_alike(self, claims: Iterable[Claim]) -> Mapping[str, Filing]:
        """Return, by fingerprint, a filing that may be for the same loss as the claim, without being known to be.

        One of the two says more than the other, or calls the same row of Amazon's ledger another type of loss.
        """
        marked = [(fingerprint(claim), like_marks(claim)) for claim in claims]
        held = self._find_marked({mark for _, marks in marked for mark in marks})
        alike: dict[str, Filing] = {}
        for loss, marks in marked:
            for mark, apart in marks.items():
                for filing, theirs in held.get(mark, ()):
                    if filing.fingerprint != loss and not are_apart(apart, theirs):
                        alike.setdefault(loss, filing)
        return alike

    def _find_marked(self, marks: Collection[str]) -> Mapping[str, Sequence[tuple[Filing, Sequence[str | None]]]]:
        """The filings that were made or may have been, by the mark that they have, with what tells them apart."""
        wanted = sorted(marks)
        found: dict[str, list[tuple[Filing, Sequence[str | None]]]] = {}
        with self._database.reading() as connection:
            for first in range(0, len(wanted), _PAGE):
                for mark, apart, filing in journal.find_marked(connection, self.site, wanted[first : first + _PAGE]):
                    found.setdefault(mark, []).append((filing, apart))
        return found

    def in_doubt(self) -> tuple[Filing, ...]:
        """Return the filings that may have become a case, without proof; the oldest first."""
        with self._database.reading() as connection:
            return tuple(self._find(connection, DOUBTFUL))

    def filed_since(self, account: str, when: datetime) -> int:
        """Count the filings of an account armed since `when`, whatever became of them: the caps count these."""
        with self._database.reading() as connection:
            return pace.armed_since(connection, self.site, account, when)

    def armed_moments(self, account: str, when: datetime) -> tuple[datetime, ...]:
        """When the filings of an account were armed since `when`, the earliest first."""
        with self._database.reading() as connection:
            return pace.armed_moments(connection, self.site, account, when)

    def filed_by_account(self, when: datetime) -> Mapping[str, int]:
        """The same for every account that filed anything since `when`."""
        with self._database.reading() as connection:
            return pace.armed_by_account(connection, self.site, when)

    def last_armed_at(self, account: str) -> datetime | None:
        """When a filing of an account was last armed; None for never."""
        with self._database.reading() as connection:
            return pace.last_armed_at(connection, self.site, account)

    def followed(self, case_ids: Collection[str] | None = None) -> Mapping[str, Followed]:
        """What each case's own page showed last, or of these cases, by case ID."""
        with self._database.reading() as connection:
            if case_ids is None:
                return all_followed(connection, self.site)
            wanted, seen = sorted(case_ids), dict[str, Followed]()
            for first in range(0, len(wanted), _PAGE):
                seen |= all_followed(connection, self.site, wanted[first : first + _PAGE])
            return seen

    def replies(self, case_id: str | None = None) -> tuple[Reply, ...]:
        """Every reply that was armed, or those to one case, the oldest first."""
        with self._database.reading() as connection:
            return reply.find_replies(connection, self.site, case_id)

    def _find(self, connection: sa.Connection, *conditions: sa.ColumnElement[bool]) -> list[Filing]:
        return journal.find_filings(connection, filings.c.site == self.site, *conditions)
