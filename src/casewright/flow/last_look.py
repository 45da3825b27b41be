"""Before the submit: everything is read back, the gate is asked, and everything is read back once more."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from casewright.flow.acting import Acting
from casewright.flow.arrive import Arrival, Halt
from casewright.flow.event import AtSubmit, Ended, Event, Gate
from casewright.flow.model import Screen
from casewright.flow.owner_check import Ownership
from casewright.flow.sighting import Sighting
from casewright.flow.submit import submit
from casewright.flow.verbs.press import PressStep
from casewright.flow.window import Check, Find
from casewright.message import msg
from casewright.model.outcome import Outcome
from casewright.permit import Permit


@dataclass(slots=True)
class LastLook:
    """Checks that everything is as approved, asks the gate, and presses what creates the case."""

    acting: Acting
    ownership: Ownership
    gate: Gate

    def submit(self, place: Arrival, step: PressStep) -> Iterator[Event]:
        """Read everything back, ask the gate, and read everything back again: a person may take their time."""
        screen, acting = place.screen, self.acting
        target = acting.target(place, step.control)
        kept = acting.kept
        self._see_files(screen)
        sighting = self._see(screen)
        acting.see_in_form(screen, step, sighting)
        acting.do(Find(target), screen.key)
        kept = kept or acting.keep_moment("submit")
        filled = acting.filled
        moment = AtSubmit(screen.key, filled.readings, kept, sighting, filled.values, filled.unseen(screen, sighting))
        yield moment
        permit = self.gate(moment)
        if not isinstance(permit, Permit):
            yield permit
            return
        self._see(screen)
        acting.lookout.ask_stop(screen.key)
        yield from submit(acting.lookout, screen, target, permit, acting.keep_moment)

    def _see_files(self, screen: Screen) -> None:
        """Check that the claim's files went in somewhere, if a page of this walk could have taken them.

        Raises:
            Halt: no page did.
        """
        if self.acting.owes_files:
            names = [file.name for file in self.acting.form.evidence]
            detail = msg("no page on this way accepted the files: {files}", files=names)
            raise Halt(Ended(Outcome.FAILED_BEFORE_SUBMIT, detail, screen=screen.key))

    def _see(self, screen: Screen) -> Sighting:
        """Check that this is still the screen, and that everything on it is still as it was filled.

        Raises:
            Halt: it is another screen now, or the stop switch is on.
            WindowError: something does not read back as it was given.
        """
        lookout = self.acting.lookout
        sighting = lookout.window.look()
        now = lookout.new_screens(sighting, screen)
        if now != [screen]:
            what = now[0].key if len(now) == 1 else msg("an unknown screen")
            detail = msg("{before} became {screen} before the submit", before=screen.key, screen=what)
            raise Halt(Ended(Outcome.UNKNOWN_SCREEN, detail, screen=screen.key, sighting=sighting))
        self.ownership.see(screen, sighting)
        if still := self.acting.filled.to_check(screen, sighting):
            self.acting.do(Check(still), screen.key)
        return sighting
