"""Every recorded page at rest: a site played so that the wanted page is what a new visitor sees."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from casewright import places
from casewright.flow.sighting import Frame, Sighting
from casewright.recording.case_log import MemoryCaseLog, StoredCase, StoredFile, Submission
from casewright.recording.case_pages import shown_case
from casewright.recording.exchange import Request
from casewright.recording.player import Player
from casewright.recording.read import read_recording, read_site, recording_names
from casewright.recording.recording import Page, Recording
from casewright.recording.session import Session

ACCOUNT, MARKETPLACE, COUNTRY = "Harbor Lane Goods", "US", "United States"
HOST = "sellercentral.amazon.com"
SESSION = "a-visitor-who-only-looks"
ROOT = places.recordings()
SITES = {name: read_site(ROOT, name) for name in recording_names(ROOT)}
PLAYED_IN = {"doors": "help-center", "cases": "help-center", "inbound": "help-center"}
"""Recordings that are no site by themselves, and one that includes them."""


@dataclass(frozen=True)
class Spot:
    """One recorded page, in a site that has it."""

    recording: str
    page: Page
    site: Recording

    @property
    def name(self) -> str:
        return f"{self.recording}/{self.page.name}"

    @property
    def golden(self) -> Path:
        return ROOT / self.page.golden()


def spots() -> Iterator[Spot]:
    """Every page of every recording once, without those that only send on."""
    for name in SITES:
        own = {page.name for page in read_recording(ROOT / name).pages}
        site = SITES[PLAYED_IN.get(name, name)]
        yield from (Spot(name, page, site) for page in site.pages if page.name in own and not page.redirect)


def situations() -> Iterator[tuple[Spot, tuple[Page, ...]]]:
    """Every way in which a person can see a page: with each page that its frames may show, and so on inwards."""
    for spot in spots():
        if spot.page.at not in spot.site.frames:
            yield from ((spot, shown) for shown in _with_frames(spot.site, spot.page))


def _with_frames(site: Recording, page: Page) -> Iterator[tuple[Page, ...]]:
    shown: list[tuple[Page, ...]] = [(page,)]
    for frame in page.frames:
        inner = [pages for one in site.pages_at(frame) for pages in _with_frames(site, one)]
        shown = [(*before, *pages) for before in shown for pages in inner]
    yield from shown


def above(site: Recording, page: Page) -> tuple[Page, ...]:
    """The page, and before it the pages that hold it in a frame, the outermost first."""
    holder = next((one for one in site.pages if page.at in one.frames), None)
    return (*above(site, holder), page) if holder else (page,)


class Showing(Player):
    """A player that shows one case wherever a page shows any, also in a frame, whose address names none."""

    case: StoredCase | None = None

    def _context(self, session: Session, path: str, query: dict[str, str]) -> dict[str, Any]:
        context = super()._context(session, path, query)
        return context | {"case": context["case"] or (shown_case(self.case) if self.case else None)}


class Played:
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
        template = (ROOT / page.file).read_text(encoding="utf-8")
        return {"caseID": self.case.case_id} if "case." in template else {}

    def text(self, page: Page, shown: str | None = None) -> str:
        """The golden text, as a visitor without a browser gets it; `shown` as in `Page.shows`."""
        if shown:
            return self.player.golden(SESSION, page.at, shown)
        asked = Request("GET", HOST, page.at, query=self.query(page), session=SESSION, wants="text")
        return self.respond(asked).body.decode()

    def sighting(self, shown: tuple[Page, ...], last: str | None = None) -> Sighting:
        """What can be read, by golden texts alone; `last` is what the innermost page's script shows."""
        query = "&".join(f"{key}={value}" for key, value in self.query(shown[0]).items())
        urls = [f"https://{HOST}{page.at}" for page in shown]
        urls[0] += f"?{query}" if query else ""
        texts = [self.text(page) for page in shown[:-1]] + [self.text(shown[-1], last)]
        return Sighting(
            urls[0], shown[0].language, tuple(Frame(url, text) for url, text in zip(urls, texts, strict=True))
        )
