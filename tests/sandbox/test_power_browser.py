"""The power goes while a real browser files, in front of a real server: at acts, at requests and at commits alike."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from tests.crash.world import Fuse, Trouble, an_entry, reopened
from tests.sandbox.stand import BrowserBench, Way, ending_with, standing

from casewright.browser import case_log_page
from casewright.browser.page_change import Patience
from casewright.ledger import store
from casewright.ledger.store import open_ledger

pytestmark = pytest.mark.browser

_CASE = "/cu/case-dashboard/view-case"
_COMMITS = range(1, 8)
_KINDS = ("act", "request", "commit")
FAULTS = (
    *("none", "slow:0.05@Send ×1", "500-before@Send ×1", "500-after@Send ×1"),
    *("drop-before@Send ×1", "drop-after@Send ×1", "signed-out@/home ×1", "signed-out@Send ×1"),
    *("captcha@/home ×1", "captcha@Send ×1", f"slow:0.3@{_CASE} ×1", f"500-before@{_CASE} ×1"),
    *("case-log-late:3", "case-log-late:50", "disk full", "ledger locked"),
)
APPROVALS = ("none", "approve-stays", "drop-before@Approve ×1", "drop-after@Approve ×1", "500-after@Approve ×1")
#: Of a hundred runs, how many go each way.
SHARES = {
    Way("help-hub", whole=False): 50,
    Way("help-center", whole=False): 32,
    Way("help-hub", whole=True): 7,
    Way("help-center", whole=True): 7,
    Way("assistant", whole=True): 4,
}
CELLS = [
    (way, fault, number)
    for way in SHARES
    for number, fault in enumerate(APPROVALS if way.variant == "assistant" else FAULTS)
]
_GOLDEN = 0.618034
"""Multiples of it, without what is before the point, lie evenly between 0 and 1 however many there are."""


@pytest.fixture(scope="session")
def lasting(chromium: Browser) -> Iterator[BrowserBench]:
    """One stand and one empty ledger a worker."""
    memory = Path("/dev/shm")
    where = memory if os.access(memory, os.W_OK) else None
    with tempfile.TemporaryDirectory(dir=where) as name, standing(chromium) as stand:
        folder = Path(name)
        open_ledger(folder / "empty.sqlite", "sandbox").close()
        yield BrowserBench(folder, an_entry(folder), stand=stand)


@pytest.mark.parametrize(("way", "fault", "number"), CELLS, ids=[f"{way.name}-{fault}" for way, fault, _ in CELLS])
def test_a_real_browser_files_at_most_once_however_the_power_goes(
    lasting: BrowserBench,
    way: Way,
    fault: str,
    number: int,
    request: pytest.FixtureRequest,
    record_property,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = request.config.getoption("--crash-browser-runs") * SHARES[way] // 100
    runs = range(number, asked, len(APPROVALS if way.variant == "assistant" else FAULTS))
    if not runs:
        pytest.skip("no run of --crash-browser-runs is left for this trouble")
    monkeypatch.setattr(store, "open_database", reopened)
    # The lives of a stand are at times of their own, and the practice server can only tell this machine's.
    monkeypatch.setattr(case_log_page, "site_time", lambda _: None)
    monkeypatch.setattr(Patience, "wait", ending_with(lambda: lasting.stand.fuse))
    bench = lasting.on(way)
    bench.counts.clear()
    steps = {kind: bench.length(kind) for kind in _KINDS}
    for run in runs:
        kind, trouble = _KINDS[run % len(_KINDS)], _trouble(fault, run)
        fuse = Fuse(int(run * _GOLDEN % 1 * steps[kind]), kind)
        try:
            bench.cut(trouble, fuse, text_after=run % 10 != 0)
        except AssertionError as error:
            error.add_note(f"{way.name}, {fault}: power cut at {kind} {fuse.blows}")
            raise
        if trouble.site and not fuse.blown:
            steps[kind] = fuse.taken[kind]  # this trouble ends a life earlier
    assert bench.counts["runs"] == len(runs)
    for what, count in bench.counts.items():
        record_property(f"crash browser {what}", count)


def _trouble(fault: str, run: int) -> Trouble:
    commit = frozenset({_COMMITS[run % len(_COMMITS)]})
    if fault == "disk full":
        return Trouble(full=commit)
    return Trouble(locked=commit) if fault == "ledger locked" else Trouble(() if fault == "none" else (fault,))
