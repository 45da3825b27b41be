"""The case log of the recorded site, read without a browser, through the answers that its own pages use."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache

from casewright.caselog.case import SLOW_DOWN, CasePage, CaseRow, CaseSearch, slow_down
from casewright.caselog.labels import CaseLogLabels, labels_of
from casewright.caselog.page_data import SearchData, read_case_data, read_search_data
from casewright.flow.read import read_flows
from casewright.flow.reason import Reason
from casewright.flow.window import WindowError
from casewright.message import as_message
from casewright.places import flows
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
        result = self._page(text, 1)
        while result.rows:
            rows += result.rows
            if len(rows) >= result.total:
                break
            result = self._page(text, len(rows) // _PAGE_SIZE + 1)
        complete = len(rows) == result.total
        return CaseSearch(text=text, rows=tuple(rows), complete=complete, searched_at=datetime.now(UTC))

    def read(self, case_id: str) -> CasePage:
        """One case.

        Raises:
            WindowError: `page-gone`, `signed-out`, `unknown-screen` where there is no such case.
        """
        data = self._ask(Request("GET", self._host, f"{SERVICE}ViewCase", query={"caseId": case_id}))
        page = read_case_data(case_id, [data], _labels())
        if page is None:
            raise WindowError(Reason.UNKNOWN_SCREEN, as_message(f"the case log does not show case {case_id}"))
        return page

    @property
    def _host(self) -> str:
        return self._player.marketplace.host

    def _page(self, text: str, number: int) -> SearchData:
        question = {
            "page": number,
            "searchPageSize": _PAGE_SIZE,
            "sortBy": "CreationDate",
            "sortByOrder": "DESC",
            "getCountOnly": False,
            "caseFilters": {"caseOwner": "MerchantCases", "searchText": text},
        }
        data = self._ask(Request("POST", self._host, f"{SERVICE}SearchForCases", body=json.dumps(question).encode()))
        result = read_search_data(data)
        if result is None:
            raise WindowError(Reason.UNKNOWN_SCREEN, as_message(f"the case log does not answer a search for {text}"))
        return result

    def _ask(self, request: Request) -> object:
        answer = self._player.respond(replace(request, session=self._session))
        self._session = answer.session
        return _data(answer)


@cache
def _labels() -> CaseLogLabels:
    return labels_of(read_flows(flows()), "en")


def _data(answer: Answer) -> object:
    if answer.fault == "drop":
        raise WindowError(Reason.PAGE_GONE, as_message("the case log did not answer"))
    if answer.location is not None:
        raise WindowError(Reason.SIGNED_OUT, as_message(f"instead of the case log there is {answer.location}"))
    if answer.status == SLOW_DOWN:
        raise slow_down(as_message("the case log"), answer.headers.get("Retry-After"), datetime.now(UTC))
    if answer.status != 200:
        raise WindowError(Reason.UNKNOWN_SCREEN, as_message(f"the case log answered {answer.status}"))
    return json.loads(answer.body)
