"""The power goes while a real browser files: one browser for all runs, a fresh context for each life."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.crash.world import NEVER, Bench, Fuse, FusedWindow, Trouble, TurnedCases, Visited, World, an_entry

from casewright.ledger.store import open_ledger
from casewright.site.open import Opener
from casewright.site.replay import Replay

pytestmark = pytest.mark.browser

TROUBLES = (
    *("", "500-before@Send ×1", "500-after@Send ×1", "drop-before@Send ×1", "drop-after@Send ×1"),
    *("signed-out@/home ×1", "captcha@/home ×1", "case-log-late:3", "slow:0.1@Send ×1", "disk full"),
)


@dataclass
class BrowserWorld(World):
    """The same world, seen through a real browser."""

    opener: Opener | None = None

    @contextmanager
    def visit(self, account: str, marketplace: str, keep_in: Path) -> Iterator[Visited]:
        assert self.opener is not None
        site = Replay(self.opener, lambda _, __: self.player.respond)
        with site.visit(account, marketplace, keep_in) as seen:
            yield Visited(FusedWindow(seen.window, self.fuse), TurnedCases(seen.cases, self.ahead), seen.owner)


@dataclass
class BrowserBench(Bench):
    """Makes such worlds."""

    opener: Opener | None = None

    def world(self, variant: str, trouble: Trouble) -> World:
        made = super().world(variant, trouble)
        return BrowserWorld(made.folder, variant, made.trouble, opener=self.opener)


@pytest.fixture
def bench(tmp_path: Path, opener: Opener) -> BrowserBench:
    open_ledger(tmp_path / "empty.sqlite", "sandbox").close()
    return BrowserBench(tmp_path, an_entry(tmp_path), opener=opener)


@pytest.mark.parametrize("trouble", TROUBLES)
def test_a_real_browser_files_at_most_once_however_the_power_goes(
    bench: BrowserBench, trouble: str, request: pytest.FixtureRequest, record_property
) -> None:
    asked = request.config.getoption("--crash-browser-runs")
    dice = random.Random(trouble)
    wanted = len(range(TROUBLES.index(trouble), asked, len(TROUBLES)))
    if not wanted:
        pytest.skip("no run of --crash-browser-runs is left for this trouble")
    full = frozenset({dice.randrange(1, 7)}) if trouble == "disk full" else frozenset[int]()
    wrong = Trouble((trouble,) if trouble and not full else (), full=full)
    # Where the press and the commits around it are: in the last part of a life, so most cuts are made there.
    steps = _steps(bench)
    for _ in range(wanted):
        first = dice.choice([dice.randrange(steps), dice.randrange(steps - 12, steps)])
        bench.run("help-center", wrong, first, NEVER)
    for what, count in bench.counts.items():
        record_property(f"crash browser {what}", count)


_STEPS: list[int] = []


def _steps(bench: BrowserBench) -> int:
    """How many steps an undisturbed life has, found out once."""
    if not _STEPS:
        world = bench.world("help-center", Trouble())
        fuse = Fuse()
        world.life(bench.entry, fuse)
        _STEPS.append(fuse.steps)
    return _STEPS[0]
