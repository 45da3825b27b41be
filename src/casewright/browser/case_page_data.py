"""A case as the data of its own page has it: who wrote what, whatever language the page speaks."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page, Request

from casewright.caselog.case import SHOWN_STATUS, SLOW_DOWN, Answer, CasePage, slow_down

_ENDPOINT = "/mons-api/ViewCase"
"""Where a case's page asks for its messages (seen in public tools, 2026); nothing is asked but by the page."""

_LAST_SECOND = 1e11
"""In seconds that would be the year 5138."""


@dataclass
class CaseData:
    """What one case's page asked for while it was listened to; what it asked last counts."""

    case_id: str
    _asked: list[Request] = field(default_factory=list)
    _answered: list[Request] = field(default_factory=list)
    _failed: list[Request] = field(default_factory=list)

    def hear_request(self, request: Request) -> None:
        """The page asks for something."""
        if self._is_ours(request.url):
            self._asked.append(request)

    def hear_failure(self, request: Request) -> None:
        """It gets no answer."""
        self._failed.append(request)

    def hear_answer(self, request: Request) -> None:
        """It got all of one."""
        self._answered.append(request)

    def _is_ours(self, url: str) -> bool:
        asked = urlsplit(url)
        return asked.path.endswith(_ENDPOINT) and parse_qs(asked.query).get("caseId") == [self.case_id]

    @property
    def waits(self) -> bool:
        """Whether the page still waits for an answer."""
        return bool(self._asked) and self._asked[-1] not in (*self._answered, *self._failed)

    def case(self) -> CasePage | None:
        """The case, where the page was told all of it.

        Raises:
            WindowError: `rate-limited`, the page was asked to slow down.
        """
        if not self._asked or self._asked[-1] not in self._answered:
            return None
        try:
            answer = self._asked[-1].response()
            if answer is not None and answer.status == SLOW_DOWN:
                raise slow_down(f"case {self.case_id}", answer.headers.get("retry-after"), datetime.now(UTC))
            return read_case(self.case_id, answer.json()) if answer is not None and answer.ok else None
        except (PlaywrightError, json.JSONDecodeError, UnicodeDecodeError):
            return None  # it went away with its page, or is no data: the page itself tells then


@contextmanager
def overheard(page: Page, case_id: str) -> Iterator[CaseData]:
    """Listen to what a page asks for."""
    data = CaseData(case_id)
    page.on("request", data.hear_request)
    page.on("requestfailed", data.hear_failure)
    page.on("requestfinished", data.hear_answer)
    try:
        yield data
    finally:
        page.remove_listener("request", data.hear_request)
        page.remove_listener("requestfailed", data.hear_failure)
        page.remove_listener("requestfinished", data.hear_answer)


def read_case(case_id: str, told: object) -> CasePage | None:
    """The data of a case's page as a case; None where it is built otherwise, or does not hold every message whole."""
    try:
        return _case(case_id, told)  # type: ignore[arg-type]  # checked by use
    except (KeyError, TypeError, ValueError, OverflowError, OSError, AttributeError):
        return None


def holds_all(data: Sequence[str], shown: Sequence[str]) -> bool:
    """Whether every message that a page shows is in its data, word for word: markup there would prove nothing."""
    words = [message.split() for message in data]
    return all(message.split() in words for message in shown)


def _case(case_id: str, told: Mapping[str, Any]) -> CasePage | None:
    about, contacts = told["viewCaseMetaData"], told["contactList"]
    if not contacts or len(contacts) < told["totalNumberOfContacts"] or any(_is_cut(one) for one in contacts):
        return None
    contacts = sorted(contacts, key=lambda one: _moment(one["timestamp"]))
    status = str(about["caseStatus"])
    return CasePage(
        case_id=case_id,
        subject=str(about["caseTitle"]),
        status=SHOWN_STATUS.get(status, status),
        messages=tuple(str(one["message"]) for one in contacts),
        attachments=tuple(str(file["fileName"]) for one in contacts for file in one["attachments"] or ()),
        created=_moment(about["creationDate"]),
        answers=tuple(
            Answer(text=str(one["message"]), at=_moment(one["timestamp"]))
            for one in contacts
            if one["outbound"] is True
        ),
    )


def _is_cut(contact: Mapping[str, Any]) -> bool:
    return bool(contact.get("messageTruncated")) or not contact["message"]


def _moment(told: object) -> datetime:
    """Seconds since 1970 with a fraction (seen); a number that large can only be milliseconds."""
    number = float(told)  # type: ignore[arg-type]  # checked by use
    return datetime.fromtimestamp(number / 1000 if number > _LAST_SECOND else number, UTC)
