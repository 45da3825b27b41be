"""What holds of power cuts and failures holds on PostgreSQL too, also where the server itself is killed."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from math import ceil

import pytest
from tests.postgresql import Server, server_or_skip

from casewright.model.outcome import Outcome

from .failing import Failure
from .server_world import KillingWeather, ServerBench, server_bench
from .test_after_armed import LASTING, all_tell_the_same, an_interrupt_is_heard, run, settled_afterwards
from .test_after_armed import TROUBLES as GIVES_WAY
from .test_power import TROUBLES, VARIANTS
from .world import NEVER, Bench, entries_of_two


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """A server of this module's own: it is killed here."""
    yield from server_or_skip()


@pytest.fixture(scope="module")
def served(server: Server, bench: Bench) -> Iterator[ServerBench]:
    """A bench whose ledger is on the server."""
    with server_bench(server, bench.folder, bench.entry) as made:
        yield made


@pytest.mark.parametrize("variant", VARIANTS)
def test_however_the_power_goes_a_claim_is_one_case_on_a_server_too(
    served: ServerBench, variant: str, request: pytest.FixtureRequest, record_property
) -> None:
    """Photographs are for files: here every life is lived, with one cut or two, under troubles that are drawn."""
    wanted = ceil(request.config.getoption("--crash-server-runs") / len(VARIANTS))
    dice = random.Random(variant)
    names = [name for name in TROUBLES if "clock fast, and" not in name]
    served.counts.clear()
    for name in dice.sample(names, min(wanted, len(names))) + dice.choices(names, k=max(wanted - len(names), 0)):
        trouble = TROUBLES[name]
        first, second = dice.randrange(80), dice.choice((NEVER, dice.randrange(80)))
        try:
            served.run(variant, trouble, first, second)
        except AssertionError as error:
            error.add_note(f"{variant}, {name}: power cuts at {first} and {second}")
            raise
    for what, count in served.counts.items():
        record_property(f"crash on a server, {what}", count)


def test_whatever_gives_way_after_armed_everybody_tells_the_same_story_on_a_server(
    served: ServerBench, request: pytest.FixtureRequest, record_property
) -> None:
    entries = entries_of_two(served.folder)
    _, calm = run(served, entries, None)
    things = len(calm.things)
    every = 12 * request.config.getoption("--after-armed-every")
    moments = [(what, at, at % 2 == 0) for what in GIVES_WAY for at in range(GIVES_WAY.index(what), things, every)]
    told_as: Counter[str] = Counter()
    for number, (what, at, after) in enumerate(moments):
        failure = Failure(what, at, after, LASTING[number % 3])
        try:
            told, weather = run(served, entries, failure)
            all_tell_the_same(told, entries)
            an_interrupt_is_heard(told, weather)
            settled_afterwards(told, entries)
        except BaseException as error:
            error.add_note(f"{failure}, at {calm.things[at]}")
            raise
        told_as.update(f"{one.outcome}" for one in told.end.settled)
    for name, count in told_as.items():
        record_property(f"crash on a server after armed, {name}", count)


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_a_server_that_is_killed_after_armed_is_told_by_everybody(
    served: ServerBench, after: bool, request: pytest.FixtureRequest, record_property
) -> None:
    server = served.server
    assert server
    entries = entries_of_two(served.folder)
    _, calm = run(served, entries, None)
    things = len(calm.things)
    kills = min(request.config.getoption("--real-kills"), things)
    for at in [(2 * number + after) * things // (2 * kills + 1) for number in range(kills)]:
        weather = KillingWeather(Failure("server", at, after), server=server)
        try:
            told, _ = run(served, entries, weather=weather, mend=server.restart)
            assert weather.killed
            all_tell_the_same(told, entries)
            assert any(one.outcome is not Outcome.VERIFIED for one in told.end.settled) or at > things - 8
            settled_afterwards(told, entries)
        except BaseException as error:
            error.add_note(f"the server was killed {'after' if after else 'before'} thing {at}, {calm.things[at]}")
            raise
    record_property("crash real kills, server in process", kills)
