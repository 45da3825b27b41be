"""Every kind of window on the same little site: recorded text, and Chromium on the same pages."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

from casewright import places
from casewright.caselog.case import CaseLog
from casewright.flow.window import Window
from casewright.recording.faults import Faults
from casewright.recording.player import Player
from casewright.recording.practice_cases import MemoryCaseLog
from casewright.recording.read import read_site
from casewright.site.replay import Replay
from casewright.testing.text_cases import TextCases
from casewright.testing.text_window import TextWindow

HERE = Path(__file__).parent / "recording"


@dataclass(frozen=True)
class Stage:
    """A window on the little site, the case log as the site shows it, and the one that it keeps."""

    window: Window
    cases: CaseLog
    log: MemoryCaseLog


Windows = Callable[..., Stage]
"""Opens the little site with faults by their short texts."""


@pytest.fixture(scope="session")
def small_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The little site beside what it shares with the recorded pages."""
    root = tmp_path_factory.mktemp("site") / "recordings"
    shutil.copytree(HERE / "small", root / "small")
    for shared in ("shared", "cases"):
        shutil.copytree(places.recordings() / shared, root / shared)
    return root


@pytest.fixture
def recorded(small_site: Path) -> Callable[..., Window]:
    """A window on the little site's recorded text, whatever kind of window is tried."""

    def open_window(*faults: str) -> Window:
        site = read_site(small_site, "small")
        return TextWindow(
            Player(site, MemoryCaseLog(), account="Harbor Lane Goods", marketplace="US", faults=Faults.parse(*faults))
        )

    return open_window


@pytest.fixture(params=["text", pytest.param("chromium", marks=pytest.mark.browser)])
def windows(request: pytest.FixtureRequest, small_site: Path, tmp_path: Path) -> Iterator[Windows]:
    """Windows of one kind."""
    site = read_site(small_site, "small")
    with ExitStack() as stack:

        def play(faults: tuple[str, ...]) -> tuple[Player, MemoryCaseLog]:
            log = MemoryCaseLog()
            player = Player(site, log, account="Harbor Lane Goods", marketplace="US", faults=Faults.parse(*faults))
            return player, log

        def on_text(*faults: str) -> Stage:
            player, log = play(faults)
            return Stage(TextWindow(player, keep_in=tmp_path / "kept"), TextCases(player), log)

        def in_chromium(*faults: str) -> Stage:
            player, log = play(faults)
            replay = Replay(request.getfixturevalue("opener"), lambda account, marketplace: player.respond)
            visit = stack.enter_context(replay.visit("Harbor Lane Goods", "US", tmp_path / "kept"))
            return Stage(visit.window, visit.cases, log)

        yield {"text": on_text, "chromium": in_chromium}[request.param]
