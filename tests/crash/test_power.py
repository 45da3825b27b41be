"""Cut the power between any two steps, under every trouble: never two cases, no claim lost, no lie in the ledger."""

from __future__ import annotations

import random
from collections import Counter
from datetime import timedelta
from math import ceil

import pytest

from casewright.ledger.filing import State

from . import world
from .world import NEVER, Bench, Fuse, Trouble, World

VARIANTS = ("help-center", "help-hub", "assistant")
FAULTS = (
    *("slow:0@Send ×1", "500-before@Send ×1", "500-after@Send ×1", "drop-before@Send ×1", "drop-after@Send ×1"),
    *("signed-out@/home ×1", "captcha@/home ×1", "signed-out@/cu/case-lobby ×1", "500-before@/cu/case-lobby ×1"),
    *("case-log-late:3", "case-log-late:50", "second-control:Send", "label-changed:Send=Submit", "approve-stays"),
    *("drop-before@Approve ×1", "drop-after@Approve ×1", "sent-twice@Approve ×1", "500-after@Approve ×1"),
    *("sent-twice@Send ×1", "throttled@/home ×1", "signed-out@Send ×1", "captcha@Send ×1"),
    *("slow:0@/cu/case-dashboard/view-case ×1", "500-before@/cu/case-dashboard/view-case ×1"),
)
COMMITS = range(1, 8)
QUARTER = timedelta(minutes=15)
TROUBLES = {
    "none": Trouble(),
    "clock fast": Trouble(clock=QUARTER, tells_time=True),
    "clock slow": Trouble(clock=-QUARTER, tells_time=True),
    "clock fast, and the site tells no time": Trouble(clock=QUARTER),
    "clock slow, and the site tells no time": Trouble(clock=-QUARTER),
    "clock fast, drop-after@Send ×1": Trouble(("drop-after@Send ×1",), clock=QUARTER, tells_time=True),
    "clock slow, case-log-late:50": Trouble(("case-log-late:50",), clock=-QUARTER, tells_time=True),
    **{fault: Trouble((fault,)) for fault in FAULTS},
    **{f"disk full at commit {n}": Trouble(full=frozenset({n})) for n in COMMITS},
    **{f"disk full from commit {n}": Trouble(full=frozenset(range(n, 99))) for n in COMMITS},
    **{f"ledger locked at commit {n}": Trouble(locked=frozenset({n})) for n in COMMITS},
    **{f"ledger locked from commit {n}": Trouble(locked=frozenset(range(n, 99))) for n in COMMITS},
}
SHARES = len(VARIANTS) * len(TROUBLES)


@pytest.mark.parametrize("trouble", TROUBLES)
@pytest.mark.parametrize("variant", VARIANTS)
def test_however_the_power_goes_a_claim_is_one_case_and_the_ledger_tells_the_truth(
    bench: Bench, variant: str, trouble: str, request: pytest.FixtureRequest, record_property
) -> None:
    wanted = ceil(request.config.getoption("--crash-runs") / SHARES)
    bench.counts.clear()
    for where, image in bench.cuts(variant, TROUBLES[trouble], wanted, f"{variant} {trouble}"):
        try:
            bench.after(variant, TROUBLES[trouble], image)
        except AssertionError as error:
            error.add_note(f"{variant}, {trouble}: power cut at {where}")
            raise
    assert bench.counts["runs"] == wanted
    assert not bench.counts["double"] or "sent-twice" in trouble
    for what, count in bench.counts.items():
        record_property(f"crash {what}", count)


@pytest.mark.parametrize("variant", VARIANTS)
def test_a_photograph_shows_what_a_power_cut_there_really_leaves(bench: Bench, variant: str) -> None:
    images = bench.world(variant, Trouble()).photographed(bench.entry)
    for step in random.Random(variant).sample(range(len(images)), 8):
        cut = bench.world(variant, Trouble())
        cut.life(bench.entry, Fuse(step))
        left = _told(cut)
        shown = bench.world(variant, Trouble())
        shown.restore(images[step])
        assert _told(shown) == left, f"{variant}: a power cut at step {step} of {len(images)}"


def _told(world: World) -> tuple[list[list[State]], int]:
    """Every step of every filing, and how many cases the site has."""
    filings = world.filings()
    with world.open_ledger() as ledger:
        return [[step.after for step in ledger.history(one)] for one in filings], len(world.cases.cases())


@pytest.mark.parametrize(("first", "second"), [(20, NEVER), (60, 30), (80, 80), (NEVER, NEVER)])
def test_the_power_may_go_twice_without_photographs_too(bench: Bench, first: int, second: int) -> None:
    bench.run("help-center", Trouble(("drop-after@Send ×1",)), first, second)


def test_a_program_that_does_not_wait_for_the_settle_delay_is_caught_filing_twice(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(world, "SETTLE", timedelta(0))
    with pytest.raises(AssertionError, match="two cases for one claim"):
        bench.run("help-center", Trouble(("drop-after@Send ×1", "case-log-late:50")), NEVER, NEVER)


@pytest.mark.parametrize("trouble", ["none", "drop-after@Create a Case ×1", "drop-before@Create a Case ×1"])
def test_however_the_power_goes_a_tool_is_asked_for_a_case_at_most_once(bench: Bench, trouble: str) -> None:
    """The site writes such a case: what was in doubt and is not found is never taken for not sent."""
    went_wrong = Trouble(() if trouble == "none" else (trouble,))
    steps = bench.steps("policy-tool", went_wrong)
    for cut in random.Random(trouble).sample(range(steps), min(steps, 12)):
        world = bench.world("policy-tool", went_wrong)
        world.life(bench.entry, Fuse(cut))
        world.mended()
        world.life(bench.entry, reconciling=True)
        states = Counter(filing.state for filing in world.filings())
        assert len(world.cases.cases()) <= 1, f"two cases after a power cut at step {cut}"
        assert states[State.VERIFIED] + states[State.UNCERTAIN] + states[State.NEEDS_PERSON] == 1, states
        assert states[State.VERIFIED] <= len(world.cases.cases())
        assert not states[State.NOT_SENT]
