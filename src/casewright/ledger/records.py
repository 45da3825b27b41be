"""What the ledger can be asked: filings, their history, receipts, and what the caps count."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import sqlalchemy as sa

from casewright.ledger import chain, journal, pace, reply
from casewright.ledger.database import Database
from casewright.ledger.filing import IN_DOUBT, NEVER_ARMED, OVER_WITHOUT_CASE, Filing, State, Transition
from casewright.ledger.followed import Followed, all_followed
from casewright.ledger.receipt import BrokenLink, Receipt
from casewright.ledger.refusals import LedgerError, NoSuchFiling
from casewright.ledger.reply import Reply
from casewright.ledger.schema import filings


class Records:
    """What happened to each claim on one site. Times are UTC. Raises `LedgerError` where the database gives way."""

    def __init__(self, database: Database, site: str) -> None:
        self.site = site
        self._database = database

    def receipts(self) -> tuple[Receipt, ...]:
        """Every receipt, in order.

        Raises:
            LedgerError: one of them was changed so that it cannot be read.
        """
        with self._database.reading() as connection:
            links = chain.links(connection, self.site)
        try:
            return tuple(link.receipt() for link in links)
        except ValueError as error:
            raise LedgerError(
                "a receipt cannot be read: it was changed", remedy="`casewright cases verify` names it."
            ) from error

    def verify_chain(self) -> BrokenLink | None:
        """The first receipt that is not as it was written; None where the chain holds."""
        with self._database.reading() as connection:
            return chain.broken(connection, self.site)

    def filings(self, *, state: State | None = None, account: str | None = None) -> tuple[Filing, ...]:
        """All filings, or those of a state or an account; the oldest first."""
        conditions = []
        if state is not None:
            conditions.append(filings.c.state == state)
        if account is not None:
            conditions.append(filings.c.account_key == journal.account_key(account))
        with self._database.reading() as connection:
            return tuple(self._found(connection, *conditions))

    def filing(self, name: str) -> Filing:
        """The filing with this ID, case ID, reference or claim ID; of several attempts at one loss the one that counts.

        Raises:
            NoSuchFiling: there is none, or the name stands for several losses.
        """
        columns = (filings.c.filing_id, filings.c.case_id, filings.c.reference, filings.c.claim_id)
        with self._database.reading() as connection:
            named = self._found(connection, sa.or_(*(column == name for column in columns)))
        if not named:
            raise NoSuchFiling(f"the ledger has no {name}", remedy="`casewright cases list` shows them all.")
        if len({one.fingerprint for one in named}) > 1:
            told = ", ".join(sorted({one.reference for one in named}))
            raise NoSuchFiling(f"{name} stands for several losses: {told}", remedy="Name one of these references.")
        return next((one for one in named if one.state not in OVER_WITHOUT_CASE), named[-1])

    def history(self, filing: Filing) -> tuple[Transition, ...]:
        """Every step of a filing, the first first."""
        with self._database.reading() as connection:
            return tuple(journal.history(connection, filing.filing_id))

    def taken(self) -> Mapping[str, Filing]:
        """The losses that were filed or may have been, by fingerprint."""
        with self._database.reading() as connection:
            held = self._found(connection, filings.c.state.not_in(NEVER_ARMED | OVER_WITHOUT_CASE))
        return {one.fingerprint: one for one in held}

    def in_doubt(self) -> tuple[Filing, ...]:
        """The filings of which a case may exist that is not proven yet; the oldest first."""
        with self._database.reading() as connection:
            return tuple(self._found(connection, filings.c.state.in_(IN_DOUBT)))

    def filed_since(self, account: str, when: datetime) -> int:
        """How many filings of an account were armed since `when`, whatever became of them: what the caps count."""
        with self._database.reading() as connection:
            return pace.armed_since(connection, self.site, account, when)

    def last_armed_at(self, account: str) -> datetime | None:
        """When a filing of an account was last armed; None for never."""
        with self._database.reading() as connection:
            return pace.last_armed_at(connection, self.site, account)

    def followed(self) -> Mapping[str, Followed]:
        """What each case's own page showed last, by case ID."""
        with self._database.reading() as connection:
            return all_followed(connection, self.site)

    def replies(self) -> tuple[Reply, ...]:
        """Every reply that was armed, the oldest first."""
        with self._database.reading() as connection:
            return reply.found(connection, self.site)

    def _found(self, connection: sa.Connection, *conditions: sa.ColumnElement[bool]) -> list[Filing]:
        return journal.found(connection, filings.c.site == self.site, *conditions)
