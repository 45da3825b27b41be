"""The case log of the recorded site, read without a browser, through the answers that its own pages use."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from casewright.caselog.case import SHOWN_STATUS, SLOW_DOWN, CasePage, CaseRow, CaseSearch, slow_down
from casewright.caselog.case import Answer as CaseAnswer
from casewright.flow.reason import Reason
from casewright.flow.window import WindowError
from casewright.recording.exchange import Answer, Request
from casewright.recording.player import Player
from casewright.recording.practice_pages import SERVICE

_PAGE_SIZE = 50


class TextCases:
    """What the player's case log says, to a visitor of its own."""

    def __init__(self, player: Player) -> None:
        self._player = player
        self._session = ""

    def search(self, text: str) -> CaseSearch:
        """All cases whose ID or subject holds `text`, on every page of the result.

        Raises:
            WindowError: `page-gone`, `signed-out`, `unknown-screen`.
        """
        rows: list[CaseRow] = []
        told = self._page(text, 1)
        while told["caseSearchResultList"]:
            rows += [_row(one) for one in told["caseSearchResultList"]]
            if len(rows) >= told["totalNumberOfResults"]:
                break
            told = self._page(text, len(rows) // _PAGE_SIZE + 1)
        complete = len(rows) == told["totalNumberOfResults"]
        return CaseSearch(text=text, rows=tuple(rows), complete=complete, searched_at=datetime.now(UTC))

    def read(self, case_id: str) -> CasePage:
        """One case.

        Raises:
            WindowError: `page-gone`, `signed-out`, `unknown-screen` where there is no such case.
        """
        told = self._ask(Request("GET", self._host, f"{SERVICE}ViewCase", query={"caseId": case_id}))
        about, contacts = told["viewCaseMetaData"], told["contactList"]
        return CasePage(
            case_id=about["caseId"],
            subject=about["caseTitle"],
            status=SHOWN_STATUS.get(about["caseStatus"], about["caseStatus"]),
            messages=tuple(one["message"] for one in contacts),
            attachments=tuple(file["fileName"] for one in contacts for file in one["attachments"] or ()),
            created=datetime.fromtimestamp(about["creationDate"], UTC),
            answers=tuple(
                CaseAnswer(text=one["message"], at=datetime.fromtimestamp(one["timestamp"], UTC))
                for one in contacts
                if one["outbound"]
            ),
        )

    @property
    def _host(self) -> str:
        return self._player.marketplace.host

    def _page(self, text: str, number: int) -> dict[str, Any]:
        question = {
            "page": number,
            "searchPageSize": _PAGE_SIZE,
            "sortBy": "CreationDate",
            "sortByOrder": "DESC",
            "getCountOnly": False,
            "caseFilters": {"caseOwner": "MerchantCases", "searchText": text},
        }
        return self._ask(Request("POST", self._host, f"{SERVICE}SearchForCases", body=json.dumps(question).encode()))

    def _ask(self, request: Request) -> dict[str, Any]:
        answer = self._player.respond(replace(request, session=self._session))
        self._session = answer.session
        return _read(answer)


def _read(answer: Answer) -> dict[str, Any]:
    if answer.fault == "drop":
        raise WindowError(Reason.PAGE_GONE, "the case log did not answer")
    if answer.location is not None:
        raise WindowError(Reason.SIGNED_OUT, f"instead of the case log there is {answer.location}")
    if answer.status == SLOW_DOWN:
        raise slow_down("the case log", answer.headers.get("Retry-After"), datetime.now(UTC))
    if answer.status != 200:
        raise WindowError(Reason.UNKNOWN_SCREEN, f"the case log answered {answer.status}")
    told: dict[str, Any] = json.loads(answer.body)
    return told


def _row(told: dict[str, Any]) -> CaseRow:
    return CaseRow(
        case_id=told["caseId"],
        subject=told["shortDescription"],
        status=SHOWN_STATUS.get(told["status"], told["status"]),
        created=datetime.fromtimestamp(told["creationDate"], UTC),
    )
