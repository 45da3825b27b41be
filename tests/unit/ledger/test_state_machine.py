"""Any order of steps on any filings: the ledger does what the state machine says, and nothing else."""

from __future__ import annotations

import tempfile
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, initialize, invariant, multiple, rule
from tests.postgresql import schema_on

from casewright.ledger.filing import FOLLOWS, IN_DOUBT, NEVER_ARMED, OVER_WITHOUT_CASE, Filing, State
from casewright.ledger.schema import metadata
from casewright.ledger.store import DuplicateFiling, Ledger, NotArmed, WrongState, open_ledger
from casewright.model.outcome import Outcome

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
NUMBERS = st.integers(1, 3)


class Filings(RuleBasedStateMachine):
    """The model: the state of each filing, the permits given, the receipts written."""

    known = Bundle("known")
    make_loss = None
    address = ""
    """Of a database server; a new file where there is none."""

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        folder = self.stack.enter_context(tempfile.TemporaryDirectory())
        self.where = self.address or Path(folder) / "ledger.sqlite"
        self.ledger = self.open()
        with self.ledger._database.writing() as connection:
            for table in reversed(metadata.sorted_tables):
                connection.execute(table.delete())
        self.states: dict[str, State] = {}
        self.losses: dict[str, int] = {}
        self.permits: list[str] = []
        self.receipts = 0

    def open(self) -> Ledger:
        return self.stack.enter_context(open_ledger(self.where, "live", now=lambda: NOW))

    def teardown(self) -> None:
        self.stack.close()

    def case_of(self, filing_id: str) -> str:
        return f"{self.losses[filing_id]}0000000{list(self.states).index(filing_id):04}"

    def try_step(self, filing: Filing, after: State, step, *, allowed: bool | None = None) -> None:
        """Do a step that the model says is allowed, or see it refused with nothing changed."""
        state = self.states[filing.filing_id]
        if after in FOLLOWS[state] if allowed is None else allowed:
            assert step().state is after
            self.states[filing.filing_id] = after
        else:
            with pytest.raises(WrongState):
                step()

    @initialize()
    def begin_with_nothing(self) -> None:
        assert self.ledger.filings() == ()

    @rule(target=known, number=NUMBERS)
    def prepare(self, number: int):
        alive = [one for one, loss in self.losses.items() if loss == number]
        alive = [one for one in alive if self.states[one] not in OVER_WITHOUT_CASE]
        what = type(self).make_loss(number)
        if any(self.states[one] not in NEVER_ARMED for one in alive):
            with pytest.raises(DuplicateFiling) as refused:
                self.ledger.prepare(what)
            assert [refused.value.filing.filing_id] == alive
            return multiple()
        filing = self.ledger.prepare(what)
        for one in alive:
            self.states[one] = State.ABANDONED
        self.states[filing.filing_id] = State.PREPARED
        self.losses[filing.filing_id] = number
        return filing

    @rule(filing=known, digest=st.sampled_from("ab"))
    def approve(self, filing: Filing, digest: str) -> None:
        self.try_step(filing, State.APPROVED, lambda: self.ledger.approve(filing, digest * 64, by="Ada"))

    @rule(filing=known, remembered=st.sampled_from("ab"))
    def arm(self, filing: Filing, remembered: str) -> None:
        held = self.ledger.filing(filing.filing_id)
        asked = filing.model_copy(update={"approval": remembered * 64})
        if held.state is State.APPROVED and held.approval == asked.approval:
            self.permits.append(self.ledger.arm(asked).filing_id)
            self.states[filing.filing_id] = State.ARMED
        else:
            with pytest.raises(NotArmed):
                self.ledger.arm(asked)

    @rule(filing=known)
    def click(self, filing: Filing) -> None:
        self.try_step(filing, State.CLICKED, lambda: self.ledger.clicked(filing))

    @rule(filing=known)
    def observe(self, filing: Filing) -> None:
        case_id = self.case_of(filing.filing_id)
        self.try_step(filing, State.OBSERVED, lambda: self.ledger.observe(filing, case_id))

    @rule(filing=known)
    def verify(self, filing: Filing) -> None:
        case_id = self.case_of(filing.filing_id)
        self.try_step(filing, State.VERIFIED, lambda: self.ledger.verify(filing, case_id, "found"))

    @rule(filing=known)
    def doubt(self, filing: Filing) -> None:
        self.try_step(filing, State.UNCERTAIN, lambda: self.ledger.uncertain(filing, "?"))

    @rule(filing=known)
    def find_nothing(self, filing: Filing) -> None:
        seen = self.ledger.filing(filing.filing_id).case_id is not None
        follows = State.NOT_SENT in FOLLOWS[self.states[filing.filing_id]]
        step = lambda: self.ledger.not_sent(filing, "searched")  # noqa: E731
        self.try_step(filing, State.NOT_SENT, step, allowed=follows and not seen)

    @rule(filing=known)
    def hand_over(self, filing: Filing) -> None:
        self.try_step(filing, State.NEEDS_PERSON, lambda: self.ledger.needs_person(filing, "two cases"))

    @rule(filing=known, sent=st.booleans())
    def decide(self, filing: Filing, sent: bool) -> None:
        case_id = self.case_of(filing.filing_id) if sent else None
        self.try_step(
            filing,
            State.VERIFIED if sent else State.NOT_SENT,
            lambda: self.ledger.decide(filing, by="Ada", why="looked", case_id=case_id),
            allowed=self.states[filing.filing_id] in IN_DOUBT - {State.ARMED, State.CLICKED},
        )

    @rule(filing=consumes(known))
    def give_up(self, filing: Filing) -> None:
        allowed = self.states[filing.filing_id] in NEVER_ARMED | {State.ABANDONED}
        self.try_step(filing, State.ABANDONED, lambda: self.ledger.abandon(filing, "skipped"), allowed=allowed)

    @rule(filing=known)
    def write_receipt(self, filing: Filing) -> None:
        if self.states[filing.filing_id] in NEVER_ARMED:
            return  # a receipt says how a filing ended, and what was never armed has not begun
        verified = self.states[filing.filing_id] is State.VERIFIED
        self.ledger.write_receipt(filing, Outcome.VERIFIED if verified else Outcome.UNCERTAIN)

    @rule()
    def another_process_comes(self) -> None:
        self.ledger = self.open()

    @invariant()
    def the_ledger_says_what_the_model_says(self) -> None:
        held = {one.filing_id: one for one in self.ledger.filings()}
        assert {one: filing.state for one, filing in held.items()} == self.states
        for one, filing in held.items():
            steps = self.ledger.history(filing)
            assert steps[-1].after is filing.state
            armed = [step for step in steps if step.after is State.ARMED]
            assert len(armed) == self.permits.count(one) <= 1
            assert (filing.armed_at is not None) is bool(armed)

    @invariant()
    def one_loss_is_alive_once_and_counted_once(self) -> None:
        alive = [self.losses[one] for one, state in self.states.items() if state not in OVER_WITHOUT_CASE]
        assert len(alive) == len(set(alive))
        assert self.ledger.filed_since("Harbor Lane Goods", NOW) == len(self.permits)
        assert {one.filing_id for one in self.ledger.in_doubt()} == {
            one for one, state in self.states.items() if state in IN_DOUBT
        }

    @invariant()
    def the_chain_holds(self) -> None:
        assert self.ledger.verify_chain() is None


class FilingsOnServer(Filings):
    """The same on PostgreSQL."""


@pytest.fixture(autouse=True)
def losses(loss, request: pytest.FixtureRequest):
    Filings.make_loss = staticmethod(loss)
    if request.cls is not TestFilingsOnServer:
        yield
        return
    with schema_on(request.getfixturevalue("server")) as FilingsOnServer.address:
        yield


TestFilings = Filings.TestCase
TestFilings.settings = settings(max_examples=25, stateful_step_count=40, deadline=None)
TestFilingsOnServer = FilingsOnServer.TestCase
TestFilingsOnServer.settings = settings(max_examples=4, stateful_step_count=30, deadline=None)
