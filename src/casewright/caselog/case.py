"""What Seller Central shows of cases: rows of the case log, one case's page, and the protocol that reads them."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Protocol

from casewright.flow.reason import Reason
from casewright.flow.window import WindowError
from casewright.model.problem import Value

PENDING = "PendingAmazonAction"
"""The status of a new case, as Amazon's interface names it."""
SHOWN_STATUS = {PENDING: "Pending Amazon action", "WorkInProgress": "Work in progress"}
"""Statuses as Seller Central shows them; the others are shown as they are."""
SLOW_DOWN = 429
"""The status with which a site asks to slow down (RFC 6585)."""


class CaseRow(Value):
    """One line of the case log. `created` is as precise as the page shows it, in UTC."""

    case_id: str
    subject: str
    status: str
    created: datetime | None = None


class CaseSearch(Value):
    """The answer to one search. `complete` is False when pages of the result could not be read.

    `searched_at` is this machine's time; `site_time` is the site's own at that moment (the Date of its answer), None
    where it did not tell it.
    """

    text: str
    rows: tuple[CaseRow, ...] = ()
    complete: bool = True
    searched_at: datetime
    site_time: datetime | None = None


class Answer(Value):
    """What Amazon wrote on a case, and when, in UTC; None where the page does not tell."""

    text: str
    at: datetime | None = None


class CasePage(Value):
    """A case as its own page shows it, `status` to the letter.

    `messages` are all, `answers` those that Amazon wrote, both oldest first; `attachments` by name. `reply_days` is how
    long after the last answer the page says that it can be replied to, None where it does not say.
    """

    case_id: str
    subject: str
    status: str
    messages: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()
    created: datetime | None = None
    answers: tuple[Answer, ...] = ()
    reply_days: int | None = None


class CaseLog(Protocol):
    """Amazon's own record: the only proof of what was filed. Reads in a page of its own, beside the form."""

    def search(self, text: str) -> CaseSearch:
        """All cases whose ID or subject holds `text`, on every page of the result.

        Raises:
            WindowError: the log could not be read (`page-gone`, `unknown-screen`, `signed-out`, `rate-limited`).
        """

    def read(self, case_id: str) -> CasePage:
        """One case.

        Raises:
            WindowError: the page could not be read, or shows another case.
        """


def site_time(date: str | None) -> datetime | None:
    """The time that a site's answer carries in its `Date` header (RFC 9110, section 6.6.1); None where it has none."""
    try:
        at = parsedate_to_datetime(date or "")
    except ValueError:
        return None
    return at.replace(tzinfo=at.tzinfo or UTC).astimezone(UTC)


def slow_down(what: str, retry_after: str | None, now: datetime) -> WindowError:
    """The refusal of a site that asks to slow down; `retry_after` is its header of that name, if there is one."""
    wait = _seconds(retry_after or "", now)
    told = f"; it wants to be left alone for {wait:.0f} seconds" if wait else ""
    return WindowError(Reason.RATE_LIMITED, f"{what} asks to slow down{told}", wait=wait)


def _seconds(retry_after: str, now: datetime) -> float | None:
    """Seconds, or a date of HTTP (RFC 9110, section 10.2.3); None for anything else."""
    text = retry_after.strip()
    if text.isascii() and text.isdecimal():
        return float(text[:9])
    try:
        until = parsedate_to_datetime(text)
    except ValueError:
        return None
    return max((until.replace(tzinfo=until.tzinfo or UTC) - now).total_seconds(), 0.0)
