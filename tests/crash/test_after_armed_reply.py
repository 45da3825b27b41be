"""Whatever gives way after a reply was armed: nothing raises, it stands in the case once, and the ledger is right."""

from __future__ import annotations

import pytest

from casewright.casework.follow_up import Slowly, sync
from casewright.casework.reply import Replied, ReplyDesk, ReplyRequest, reply_to
from casewright.ledger.filing import State
from casewright.ledger.refusals import LedgerError
from casewright.ledger.reply import ReplyState
from casewright.model.outcome import Outcome

from .failing import FailingWorld, Failure, Weather, let_fail
from .test_after_armed import LASTING
from .world import SETTLE, Bench, Trouble, World, flows

TEXT = "Please find attached what you asked for in your answer."
TROUBLES = ("browser", "driver", "case log", "ledger", "disk", "interrupt")
_SENT = {Outcome.VERIFIED, Outcome.UNCERTAIN, Outcome.DUPLICATE}


def reply(world: World, weather: Weather) -> Replied | BaseException:
    """Send it, in some weather; what was raised, where something was."""
    with world.open_ledger() as ledger:
        (filing,) = ledger.filings(state=State.VERIFIED)
        let_fail(ledger, weather)
        with FailingWorld(world, weather).visit(filing.account, filing.marketplace, world.folder) as visit:
            desk = ReplyDesk(ledger, flows(), lambda: None, lambda _: True, "a tester")
            try:
                done = reply_to(ReplyRequest(filing, TEXT), visit, desk)  # type: ignore[arg-type]
            except (LedgerError, KeyboardInterrupt) as error:
                done = error
            weather.failure = None
    return done


def judged(world: World, done: Replied | BaseException) -> None:
    """What was told, what the ledger holds and what stands in the case agree; whatever is in doubt is told as such."""
    (case,) = world.cases.cases()
    said = [message.text for message in case.later]
    with world.open_ledger() as ledger:
        states = [one.state for one in ledger.replies()]
    assert said in ([], [TEXT]), "said twice"
    if isinstance(done, BaseException):
        assert not said, "raised, although it was pressed"
        return
    assert done.outcome is not Outcome.VERIFIED or (said and states[-1] is ReplyState.VERIFIED)
    assert not said or done.outcome in _SENT, "told as not sent, and it stands there"
    assert not said or ReplyState.NOT_SENT not in states[-1:]


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("what", TROUBLES)
def test_whatever_gives_way_after_a_reply_was_armed_it_is_said_once(
    bench: Bench, what: str, after: bool, record_property
) -> None:
    filed = bench.world("help-center", Trouble())
    filed.life(bench.entry)
    image = filed.photograph()

    def fresh() -> World:
        world = bench.world("help-center", Trouble())
        world.restore(image)
        return world

    calm = Weather()
    done = reply(fresh(), calm)
    assert isinstance(done, Replied)
    assert done.outcome is Outcome.VERIFIED
    assert len(calm.things) > 5
    for at in range(len(calm.things)):
        failure = Failure(what, at, after, LASTING[at % 3])
        world = fresh()
        try:
            judged(world, reply(world, Weather(failure)))
            world.mended()
            with world.open_ledger() as ledger:
                list(sync(ledger, world, world.now, Slowly(lambda _: None, settle=SETTLE), world.folder))
            judged(world, reply(world, Weather()))
            assert world.cases.cases()[0].later, "lost"
        except BaseException as error:
            error.add_note(f"{failure}, at {calm.things[at]}")
            raise
    record_property(f"crash after armed reply, {what}", len(calm.things))
