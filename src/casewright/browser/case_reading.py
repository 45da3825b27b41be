"""Reading one case: its data as soon as the page was told it, its words where something is missing."""

from __future__ import annotations

import time
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Frame, Request

from casewright.browser.case_log_page import REST, CaseLogPage
from casewright.browser.overhear import Overheard, overheard
from casewright.browser.page_change import Patience
from casewright.caselog.case import CasePage, case_path
from casewright.caselog.labels import CaseLogLabels
from casewright.caselog.page_data import read_case_data
from casewright.caselog.page_words import CardWords, PageWords, read_page_words
from casewright.message import msg

_DATA = "/mons-api/ViewCase"
"""Where a case's page asks for its messages (seen in public tools, 2026)."""
_BEHIND = 1.0
"""Seconds for which the words are waited for behind the data, where only they tell until when a case takes replies."""


def read_case(log: CaseLogPage, case_id: str) -> CasePage:
    """One case; what its page should show and does not is named in `missing`.

    Raises:
        WindowError: `signed-out`, `rate-limited`, `human-challenge`; `unknown-screen` when the page shows another
            case, or nothing of this one.
    """
    with overheard(
        log.page, msg("case {case_id}", case_id=case_id), lambda request: _asks_for(request, case_id)
    ) as heard:
        log.goto(case_path(case_id))
        return _Reading(log, case_id, heard, log.patience()).until_whole()


@dataclass(slots=True)
class _Reading:
    """A case's page while it is being read: what is known of it grows and never shrinks."""

    log: CaseLogPage
    case_id: str
    heard: Overheard
    patience: Patience
    known: CasePage | None = None
    reply_days: int | None = None
    new_at: float = 0.0

    def until_whole(self) -> CasePage:
        """Return the page as soon as nothing is missing, else as it is when it comes to rest."""
        began = self.new_at = time.monotonic()
        while True:
            self.log.see_where()
            self._look()
            if self.known and self._is_enough(self.known, time.monotonic() - began):
                break
            if self.known is None and self.log.ask_in_english(case_path(self.case_id), self.heard, "case-id"):
                continue
            if not self.patience.wait(self.log.page):
                break
        if self.known is None:
            raise self.log.explain(
                msg("{url} shows no messages: is this the ID of a case of this account?", url=self.log.page.url)
            )
        return self.known.model_copy(update={"reply_days": self.known.reply_days or self.reply_days})

    def _is_enough(self, page: CasePage, seconds: float) -> bool:
        if self.heard.waits:
            return False
        if page.missing:
            return time.monotonic() - self.new_at >= REST
        return not page.answers or self.reply_days is not None or seconds >= _BEHIND

    def _look(self) -> None:
        labels = self.log.labels()
        told = self._read_data(labels)
        shown = self._worded(labels) if told is None or told.missing or told.answers else None
        if shown:
            told = self._read_data(labels)  # the words may be those of an answer that came while they were read
        if shown and shown.reply_days:
            self.reply_days = shown.reply_days
        for page in (shown, told):
            if page and self._is_better(page):
                self.known, self.new_at = page, time.monotonic()

    def _read_data(self, labels: CaseLogLabels) -> CasePage | None:
        """What the page's own data says so far."""
        return read_case_data(self.case_id, [data for _, data in self.heard.answers()], labels)

    def _is_better(self, page: CasePage) -> bool:
        """Return whether a page tells more than what is known; of two that tell as much, the data."""
        if self.known is None:
            return True
        lacks, lacked = len(page.missing), len(self.known.missing)
        return lacks < lacked or (lacks == lacked and self.known.worded and not page.worded)

    def _worded(self, labels: CaseLogLabels) -> CasePage | None:
        """What the words say; None where no frame shows anything of a case yet."""
        for frame, _ in self.log.read_frames(self.patience):
            _unfold(frame, labels)
        for _, said in self.log.read_frames(self.patience):
            cards = tuple(CardWords(card["sender"], tuple(card["lines"]), card["content"]) for card in said["messages"])
            words = PageWords(said["heading"], tuple(said["lines"]), cards, said["more"])
            page = read_page_words(self.case_id, words, labels)
            if page.messages or page.status:
                return page
        return None


def _unfold(frame: Frame, labels: CaseLogLabels) -> None:
    """Press every "See more": a folded message is not complete."""
    for word in labels.words("see-more"):
        folded = frame.get_by_role("button", name=word, exact=True).filter(visible=True)
        for _ in range(folded.count()):
            folded.first.click()


def _asks_for(request: Request, case_id: str) -> bool:
    asked = urlsplit(request.url)
    return asked.path.endswith(_DATA) and parse_qs(asked.query).get("caseId") == [case_id]
