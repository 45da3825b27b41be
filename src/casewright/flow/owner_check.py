"""Check that a walk is in the claim's account: before anything is typed, in the chooser, and at the submit."""

from __future__ import annotations

from dataclasses import dataclass

from casewright.flow.arrive import Arrival, Halt, Lookout
from casewright.flow.event import Ended
from casewright.flow.model import Screen
from casewright.flow.page_owner import Owner, OwnerRow, merchant_row, place_row, shown_owner
from casewright.flow.sighting import Sighting
from casewright.flow.verbs.keep import KeepStep
from casewright.flow.verbs.pick import PickStep
from casewright.flow.verbs.press import PressStep
from casewright.flow.window import Press, Target
from casewright.message import Message, clauses, msg
from casewright.model.outcome import Outcome

_CHANGES = 100
"""A page that changed this often without showing a header has none."""

_REMEDY = msg("choose that account in the browser, or name it as the header does: `casewright account add --merchant`")


@dataclass(slots=True)
class Ownership:
    """Whose account the claim is filed in, and whether the chooser was tried. `owner` None: nothing to compare.

    With `always` every screen must show a header, not only one on which something is given.
    """

    lookout: Lookout
    owner: Owner | None
    always: bool = False
    chosen: bool = False

    def is_foreign(self, place: Arrival) -> bool:
        """Return whether the page belongs to somebody else, and the chooser was not tried yet.

        A screen on which nothing is typed may have no header; one on which something is typed or given must.

        Raises:
            Halt: it is somebody else's although the chooser was tried, or a page that must show a header shows none.
        """
        if self.owner is None or not place.screen.do or place.screen.picks or place.screen.enters:
            return False
        shown = shown_owner(place.sighting) or (self._awaited(place) if self.always or _gives(place.screen) else None)
        if shown is None or shown.same(self.owner):
            return False
        if self.chosen:
            foreign = msg("the page belongs to “{shown}”, the claim to “{owner}”", shown=shown, owner=self.owner)
            raise _halt(foreign, place.screen, place.sighting)
        self.chosen = True
        return True

    def see(self, screen: Screen, sighting: Sighting) -> None:
        """Check once more before the submit.

        Raises:
            Halt: the page does not show the claim's own account.
        """
        if self.owner is None:
            return
        shown = shown_owner(sighting)
        if shown is None or not shown.same(self.owner):
            foreign = msg("the page belongs to “{shown}”, the claim to “{owner}”", shown=shown, owner=self.owner)
            nobody = msg("the page no longer shows an account, and the claim belongs to “{owner}”", owner=self.owner)
            seen = foreign if shown else nobody
            raise _halt(clauses((seen, msg("nothing was submitted"))), screen, sighting)

    def pick(self, place: Arrival) -> None:
        """Press the account in the chooser, then the marketplace if the page asks for one.

        Raises:
            Halt: the chooser does not offer them, or nobody said which.
            WindowError: a line cannot be pressed.
        """
        if self.owner is None:
            raise _halt(msg("Seller Central asks which account"), place.screen, place.sighting)
        self.chosen = True
        merchant = merchant_row(place.sighting, self.owner)
        if merchant is None:
            missing = msg("the account chooser does not offer “{merchant}”", merchant=self.owner.merchant)
            raise _halt(missing, place.screen, place.sighting)
        sighting = self._take(merchant, place.screen, place.sighting)
        if country := place_row(sighting, self.owner):
            self._take(country, place.screen, sighting)

    def _take(self, row: OwnerRow, screen: Screen, sighting: Sighting) -> Sighting:
        if row.chosen:
            return sighting
        self.lookout.ask_stop(screen.key)
        self.lookout.window.do(Press(Target(f"{screen.flow}.account", "button", (row.name,))))
        return self.lookout.window.look(unlike=sighting)

    def _awaited(self, place: Arrival) -> Owner:
        """Return the header of a page whose form appeared first."""
        sighting = place.sighting
        for _ in range(_CHANGES):
            later = self.lookout.window.look(unlike=sighting)
            if shown := shown_owner(later):
                return shown
            if later == sighting:
                break
            sighting = later
        nobody = msg("the page does not show whose account it is")
        raise _halt(nobody, place.screen, sighting, Outcome.UNKNOWN_SCREEN)


def _gives(screen: Screen) -> bool:
    """Return whether something of the claim is given to the page: typed, said, chosen, attached, or sent."""
    return any(step.submits or not isinstance(step, KeepStep | PickStep | PressStep) for step in screen.do)


def _halt(what: Message, screen: Screen, sighting: Sighting, outcome: Outcome = Outcome.SIGNIN_REQUIRED) -> Halt:
    return Halt(Ended(outcome, clauses((what, _REMEDY)), screen=screen.key, sighting=sighting))
