"""Seller Central's case log, read in a page of its own beside the form: what was filed, as Amazon stored it.

The data that the pages request from their own site is the better source; their words come second, and are not needed if
the data came.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page

from casewright.browser.case_log_page import CaseLogPage
from casewright.browser.case_reading import read_case
from casewright.browser.case_search import search_cases
from casewright.browser.overhear import keep_hearing
from casewright.browser.page_change import first_line
from casewright.caselog.case import CasePage, CaseSearch
from casewright.flow.model import FlowSet
from casewright.flow.reason import Reason
from casewright.flow.window import WindowError
from casewright.message import Message, msg

_Read = TypeVar("_Read")


class BrowserCaseLog:
    """The case log of one account.

    `new_page` opens the page it reads in, at the first use; `patience` is in seconds. `covers` is
    told that this page stands in front of the form's: a browser draws a page behind another only once a second. `flows`
    are asked for labels, once.
    """

    def __init__(
        self,
        new_page: Callable[[], Page],
        origin: str,
        patience: float,
        covers: Callable[[], None],
        flows: Callable[[], FlowSet],
    ) -> None:
        self._new_page = new_page
        self._origin = origin
        self._seconds = patience
        self._covers = covers
        self._flows = flows
        self._kept: CaseLogPage | None = None

    def search(self, text: str) -> CaseSearch:
        """All cases whose ID or subject holds `text`, on every page of the result.

        Complete only when as many rows were read as the page's own count says.

        Raises:
            WindowError: `page-gone`, `unknown-screen`, `signed-out`, `rate-limited`, `human-challenge`.
        """
        return self._in_page(msg("the search for {text}", text=text), lambda log: search_cases(log, text))

    def read(self, case_id: str) -> CasePage:
        """Read one case; what its page should show and does not is named in `missing`.

        Raises:
            WindowError: as `search`; `unknown-screen` when the page shows another case, or nothing of this one.
        """
        return self._in_page(msg("case {case_id}", case_id=case_id), lambda log: read_case(log, case_id))

    def _in_page(self, what: Message, read: Callable[[CaseLogPage], _Read]) -> _Read:
        """Read something in the case log's own page; the form's page stands behind it then."""
        try:
            if self._kept is None or self._kept.page.is_closed():  # a browser that died since is found out here
                page = self._new_page()
                keep_hearing(page)
                self._kept = CaseLogPage(page, self._origin, self._seconds, self._flows)
            return read(self._kept)
        except PlaywrightError as error:
            raise WindowError(
                Reason.PAGE_GONE, msg("{what} did not come: {first_line}", what=what, first_line=first_line(error))
            ) from error
        finally:
            self._covers()
