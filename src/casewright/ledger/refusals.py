"""What the ledger refuses, each with a remedy."""

from __future__ import annotations

from casewright.errors import CasewrightError
from casewright.flow.event import Ended
from casewright.ledger.filing import IN_DOUBT, Filing, State
from casewright.message import NOTHING, Message, msg
from casewright.model.outcome import Outcome


class LedgerError(CasewrightError):
    """The ledger cannot be used in its state: nothing was changed in it."""


class LedgerBusy(LedgerError):
    """Another process is writing and did not finish in time."""


class LedgerUnusable(LedgerError):
    """The ledger cannot be opened, read or written: not a database, damaged, read-only, disk full, no server."""


class LedgerTooNew(LedgerError):
    """A later version of Casewright has worked on this ledger."""


class NoSuchFiling(LedgerError):
    """No filing in the ledger has this name, or more than one has it."""


class WrongState(LedgerError):
    """The step does not follow from the state in which the filing is."""

    def __init__(self, filing: Filing, wanted: State, why: Message = NOTHING) -> None:
        stands = {"claim_id": filing.claim_id, "reference": filing.reference, "state": filing.state, "wanted": wanted}
        super().__init__(
            msg("Claim {claim_id} ({reference}) is {state}: it cannot become {wanted} ({why}).", **stands, why=why)
            if why
            else msg("Claim {claim_id} ({reference}) is {state}: it cannot become {wanted}.", **stands),
            remedy=msg("`casewright cases show {reference}` shows what happened to it.", reference=filing.reference),
        )
        self.filing = filing


class NotArmed(WrongState):
    """No permit: the filing is not (or no longer) approved, or another process was given the permit."""

    def __init__(self, filing: Filing, why: Message) -> None:
        super().__init__(filing, State.ARMED, why)


class DuplicateFiling(LedgerError):
    """The same loss was filed before, or may have been. `filing` is the earlier one."""

    def __init__(self, filing: Filing) -> None:
        case = msg("case {case_id}", case_id=filing.case_id) if filing.case_id else msg("no case ID yet")
        super().__init__(
            msg(
                "Claim {claim_id} has already filed this loss: {reference}, {case}, {state} since "
                "{updated_at:%Y-%m-%d %H:%M} UTC.",
                claim_id=filing.claim_id,
                reference=filing.reference,
                case=case,
                state=filing.state,
                updated_at=filing.updated_at,
            ),
            remedy=msg("Run `casewright cases reconcile`: what became of it is not known yet.")
            if filing.state in IN_DOUBT
            else msg("`casewright cases show {reference}` shows it.", reference=filing.reference),
        )
        self.filing = filing

    @property
    def ended(self) -> Ended:
        """How the work on the later claim ends: `duplicate`, or `uncertain` while the earlier one is in doubt."""
        outcome = Outcome.UNCERTAIN if self.filing.state in IN_DOUBT else Outcome.DUPLICATE
        return Ended(outcome, self.message, case_id=self.filing.case_id)
