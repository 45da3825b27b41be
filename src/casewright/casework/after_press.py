"""Once a filing is armed, nothing raises: the one place that turns every failure into what is known of the filing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from casewright.caselog.case import CaseLog
from casewright.casework.gate import SubmitGate
from casewright.casework.proof import Finding, Given, Proof, prove
from casewright.casework.reconcile import decide
from casewright.casework.result import Mismatch, Settled, Walked
from casewright.errors import Attempt
from casewright.ledger.filing import NEVER_ARMED, Filing, State
from casewright.ledger.receipt import Receipt
from casewright.message import NOTHING, Message, clauses, msg
from casewright.model.outcome import Outcome


@dataclass(slots=True)
class ArmedFiling:
    """A filing that was armed, or may have been, and all that is known of it. Every step may fail; none raises.

    `story` is how the walk ended. `written` says whether the ledger knows what the page said; `proof` is None until the
    case log was read.
    """

    gate: SubmitGate
    story: Walked
    written: bool = False
    proof: Proof | None = None
    receipt: Receipt | None = None
    failures: list[Message] = field(default_factory=list)

    @property
    def pressed(self) -> bool:
        """Whether the submit was begun: after that a case may exist."""
        return self.gate.permit is not None and self.gate.permit.spent

    @property
    def unread(self) -> bool:
        """Whether the case log still has to be read: in a new browser if the old one is gone."""
        return self.pressed and (self.proof is None or self.proof.finding is Finding.UNREADABLE)

    def settle(self, cases: CaseLog) -> None:
        """Record what the page said, and let Amazon's case log decide; without a press, that nothing was sent."""
        if not self.pressed:
            self._try(msg("the ledger could not be updated"), self._release)
            return
        self.written = self._try(msg("it could not be recorded"), self._write_page)
        self.prove(cases)

    def prove(self, cases: CaseLog) -> None:
        """Look the case up. After Ctrl-C this is left to `cases reconcile`: whoever pressed it wants to leave."""
        if not self.gate.run.interrupted:
            self._try(msg("the case log could not be read"), lambda: self._read(cases))
        if self.proof is None or not self._proven(self.proof):
            self._write_receipt()
            return
        if not self._try(msg("it could not be recorded"), self._write_proof):
            self.written = False

    def settled(self) -> Settled:
        """Return how it ended, by what is known now."""
        if not self.pressed:
            return self._as(self._unused(), self.story.case_id)
        return self._as(self._outcome(), self.receipt.case_id if self.receipt else self.filing.case_id)

    @property
    def filing(self) -> Filing:
        """The filing as the ledger had it last."""
        return self.gate.filing

    def _try(self, what: Message, step: Callable[[], None]) -> bool:
        """Do a step and remember any failure."""
        with Attempt(Exception, KeyboardInterrupt) as trying:
            step()
        if trying.error is None:
            return True
        if isinstance(trying.error, KeyboardInterrupt):
            self.gate.run.interrupt()
        self.failures.append(msg("{what}: {why}", what=what, why=trying.why))
        return False

    def _release(self) -> None:
        """The permit was never used: it is known that nothing was sent."""
        ledger = self.gate.desk.ledger
        held = ledger.filing(self.filing.filing_id)
        if held.state in NEVER_ARMED:
            ledger.abandon(held, str(self.story.detail) or self.story.outcome)
        elif held.state is State.ARMED:
            doubtful = ledger.uncertain(held, str(self.story.detail))
            ledger.not_sent(doubtful, str(msg("the permit was not used: {why}", why=self.story.detail)))
        self.written = True

    def _write_page(self) -> None:
        ledger, seen = self.gate.desk.ledger, self.story.case_id
        self.gate.filing = (
            ledger.observe(self.filing, seen) if seen else ledger.uncertain(self.filing, str(self.story.detail))
        )

    def _read(self, cases: CaseLog) -> None:
        desk, form = self.gate.desk, self.gate.entry.form
        given = Given({file.name: file.size for file in form.evidence}, form.texts_beside)
        self.proof = prove(self.filing, cases, desk.now(), desk.settle, given)

    def _proven(self, proof: Proof) -> bool:
        return proof.finding is Finding.OURS and self.filing.case_id in {None, proof.case_id}

    def _write_proof(self) -> None:
        if self.proof is None:
            return
        desk = self.gate.desk
        held = self.filing if self.written else desk.ledger.filing(self.filing.filing_id)
        decided = decide(held, self.proof, desk.ledger, desk.flows.labels)
        self.gate.filing, self.receipt, self.written = decided.filing, decided.receipt, True

    def _write_receipt(self) -> None:
        if not self.written:
            return
        desk, outcome, detail = self.gate.desk, self._outcome(), str(self._detail())

        def write() -> None:
            flows = desk.flows.labels
            self.receipt = desk.ledger.write_receipt(self.filing, outcome, detail=detail, flows=flows)

        self._try(msg("its receipt could not be written"), write)

    def _outcome(self) -> Outcome:
        """Return what is certain: no more than the ledger knows."""
        if not self.written:
            return Outcome.UNCERTAIN
        if self.filing.state is State.VERIFIED:
            return Outcome.VERIFIED
        if self.proof:
            return self._proof_outcome(self.proof)
        return Outcome.FILED_UNVERIFIED if self.filing.state is State.OBSERVED else Outcome.UNCERTAIN

    def _proof_outcome(self, proof: Proof) -> Outcome:
        """Return what the case log says; a proof that the ledger could not record is no verification."""
        outcome = proof.outcome(self.filing.case_id)
        if outcome is not Outcome.VERIFIED:
            return outcome
        return Outcome.FILED_UNVERIFIED if self.filing.state is State.OBSERVED else Outcome.UNCERTAIN

    def _mismatch(self) -> Mismatch | None:
        if self.proof is None or self.proof.stored is None:
            return None
        return Mismatch(approved=self.filing.message, stored=self.proof.stored)

    def _unused(self) -> Outcome:
        return self.story.outcome if self.written or not self.gate.arming else Outcome.UNCERTAIN

    def _detail(self) -> Message:
        if self._outcome() is Outcome.VERIFIED and self.proof:
            return self.proof.detail
        proof = self.proof.detail if self.proof else NOTHING
        return clauses((self.story.detail or msg("the submit was pressed"), proof, *self.failures))

    def _as(self, outcome: Outcome, case_id: str | None) -> Settled:
        detail = self._detail() if self.pressed else clauses((self.story.detail, *self.failures))
        ended: dict[str, object] = {"outcome": outcome, "detail": detail, "case_id": case_id or self.story.case_id}
        ended["mismatch"] = self._mismatch()
        return Settled(entry=self.gate.entry, walked=self.story.model_copy(update=ended), receipt=self.receipt)
