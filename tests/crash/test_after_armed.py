"""Whatever gives way after `armed`: the run goes to its end, and all who tell of it tell the same story."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from html import escape
from pathlib import Path

import pytest

from casewright.casework.file_to_the_end import RunEnd, file_to_the_end
from casewright.casework.plan import Entry
from casewright.casework.result import Settled
from casewright.casework.run_log import read_run_log
from casewright.errors import ExitCode
from casewright.ledger.filing import IN_DOUBT, NEVER_ARMED, Filing, State
from casewright.model.labels import label
from casewright.model.outcome import Outcome
from casewright.report.html import write_receipts
from casewright.report.settled import settled_document

from .failing import FailingDiary, FailingWorld, Failure, Weather, let_fail
from .world import Bench, Trouble, World, entries_of_two

TROUBLES = ("browser", "driver", "case log", "ledger", "disk", "terminal", "interrupt")
LASTING = (10**6, 1, 4)
"""For how many things something is broken, in turn."""
_LOST = {Outcome.UNCERTAIN, Outcome.FILED_UNVERIFIED}
_EITHER = {State.ARMED, State.CLICKED, State.UNCERTAIN, State.OBSERVED, State.NEEDS_PERSON}


class Told:
    """One run: what it came to, and everything that tells of it."""

    def __init__(self, world: World, end: RunEnd, filings: list[Filing], log: Path) -> None:
        self.world, self.end, self.filings = world, end, filings
        self.by_claim = {one.entry.claim.claim_id: one for one in end.settled}
        self.deeds = list(read_run_log(log))


def run(
    bench: Bench,
    entries: tuple[Entry, ...],
    failure: Failure | None = None,
    *,
    weather: Weather | None = None,
    mend: Callable[[], None] = lambda: None,
) -> tuple[Told, Weather]:
    """File two claims on a fresh world in some weather; `mend` what was broken before the ledger is asked."""
    world = bench.world("help-center", Trouble())
    log = world.folder / "runs.jsonl"
    log.unlink(missing_ok=True)
    weather = weather or Weather(failure)
    diary = FailingDiary(log, "file", "sandbox", "casewright", "a tester", world.now, "a plan")
    object.__setattr__(diary, "weather", weather)
    with world.open_ledger() as ledger:
        let_fail(ledger, weather)
        desk = replace(world.desk(ledger), tell=lambda _, __: weather.around("tell", lambda: None))
        end = file_to_the_end(entries, lambda: FailingWorld(world, weather), desk, diary)  # type: ignore[arg-type]
        mend()
        filings = _now(world, weather)
    return Told(world, end, filings, log), weather


def _now(world: World, weather: Weather) -> list[Filing]:
    weather.failure = None
    return world.filings()


def all_tell_the_same(told: Told, entries: tuple[Entry, ...]) -> None:
    """Report, JSON, log of runs, exit code and ledger agree on every claim, and none says more than the site stored."""
    stored = {case.subject: case.case_id for case in told.world.cases.cases()}
    assert len(stored) == len(told.world.cases.cases()), "two cases for one claim"
    assert [one.entry for one in told.end.settled] == list(entries), "an entry without an outcome"
    standing = {one.claim_id: one for one in told.filings if one.state not in {State.ABANDONED, State.NOT_SENT}}
    for entry in entries:
        _agree(told, told.by_claim[entry.claim.claim_id], standing.get(entry.claim.claim_id), stored)
    in_doubt = any(one.state in IN_DOUBT for one in told.filings)
    assert (told.end.exit_code is ExitCode.UNCERTAIN) == (in_doubt or bool(told.end.doubts))
    _report_agrees(told)


def _agree(told: Told, settled: Settled, filing: Filing | None, stored: dict[str, str]) -> None:
    case_id = stored.get(settled.entry.form.subject)
    state = filing.state if filing and filing.state not in NEVER_ARMED else None
    if state is State.VERIFIED:
        assert settled.outcome is Outcome.VERIFIED or settled.outcome in _LOST, "the ledger knows, and nobody says so"
        assert case_id == filing.case_id if filing else False
    elif state in _EITHER:
        assert settled.outcome in _LOST, f"{state} in the ledger, told as {settled.outcome}"
    else:
        assert settled.outcome not in {Outcome.VERIFIED, Outcome.FILED_UNVERIFIED}
        assert case_id is None, "a case that nobody knows of"
    if settled.outcome is Outcome.VERIFIED:
        assert state is State.VERIFIED
        assert settled.walked.case_id == case_id is not None
    _log_agrees(told, settled, armed=state is not None)


def _log_agrees(told: Told, settled: Settled, *, armed: bool) -> None:
    """The log's last word on a claim is the outcome; where it could not be written, that is told."""
    deeds = [deed for deed in told.deeds if deed.claim_id == settled.entry.claim.claim_id]
    untold = any("log of runs could not be written" in str(trouble) for trouble in told.end.troubles)
    assert untold or (deeds and deeds[-1].what == settled.outcome)
    assert untold or not armed or any(deed.what == "armed" for deed in deeds)


def _report_agrees(told: Told) -> None:
    document = [settled_document(one) for one in told.end.settled]
    assert json.loads(json.dumps(document, default=str))
    assert [one["outcome"] for one in document] == [one.outcome for one in told.end.settled]
    folder = told.world.folder / "report"
    page = write_receipts(told.end.settled, (), "sandbox", folder).read_text(encoding="utf-8")
    for one in told.end.settled:
        assert one.entry.claim.claim_id in page
        assert escape(str(label(one.outcome))) in page
    shutil.rmtree(folder)


def an_interrupt_is_heard(told: Told, weather: Weather) -> None:
    """Wherever Ctrl-C comes, nothing is armed any more; and the run says so, unless there was nothing left to do."""
    if weather.arms_at_interrupt is None:
        return
    assert weather.arms == weather.arms_at_interrupt, "armed after Ctrl-C"
    if any(one.outcome is not Outcome.VERIFIED for one in told.end.settled):
        assert told.end.interrupted, "Ctrl-C, and nobody says so"
        assert told.end.exit_code in {ExitCode.UNCERTAIN, ExitCode.INTERRUPTED}


def settled_afterwards(told: Told, entries: tuple[Entry, ...]) -> None:
    """Everything works again, the settle delay passes: each claim is one case, and none was lost."""
    world = told.world
    world.mended()
    world.life(entries[0], reconciling=True)
    world.life(entries[1])
    states = Counter(one.state for one in world.filings())
    assert len(world.cases.cases()) == 2, "lost, or twice"
    assert states[State.VERIFIED] + states[State.NEEDS_PERSON] == 2
    assert not states.keys() & {State.ARMED, State.CLICKED, State.OBSERVED, State.UNCERTAIN}


@pytest.fixture(scope="module")
def entries(bench: Bench) -> tuple[Entry, ...]:
    return entries_of_two(bench.folder)


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("what", TROUBLES)
def test_whatever_gives_way_after_armed_everybody_tells_the_same_story(
    bench: Bench,
    entries: tuple[Entry, ...],
    what: str,
    after: bool,
    request: pytest.FixtureRequest,
    record_property,
) -> None:
    calm, weather = run(bench, entries, None)
    assert [one.outcome for one in calm.end.settled] == [Outcome.VERIFIED] * 2
    things = len(weather.things)
    assert things > 25
    kills: Counter[str] = Counter()
    every = request.config.getoption("--after-armed-every")
    assert every > 2 or 2 * len(TROUBLES) * things // every > 500, "too few moments: look at more of them"
    first = (TROUBLES.index(what) + after) % every  # troubles take turns: each moment is hit before or after it
    for number, at in enumerate(range(first, things, every)):
        failure = Failure(what, at, after, LASTING[number % 3])
        try:
            told, weather_then = run(bench, entries, failure)
            all_tell_the_same(told, entries)
            an_interrupt_is_heard(told, weather_then)
            if number % 8 == 0:
                settled_afterwards(told, entries)
        except BaseException as error:
            error.add_note(f"{failure}, at {weather.things[at]}")
            raise
        kills[what] += 1
        kills.update(f"{one.outcome}" for one in told.end.settled)
    for name, count in kills.items():
        record_property(f"crash after armed, {name}", count)
