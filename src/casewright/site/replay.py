"""The dry run's site: recorded pages under the real addresses, played inside the program; nothing leaves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from casewright.flow.page_owner import Owner
from casewright.model.marketplaces import marketplace as marketplace_of
from casewright.model.site_name import SiteName
from casewright.site.open import Ground, Opener, OpenVisit
from casewright.site.recorded import Recorded, Respond

Plays = Callable[[str, str], Respond]
"""Makes a fresh player: account, marketplace → its one function."""


class Replay:
    """Recorded pages, begun afresh for each visit. `plays` makes a player for an account and a marketplace."""

    name: SiteName = SiteName.REPLAY

    def __init__(self, opener: Opener, plays: Plays) -> None:
        self._opener = opener
        self._plays = plays

    @contextmanager
    def visit(self, account: str, marketplace: str, keep_in: Path) -> Iterator[OpenVisit]:
        """Open a browser on the recording; pictures go to `keep_in`.

        Raises:
            CasewrightError: no browser, no such marketplace, or the recording cannot be read.
        """
        place = marketplace_of(marketplace)
        source = Recorded(self._plays(account, marketplace), place.host)
        ground = Ground(f"https://{place.host}", source, Owner(account, place.code))
        with self._opener.visit(ground, keep_in) as visit:
            yield visit
