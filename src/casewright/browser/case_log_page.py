"""A page of the case log in use: where it is, what it says and in which words, and what is shown in its place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Frame, Locator, Page

from casewright.browser.eye import look
from casewright.browser.frames import host_of, shown_frames
from casewright.browser.overhear import Overheard
from casewright.browser.page_change import Patience, settle
from casewright.caselog.case import SLOW_DOWN, site_time, slow_down
from casewright.caselog.labels import CaseLogLabels, labels_of
from casewright.flow.model import FlowSet
from casewright.flow.reason import Reason
from casewright.flow.recognise import screen_of
from casewright.flow.window import WindowError
from casewright.message import Message, as_message, msg
from casewright.model.outcome import Outcome

REST = 2.0
"""Seconds after which a page that shows something, and nothing new, is taken to show all that it will."""

_SCRIPT = (Path(__file__).parent / "scripts" / "words.js").read_text(encoding="utf-8")
_SIGN_IN = ("/ap/", "/signin", "/ax/", "/authorization/", "/errors/", "/account-switcher/")
_ENGLISH = {"mons_sel_locale": "en_US", "mons_sel_persist": "false"}
"""Asks for English without keeping it (keys that public tools use): the form beside it stays as it is."""


@dataclass
class CaseLogPage:
    """One page of one account's case log. `seconds` is how long it may take; `read_flows` is asked for labels, once."""

    page: Page
    origin: str
    seconds: float
    read_flows: Callable[[], FlowSet]
    site_time: datetime | None = None
    """The site's own clock when the page came, where it told."""

    @cached_property
    def _flows(self) -> FlowSet:
        return self.read_flows().to("read")

    def patience(self) -> Patience:
        """For one wait."""
        return Patience(self.seconds)

    def goto(self, path: str, **query: str) -> None:
        """Go to a path of the case log.

        Raises:
            WindowError: `rate-limited`.
            playwright.sync_api.Error: it did not come.
        """
        url = f"{self.origin}{path}"
        if query:
            url += f"{'&' if '?' in path else '?'}{urlencode(query)}"
        answer = self.page.goto(url, wait_until="domcontentloaded", timeout=self.seconds * 1000)
        self.site_time = site_time(answer.headers.get("date")) if answer else None
        if answer is not None and answer.status == SLOW_DOWN:
            raise slow_down(as_message(path), answer.headers.get("retry-after"), datetime.now(UTC))

    def see_where(self) -> None:
        """Check that this is still the case log's own site.

        Raises:
            WindowError: `signed-out`.
        """
        where = urlsplit(self.page.url)
        if host_of(self.page.url) != host_of(self.origin) or where.path.startswith(_SIGN_IN):
            raise WindowError(
                Reason.SIGNED_OUT,
                msg("instead of the case log there is {netloc}{path}", netloc=where.netloc, path=where.path),
            )

    def labels(self, language: str | None = None) -> CaseLogLabels:
        """The words for the language that the page speaks now, asked of it where nobody knows."""
        if language is None:
            language = str(self.page.evaluate("document.documentElement?.lang ?? ''"))
        return labels_of(self._flows, language)

    def ask_in_english(self, path: str, heard: Overheard, control: str) -> bool:
        """Ask for the page again in English, for this once, where neither its data nor its words can be understood.

        `control` is one whose words would be needed. False where that would change nothing.
        """
        if heard.was_asked or _ENGLISH["mons_sel_locale"] in self.page.url or self.labels().speaks(control):
            return False
        self.goto(path, **_ENGLISH)
        return True

    def read_frames(self, patience: Patience) -> Iterator[tuple[Frame, dict[str, Any]]]:
        """What each frame says, in the page's `language`; nothing where the page goes on meanwhile."""
        try:
            language: str | None = None
            for frame in shown_frames(self.page):
                said = dict(frame.evaluate(_SCRIPT))
                language = str(said["language"]) if language is None else language  # the page itself comes first
                yield frame, said | {"language": language}
        except PlaywrightError as error:
            settle(self.page, error, patience.left)

    def button(self, frame: Frame, control: str) -> Locator | None:
        """A control by its selector, else by its words; of several the first. None where there is none."""
        labels = self.labels()
        ways = [frame.locator(selector)] if (selector := labels.fallback(control)) else []
        ways += [frame.get_by_role("button", name=word, exact=True) for word in labels.words(control)]
        shown = (way.filter(visible=True) for way in ways)
        return next((way.first for way in shown if way.count()), None)

    def explain(self, message: Message) -> WindowError:
        """Why the page shows nothing: what stands in its place, where that is known."""
        screen = screen_of(look(self.page, self.patience()), self._flows)
        if screen is None or screen.reads:
            return WindowError(Reason.UNKNOWN_SCREEN, message)
        outcome = screen.hands_over or screen.ends
        reason = _REASONS.get(str(outcome), Reason.SIGNED_OUT if screen.enters else Reason.UNKNOWN_SCREEN)
        return WindowError(reason, msg("{message}; the site showed {key}", message=message, key=screen.key))


_REASONS = {
    str(reason.outcome): reason
    for reason in (Reason.SIGNED_OUT, Reason.HUMAN_CHALLENGE, Reason.NO_PERMISSION, Reason.RATE_LIMITED)
} | {str(Outcome.STOPPED): Reason.RATE_LIMITED}
"""What a screen that stands in the way means for whoever reads."""
