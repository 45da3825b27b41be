"""A site and a visit to it: where a flow is walked. Live, replay and sandbox differ only in where pages come from."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from casewright.caselog.case import CaseLog
from casewright.flow.page_owner import Owner
from casewright.flow.window import Window
from casewright.model.site_name import SiteName


@dataclass(frozen=True, slots=True)
class Guard:
    """What the network guard counted: requests answered from here, refused, and that left this machine.

    `housekeeping` are calls that the browser made on its own account, turned away without reaching anybody.
    `turned_away` are the latest answers of the site that were 403 or 429, one after the other.
    """

    answered: int
    refused: int
    left: int
    refused_urls: tuple[str, ...] = ()
    housekeeping: int = 0
    turned_away: int = 0


class Visit(Protocol):
    """One browser context on a site for one account: the window, the case log, the guard's count."""

    @property
    def window(self) -> Window:
        """The page on which a claim is filed."""

    @property
    def cases(self) -> CaseLog:
        """Amazon's own record, read in a page beside it."""

    @property
    def attended(self) -> bool:
        """Whether a person sees the browser and can be asked to do a step."""

    @property
    def owner(self) -> Owner:
        """Whose account this is a visit to, as the pages must show it."""

    def guard(self) -> Guard:
        """What was counted so far."""


class Site(Protocol):
    """Where a flow is walked."""

    @property
    def name(self) -> SiteName:
        """Which of the three it is."""

    def visit(self, account: str, marketplace: str, keep_in: Path) -> AbstractContextManager[Visit]:
        """Open a browser on the site; pictures go to `keep_in`.

        Raises:
            CasewrightError: no browser, or the site cannot be reached.
        """
