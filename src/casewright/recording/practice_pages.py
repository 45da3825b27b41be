"""The case log as Seller Central shows it: rows for its pages, and the two JSON answers that its own pages use."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from casewright.recording.faults import SiteFault
from casewright.recording.practice_cases import CaseStore, StoredCase, StoredMessage

SERVICE = "/hill/hillservice/mons-api/"
"""Where the case log's pages ask for data (seen in public tools, 2026)."""
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_MOST_ROWS = 50


@dataclass(frozen=True, slots=True)
class ListedProduct:
    """A product that the practice site lists in a shipment: by its SKU and FNSKU, with how many units are missing."""

    shipment_id: str
    sku: str
    fnsku: str
    missing: int

    @property
    def shipped(self) -> int:
        """Units that were sent: as many as are missing, and 33 that arrived."""
        return self.received + self.missing

    @property
    def received(self) -> int:
        """Units that arrived."""
        return 33


EXAMPLE_PRODUCT = ListedProduct("", "HL-TRAY-BAM-2", "X0012AB34C", 3)
"""What a shipment holds of which nobody said anything."""


@dataclass(slots=True)
class _Late:
    """A case that the search does not find yet: for so many searches, or until a moment."""

    searches: int
    until: datetime | None


class CasePages:
    """The cases of one account in one marketplace, the newest first. Not safe between threads by itself."""

    def __init__(self, store: CaseStore, account: str, marketplace: str) -> None:
        self._store = store
        self._account = account
        self._marketplace = marketplace
        self._late: dict[str, _Late] = {}

    def late(self, case: StoredCase, fault: SiteFault) -> None:
        """Keep a new case out of searches for a while: `5` searches, or `30s`."""
        seconds = fault.value.endswith("s")
        number = int(fault.value.removesuffix("s"))
        until = datetime.fromtimestamp(case.created.timestamp() + number, UTC) if seconds else None
        self._late[case.case_id] = _Late(0 if seconds else number, until)

    def find(self, case_id: str) -> StoredCase | None:
        """One case of this account."""
        return next((case for case in self._own() if case.case_id == case_id), None)

    def search(self, text: str) -> list[StoredCase]:
        """The cases whose ID or subject holds the text, upper and lower case alike; all for no text."""
        wanted = " ".join(text.split()).casefold()
        found = [case for case in self._own() if _holds(case, wanted)]
        return [case for case in found if not self._is_late(case)]

    def _own(self) -> list[StoredCase]:
        mine = (self._account, self._marketplace)
        return [case for case in reversed(self._store.cases()) if (case.account, case.marketplace) == mine]

    def _is_late(self, case: StoredCase) -> bool:
        late = self._late.get(case.case_id)
        if late is None:
            return False
        if late.until is not None:
            return datetime.now(UTC) < late.until
        late.searches -= 1
        return late.searches >= 0

    def answer_search(self, body: bytes) -> dict[str, Any] | None:
        """`SearchForCases`: one page of the cases found; None for a body that is no such question."""
        try:
            asked = json.loads(body)
            page, size = int(asked["page"]), int(asked["searchPageSize"])
            text = str(asked.get("caseFilters", {}).get("searchText", ""))
        except (ValueError, KeyError, TypeError, AttributeError):
            return None
        found = self.search(text)
        if str(asked.get("sortByOrder", "DESC")) == "ASC":
            found.reverse()
        size = min(max(size, 1), _MOST_ROWS)
        first = (max(page, 1) - 1) * size
        shown = [] if asked.get("getCountOnly") else [_result(case) for case in found[first : first + size]]
        return {"totalNumberOfResults": len(found), "caseSearchResultList": shown}

    def answer_case(self, case_id: str) -> dict[str, Any] | None:
        """`ViewCase`: a case with all its messages; None where there is none."""
        case = self.find(case_id)
        return _case_document(case) if case else None


def shown_case(case: StoredCase) -> dict[str, Any]:
    """A case as the pages' templates want it."""
    return {
        "case_id": case.case_id,
        "subject": case.subject,
        "status": case.shown_status,
        "email": _email(case),
        "created": shown_moment(case.created),
        "day": shown_day(case.created),
        "messages": [case.message, *(one.text for one in case.later)],
        "contacts": [_contact_shown(case, one) for one in _messages(case)],
        "attachments": [file.model_dump() for file in case.attachments],
    }


def _messages(case: StoredCase) -> tuple[StoredMessage, ...]:
    """Everything that was written, the seller's first message first."""
    first = StoredMessage(text=case.message, at=case.created, from_amazon=False, attachments=case.attachments)
    return (first, *case.later)


def _contact_shown(case: StoredCase, one: StoredMessage) -> dict[str, Any]:
    return {
        "text": one.text,
        "sender": "Amazon" if one.from_amazon else case.account,
        "at": shown_moment(one.at),
        "day": shown_day(one.at),
        "attachments": [file.model_dump() for file in one.attachments],
    }


def shown_moment(moment: datetime) -> str:
    """`March 19, 2025 at 07:17:06 PM GMT`, in English whatever this machine speaks."""
    utc = moment.astimezone(UTC)
    hour, half = utc.hour % 12 or 12, "AM" if utc.hour < 12 else "PM"
    return f"{_MONTHS[utc.month - 1]} {utc.day}, {utc.year} at {hour:02}:{utc:%M:%S} {half} GMT"


def shown_day(moment: datetime) -> str:
    """`24 Sep 2026 12:34 UTC`, as case pages of 2026 write it."""
    utc = moment.astimezone(UTC)
    return f"{utc.day:02} {_MONTHS[utc.month - 1][:3]} {utc.year} {utc:%H:%M} UTC"


def _holds(case: StoredCase, wanted: str) -> bool:
    return wanted in case.case_id or wanted in " ".join(case.subject.split()).casefold()


def _email(case: StoredCase) -> str:
    return case.fields.get("email", "")


def _result(case: StoredCase) -> dict[str, Any]:
    return {
        "caseId": case.case_id,
        "status": case.status,
        "shortDescription": case.subject,
        "creationDate": case.created.timestamp(),
        "lastOutboundReply": max((one.at.timestamp() for one in case.later if one.from_amazon), default=None),
    }


def _case_document(case: StoredCase) -> dict[str, Any]:
    return {
        "appointmentMetadata": None,
        "currentToken": None,
        "liveConversation": False,
        "totalNumberOfContacts": 1 + len(case.later),
        "viewCaseMetaData": {
            "canEditCase": True,
            "caseId": case.case_id,
            "caseStatus": case.status,
            "caseSupportType": "Expert",
            "caseTags": [],
            "caseTitle": case.subject,
            "ccList": [],
            "creationDate": case.created.timestamp(),
            "crmType": "CASE",
            "escalated": False,
            "primaryEmail": _email(case),
            "transfer": False,
        },
        "contactList": [_contact(case, number, one) for number, one in reversed(list(enumerate(_messages(case), 1)))],
    }


def _contact(case: StoredCase, number: int, one: StoredMessage) -> dict[str, Any]:
    """One message of a case; `outbound` is Amazon's side of it."""
    return {
        "attachments": [{"fileName": file.name, "size": file.size} for file in one.attachments] or None,
        "channelType": "EMAIL",
        "contactId": f"recorded:{case.case_id}:{number}",
        "expired": False,
        "message": one.text,
        "messageTruncated": False,
        "outbound": one.from_amazon,
        "sender": "Amazon" if one.from_amazon else case.account,
        "timestamp": one.at.timestamp(),
    }
