"""What Seller Central shows of cases: rows of the case log, one case's page, and the protocol that reads them."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Protocol

from casewright.flow.reason import Reason
from casewright.flow.window import WindowError
from casewright.message import NOTHING, Message, clauses, msg
from casewright.model.problem import Value

CASE_ID = re.compile(r"\d{8,14}")
"""What a case ID looks like: 10 digits around 2019, 11 in 2026 (seen); scripts of others accept 8 to 14."""
SLOW_DOWN = 429
"""The status with which a site asks to slow down (RFC 6585)."""


def case_path(case_id: str) -> str:
    """Where a case's own page is, on the marketplace's host."""
    return f"/cu/case-dashboard/view-case?caseID={case_id}"


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


class ShownFile(Value):
    """A file as a case's page names it; `size` in bytes, where it is shown."""

    name: str
    size: int | None = None


class CaseMessage(Value):
    """What somebody wrote on a case, and when, in UTC.

    `from_amazon` is None where the page does not say who wrote it. `added` are lines that the site is known to add to
    what a seller wrote; `text` is without them. `site_lines` are such lines that stand in the midst of `text`, and
    `site_labels` are labels in it behind which the site is known to list what was typed into other boxes.
    """

    text: str
    at: datetime | None = None
    from_amazon: bool | None = None
    files: tuple[ShownFile, ...] = ()
    added: tuple[str, ...] = ()
    site_lines: tuple[str, ...] = ()
    site_labels: tuple[str, ...] = ()


class CasePage(Value):
    """A case as its own page shows it, `status` in the words of the page.

    `messages` are all, the oldest first. `reply_days` is how long after the last answer the page says that it can be
    replied to, None where it does not say. `missing` names what such a page is expected to show and this one did not:
    what is missing was not read, which does not mean that it does not exist. `worded` says that it was read from the
    page's words, where a missing part cannot be told from one that is drawn differently.
    """

    case_id: str
    subject: str
    status: str
    messages: tuple[CaseMessage, ...] = ()
    created: datetime | None = None
    reply_days: int | None = None
    missing: tuple[str, ...] = ()
    worded: bool = False

    @property
    def texts(self) -> tuple[str, ...]:
        """What was written, without who and when."""
        return tuple(message.text for message in self.messages)

    @property
    def answers(self) -> tuple[CaseMessage, ...]:
        """What Amazon wrote, the oldest first."""
        return tuple(message for message in self.messages if message.from_amazon)

    @property
    def own_messages(self) -> tuple[CaseMessage, ...]:
        """Everything not known to be Amazon's: an answer that quotes our words does not prove that we sent them."""
        return tuple(message for message in self.messages if not message.from_amazon)

    @property
    def files(self) -> tuple[ShownFile, ...]:
        """Every file of every message."""
        return tuple(file for message in self.messages for file in message.files)

    @property
    def attachments(self) -> tuple[str, ...]:
        """The names of all files."""
        return tuple(file.name for file in self.files)


class CaseLog(Protocol):
    """Amazon's own record: the only proof of what was filed. Read in a page of its own, beside the form."""

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
    """Return the time in a response's `Date` header (RFC 9110, section 6.6.1); None if it has none."""
    try:
        at = parsedate_to_datetime(date or "")
    except ValueError:
        return None
    return at.replace(tzinfo=at.tzinfo or UTC).astimezone(UTC)


def slow_down(what: Message, retry_after: str | None, now: datetime) -> WindowError:
    """Return the refusal of a site that asks to slow down; `retry_after` is its header of that name, if any."""
    wait = _seconds(retry_after or "", now)
    asked = msg("{what} asks to slow down", what=what)
    pause = msg("it wants to be left alone for {seconds:.0f} seconds", seconds=wait) if wait else NOTHING
    return WindowError(Reason.RATE_LIMITED, clauses((asked, pause)), wait=wait)


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
