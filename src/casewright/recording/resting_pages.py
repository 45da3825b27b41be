"""Recorded pages at rest: a site played so that the wanted page is what a visitor sees, read by its golden texts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from casewright.flow.sighting import Frame, Sighting
from casewright.recording.exchange import Request
from casewright.recording.player import Player
from casewright.recording.practice_cases import MemoryCaseLog, StoredCase, StoredFile, Submission
from casewright.recording.practice_pages import shown_case
from casewright.recording.read import home_of, read_recording, read_site, recording_names
from casewright.recording.recording import Page, Recording, filled_in
from casewright.recording.session import Session

ACCOUNT, MARKETPLACE = "Harbor Lane Goods", "US"
SESSION = "a-visitor-who-only-looks"


@dataclass(frozen=True, slots=True)
class Situation:
    """One way in which a person can see a recorded page: with the pages that its frames show, the outermost first.

    `shown` is what the innermost page's script shows, as in `Page.shows`; None for the page as it was opened.
    """

    recording: str
    site: Recording
    pages: tuple[Page, ...]
    shown: str | None = None

    @property
    def name(self) -> str:
        """`help-center/help-center/tiles`, or with a tab `…/contact-form.email`: unique over all recordings."""
        ending = f".{self.shown}" if self.shown else ""
        return "/".join([self.recording, *(page.name for page in self.pages)]) + ending

    def sighting(self) -> Sighting:
        """What can be read there."""
        return Resting(self.site, self.pages).sighting(self.pages, self.shown)


class Showing(Player):
    """Shows its one case wherever a page shows one, though nobody here created it."""

    case: StoredCase | None = None

    def _context(self, session: Session, path: str, query: dict[str, str]) -> dict[str, Any]:
        context = super()._context(session, path, query)
        return context | {"case": context["case"] or (shown_case(self.case) if self.case else None)}


class Resting:
    """A player with one case in its log, that shows `first` to whoever comes."""

    def __init__(self, site: Recording, first: tuple[Page, ...]) -> None:
        log = MemoryCaseLog()
        self.case = log.add(
            Submission(
                subject="X0012AB34C 12 units lost CW-ABCD2345",
                message="Dear team,\n\n12 units were lost.",
                fields={"email": "support@harbor-lane.example"},
                attachments=(StoredFile(name="invoice.pdf", size=1200, sha256="0" * 64),),
                account=ACCOUNT,
                marketplace=MARKETPLACE,
                session=SESSION,
            )
        )
        rest = tuple(page for page in site.pages if page not in first)
        self.site = site.model_copy(update={"pages": (*first, *rest)})
        self.player = Showing(self.site, log, account=ACCOUNT, marketplace=MARKETPLACE)
        self.player.case = self.case
        self.respond = self.player.respond

    def query(self, page: Page) -> dict[str, str]:
        """What stands behind the address: the case, for a page that shows one."""
        template = (home_of(self.site.folder, page.file) / page.file).read_text(encoding="utf-8")
        return {"caseID": self.case.case_id} if "case." in template else {}

    def path(self, page: Page) -> str:
        """The address, with the example's values in its places."""
        return filled_in(page.at, page.example)

    def address(self, shown: tuple[Page, ...]) -> str:
        """The whole address at which the pages stand, the outermost first: with the case, and with its anchor."""
        query = "&".join(f"{key}={value}" for key, value in self.query(shown[-1]).items())
        anchor = f"#{shown[0].anchor}" if shown[0].anchor else ""
        return self.path(shown[0]) + (f"?{query}" if query else "") + anchor

    def text(self, page: Page, shown: str | None = None) -> str:
        """The golden text, as a visitor without a browser gets it; `shown` as in `Page.shows`.

        Raises:
            NotReadable: the page has no such golden text.
        """
        if shown:
            return self.player.golden(SESSION, self.path(page), shown)
        host = self.player.marketplace.host
        asked = Request("GET", host, self.path(page), query=self.query(page), session=SESSION, wants="text")
        return self.respond(asked).body.decode()

    def sighting(self, shown: tuple[Page, ...], last: str | None = None) -> Sighting:
        """What can be read, by golden texts alone; `last` is what the innermost page's script shows."""
        host = f"https://{self.player.marketplace.host}"
        urls = [host + self.address(shown[:1]), *(host + self.path(page) for page in shown[1:])]
        texts = [self.text(page) for page in shown[:-1]] + [self.text(shown[-1], last)]
        frames = tuple(Frame(url, text) for url, text in zip(urls, texts, strict=True))
        return Sighting(urls[0], shown[0].language, frames)


def situations(root: Path, names: tuple[str, ...] | None = None) -> Iterator[Situation]:
    """Every way to see a page of these recordings under `root` (all, where none are named), as each was opened.

    Pages that are shared, such as the case log, link to what only a whole site has: a recording is seen in the first
    site that includes it, where one does.

    Raises:
        RecordingError: a recording cannot be read.
    """
    there = recording_names(root)
    read = {name: read_recording(root / name) for name in dict.fromkeys((*there, *(names or ())))}
    for name in names or there:
        own = {page.name for page in read[name].pages}
        site = read_site(root, next((holder for holder in there if name in read[holder].include), name))
        for page in site.pages:
            if page.name in own and not page.redirect and page.at not in site.frames:
                yield from (Situation(name, site, pages) for pages in _with_frames(site, page))


def with_shown(situation: Situation) -> Iterator[Situation]:
    """The situation itself, and what the innermost page's own script can make of it."""
    yield situation
    for shown in dict.fromkeys(situation.pages[-1].shows.values()):
        yield Situation(situation.recording, situation.site, situation.pages, shown)


def _with_frames(site: Recording, page: Page) -> Iterator[tuple[Page, ...]]:
    shown: list[tuple[Page, ...]] = [(page,)]
    for frame in page.frames:
        inner = [pages for one in site.pages_at(frame) for pages in _with_frames(site, one)]
        shown = [(*before, *pages) for before in shown for pages in inner]
    yield from shown
