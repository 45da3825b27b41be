"""A case as its own page showed it last: status, answer, until when it takes a reply. Proof of nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import sqlalchemy as sa

from casewright.ledger.schema import followed
from casewright.model.problem import Value

CLOSED = frozenset({"closed", "resolved", "cancelled", "canceled"})
"""Statuses after which nothing more comes (seen in public tools); any other is taken for open."""


class Followed(Value):
    """What was read of one case at `seen_at`. Times are UTC; `status` stands as the page wrote it.

    `answers` counts Amazon's messages; `answer` is the last of them, empty where there is none. `reply_until` is when
    an answered case can no longer be replied to.
    """

    case_id: str
    status: str
    answers: int = 0
    answer: str = ""
    answered_at: datetime | None = None
    attachments: tuple[str, ...] = ()
    reply_until: datetime | None = None
    seen_at: datetime

    @property
    def open(self) -> bool:
        """Whether something may still come of it."""
        return self.status.casefold() not in CLOSED


_COLUMNS = [followed.c[name] for name in Followed.model_fields]


def keep(connection: sa.Connection, site: str, seen: Followed) -> None:
    """Write over what was known of the case, unless that was seen later."""
    known = all_followed(connection, site).get(seen.case_id)
    if known and known.seen_at > seen.seen_at:
        return
    named = (followed.c.site == site, followed.c.case_id == seen.case_id)
    connection.execute(sa.delete(followed).where(*named))
    connection.execute(followed.insert().values({"site": site, **seen.model_dump()}))


def all_followed(connection: sa.Connection, site: str) -> Mapping[str, Followed]:
    """What is known of each case, by case ID."""
    rows = connection.execute(sa.select(*_COLUMNS).where(followed.c.site == site))
    return {one.case_id: one for one in (Followed.model_validate(row._asdict()) for row in rows)}
