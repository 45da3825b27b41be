"""The recorded sites, and every page of theirs once."""

from __future__ import annotations

from collections.abc import Iterator

from casewright import places
from casewright.recording.golden import OwnPage, own_pages
from casewright.recording.read import read_site, recording_names
from casewright.recording.resting_pages import ACCOUNT, MARKETPLACE

__all__ = ["ACCOUNT", "HOST", "MARKETPLACE", "ROOT", "SITES", "spots"]

HOST = "sellercentral.amazon.com"
ROOT = places.recordings()
SITES = {name: read_site(ROOT, name) for name in recording_names(ROOT)}


def spots() -> Iterator[OwnPage]:
    """Every page of every recording once, without those that only send on."""
    for name in SITES:
        yield from own_pages(ROOT, name)
