"""The caps per day and hour, and the pause between cases: enforced in the very transaction that arms."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from casewright.ledger.journal import account_key
from casewright.ledger.refusals import LedgerError
from casewright.ledger.schema import filings
from casewright.message import Message, msg, msg_n

_DAY = timedelta(days=1)
_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Pace:
    """At most `per_day` filings of an account armed in 24 hours, `per_hour` in one, and `pause` between two of them."""

    per_day: int
    pause: timedelta = timedelta(0)
    per_hour: int | None = None

    def reached(self, today: int, lately: int = 0) -> Message | None:
        """Return why so many filings in 24 hours, and in the last hour, leave no room; None if they do."""
        if today >= self.per_day:
            return msg_n(
                "{count} case was filed for this account in the last 24 hours; the cap is {cap}",
                "{count} cases were filed for this account in the last 24 hours; the cap is {cap}",
                today,
                cap=self.per_day,
            )
        if self.per_hour is not None and lately >= self.per_hour:
            return msg_n(
                "{count} case was filed for this account in the last hour; the cap is {cap}",
                "{count} cases were filed for this account in the last hour; the cap is {cap}",
                lately,
                cap=self.per_hour,
            )
        return None


class TooMany(LedgerError):
    """The account's daily cap is reached, perhaps by another machine that shares this ledger."""


class TooSoon(LedgerError):
    """Another case of the account was just armed; `until` is when the pause after it ends (UTC)."""

    def __init__(self, until: datetime) -> None:
        super().__init__(
            msg(
                "Another case of this account was filed a moment ago: the pause lasts until {until:%H:%M:%S} UTC.",
                until=until,
            ),
            remedy=msg("Run it again after that; pause_seconds in the settings says how long the pause is."),
        )
        self.until = until


def armed_since(connection: sa.Connection, site: str, account: str, when: datetime) -> int:
    """Count the filings of an account armed since `when`, whatever became of them."""
    asked = sa.select(sa.func.count()).where(*_of(site, account), filings.c.armed_at >= when)
    return int(connection.execute(asked).scalar_one())


def armed_moments(connection: sa.Connection, site: str, account: str, when: datetime) -> tuple[datetime, ...]:
    """When the filings of an account were armed since `when`, the earliest first."""
    asked = sa.select(filings.c.armed_at).where(*_of(site, account), filings.c.armed_at >= when)
    return tuple(connection.execute(asked.order_by(filings.c.armed_at)).scalars())


def armed_by_account(connection: sa.Connection, site: str, when: datetime) -> dict[str, int]:
    """How many filings were armed since `when`, by the account's name as it was written last."""
    asked = sa.select(filings.c.account_key, filings.c.account).where(
        filings.c.site == site, filings.c.armed_at >= when
    )
    keys: dict[str, list[str]] = {}
    for key, account in connection.execute(asked):  # counted here: grouped, it would walk all filings by account
        keys.setdefault(key, []).append(account)
    return {accounts[-1]: len(accounts) for accounts in keys.values()}


def last_armed_at(connection: sa.Connection, site: str, account: str) -> datetime | None:
    """When a filing of an account was last armed; None for never."""
    return connection.execute(sa.select(sa.func.max(filings.c.armed_at)).where(*_of(site, account))).scalar()


def _of(site: str, account: str) -> tuple[sa.ColumnElement[bool], ...]:
    return filings.c.site == site, filings.c.account_key == account_key(account)


def keep_pace(connection: sa.Connection, site: str, account: str, pace: Pace, at: datetime) -> None:
    """Check that one more filing of the account may be armed now; in the same transaction that arms it.

    Raises:
        TooMany: the cap is reached.
        TooSoon: the pause is not over.
    """
    filed = [armed_since(connection, site, account, at - span) for span in (_DAY, _HOUR)]
    if capped := pace.reached(*filed):
        raise TooMany(capped, remedy=msg("Continue later, or raise per_day or per_hour in the settings."))
    last = last_armed_at(connection, site, account)
    if last is not None and pace.pause and at < last + pace.pause:
        raise TooSoon(last + pace.pause)
