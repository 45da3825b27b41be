"""Several processes on one ledger, and processes that are killed in the middle of it."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable
from itertools import pairwise
from multiprocessing.connection import Connection
from pathlib import Path

import pytest
import sqlalchemy as sa

from casewright.ledger.filing import FOLLOWS, IN_DOUBT, NEVER_ARMED, Filing, State
from casewright.ledger.store import DuplicateFiling, Ledger, NotArmed, WrongState, open_ledger
from casewright.model.outcome import Outcome

pytestmark = [
    pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(), reason="forks the test's own process"),
    pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning"),
]
YES = "a" * 64
CASE = "12345678901"


def side_by_side(work: Callable[[int], str], count: int) -> list[str]:
    """Run `work` in so many processes that start at the same moment; what each returned."""
    context = multiprocessing.get_context("fork")
    barrier, told = context.Barrier(count), context.SimpleQueue()

    def run(number: int) -> None:
        barrier.wait()
        told.put(work(number))

    processes = [context.Process(target=run, args=(number,)) for number in range(count)]
    for process in processes:
        process.start()
    answers = [told.get() for _ in processes]
    for process in processes:
        process.join()
    return sorted(answers)


def test_of_many_processes_that_arm_one_filing_one_gets_the_permit(where, loss):
    with open_ledger(where, "live") as ledger:
        filing = ledger.approve(ledger.prepare(loss()), YES)

    def arm(_: int) -> str:
        with open_ledger(where, "live") as mine:
            try:
                return f"permit for {mine.arm(filing).filing_id}"
            except NotArmed:
                return "not armed"

    assert side_by_side(arm, 6) == ["not armed"] * 5 + [f"permit for {filing.filing_id}"]


def test_many_processes_that_file_the_same_claims_get_one_permit_a_claim(where, loss):
    open_ledger(where, "live").close()
    losses = [loss(number) for number in range(1, 6)]

    def file_all(_: int) -> str:
        armed = []
        with open_ledger(where, "live", patience=60) as mine:
            for what in losses:
                try:
                    filing = mine.approve(mine.prepare(what), YES)
                    mine.arm(filing)
                    armed.append(what.claim.claim_id)
                except (DuplicateFiling, WrongState):
                    continue  # another process was quicker
        return ",".join(armed)

    permits = [claim for answer in side_by_side(file_all, 4) for claim in answer.split(",") if claim]
    assert len(permits) == len(set(permits))
    with open_ledger(where, "live") as ledger:
        assert sorted(permits) == sorted(one.claim_id for one in ledger.filings(state=State.ARMED))


def test_receipts_written_at_the_same_moment_form_one_chain(where, loss):
    with open_ledger(where, "live") as ledger:
        filings = [ledger.approve(ledger.prepare(loss(number)), YES) for number in range(1, 13)]
        for filing in filings:
            ledger.arm(filing)
            ledger.uncertain(filing, "?")

    def write(number: int) -> str:
        with open_ledger(where, "live", patience=60) as mine:
            for filing in filings[number::4]:
                mine.write_receipt(filing, Outcome.UNCERTAIN)
        return "done"

    assert side_by_side(write, 4) == ["done"] * 4
    with open_ledger(where, "live") as ledger:
        assert [receipt.sequence for receipt in ledger.receipts()] == list(range(1, 13))
        assert ledger.verify_chain() is None


def die_at(ledger: Ledger, moment: int) -> None:
    """Kill this process with SIGKILL in front of its n-th statement, or commit, counted from now."""
    left = [moment]

    def count(*_: object) -> None:
        left[0] -= 1
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    for event in ("before_cursor_execute", "after_cursor_execute", "commit"):
        sa.event.listen(ledger._database._reader, event, count)


def whole_life(where: Path | str, what, moment: int, said: Connection) -> None:
    """File one claim from prepared to receipt, saying what was reached; die at the given moment."""
    with open_ledger(where, "live") as ledger:
        die_at(ledger, moment)
        filing = ledger.approve(ledger.prepare(what), YES)
        ledger.arm(filing)
        said.send("permit")
        ledger.clicked(filing)
        case_id = str(int(CASE) + moment)
        ledger.observe(filing, case_id)
        filing = ledger.verify(filing, case_id, "found")
        said.send("verified")
        ledger.write_receipt(filing, Outcome.VERIFIED)
        said.send("receipt")


def killed_at(where: Path | str, what, moment: int) -> tuple[list[str], bool]:
    """What the process said before it died, and whether it died."""
    context = multiprocessing.get_context("fork")
    heard, said = context.Pipe(duplex=False)
    process = context.Process(target=whole_life, args=(where, what, moment, said))
    process.start()
    said.close()
    words = []
    try:
        while True:
            words.append(heard.recv())
    except EOFError:
        process.join()
    heard.close()
    assert process.exitcode in {0, -signal.SIGKILL}
    return words, process.exitcode != 0


def check_legal(ledger: Ledger, filing: Filing) -> None:
    """The history leads, by steps that follow, to where the filing stands."""
    steps = ledger.history(filing)
    assert steps[-1].after is filing.state
    for before, step in pairwise(steps):
        assert step.before is before.after
        assert step.after in FOLLOWS[before.after]


def test_killed_at_any_statement_the_ledger_is_legal_and_says_at_least_what_was_reached(where, loss):
    open_ledger(where, "live").close()
    moment, died, states = 0, True, set()
    while died:
        moment += 1 if isinstance(where, Path) else 3
        what = loss(moment)
        words, died = killed_at(where, what, moment)
        with open_ledger(where, "live") as ledger:
            filings = [one for one in ledger.filings() if one.claim_id == what.claim.claim_id]
            state = filings[0].state if filings else None
            states.add(state)
            for filing in filings:
                check_legal(ledger, filing)
            if "permit" in words:
                assert state in IN_DOUBT | {State.VERIFIED}, "a permit was out in the world"
            if "verified" in words:
                assert state is State.VERIFIED
            receipts = [receipt for one in filings for receipt in ledger.receipts(one)]
            assert len(receipts) == (1 if state is State.VERIFIED else 0)
            assert ledger.verify_chain() is None
            if state is None or state in NEVER_ARMED:
                assert ledger.prepare(what).state is State.PREPARED
            else:
                with pytest.raises(DuplicateFiling):
                    ledger.prepare(what)
    assert moment > 40, "every statement and commit was a moment to die at"
    assert states >= {None, State.PREPARED, State.APPROVED, State.ARMED, State.CLICKED, State.OBSERVED, State.VERIFIED}
