"""Reading Seller Central's case log in a page of its own, beside the form: what was filed, as Amazon stored it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlencode, urlsplit

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Frame, Page

from casewright.browser.case_page_data import CaseData, holds_all, overheard
from casewright.browser.frames import host_of, look, shown_frames
from casewright.browser.page_change import Patience, first_line, settle
from casewright.caselog.case import SLOW_DOWN, Answer, CasePage, CaseRow, CaseSearch, site_time, slow_down
from casewright.caselog.page_text import Lobby, moment, read_lobby
from casewright.flow.reason import Reason
from casewright.flow.window import WindowError

_SCRIPT = (Path(__file__).parent / "scripts" / "case.js").read_text(encoding="utf-8")
_LOBBY = "/cu/case-lobby"
_CASE = "/cu/case-dashboard/view-case"
_PAGE_SIZE = 50
_MOST_PAGES = 40
_SIGN_IN = ("/ap/", "/signin", "/ax/", "/authorization/", "/errors/", "/account-switcher/")

_ENGLISH = {"mons_sel_locale": "en_US", "mons_sel_persist": "false"}
"""Asks for English without keeping it (keys that public tools use): the form beside it stays as it is."""

# The words of the pages that are relied on; English only.
_GO = "Go"
_SEE_MORE = "See more"
_ATTACHMENTS = "Attachments"
_CASE_ID = "Case ID"
_STATUS = "Status"
_CREATED = "Created"
_AMAZON = re.compile(r"From:?\s*Amazon[\s,]*(?P<at>.*)", re.DOTALL)
_REOPENED = re.compile(r"cannot be reopened after (?P<days>\d+) days")
_UNAVAILABLE = "The message is unavailable due to a technical issue."

_Read = TypeVar("_Read")


class BrowserCaseLog:
    """The case log of one account.

    `new_page` opens the page it reads in, at the first use; `patience` is in seconds. `back` puts the form's page in
    front again, because a browser draws a page behind another only once a second.
    """

    def __init__(self, new_page: Callable[[], Page], origin: str, patience: float, back: Callable[[], None]) -> None:
        self._new_page = new_page
        self._origin = origin
        self._seconds = patience
        self._back = back
        self._kept: Page | None = None
        self._site_time: datetime | None = None

    def search(self, text: str) -> CaseSearch:
        """All cases whose ID or subject holds `text`, on every page of the result.

        Complete only when as many rows were read as the page's own count says.

        Raises:
            WindowError: `page-gone`, `unknown-screen`, `signed-out`.
        """
        return self._asked(f"the search for {text}", lambda page: self._search(page, text))

    def read(self, case_id: str) -> CasePage:
        """One case.

        Raises:
            WindowError: `page-gone`, `signed-out`, `unknown-screen` when the page shows another case or no messages.
        """
        return self._asked(f"case {case_id}", lambda page: self._read(page, case_id))

    def _asked(self, what: str, read: Callable[[Page], _Read]) -> _Read:
        """Read something in the case log's own page; afterwards the form's page is in front again."""
        try:
            if self._kept is None or self._kept.is_closed():
                self._kept = self._new_page()  # a browser that died since is found out here
            return read(self._kept)
        except PlaywrightError as error:
            raise WindowError(Reason.PAGE_GONE, f"{what} did not come: {first_line(error)}") from error
        finally:
            self._back()

    def _open(self, page: Page, path: str, **query: str) -> None:
        """Go to a page of the case log; one in another language is asked for again in English, for this page only."""
        self._goto(page, path, query)
        spoken = str(page.evaluate("document.documentElement?.lang ?? ''")).casefold()
        ours = host_of(page.url) == host_of(self._origin) and not urlsplit(page.url).path.startswith(_SIGN_IN)
        if ours and spoken and not spoken.startswith("en"):
            self._goto(page, path, query | _ENGLISH)

    def _goto(self, page: Page, path: str, query: dict[str, str]) -> None:
        url = f"{self._origin}{path}?{urlencode(query)}"
        answer = page.goto(url, wait_until="domcontentloaded", timeout=self._seconds * 1000)
        self._site_time = site_time(answer.headers.get("date")) if answer else None
        if answer is not None and answer.status == SLOW_DOWN:
            raise slow_down(path, answer.headers.get("retry-after"), datetime.now(UTC))

    def _see_where(self, page: Page) -> None:
        where = urlsplit(page.url)
        if host_of(page.url) != host_of(self._origin) or where.path.startswith(_SIGN_IN):
            raise WindowError(Reason.SIGNED_OUT, f"instead of the case log there is {where.netloc}{where.path}")

    # Searching

    def _search(self, page: Page, text: str) -> CaseSearch:
        patience = Patience(self._seconds)
        self._open(
            page,
            _LOBBY,
            tab="all_cases",
            sortFilter="creationDate",
            sortByAscOrDesc="DESC",
            size=str(_PAGE_SIZE),
            searchText=text,
        )
        searched_at, told_at = datetime.now(UTC), self._site_time
        lobby = self._lobby(page, text, 1, patience)
        if lobby is None or text not in lobby.searched:
            raise WindowError(Reason.UNKNOWN_SCREEN, f"{page.url} does not show a search for {text}")
        rows, complete = self._all(page, text, lobby)
        return CaseSearch(text=text, rows=rows, complete=complete, searched_at=searched_at, site_time=told_at)

    def _lobby(self, page: Page, text: str, first: int, patience: Patience) -> Lobby | None:
        """The case log as soon as it shows this search from its `first` case on, else what it shows in the end."""
        while True:
            lobby = read_lobby(look(page, patience))
            self._see_where(page)
            if lobby and text in lobby.searched and lobby.pager and (lobby.pager.first in {first, 0}):
                return lobby
            if not patience.wait(page):
                return lobby

    def _all(self, page: Page, text: str, lobby: Lobby) -> tuple[tuple[CaseRow, ...], bool]:
        """The rows of every page of the result, and whether that was all of them, by the pager's own count."""
        rows = list(lobby.rows)
        for number in range(2, _MOST_PAGES + 1):
            if lobby.pager is None or not lobby.rows or len(rows) >= lobby.pager.total:
                break
            patience = Patience(self._seconds)
            _turn_to(page, number)
            following = self._lobby(page, text, len(rows) + 1, patience)
            if following is None or following.pager is None or following.pager.first != len(rows) + 1:
                break
            lobby = following
            rows.extend(lobby.rows)
        ids = {row.case_id for row in rows}  # a case that came meanwhile moves one from page to page
        return tuple(rows), lobby.pager is not None and len(rows) == len(ids) == lobby.pager.total

    # One case

    def _read(self, page: Page, case_id: str) -> CasePage:
        """What the page shows; with who wrote what as its own data says it, where that says what the page shows."""
        patience = Patience(self._seconds)
        with overheard(page, case_id) as data:
            self._open(page, _CASE, caseID=case_id)
            told, known = self._shown(page, data, patience)
        shown = _case(case_id, told)
        if known is None or not holds_all(known.messages, shown.messages):
            return shown
        return known.model_copy(update={"reply_days": shown.reply_days})

    def _shown(self, page: Page, data: CaseData, patience: Patience) -> tuple[dict[str, Any], CasePage | None]:
        """The page as soon as it shows messages, and what it was told, if it has that or waited for it long enough.

        Raises:
            WindowError: `signed-out`, `rate-limited`, `unknown-screen`.
        """
        while True:
            self._see_where(page)
            told = _told(page, patience)
            there = told if told and told["messages"] else None
            known = data.case()
            if there and not data.waits:
                return there, known
            if not patience.wait(page):
                if there:
                    return there, known
                raise WindowError(Reason.UNKNOWN_SCREEN, f"{page.url} shows no messages")


def _turn_to(page: Page, number: int) -> None:
    """Ask for another page of the result, with the page's own box and button; nothing where it has none."""
    page.bring_to_front()
    for frame in shown_frames(page):
        boxes = frame.get_by_role("spinbutton").filter(visible=True)
        if boxes.count() == 1:
            boxes.fill(str(number))
            frame.get_by_role("button", name=_GO, exact=True).filter(visible=True).last.click()
            return


def _told(page: Page, patience: Patience) -> dict[str, Any] | None:
    """What the frame that shows the correspondence says, every message unfolded; None where there is none yet."""
    try:
        for frame in shown_frames(page):
            if frame.locator("#correspondence").filter(visible=True).count():
                _unfold(frame)
                return dict(frame.evaluate(_SCRIPT, _ATTACHMENTS))
    except PlaywrightError as error:
        settle(page, error, patience.left)
    return None


def _unfold(frame: Frame) -> None:
    folded = frame.get_by_role("button", name=_SEE_MORE, exact=True).filter(visible=True)
    for _ in range(folded.count()):
        folded.first.click()


def _case(case_id: str, told: dict[str, Any]) -> CasePage:
    facts: dict[str, str] = told["facts"]
    if facts.get(_CASE_ID) != case_id:
        raise WindowError(
            Reason.UNKNOWN_SCREEN, f"the page of case {case_id} shows {facts.get(_CASE_ID) or 'no case ID'}"
        )
    messages = tuple(str(message) for message, _ in told["messages"])
    days = _REOPENED.search(str(told["whole"]))
    if any(_UNAVAILABLE in message for message in messages):
        raise WindowError(Reason.UNKNOWN_SCREEN, f"case {case_id} does not show its messages at the moment")
    return CasePage(
        case_id=case_id,
        subject=str(told["subject"]),
        status=facts.get(_STATUS, ""),
        messages=messages,
        attachments=tuple(str(name) for name in told["attachments"]),
        created=moment(facts.get(_CREATED, "")),
        answers=tuple(
            Answer(text=str(text), at=moment(sent["at"]))
            for text, head in told["messages"]
            if (sent := _AMAZON.match(str(head)))
        ),
        reply_days=int(days["days"]) if days else None,
    )
