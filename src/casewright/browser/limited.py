"""The window and the case log of a visit with a limit on every call: no page can hang the program."""

from __future__ import annotations

from typing import Self

from casewright.browser.case_log import BrowserCaseLog
from casewright.browser.watchdog import Watchdog
from casewright.browser.window import BrowserWindow
from casewright.caselog.case import CasePage, CaseSearch
from casewright.flow.sighting import Sighting
from casewright.flow.window import Act, Attach, Kept, Open, Reading, Submit


def limit_of(patience: float) -> float:
    """Seconds after which a call to the browser hangs, for a window of this patience.

    A call may wait for a page and once more for what it shows; beyond that nothing comes.
    """
    return 2 * patience + 10


_UPLOAD = 60.0
"""Seconds more for handing over files: tens of megabytes pass through the driver in one call."""


class LimitedWindow(BrowserWindow):
    """A page in a real browser in which no call lasts for ever, once it is `under` a watchdog."""

    _watchdog: Watchdog

    def under(self, watchdog: Watchdog) -> Self:
        """The same window, watched from now on."""
        self._watchdog = watchdog
        return self

    def look(self, unlike: Sighting | None = None, seconds: float | None = None) -> Sighting:
        """What can be read now, as in `BrowserWindow.look`."""
        with self._watchdog.limit(limit_of(self._seconds)):
            return super().look(unlike, seconds)

    def do(self, act: Act) -> Reading:
        """Find exactly one control, act, read back, as in `BrowserWindow.do`."""
        self._watchdog.pressed = isinstance(act, Submit) or (self._watchdog.pressed and not isinstance(act, Open))
        with self._watchdog.limit(limit_of(self._seconds) + (_UPLOAD if isinstance(act, Attach) else 0.0)):
            return super().do(act)

    def keep(self, name: str) -> Kept:
        """Keep a picture, the page and its text, as in `BrowserWindow.keep`."""
        with self._watchdog.limit(limit_of(self._seconds)):
            return super().keep(name)


class LimitedCaseLog(BrowserCaseLog):
    """The case log in a real browser in which no call lasts for ever, once it is `under` a watchdog."""

    _watchdog: Watchdog

    def under(self, watchdog: Watchdog) -> Self:
        """The same case log, watched from now on."""
        self._watchdog = watchdog
        return self

    def search(self, text: str) -> CaseSearch:
        """Search the whole log, as in `BrowserCaseLog.search`."""
        with self._watchdog.limit(limit_of(self._seconds)):
            return super().search(text)

    def read(self, case_id: str) -> CasePage:
        """Read one case, as in `BrowserCaseLog.read`."""
        with self._watchdog.limit(limit_of(self._seconds)):
            return super().read(case_id)
