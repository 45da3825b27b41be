"""Searching the case log: every page of the result, from its data, else from its words."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode, urlsplit

from playwright.sync_api import Frame, Locator, Request

from casewright.browser.case_log_page import CaseLogPage
from casewright.browser.frames import shown_frames
from casewright.browser.overhear import Overheard, overheard
from casewright.browser.page_change import Patience
from casewright.caselog.case import CaseRow, CaseSearch
from casewright.caselog.lobby import Lobby, LobbyWords, Pager, RowWords, read_lobby
from casewright.caselog.page_data import read_search_data
from casewright.message import msg

_LOBBY = "/cu/case-lobby"
_DATA = "/mons-api/SearchForCases"
"""Where the page asks for its rows (seen in public tools, 2026)."""
_PAGE_SIZE = 50
_MOST_PAGES = 40
_DEAF = 1.0
"""Seconds after which a list of cases that does not show the search of its address is searched by hand."""
_BOXES = "input[type=search], [role=searchbox]"
_ELSEWHERE = """box => {
  const precedes = (first, second) => first.compareDocumentPosition(second) & Node.DOCUMENT_POSITION_FOLLOWING;
  let outer = box; // as it stands among the page's own elements, outside every shadow root
  for (let root = box.getRootNode(); root instanceof ShadowRoot; root = outer.getRootNode()) outer = root.host;
  if (outer.closest("header, [role=banner]")) return true;
  const content = outer.ownerDocument.querySelector("main, [role=main], h1, [role=heading]");
  return !!content && !!precedes(outer, content) && !content.contains(outer);
}"""
"""Whether a search box is the one for the whole of Seller Central: in the header, or before the page's content where
the header is drawn without saying what it is."""


def search_cases(log: CaseLogPage, text: str) -> CaseSearch:
    """All cases whose ID or subject holds `text`.

    Raises:
        WindowError: `unknown-screen`, `signed-out`, `rate-limited`, `human-challenge`.
    """
    asked = {
        "tab": "all_cases",
        "sortFilter": "creationDate",
        "sortByAscOrDesc": "DESC",
        "size": str(_PAGE_SIZE),
        "searchText": text,
    }
    path = f"{_LOBBY}?{urlencode(asked)}"
    with overheard(
        log.page, msg("the search for {text}", text=text), lambda request: _searches_for(request, text)
    ) as heard:
        log.goto(path)
        searched_at, told_at = datetime.now(UTC), log.site_time
        search = _Search(log, text, heard, path)
        lobby = search.from_row(1)
        if lobby is None:
            raise log.explain(msg("{url} shows no search for {text}", url=log.page.url, text=text))
        rows, complete = search.all_rows(lobby)
    return CaseSearch(text=text, rows=rows, complete=complete, searched_at=searched_at, site_time=told_at)


@dataclass(slots=True)
class _Search:
    """One search under way.

    `unsearched` is what stood there, and where, when the page's own box was used because the address alone did
    nothing: a text in the box is no search as long as the page shows the same.
    """

    log: CaseLogPage
    text: str
    heard: Overheard
    path: str
    unsearched: tuple[str, Lobby] | None = None

    def from_row(self, first: int) -> Lobby | None:
        """The case log as soon as it shows this search from its `first` case on, else what it shows in the end."""
        patience, since = self.log.patience(), time.monotonic()
        while True:
            self.log.see_where()
            if told := self._read_result(first):
                return told
            lobby = self._worded(patience)
            if lobby and self._is_searched(lobby) and lobby.pager and (lobby.pager.first in {first, 0}):
                return lobby
            worded = lobby is not None and lobby.pager is not None
            if first == 1 and not worded and self.log.ask_in_english(self.path, self.heard, "pager"):
                continue
            rests = time.monotonic() - since >= _DEAF and not self.heard.waits
            if rests and lobby and self.text not in lobby.searched and self.unsearched is None:
                self.unsearched = (self.log.page.url, lobby)
                self._type()
                patience = self.log.patience()
            if not patience.wait(self.log.page):
                return lobby if lobby and self._is_searched(lobby) else None

    def all_rows(self, lobby: Lobby) -> tuple[tuple[CaseRow, ...], bool]:
        """The rows of every page of the result, and whether that was all of them, by the pager's own count."""
        rows = list(lobby.rows)
        for number in range(2, _MOST_PAGES + 1):
            if lobby.pager is None or not lobby.rows or len(rows) >= lobby.pager.total:
                break
            turn_to(self.log, number)
            following = self.from_row(len(rows) + 1)
            if following is None or following.pager is None or following.pager.first != len(rows) + 1:
                break
            lobby = following
            rows.extend(lobby.rows)
        ids = {row.case_id for row in rows}  # a case that came meanwhile moves one from page to page
        return tuple(rows), lobby.pager is not None and len(rows) == len(ids) == lobby.pager.total

    def _is_searched(self, lobby: Lobby) -> bool:
        """Whether the list is that of this search: its box says so, and it is no longer what stood there before."""
        if self.text not in lobby.searched:
            return False
        if self.unsearched is None:
            return True
        url, before = self.unsearched
        return self.log.page.url != url or (lobby.rows, lobby.pager) != (before.rows, before.pager)

    def _read_result(self, first: int) -> Lobby | None:
        """The result from its `first` case on, where the page was told it: it answers the search, whatever it shows."""
        for request, data in reversed(self.heard.answers()):
            asked, result = _question(request), read_search_data(data)
            number, size = asked.get("page"), asked.get("searchPageSize")
            if result and isinstance(number, int) and isinstance(size, int) and (number - 1) * size + 1 == first:
                last = first - 1 + len(result.rows)
                return Lobby((self.text,), result.rows, Pager(first if result.rows else 0, last, result.total))
        return None

    def _worded(self, patience: Patience) -> Lobby | None:
        for _, said in self.log.read_frames(patience):
            rows = [_row(row) for row in said["rows"] if not row["header"]]
            headers = next((tuple(row["cells"]) for row in said["rows"] if row["header"]), ())
            words = LobbyWords(tuple(said["searched"]), headers, tuple(rows), tuple(said["lines"]))
            if lobby := read_lobby(words, self.log.labels(said["language"])):
                return lobby
        return None

    def _type(self) -> None:
        """Search as a person does: the page's own box, and the button beside it."""
        self.log.page.bring_to_front()
        for frame in shown_frames(self.log.page):
            if box := _own_box(frame):
                box.fill(self.text)
                _press(self.log.button(frame, "search"), box)
                return


def turn_to(log: CaseLogPage, number: int) -> None:
    """Ask for another page of the result, with the page's own box and button; nothing where it has none."""
    log.page.bring_to_front()
    for frame in shown_frames(log.page):
        box = frame.get_by_role("spinbutton").filter(visible=True)
        if box.count() == 1:
            box.fill(str(number))
            words = log.labels().words("go-to-page")
            ways = [frame.get_by_role("button", name=word, exact=True).filter(visible=True) for word in words]
            _press(next((way.last for way in ways if way.count()), None), box)
            return


def _press(button: Locator | None, box: Locator) -> None:
    if button is None:
        box.press("Enter")
    else:
        button.click()


def _own_box(frame: Frame) -> Locator | None:
    """The one search box that is the page's own; the header has another, for all of Seller Central."""
    boxes = frame.locator(_BOXES).filter(visible=True).all()
    own = [box for box in boxes if not box.evaluate(_ELSEWHERE)]
    return own[0] if len(own) == 1 else None


def _row(row: dict[str, Any]) -> RowWords:
    return RowWords(tuple(row["cells"]), tuple((str(address), str(words)) for address, words in row["links"]))


def _searches_for(request: Request, text: str) -> bool:
    """Return whether a page asks for all cases that hold a text: a count, or a narrower question, is another."""
    if not urlsplit(request.url).path.endswith(_DATA):
        return False
    asked = _question(request)
    filters = asked.get("caseFilters")
    if asked.get("getCountOnly") or not isinstance(filters, dict) or filters.get("searchText") != text:
        return False
    return not any(value for name, value in filters.items() if name not in {"caseOwner", "searchText"})


def _question(request: Request) -> dict[str, Any]:
    try:
        asked = json.loads(request.post_data or "")
    except ValueError:
        return {}
    return asked if isinstance(asked, dict) else {}
