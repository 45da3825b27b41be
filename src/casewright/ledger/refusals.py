"""What the ledger refuses, each with what to do about it."""

from __future__ import annotations

from casewright.errors import CasewrightError
from casewright.flow.event import Ended
from casewright.ledger.filing import IN_DOUBT, Filing, State
from casewright.model.outcome import Outcome


class LedgerError(CasewrightError):
    """The ledger cannot be used as it is: nothing was changed in it."""


class LedgerBusy(LedgerError):
    """Another process is writing, and did not finish in time."""


class LedgerUnusable(LedgerError):
    """The ledger cannot be opened, read or written: no database, damaged, read-only, a full disk, no server."""


class LedgerTooNew(LedgerError):
    """A later version of Casewright has worked on this ledger."""


class NoSuchFiling(LedgerError):
    """Nothing in the ledger has this name, or more than one filing has it."""


class WrongState(LedgerError):
    """The step does not follow from the state in which the filing is."""

    def __init__(self, filing: Filing, wanted: State, why: str = "") -> None:
        super().__init__(
            f"claim {filing.claim_id} ({filing.reference}) is {filing.state}: it cannot become {wanted}"
            + (f" ({why})" if why else ""),
            remedy=f"`casewright cases show {filing.reference}` tells what happened to it.",
        )
        self.filing = filing


class NotArmed(WrongState):
    """No permit: the filing is not approved (any more), or another process was given the permit."""

    def __init__(self, filing: Filing, why: str) -> None:
        super().__init__(filing, State.ARMED, why)


class DuplicateFiling(LedgerError):
    """The same loss was filed before, or may have been. `filing` is the earlier one."""

    def __init__(self, filing: Filing) -> None:
        case = f"case {filing.case_id}" if filing.case_id else "no case ID yet"
        super().__init__(
            f"claim {filing.claim_id} filed this loss before: {filing.reference}, {case}, {filing.state}"
            f" since {filing.updated_at:%Y-%m-%d %H:%M} UTC",
            remedy="Run `casewright cases reconcile`: what became of it is not known yet."
            if filing.state in IN_DOUBT
            else f"`casewright cases show {filing.reference}` shows it.",
        )
        self.filing = filing

    @property
    def ended(self) -> Ended:
        """How the work on the later claim ends: `duplicate`, or `uncertain` while the earlier one is in doubt."""
        outcome = Outcome.UNCERTAIN if self.filing.state in IN_DOUBT else Outcome.DUPLICATE
        return Ended(outcome, str(self), case_id=self.filing.case_id)
