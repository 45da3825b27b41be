"""Cut the power at any step of a reply, again and again: it stands in the case once, and the ledger tells the truth."""

from __future__ import annotations

import pytest

from casewright.casework.follow_up import Slowly, sync
from casewright.casework.reply import ReplyDesk, ReplyRequest, reply_to
from casewright.ledger.filing import State
from casewright.ledger.reply import ReplyState

from .world import SETTLE, Bench, Fuse, PowerCut, Trouble, World, flows, fuse_ledger

TEXT = "Please find attached what you asked for in your answer."
TROUBLES = ("none", "drop-before@Send ×1", "drop-after@Send ×1", "500-before@Send ×1", "500-after@Send ×1")


def life(world: World, fuse: Fuse) -> Fuse:
    """Say it, until it is done or the power goes."""
    world.fuse = fuse
    with world.open_ledger() as ledger:
        fuse_ledger(ledger, world)
        (filing,) = ledger.filings(state=State.VERIFIED)
        try:
            with world.visit(filing.account, filing.marketplace, world.folder) as visit:
                desk = ReplyDesk(ledger, flows(), lambda: None, lambda _: True, "a tester")
                reply_to(ReplyRequest(filing, TEXT), visit, desk)  # type: ignore[arg-type]
        except PowerCut:
            pass
    return fuse


def judged(world: World) -> list[ReplyState]:
    """How the replies stand, after seeing that nothing was said twice or told as said when it is not."""
    (case,) = world.cases.cases()
    said = [one.text for one in case.later]
    with world.open_ledger() as ledger:
        states = [one.state for one in ledger.replies()]
    assert said in ([], [TEXT]), "said twice"
    assert states.count(ReplyState.VERIFIED) <= len(said), "told as said when it is not"
    return states


@pytest.mark.parametrize("trouble", TROUBLES)
def test_a_reply_is_said_once_wherever_the_power_goes(bench: Bench, trouble: str, record_property) -> None:
    at, over = 0, False
    while not over:
        world = bench.world("help-center", Trouble())
        world.life(bench.entry)
        world.trouble = Trouble(() if trouble == "none" else (trouble,))
        world.player = world.site_with(*world.trouble.site)
        over = not life(world, Fuse(at)).blown
        judged(world)
        life(world, Fuse())
        judged(world)
        world.mended()
        with world.open_ledger() as ledger:
            world.fuse = Fuse()
            list(sync(ledger, world, world.now, Slowly(lambda _: None, settle=SETTLE), world.folder))
        life(world, Fuse())
        states = judged(world)
        assert world.cases.cases()[0].later, f"lost after a power cut at step {at}"
        assert states.count(ReplyState.VERIFIED) == 1, f"power cut at step {at}: {states}"
        at += 1
    assert at > 15, "every act, request and commit was a moment to cut at"
    record_property("crash replies cut", at)
