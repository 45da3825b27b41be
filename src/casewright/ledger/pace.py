"""The cap of a day and the pause between two cases, held in the very transaction that arms: over all processes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from casewright.ledger.journal import account_key
from casewright.ledger.refusals import LedgerError
from casewright.ledger.schema import filings

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Pace:
    """At most `per_day` filings of an account armed in 24 hours, and `pause` between two of them."""

    per_day: int
    pause: timedelta = timedelta(0)


class TooMany(LedgerError):
    """The account's cap of a day is reached, perhaps by another machine that shares this ledger."""


class TooSoon(LedgerError):
    """Another case of the account was armed a moment ago; `until` is when the pause after it is over (UTC)."""

    def __init__(self, until: datetime) -> None:
        super().__init__(
            f"another case of this account was filed a moment ago: the pause lasts until {until:%H:%M:%S} UTC",
            remedy="Run it again then; pause_seconds in the settings says how long the pause is.",
        )
        self.until = until


def keep_pace(connection: sa.Connection, site: str, account: str, pace: Pace, at: datetime) -> None:
    """See that one more filing of the account may be armed now; the transaction must be the one that arms it.

    Raises:
        TooMany: the cap is reached.
        TooSoon: the pause is not over.
    """
    if connection.dialect.name == "postgresql":  # SQLite's writers come one after the other by themselves
        connection.execute(sa.text("LOCK TABLE filings IN SHARE ROW EXCLUSIVE MODE"))
    ours = (filings.c.site == site, filings.c.account_key == account_key(account))
    asked = sa.select(sa.func.count()).where(*ours, filings.c.armed_at >= at - _DAY)
    today = int(connection.execute(asked).scalar_one())
    if today >= pace.per_day:
        raise TooMany(
            f"{today} cases were filed for this account in the last 24 hours; the cap is {pace.per_day}",
            remedy="Go on tomorrow, or raise per_day in the settings.",
        )
    last: datetime | None = connection.execute(sa.select(sa.func.max(filings.c.armed_at)).where(*ours)).scalar()
    if last is not None and at < last + pace.pause:
        raise TooSoon(last + pace.pause)
