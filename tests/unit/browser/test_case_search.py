"""What counts as the result of a search."""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import Any

from casewright.browser.case_search import _Search
from casewright.caselog.lobby import Lobby, Pager

URL = "https://x/cu/case-lobby?searchText=CW-1"
NOTHING: dict[str, Any] = {"totalNumberOfResults": 0, "caseSearchResultList": []}


def search_answered(*answers: dict[str, Any]) -> _Search:
    """A search by hand in a case log that showed no case before either."""
    asked = SimpleNamespace(post_data=json.dumps({"page": 1, "searchPageSize": 50}))
    heard = SimpleNamespace(answers=lambda: [(asked, answer) for answer in answers], waits=False)
    over = SimpleNamespace(wait=lambda page: False)
    page = SimpleNamespace(url=URL)
    log = SimpleNamespace(page=page, patience=lambda: over, see_where=lambda: None, read_frames=lambda patience: [])
    unsearched = (URL, Lobby((), (), Pager(0, 0, 0)))
    return _Search(log, "CW-1", heard, "/cu/case-lobby", unsearched)  # type: ignore[arg-type]  # stand-ins


def test_in_an_account_without_cases_the_answer_to_the_search_proves_that_there_are_none() -> None:
    assert search_answered(NOTHING).from_row(1) == Lobby(("CW-1",), (), Pager(0, 0, 0))


def test_the_answer_for_another_page_is_not_this_one() -> None:
    assert search_answered(NOTHING).from_row(51) is None
