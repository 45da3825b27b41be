"""Reading Seller Central's case log in a page of its own, beside the form: what was filed, as Amazon stored it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from urllib.parse import urlencode, urlsplit

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Frame, Page

from casewright.browser.change import Patience, first_line, settle
from casewright.browser.frames import host_of, shown_frames
from casewright.flow.case import CasePage, CaseRow, CaseSearch
from casewright.flow.window import WindowError

_LOBBY = "/cu/case-lobby"
_CASE = "/cu/case-dashboard/view-case"
_PAGE_SIZE = 50
_MOST_PAGES = 40
_CASE_ID = re.compile(r"\d{8,14}")
_SIGN_IN = ("/ap/", "/signin", "/ax/", "/authorization/", "/errors/")

# Every word of the pages that is relied on; English only.
_GO = "Go"
_COLUMNS = {"creation date": "created", "case id": "case_id", "status": "status", "short description": "subject"}
_ORDER = ("created", "case_id", "status", "email", "subject")
_PAGER = re.compile(r"Cases ([\d,]+) to ([\d,]+) of ([\d,]+)")
_SEE_MORE = "See more"
_ATTACHMENTS = "Attachments"
_MISSING_MESSAGE = "The message is unavailable due to a technical issue."


@dataclass(frozen=True, slots=True)
class _Pager:
    first: int
    last: int
    total: int


@dataclass(frozen=True, slots=True)
class _Result:
    """One page of a search's result."""

    rows: tuple[CaseRow, ...]
    pager: _Pager | None


class BrowserCaseLog:
    """The case log of one account.

    `new_page` opens the page it reads in, at the first use; `patience` is in seconds. `back` puts the form's page in
    front again, because a browser draws a page behind another only once a second.
    """

    def __init__(self, new_page: Callable[[], Page], origin: str, patience: float, back: Callable[[], None]) -> None:
        self._new_page = new_page
        self._back = back
        self._origin = origin
        self._seconds = patience
        self._page: Page | None = None

    def search(self, text: str) -> CaseSearch:
        """All cases whose ID or subject holds `text`, on every page of the result.

        Raises:
            WindowError: `page-gone`, `unknown-screen`, `signed-out`.
        """
        patience = Patience(self._seconds)
        try:
            frame = self._open(_LOBBY, _lobby_query(text), "table", patience)
            if _searched(frame) != text:
                raise WindowError("unknown-screen", f"the case log did not search for {text}")
            rows, complete = self._all_pages(frame, patience)
        except PlaywrightError as error:
            raise WindowError("page-gone", f"the case log did not answer: {first_line(error)}") from error
        finally:
            self._back()
        return CaseSearch(text=text, rows=rows, complete=complete, searched_at=datetime.now(UTC))

    def read(self, case_id: str) -> CasePage:
        """One case.

        Raises:
            WindowError: `page-gone`, `signed-out`, `unknown-screen` when the page shows another case or no text.
        """
        try:
            frame = self._open(_CASE, urlencode({"caseID": case_id}), "#correspondence", Patience(self._seconds))
            for more in frame.get_by_role("button", name=_SEE_MORE, exact=True).filter(visible=True).all():
                more.click(timeout=self._seconds * 1000)
            told = frame.evaluate(_READ_CASE, _ATTACHMENTS)
        except PlaywrightError as error:
            raise WindowError("page-gone", f"case {case_id} did not open: {first_line(error)}") from error
        finally:
            self._back()
        return _case(case_id, told)

    def _open(self, path: str, query: str, sign: str, patience: Patience) -> Frame:
        """Go to an address of the case log and wait for the frame that holds `sign`."""
        if self._page is None or self._page.is_closed():
            self._page = self._new_page()
        page = self._page
        page.goto(f"{self._origin}{path}?{query}", wait_until="domcontentloaded", timeout=self._seconds * 1000)
        while True:
            _see_where(page, self._origin)
            if (frame := _frame_with(page, sign, patience)) is not None:
                return frame
            if not patience.wait(page):
                raise WindowError("unknown-screen", f"{page.url} does not look like the case log")

    def _all_pages(self, frame: Frame, patience: Patience) -> tuple[tuple[CaseRow, ...], bool]:
        """The rows of every page of the result, and whether that was all of them, by the pager's own count."""
        result = _result(frame)
        rows = list(result.rows)
        for number in range(2, _MOST_PAGES + 1):
            if result.pager is None or len(rows) >= result.pager.total:
                break
            following = self._next(frame, number, len(rows) + 1, patience)
            if following is None:
                break
            rows.extend(following.rows)
            result = following
        return tuple(rows), result.pager is not None and len(rows) == result.pager.total

    def _next(self, frame: Frame, number: int, first: int, patience: Patience) -> _Result | None:
        """The result's page `number`, whose first case is the `first`-th; None when it does not come."""
        boxes = frame.get_by_role("spinbutton").filter(visible=True)
        if boxes.count() != 1:
            return None
        frame.page.bring_to_front()
        boxes.fill(str(number))
        frame.get_by_role("button", name=_GO, exact=True).filter(visible=True).last.click()
        while True:
            try:
                result = _result(frame)
                if result.pager and result.pager.first == first:
                    return result
            except PlaywrightError as error:
                settle(frame.page, error, patience.left)
            if not patience.wait(frame.page):
                return None


def _lobby_query(text: str) -> str:
    """The address's own words for a search: all cases, the newest first."""
    words = {"tab": "all_cases", "sortFilter": "creationDate", "sortByAscOrDesc": "DESC", "size": _PAGE_SIZE}
    return urlencode({**words, "searchText": text})


def _see_where(page: Page, origin: str) -> None:
    where = urlsplit(page.url)
    if host_of(page.url) != host_of(origin) or where.path.startswith(_SIGN_IN):
        raise WindowError("signed-out", f"instead of the case log there is {where.netloc}{where.path}")


def _frame_with(page: Page, sign: str, patience: Patience) -> Frame | None:
    try:
        return next((frame for frame in shown_frames(page) if frame.locator(sign).filter(visible=True).count()), None)
    except PlaywrightError as error:
        settle(page, error, patience.left)
        return None


def _searched(frame: Frame) -> str:
    """What stands in the search box: what the shown result is about."""
    boxes = frame.get_by_role("main").get_by_role("searchbox").filter(visible=True)
    return boxes.input_value() if boxes.count() == 1 else ""


_READ_ROWS = """rows => rows.map(row => [
    ...row.querySelectorAll('th, td, [role=cell], [role=gridcell], [role=columnheader]'),
  ].map(cell => cell.innerText.replace(/\\s+/g, ' ').trim()))"""


def _result(frame: Frame) -> _Result:
    """The rows and the pager that are shown.

    Raises:
        WindowError: `unknown-screen`, a row has no case ID.
    """
    cells: list[list[str]] = frame.get_by_role("row").evaluate_all(_READ_ROWS)
    pager = _pager(frame.locator("body").inner_text())
    header = [_COLUMNS.get(cell.lower(), cell) for cell in cells[0]] if cells else []
    names = header if "case_id" in header else list(_ORDER)
    rows = tuple(_row(dict(zip(names, row, strict=False))) for row in cells if row and row != cells[0])
    return _Result(rows, pager)


def _pager(text: str) -> _Pager | None:
    found = _PAGER.search(text)
    return _Pager(*(int(number.replace(",", "")) for number in found.groups())) if found else None


def _row(cells: dict[str, str]) -> CaseRow:
    case_id = cells.get("case_id", "")
    if not _CASE_ID.fullmatch(case_id):
        raise WindowError("unknown-screen", f"a line of the case log has no case ID: {list(cells.values())}")
    return CaseRow(
        case_id=case_id,
        subject=cells.get("subject", ""),
        status=cells.get("status", ""),
        created=moment(cells.get("created", "")),
    )


_ZONE = re.compile(r"\s*(?:GMT|UTC)?([+-]\d{1,2})(?::?(\d{2}))?$|\s*(?:GMT|UTC|Z)$")


def moment(text: str) -> datetime | None:
    """`March 19, 2025 at 07:17:06 PM GMT+5` in UTC; None for what does not read like that, or tells no zone."""
    zone = _ZONE.search(text)
    if not zone:
        return None
    hours, minutes = int(zone.group(1) or 0), int(zone.group(2) or 0)
    offset = timedelta(hours=hours, minutes=minutes if hours >= 0 else -minutes)
    for pattern in ("%B %d, %Y at %I:%M:%S %p", "%B %d, %Y at %I:%M %p", "%Y-%m-%dT%H:%M:%S"):
        try:
            naive = datetime.strptime(text[: zone.start()], pattern)  # noqa: DTZ007 (its zone is added below)
            return naive.replace(tzinfo=timezone(offset)).astimezone(UTC)
        except ValueError:
            continue
    return None


_READ_CASE = """(attachments) => {
  const deep = function* (root) {
    for (const one of root.querySelectorAll('*')) { yield one; if (one.shadowRoot) yield* deep(one.shadowRoot); }
  };
  const all = [...deep(document)];
  const facts = {};
  for (const term of all.filter(one => one.localName === 'dt')) {
    facts[term.innerText.trim()] = term.nextElementSibling?.innerText.trim() ?? '';
  }
  const named = (one) => (one.getAttribute('aria-label') ?? '').replace(/:$/, '') === attachments;
  return {
    subject: all.find(one => one.localName === 'h1')?.innerText.trim() ?? '',
    facts,
    messages: all.filter(one => one.matches('.contact-content')).map(one => one.innerText),
    attachments: all.filter(one => one.localName === 'ul' && named(one))
      .flatMap(list => [...list.children].map(item => item.innerText.trim())),
  };
}"""


def _case(case_id: str, told: dict[str, Any]) -> CasePage:
    facts: dict[str, str] = told["facts"]
    shown = facts.get("Case ID", "")
    if shown != case_id:
        raise WindowError("unknown-screen", f"the page of case {case_id} shows {shown or 'no case ID'}")
    messages = tuple(str(message) for message in told["messages"])
    if any(_MISSING_MESSAGE in message for message in messages):
        raise WindowError("unknown-screen", f"case {case_id} does not show its messages at the moment")
    return CasePage(
        case_id=case_id,
        subject=str(told["subject"]),
        status=facts.get("Status", ""),
        messages=messages,
        attachments=tuple(str(name) for name in told["attachments"]),
        created=moment(facts.get("Created", "")),
    )
