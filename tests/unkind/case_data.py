"""The case log's data as Amazon's pages ask for them: a search's results, and what a case's page holds."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from tests.unkind.axes import Sample
from tests.unkind.case_store import CaseStore, SentCase

_MAIL = "orders@harborlane.example"
_LONG_AGO = 1_760_000_000.0
_UNKNOWN = {
    "viewCaseMetaData": {"caseStatus": "Closed", "caseTitle": "", "caseSupportType": "Expert"},
    "contactList": [],
}


@dataclass(frozen=True, slots=True)
class CaseData:
    """What the site tells of its cases: those that it was sent, and older ones of other matters."""

    store: CaseStore
    sample: Sample
    pace: float

    def search(self, told: dict[str, Any]) -> dict[str, Any]:
        """The lobby's search: a case's ID or subject, the newest first."""
        words = (told.get("caseFilters", {}).get("searchText") or "").casefold().strip()
        found = [one for one in self._listed() if words in one.case_id or words in one.subject.casefold()]
        size, page = int(told["searchPageSize"]), int(told["page"])
        return {
            "totalNumberOfResults": len(found),
            "caseSearchResultList": [_listing(one) for one in found[(page - 1) * size : page * size]],
        }

    def _listed(self) -> list[SentCase]:
        late = int(self.sample.choices["indexed"]) / 1000 * self.pace
        mine = [one for one in reversed(self.store.cases) if time.time() - one.received >= late]
        return [*mine, *self._older()]

    def _older(self) -> list[SentCase]:
        number = int(self.sample.choices["older_cases"])
        return [
            SentCase(
                str(20_100_000_000 + at), "help-center", f"Question about listing {at}", "Please help.", email=_MAIL
            )
            for at in range(number)
        ]

    def view(self, case_id: str) -> dict[str, Any]:
        """What the site knows of a case, as its page asks for it."""
        one = next((case for case in [*self.store.cases, *self._older()] if case.case_id == case_id), None)
        if one is None:
            return {
                "viewCaseMetaData": {"caseStatus": "Closed", "caseTitle": "", "caseSupportType": "Expert"},
                "contactList": [],
            }
        received = one.received or _LONG_AGO
        return {
            "appointmentMetadata": None,
            "currentToken": None,
            "liveConversation": None,
            "totalNumberOfContacts": 1,
            "viewCaseMetaData": {
                "canEditCase": True,
                "caseStatus": "PendingAmazonAction",
                "caseSupportType": "Expert",
                "caseTags": [],
                "caseTitle": one.subject,
                "ccList": one.cc or None,
                "creationDate": received,
                "crmType": "CASE",
                "escalateMotivationId": None,
                "escalated": False,
                "primaryEmail": one.email or _MAIL,
                "transfer": False,
            },
            "contactList": [self._contact(one, received)],
        }

    def _contact(self, one: SentCase, received: float) -> dict[str, Any]:
        return {
            "attachments": [{"fileName": file.name, "url": "/attachment"} for file in one.files] or None,
            "channelType": "EMAIL",
            "contactId": f"ekko:us-east-1:{one.case_id}",
            "expired": False,
            "hmdContact": False,
            "hmdMetaData": None,
            "message": self._message(one),
            "messageList": None,
            "messageTruncated": False,
            "outbound": False,
            "parentContact": True,
            "sender": one.email or _MAIL,
            "timestamp": received,
            "shown": datetime.fromtimestamp(received, UTC).strftime("%d %b %Y %H:%M UTC"),
        }

    def _message(self, one: SentCase) -> str:
        text = one.description or one.subject
        if self.sample.choices["message"] == "more":
            numbers = [f"Reference numbers: {one.references}"] if one.references else []
            numbers += [f"ID: {number}" for number in one.identifiers]
            by = "Sent from Seller Assistant" if one.door == "assistant" else f"Steps taken: {one.steps}"
            text = "\n".join([text, "", by, *numbers])
        return text.replace("\n", "\r\n") if self.sample.choices["remove"] == "line-ends" else text


def _listing(one: SentCase) -> dict[str, Any]:
    created = datetime.fromtimestamp(one.received or _LONG_AGO, UTC)
    return {
        "caseId": one.case_id,
        "status": "Pending Amazon action",
        "shortDescription": one.subject,
        "lastOutboundReply": None,
        "email": one.email or _MAIL,
        "created": created.strftime("%B %d, %Y at %I:%M:%S %p GMT"),
    }
