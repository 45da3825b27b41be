"""The right to press submit once: made by `ledger.arm`, spent by a window."""

from __future__ import annotations


class PermitSpent(RuntimeError):
    """A permit was used a second time: a bug that must never become a second click."""


class Permit:
    """The right to press submit for one filing, once.

    Only `ledger.arm(filing)` makes one, after `armed` is on disk (a contract test reads the source for it).
    A dry run is a walk that never receives one: the submit act cannot be built without it.
    """

    __slots__ = ("_spent", "filing_id")

    def __init__(self, filing_id: str) -> None:
        self.filing_id = filing_id
        self._spent = False

    @property
    def spent(self) -> bool:
        """Whether the click was begun: from then on a failure is `uncertain`."""
        return self._spent

    def spend(self) -> None:
        """Use the permit up; a window calls this right before the click.

        Raises:
            PermitSpent: it was used before.
        """
        if self._spent:
            raise PermitSpent(self.filing_id)
        self._spent = True
