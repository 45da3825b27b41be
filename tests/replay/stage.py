"""Every recorded page at rest: a site played so that the wanted page is what a new visitor sees."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from casewright import places
from casewright.recording.read import read_recording, read_site, recording_names
from casewright.recording.recording import Page, Recording
from casewright.recording.resting_pages import ACCOUNT, MARKETPLACE

__all__ = ["ACCOUNT", "COUNTRY", "HOST", "MARKETPLACE", "ROOT", "SITES", "Spot", "above", "spots"]

COUNTRY = "United States"
HOST = "sellercentral.amazon.com"
ROOT = places.recordings()
SITES = {name: read_site(ROOT, name) for name in recording_names(ROOT)}
PLAYED_IN = {
    "doors": "help-center",
    "cases": "help-center",
    "cases-2026": "help-center-top",
    "inbound": "help-center",
}
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


def above(site: Recording, page: Page) -> tuple[Page, ...]:
    """The page, and before it the pages that hold it in a frame, the outermost first."""
    holder = next((one for one in site.pages if page.at in one.frames), None)
    return (*above(site, holder), page) if holder else (page,)
