"""A case as its own page last showed it: status, answer, last moment for a reply. Proof of nothing."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

import sqlalchemy as sa

from casewright.ledger.schema import followed
from casewright.model.problem import Value

CLOSED = frozenset({"closed", "resolved", "cancelled", "canceled"})
"""Statuses after which nothing more comes (seen in public tools); any other is taken for open."""


class Followed(Value):
    """What was read of one case at `seen_at`. Times are UTC; `status` is as the page wrote it.

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
        """Whether anything may still happen in it."""
        return self.status.casefold() not in CLOSED


_COLUMNS = [followed.c[name] for name in Followed.model_fields]


def keep(connection: sa.Connection, site: str, seen: Followed) -> None:
    """Overwrite what was known of the case, unless that was seen later."""
    named = (followed.c.site == site, followed.c.case_id == seen.case_id)
    before = connection.execute(sa.select(followed.c.seen_at).where(*named)).scalar_one_or_none()
    if before and before > seen.seen_at:
        return
    connection.execute(sa.delete(followed).where(*named))
    connection.execute(followed.insert().values({"site": site, **seen.model_dump()}))


def all_followed(connection: sa.Connection, site: str, case_ids: Collection[str] | None = None) -> dict[str, Followed]:
    """Return what is known of each case, or of these, by case ID."""
    asked = sa.select(*_COLUMNS).where(followed.c.site == site)
    if case_ids is not None:
        asked = asked.where(followed.c.case_id.in_(case_ids))
    rows = connection.execute(asked)
    return {one.case_id: one for one in (Followed.model_validate(row._asdict()) for row in rows)}
