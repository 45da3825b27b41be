"""The practice site without a browser: its pages are read as texts, and a test keeps its cases."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from casewright.flow.page_owner import Owner
from casewright.model.site_name import SiteName
from casewright.places import recordings
from casewright.recording.faults import Faults
from casewright.recording.player import Player
from casewright.recording.practice_cases import CaseStore
from casewright.recording.read import read_site
from casewright.site.visit import Guard
from casewright.testing.text_cases import TextCases
from casewright.testing.text_window import TextWindow


@dataclass
class TextVisit:
    """A visit whose window reads recorded texts."""

    window: TextWindow
    cases: TextCases
    owner: Owner
    attended: bool = False

    def guard(self) -> Guard:
        return Guard(answered=0, refused=0, left=0)


@dataclass
class TextSite:
    """The practice site without a browser; a fault goes wrong on purpose."""

    name: SiteName
    log: CaseStore
    faults: tuple[str, ...] = ()

    @contextmanager
    def visit(self, account: str, marketplace: str, keep_in: Path) -> Iterator[TextVisit]:
        site, faults = read_site(recordings(), "help-center"), Faults.parse(*self.faults)
        player = Player(site, self.log, account=account, marketplace=marketplace, faults=faults)
        yield TextVisit(TextWindow(player, keep_in=keep_in), TextCases(player), Owner(account, marketplace))
