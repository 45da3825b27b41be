"""Filing: each entry of a plan becomes a case at most once, after a yes for each, with proof."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from functools import partial
from pathlib import Path

from casewright.casework.arrival import come_in
from casewright.casework.brakes import Brakes
from casewright.casework.drift_reports import reported
from casewright.casework.plan import Entry
from casewright.casework.preview import Tell, by_account, start_of, told
from casewright.casework.proof import Finding, others, prove
from casewright.casework.reconcile import decide, reconcile
from casewright.casework.result import Settled, Walked, walked
from casewright.casework.self_stop import listen
from casewright.errors import Cancelled, CasewrightError, Stopped
from casewright.flow.event import AtSubmit, Clicked, Ended, Event
from casewright.flow.model import FlowSet
from casewright.flow.walk import walk
from casewright.flow.window import WindowError
from casewright.ledger.filing import Filing, Sent
from casewright.ledger.pace import TooMany, TooSoon
from casewright.ledger.store import DuplicateFiling, Ledger, LedgerError
from casewright.model.evidence import Evidence
from casewright.model.form import Form
from casewright.model.outcome import Outcome
from casewright.permit import Permit
from casewright.site.visit import Site, Visit

_ENDS_THE_RUN = frozenset(
    {Outcome.RATE_LIMITED, Outcome.HUMAN_CHALLENGE, Outcome.SIGNIN_REQUIRED, Outcome.NO_PERMISSION}
)
"""Amazon asks to slow down, asks for a person, or says no: whoever goes on after that risks the account."""


class Choice(StrEnum):
    """What the person says in front of a filled form."""

    FILE = "file"
    SKIP = "skip"
    FILE_REST = "file_rest"
    QUIT = "quit"


Ask = Callable[[Entry, AtSubmit, int], Choice]
"""Asked with the entry, the filled form, and how many entries are left with this one."""


def yes_to_all(_: Entry, __: AtSubmit, ___: int) -> Choice:
    """The answer of a run whose plan was approved beforehand."""
    return Choice.FILE


@dataclass(frozen=True, slots=True)
class Desk:
    """Who files, and with what: everything that stays the same over a run. `by` names who says yes, for the record."""

    ledger: Ledger
    flows: FlowSet
    brakes: Brakes
    ask: Ask
    tell: Tell
    settle: timedelta
    keep_in: Path
    now: Callable[[], datetime]
    by: str


@dataclass(slots=True)
class _Run:
    """What changes over a run: cases filed, a yes to the rest, the reason why nothing more may be done."""

    filed: int = 0
    all_approved: bool = False
    over: Ended | None = None
    left: int = 0


class _Skipped(Cancelled):
    """The person passed over this one entry."""


def file(entries: Sequence[Entry], site: Site, desk: Desk) -> Iterator[Settled]:
    """File the entries one after the other; yields how each ended, also those that were not tried.

    Filings that an earlier run left in doubt are decided from the case log first.

    Raises:
        CasewrightError: no browser, the site cannot be reached, the ledger cannot be opened. After a click nothing
            raises: what happened is in the outcome.
    """
    run = _Run(left=len(entries))
    for (account, marketplace), group in by_account(entries).items():
        with site.visit(account, marketplace, desk.keep_in) as visit:
            if not run.over and visit.attended:
                run.over = come_in(visit, desk.flows, desk.brakes.stopped, partial(desk.tell, group[0]))
            if not run.over:
                _settle_doubts(account, marketplace, visit, desk)
            for entry in group:
                yield _settle(entry, visit, desk, run)
                run.left -= 1


def _settle_doubts(account: str, marketplace: str, visit: Visit, desk: Desk) -> None:
    """Decide what is in doubt here, and only here: another marketplace's case log proves nothing about a filing."""
    here = [one for one in desk.ledger.in_doubt() if (one.account, one.marketplace) == (account, marketplace)]
    reconcile(here, visit.cases, desk.ledger, desk.now(), desk.settle)


def _settle(entry: Entry, visit: Visit, desk: Desk, run: _Run) -> Settled:
    """One entry, from the brakes to the receipt."""
    reason = run.over or _held_back(entry, desk, run)
    if reason:
        run.over = run.over or (reason if reason.outcome is Outcome.STOPPED else None)
        return _not_tried(entry, reason)
    try:
        filing = desk.ledger.prepare(entry)
    except DuplicateFiling as duplicate:
        return _not_tried(entry, duplicate.ended)
    earlier = _search(filing, visit)
    if earlier:
        desk.ledger.abandon(filing, earlier.detail)
        return _not_tried(entry, earlier)
    return _walk_and_prove(entry, filing, visit, desk, run)


def _held_back(entry: Entry, desk: Desk, run: _Run) -> Ended | None:
    """The brakes: the stop switch, the caps, the pause."""
    now = desk.now()
    if capped := desk.brakes.capped(desk.ledger.filed_since(entry.claim.account, now - timedelta(days=1)), run.filed):
        return Ended(Outcome.CAPPED, capped)
    if stopped := desk.brakes.hold(desk.ledger.last_armed_at(entry.claim.account), desk.now):
        return Ended(Outcome.STOPPED, stopped)
    return None


def _search(filing: Filing, visit: Visit) -> Ended | None:
    """Whether Amazon's case log already holds this loss, by our reference or by its main identifier."""
    try:
        for text in (filing.reference, filing.main_identifier):
            search = visit.cases.search(text)
            if found := others(search.rows, filing):
                case = found[0]
                return Ended(
                    Outcome.DUPLICATE, f"case {case.case_id} ({case.status}) already names {text}", case_id=case.case_id
                )
            if not search.complete:
                return Ended(Outcome.FAILED_BEFORE_SUBMIT, f"the case log could not be searched to its end for {text}")
    except WindowError as error:
        return Ended(Outcome.FAILED_BEFORE_SUBMIT, f"the case log could not be searched: {error.message}")
    return None


@dataclass(slots=True)
class _Gate:
    """Stands in front of the submit: asks, looks again, arms. Gives a permit or raises; never a second one."""

    entry: Entry
    filing: Filing
    visit: Visit
    desk: Desk
    run: _Run
    permit: Permit | None = field(default=None, init=False)

    def __call__(self, moment: AtSubmit) -> Permit | None:
        self._ask(moment)
        if reason := self.desk.brakes.stopped():
            raise Stopped(reason)
        sent = sent_by(self.entry.form, moment.values)
        here = self.filing.model_copy(update={"main_identifier": sent.main_identifier})
        self._see_none(here)
        self.filing = self.desk.ledger.approve(self.filing, self.entry.digest, by=self.desk.by, sent=sent)
        self.permit = self._armed()
        return self.permit

    def _armed(self) -> Permit:
        """The permit, as soon as caps and pause allow it, counted with what other machines armed meanwhile."""
        desk = self.desk
        while True:
            try:
                return desk.ledger.arm(self.filing, desk.brakes.pace)
            except TooMany as many:
                raise _Ends(Ended(Outcome.CAPPED, str(many.message))) from None
            except TooSoon as soon:
                if reason := desk.brakes.wait_until(soon.until, desk.now):
                    raise Stopped(reason) from None
                self._see_none(self.filing)

    def _see_none(self, filing: Filing) -> None:
        """Look into the case log right before the press."""
        if earlier := _search(filing, self.visit):
            raise _Ends(earlier)

    def record_click(self) -> None:
        """Write the click down. A ledger that gives way now must not end the walk: `armed` is on disk already."""
        with suppress(LedgerError):
            self.filing = self.desk.ledger.clicked(self.filing)

    def _ask(self, moment: AtSubmit) -> None:
        if self.run.all_approved:
            return
        match self.desk.ask(self.entry, moment, self.run.left):
            case Choice.FILE:
                return
            case Choice.FILE_REST:
                self.run.all_approved = True
            case Choice.SKIP:
                raise _Skipped("you skipped it")
            case Choice.QUIT:
                self.run.over = Ended(Outcome.CANCELLED, "you stopped before it")
                raise Cancelled("you stopped here")


def sent_by(form: Form, values: frozenset[str]) -> Sent:
    """What a way of filing puts into the case, from the values that it took."""
    message = next((form.value(text) for name, text in _MESSAGES.items() if name in values), "")
    return Sent(
        main_identifier=form.main_identifier if message else _typed_identifier(form, values),
        subject=form.subject if {"subject", "request"} & values else "",
        message=message,
        evidence=tuple((proof.name, proof.sha256) for proof in _files(form, values)),
    )


#: The value that a way takes, and the text that stands in the case then.
_MESSAGES = {"message": "message", "short_message": "short_message", "request": "short_message"}
_IDENTIFIERS = ("transaction_id", "order_id", "shipment_id", "removal_order_id", "fnsku", "asin", "sku")


def _files(form: Form, values: frozenset[str]) -> tuple[Evidence, ...]:
    """All files, the one document, or none."""
    if "document" in values and form.document:
        return (form.document,)
    return form.evidence if "evidence" in values else ()


def _typed_identifier(form: Form, values: frozenset[str]) -> str:
    """The identifier that a tool was given, by which its case is found again."""
    return next((form.value(name) for name in _IDENTIFIERS if name in values), form.main_identifier)


class _Ends(CasewrightError):
    """The gate found a reason to end the walk with an outcome of its own."""

    def __init__(self, ended: Ended) -> None:
        super().__init__(ended.detail)
        self.ended = ended


def _walk_and_prove(entry: Entry, filing: Filing, visit: Visit, desk: Desk, run: _Run) -> Settled:
    gate = _Gate(entry, filing, visit, desk, run)
    noted = reported(_events(gate), desk.flows, entry.form.reference, desk.keep_in)
    story = walked(told(entry, noted, desk.tell))
    listen(story, visit.guard(), desk.brakes)
    if story.outcome in _ENDS_THE_RUN:
        run.over = Ended(story.outcome, f"not tried after {entry.claim.claim_id}: {story.detail}")
    if gate.permit is None:
        desk.ledger.abandon(gate.filing, story.detail or story.outcome)
        return Settled(entry=entry, walked=story)
    try:
        if not gate.permit.spent:
            return _unused(entry, gate.filing, story, desk)
        run.filed += 1
        return _prove(entry, gate.filing, story, visit, desk)
    except CasewrightError as error:
        # The ledger or the case log gave way after the click: what is known is said, and the next run reconciles.
        detail = f"{story.detail or 'the submit was pressed'}; it could not be written down: {error.message}"
        return Settled(entry=entry, walked=story.model_copy(update={"outcome": Outcome.UNCERTAIN, "detail": detail}))


def _events(gate: _Gate) -> Iterator[Event]:
    """The walk's events; the ledger hears of the click as soon as it happened."""
    desk = gate.desk
    events = walk(
        gate.visit.window,
        desk.flows,
        gate.entry.form,
        gate,
        start=start_of(desk.flows, gate.entry.claim.type),
        stop=desk.brakes.stopped,
        attended=gate.visit.attended,
        owner=gate.visit.owner,
    )
    try:
        for event in events:
            if isinstance(event, Clicked):
                gate.record_click()
            yield event
    except _Ends as error:
        yield error.ended
    except Cancelled as error:
        yield Ended(Outcome.CANCELLED, str(error.message))
    except Stopped as error:
        gate.run.over = Ended(Outcome.STOPPED, str(error.message))
        yield gate.run.over


def _unused(entry: Entry, filing: Filing, story: Walked, desk: Desk) -> Settled:
    """Armed, but the form was no longer what was approved, so the permit was never used: known not to be sent."""
    doubtful = desk.ledger.uncertain(filing, story.detail)
    desk.ledger.not_sent(doubtful, f"the permit was not used: {story.detail}")
    return Settled(entry=entry, walked=story)


def _prove(entry: Entry, filing: Filing, story: Walked, visit: Visit, desk: Desk) -> Settled:
    """After the click: what the page said is written down, then Amazon's case log decides."""
    seen = story.case_id
    filing = desk.ledger.observe(filing, seen) if seen else desk.ledger.uncertain(filing, story.detail)
    proof = prove(filing, visit.cases, desk.now(), desk.settle)
    if proof.finding is Finding.OURS and filing.case_id in {None, proof.case_id}:
        settled = decide(filing, proof, desk.ledger, desk.flows.labels)
        ended = {"outcome": Outcome.VERIFIED, "detail": proof.detail, "case_id": proof.case_id}
        return Settled(entry=entry, walked=story.model_copy(update=ended), receipt=settled.receipt)
    outcome = Outcome.FILED_UNVERIFIED if filing.case_id else Outcome.UNCERTAIN
    detail = f"{story.detail}; {proof.detail}" if story.detail else proof.detail
    receipt = desk.ledger.write_receipt(filing, outcome, detail=detail, flows=desk.flows.labels)
    ended = {"outcome": outcome, "detail": detail}
    return Settled(entry=entry, walked=story.model_copy(update=ended), receipt=receipt)


def _not_tried(entry: Entry, ended: Ended) -> Settled:
    return Settled(entry=entry, walked=Walked(outcome=ended.outcome, detail=ended.detail, case_id=ended.case_id))
