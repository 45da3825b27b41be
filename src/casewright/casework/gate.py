"""The gate before a submit: it asks, looks again, arms, and returns a permit or how the walk ends."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime

from casewright.casework.desk import Choice, Desk, Run
from casewright.casework.earlier_case import search_earlier_case
from casewright.casework.interrupt import interrupts_held
from casewright.casework.plan import Entry
from casewright.flow.event import AtSubmit, Ended
from casewright.ledger.filing import Filing, Sent, State
from casewright.ledger.pace import TooMany, TooSoon
from casewright.ledger.refusals import LedgerError, WrongState
from casewright.message import Message, msg
from casewright.model.evidence import Evidence
from casewright.model.field_table import IDENTIFIERS
from casewright.model.form import ATTACHED, Form
from casewright.model.outcome import Outcome
from casewright.permit import Permit
from casewright.site.visit import Visit


@dataclass(slots=True)
class SubmitGate:
    """Guards one submit and is asked once.

    `arming` says that the ledger was asked to arm and may have done so, even if it never answered.
    """

    entry: Entry
    filing: Filing
    visit: Visit
    desk: Desk
    run: Run
    permit: Permit | None = field(default=None, init=False)
    arming: bool = field(default=False, init=False)
    site_time: datetime | None = field(default=None, init=False)

    def __call__(self, moment: AtSubmit) -> Permit | Ended:
        """Return the permit, or why there is none."""
        return self._ask_person(moment) or self.arm_approved(moment)

    def arm_approved(self, moment: AtSubmit) -> Permit | Ended:
        """Do the same if the person has already said yes."""
        return self._stop() or self._approve(moment) or self._arm()

    def record_click(self) -> None:
        """Record the click. A ledger that fails now must not end the walk: `armed` is already on disk."""
        with suppress(LedgerError):
            self.filing = self.desk.ledger.clicked(self.filing)

    def _ask_person(self, moment: AtSubmit) -> Ended | None:
        if self.run.all_approved:
            return None
        match self._answer(moment):
            case Choice.FILE_REST:
                self.run.all_approved = True
            case Choice.BACK:
                self.run.back_to = self.run.skipped.pop()
                return Ended(Outcome.CANCELLED, msg("you went back to the one before it"))
            case Choice.SKIP:
                self.run.skipped.append(self.entry)
                return Ended(Outcome.CANCELLED, msg("you skipped it"))
            case Choice.QUIT:
                self.run.over = Ended(Outcome.CANCELLED, msg("you stopped before it"))
                return Ended(Outcome.CANCELLED, msg("you stopped here"))
            case Choice.FILE:
                pass
        return None

    def _answer(self, moment: AtSubmit) -> Choice:
        """Return the person's answer; ask again if they want to go back and nothing was skipped."""
        while True:
            choice = self.desk.ask(self.entry, moment, self.run.left)
            if choice is not Choice.BACK or self.run.skipped:
                return choice

    def _stop(self) -> Ended | None:
        if self.run.interrupted:  # Ctrl-C that never arrived as an exception
            return self.run.over
        reason = self.desk.brakes.stopped()
        return self._end_run(reason) if reason else None

    def _end_run(self, reason: Message) -> Ended:
        self.run.over = Ended(Outcome.STOPPED, reason)
        return self.run.over

    def _approve(self, moment: AtSubmit) -> Ended | None:
        """Search the case log for what this way really sends, and record the yes."""
        sent = sent_by(self.entry.form, moment.values)
        if earlier := self._search(self.filing.model_copy(update={"main_identifier": sent.main_identifier})):
            return earlier
        try:
            self.filing = self.desk.ledger.approve(self.filing, self.entry.digest, by=self.desk.by, sent=sent)
        except WrongState as race:
            return lost_race(race)
        return None

    def _arm(self) -> Permit | Ended:
        """Return the permit once caps and pause allow it, counting what other machines armed meanwhile."""
        while True:
            try:
                return self._ask_ledger()
            except TooSoon as soon:
                self.desk.tell_pause(self.entry, soon.until)
                if reason := self.desk.brakes.wait_until(soon.until, self.desk.now):
                    return self._end_run(reason)
                if earlier := self._search(self.filing):
                    return earlier
            except TooMany as many:
                return Ended(Outcome.CAPPED, many.message)
            except WrongState as race:
                return lost_race(race)

    def _ask_ledger(self) -> Permit:
        """Arm. Ctrl-C waits until we hold the permit: otherwise nobody would know that it was never used."""
        with interrupts_held():
            try:
                self.arming = True
                pace = self.desk.brakes.of_account(self.entry.claim.account).pace
                self.permit = self.desk.ledger.arm(self.filing, pace, site_time=self.site_time)
            except (TooMany, TooSoon, WrongState):
                self.arming = False
                raise
            except LedgerError:
                self._log_armed()  # it may be armed nonetheless: a server can die between the commit and its answer
                raise
            now = {"state": State.ARMED, "armed_at": self.desk.now(), "armed_site_time": self.site_time}
            self.filing = self.filing.model_copy(update=now)
            self._log_armed()
            return self.permit

    def _log_armed(self) -> None:
        self.run.armed.add(self.filing.filing_id)
        with suppress(OSError):  # a log that cannot be written is reported at the end of the run
            self.desk.log_armed(self.entry)

    def _search(self, filing: Filing) -> Ended | None:
        earlier = search_earlier_case(filing, self.visit)
        self.site_time = earlier.site_time
        return earlier.ended


def lost_race(race: WrongState) -> Ended:
    """Return how a claim ends whose filing another process has taken over."""
    detail = msg(
        "another run is filing this claim: {reference} is {state} there",
        reference=race.filing.reference,
        state=race.filing.state,
    )
    return Ended(Outcome.FAILED_BEFORE_SUBMIT, detail)


def sent_by(form: Form, values: frozenset[str]) -> Sent:
    """Return what a way of filing puts into the case, from the values that it took."""
    message = next((form.value(text) for name, text in _MESSAGES.items() if name in values), "")
    return Sent(
        main_identifier=form.main_identifier if message else _typed_identifier(form, values),
        subject=form.subject if {"subject", "request"} & values else "",
        message=message,
        evidence=tuple((proof.name, proof.sha256) for proof in _files(form, values)),
    )


#: The value that a way takes, and the text that stands in the case then.
_MESSAGES = {"message": "message", "short_message": "short_message", "request": "short_message"}


def _files(form: Form, values: frozenset[str]) -> tuple[Evidence, ...]:
    """Return which of the form's files were attached, in order: all, the one document, some kinds, or none."""
    given = {file for which in sorted(values & ATTACHED) for file in form.files(which)}
    return tuple(file for file in form.evidence if file in given)


def _typed_identifier(form: Form, values: frozenset[str]) -> str:
    """Return the identifier that a tool was given, by which its case can be found."""
    return next((form.value(name) for name in IDENTIFIERS if name in values), form.main_identifier)
