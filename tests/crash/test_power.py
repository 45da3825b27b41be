"""Cut the power between any two steps, under every trouble: never two cases, no claim lost, no lie in the ledger."""

from __future__ import annotations

import random
from collections import Counter
from datetime import timedelta

import pytest

from casewright.ledger.filing import State

from . import world
from .world import NEVER, Bench, Trouble

VARIANTS = ("help-center", "help-hub", "assistant")
FAULTS = (
    *("slow:0@Send ×1", "500-before@Send ×1", "500-after@Send ×1", "drop-before@Send ×1", "drop-after@Send ×1"),
    *("signed-out@/home ×1", "captcha@/home ×1", "signed-out@/cu/case-lobby ×1", "500-before@/cu/case-lobby ×1"),
    *("case-log-late:3", "case-log-late:50", "second-control:Send", "label-changed:Send=Submit", "approve-stays"),
    *("drop-before@Approve ×1", "drop-after@Approve ×1", "sent-twice@Approve ×1", "500-after@Approve ×1"),
    *("sent-twice@Send ×1", "throttled@/home ×1"),
)
COMMITS = range(1, 8)
TROUBLES = {
    "none": Trouble(),
    **{fault: Trouble((fault,)) for fault in FAULTS},
    **{f"disk full at commit {n}": Trouble(full=frozenset({n})) for n in COMMITS},
    **{f"disk full from commit {n}": Trouble(full=frozenset(range(n, 99))) for n in COMMITS},
    **{f"ledger locked at commit {n}": Trouble(locked=frozenset({n})) for n in COMMITS},
    **{f"ledger locked from commit {n}": Trouble(locked=frozenset(range(n, 99))) for n in COMMITS},
}
SHARES = len(VARIANTS) * len(TROUBLES)


def cuts(steps: int, wanted: int, seed: str) -> list[tuple[int, int]]:
    """Where the power goes in the first life and in the second: each first point once, then pairs, by a fixed seed."""
    dice = random.Random(seed)
    single = [(first, NEVER) for first in range(steps)]
    if wanted <= steps:
        return sorted(dice.sample(single, wanted))
    return single + [(dice.randrange(steps), dice.randrange(steps)) for _ in range(wanted - steps)]


@pytest.mark.parametrize("trouble", TROUBLES)
@pytest.mark.parametrize("variant", VARIANTS)
def test_however_the_power_goes_a_claim_is_one_case_and_the_ledger_tells_the_truth(
    bench: Bench, variant: str, trouble: str, request: pytest.FixtureRequest, record_property
) -> None:
    wanted = max(1, round(request.config.getoption("--crash-runs") / SHARES))
    bench.counts.clear()
    steps = bench.steps(variant, TROUBLES[trouble])
    for first, second in cuts(steps, wanted, f"{variant} {trouble}"):
        try:
            bench.run(variant, TROUBLES[trouble], first, second)
        except AssertionError as error:
            error.add_note(f"{variant}, {trouble}: power cut at step {first}, then at {second}, of {steps}")
            raise
    assert bench.counts["runs"] == wanted
    assert not bench.counts["double"] or "sent-twice" in trouble
    for what, count in bench.counts.items():
        record_property(f"crash {what}", count)


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
        world.life(bench.entry, cut)
        world.mended()
        world.life(bench.entry, reconciling=True)
        states = Counter(filing.state for filing in world.filings())
        assert len(world.cases.cases()) <= 1, f"two cases after a power cut at step {cut}"
        assert states[State.VERIFIED] + states[State.UNCERTAIN] + states[State.NEEDS_PERSON] == 1, states
        assert states[State.VERIFIED] <= len(world.cases.cases())
        assert not states[State.NOT_SENT]
