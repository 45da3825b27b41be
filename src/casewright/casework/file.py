"""File: each entry of a plan becomes a case at most once, after a yes for each, with proof."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from casewright.casework.after_press import ArmedFiling
from casewright.casework.arrival import come_in
from casewright.casework.by_hand import walk_with_person
from casewright.casework.desk import Ask, Choice, Desk, Run, yes_to_all
from casewright.casework.drift_reports import reported
from casewright.casework.earlier_case import EarlierCase, search_earlier_case
from casewright.casework.gate import SubmitGate, sent_by
from casewright.casework.plan import Entry
from casewright.casework.preview import by_account, start_of
from casewright.casework.reconcile import reconcile
from casewright.casework.result import Settled, Walked, walked
from casewright.casework.self_stop import listen
from casewright.errors import Attempt, sentence_of
from casewright.flow.event import Clicked, ClocksDiffer, Ended, Event
from casewright.flow.reason import Reason
from casewright.flow.walk import walk
from casewright.flow.window import WindowError
from casewright.ledger.filing import Filing
from casewright.ledger.store import DuplicateFiling, LedgerError
from casewright.message import msg
from casewright.model.outcome import Outcome
from casewright.site.visit import Site, Visit

__all__ = ["Ask", "Choice", "Desk", "Run", "file", "not_tried", "sent_by", "yes_to_all"]

_ENDS_THE_RUN = frozenset(
    {Outcome.RATE_LIMITED, Outcome.HUMAN_CHALLENGE, Outcome.SIGNIN_REQUIRED, Outcome.NO_PERMISSION}
)
"""Amazon asks to slow down, asks for a person, or says no: whoever goes on after that risks the account."""

_MOST_BROWSERS = 3
"""So many browsers may die one after the other; then something is wrong that another one will not mend."""

_CLOCKS_AGREE = timedelta(minutes=2)
"""Up to here a difference between this machine's clock and the site's is not worth a word."""


def file(entries: Sequence[Entry], site: Site, desk: Desk, run: Run | None = None) -> Iterator[Settled]:
    """File the entries one by one; yield how each ended, including those that were not tried.

    Filings that an earlier run left in doubt are decided from the case log first. A browser that dies is replaced, and
    what it left open is looked up in the new one. `run` lets a caller watch its state.

    Raises:
        CasewrightError: no browser, or the site cannot be reached, before anything was tried. From then on nothing
            raises: what happened is in the outcomes.
    """
    run = run or Run()
    run.left = len(entries)
    for (account, marketplace), group in by_account(entries).items():
        yield from _Group(account, marketplace, deque(group), site, desk, run).file(first=run.left == len(entries))


@dataclass(slots=True)
class _Group:
    """The entries of one account and marketplace: filed in one visit, or in several if a browser dies."""

    account: str
    marketplace: str
    waiting: deque[Entry]
    site: Site
    desk: Desk
    run: Run
    unread: ArmedFiling | None = None

    def file(self, *, first: bool) -> Iterator[Settled]:
        """File them; if `first`, a browser that does not start is a refusal, because nothing was tried yet."""
        self.run.skipped.clear()
        self.run.nowhere.clear()
        while self.waiting or self.unread:
            with ExitStack() as stack:
                visit = self._open(stack, refuse=first)
                if visit is None:
                    break
                first = False
                if self.unread:
                    self.unread.prove(visit.cases)
                    yield self._hand_out(self.unread)
                yield from self._file_here(visit)
        if self.unread:
            yield self._hand_out(self.unread)
        while self.waiting:
            yield self._hand_out(not_tried(self.waiting.popleft(), self._reason))

    @property
    def _reason(self) -> Ended:
        return self.run.over or Ended(Outcome.FAILED_BEFORE_SUBMIT, msg("not tried"))

    def _file_here(self, visit: Visit) -> Iterator[Settled]:
        """File in this visit, until its browser dies."""
        while self.waiting:
            entry = self.waiting.popleft()
            result = _settle(entry, visit, self.desk, self.run)
            if self.run.back_to:
                self._go_back(entry)
                continue
            gone = self._is_gone(visit, result)
            if gone and isinstance(result, ArmedFiling) and result.unread and not self.run.over:
                self.unread = result
                return
            yield self._hand_out(result)
            if gone:
                return

    def _go_back(self, entry: Entry) -> None:
        """Offer the entry skipped last once more, and then the one that was put off."""
        if self.run.back_to:
            self.waiting.extendleft((entry, self.run.back_to))
        self.run.back_to = self.run.in_flight = None
        self.run.left += 1

    def _hand_out(self, result: Settled | ArmedFiling) -> Settled:
        self.unread = None
        self.run.left -= 1
        settled = result.settled() if isinstance(result, ArmedFiling) else result
        self.run.in_flight = None
        return settled

    def _open(self, stack: ExitStack, *, refuse: bool) -> Visit | None:
        """Open a visit that is ready to file; None, with the reason in the run, if there is none."""
        if self.run.over:
            return None
        try:
            visit = _enter_quietly(stack, self.site, self.account, self.marketplace, self.desk, self.run)
            self._begin(visit)
        except KeyboardInterrupt:
            self.run.interrupt()
            return None
        except Exception as error:
            if refuse:
                raise
            detail = msg("not tried: no browser could be opened for it: {why}", why=sentence_of(error))
            self.run.over = Ended(Outcome.FAILED_BEFORE_SUBMIT, detail)
            return None
        return visit

    def _begin(self, visit: Visit) -> None:
        """Sign in if needed, and decide what earlier runs left in doubt: here, and only here.

        Another marketplace's case log proves nothing about a filing; what this run left open, it handles itself.
        """
        desk, run = self.desk, self.run
        if visit.attended:
            run.over = come_in(visit, desk.flows, desk.brakes.stopped, partial(desk.tell, self._next_entry))
        if run.over:
            return
        here = (self.account, self.marketplace)
        in_doubt = [one for one in desk.ledger.in_doubt() if (one.account, one.marketplace) == here]
        earlier = [one for one in in_doubt if one.filing_id not in run.armed]
        reconcile(earlier, visit.cases, desk.ledger, desk.now(), desk.settle)

    @property
    def _next_entry(self) -> Entry:
        return self.unread.gate.entry if self.unread else self.waiting[0]

    def _is_gone(self, visit: Visit, result: Settled | ArmedFiling) -> bool:
        """Return whether the browser died with this entry; checked only if something failed that it may explain."""
        suspicious = result.unread if isinstance(result, ArmedFiling) else _may_be_gone(result)
        if self.run.over or not suspicious or _answers(visit):
            self.run.lost_browsers = 0
            return False
        self.run.lost_browsers += 1
        if self.run.lost_browsers >= _MOST_BROWSERS:
            detail = msg("not tried: {count} browsers died one after the other", count=self.run.lost_browsers)
            self.run.over = Ended(Outcome.FAILED_BEFORE_SUBMIT, detail)
        return True


def _may_be_gone(settled: Settled) -> bool:
    return settled.outcome is Outcome.FAILED_BEFORE_SUBMIT


def _answers(visit: Visit) -> bool:
    """Return whether the window still responds."""
    try:
        visit.window.look()
    except WindowError as error:
        return error.reason is not Reason.PAGE_GONE
    except Exception:  # noqa: BLE001 (a driver that died raises whatever it likes)
        return False
    return True


def _enter_quietly(stack: ExitStack, site: Site, account: str, marketplace: str, desk: Desk, run: Run) -> Visit:
    """Enter a visit whose exit never raises: a failure while a browser closes does not change what was filed."""
    inner = ExitStack()

    def close() -> None:
        with Attempt(Exception, KeyboardInterrupt) as closing:
            inner.close()
        if isinstance(closing.error, KeyboardInterrupt):
            run.interrupt()
        elif closing.error:
            run.troubles.append(msg("The browser did not close properly: {why}.", why=closing.why))

    stack.callback(close)
    return inner.enter_context(site.visit(account, marketplace, desk.keep_in))


def _settle(entry: Entry, visit: Visit, desk: Desk, run: Run) -> Settled | ArmedFiling:
    """Take one entry from the brakes to the receipt. Any failure on the way becomes its outcome."""
    filing: Filing | None = None
    try:
        if reason := run.over or _held_back(entry, desk, run):
            run.over = run.over or (reason if reason.outcome is Outcome.STOPPED else None)
            return not_tried(entry, reason)
        filing = desk.ledger.prepare(entry)
        earlier = search_earlier_case(filing, visit)
        _tell_clocks(entry, earlier, desk, run)
        if earlier.ended:
            return _give_up(entry, filing, _story_of(earlier.ended), desk)
    except DuplicateFiling as duplicate:
        return not_tried(entry, duplicate.ended)
    except KeyboardInterrupt:
        return _give_up(entry, filing, _story_of(run.interrupt()), desk)
    except Exception as error:  # noqa: BLE001 (one claim's failure must not take the others' outcomes with it)
        return _give_up(entry, filing, _story_of(Ended(Outcome.FAILED_BEFORE_SUBMIT, sentence_of(error))), desk)
    return _walk_and_prove(SubmitGate(entry, filing, visit, desk, run))


def _held_back(entry: Entry, desk: Desk, run: Run) -> Ended | None:
    """Apply the brakes: the stop switch, the caps, the pause."""
    if left_behind := desk.beyond.get(entry.fingerprint):
        return Ended(Outcome.CAPPED, left_behind)
    now, brakes = desk.now(), desk.brakes.of_account(entry.claim.account)
    if capped := brakes.capped(desk.ledger.filed_since(entry.claim.account, now - timedelta(days=1)), run.filed):
        return Ended(Outcome.CAPPED, capped)
    last = desk.ledger.last_armed_at(entry.claim.account)
    if last and (until := last + timedelta(seconds=brakes.pause)) > now:
        desk.tell_pause(entry, until)
    if stopped := brakes.hold(last, desk.now):
        return Ended(Outcome.STOPPED, stopped)
    return None


def _tell_clocks(entry: Entry, earlier: EarlierCase, desk: Desk, run: Run) -> None:
    """Report once per run, before anything is filed, that this machine's clock and the site's disagree."""
    ahead = earlier.ahead
    if ahead is not None and abs(ahead) > _CLOCKS_AGREE and not run.clocks_told:
        run.clocks_told = True
        desk.tell(entry, ClocksDiffer(ahead))


def _walk_and_prove(gate: SubmitGate) -> Settled | ArmedFiling:
    armed = ArmedFiling(gate, Walked(outcome=Outcome.CANCELLED, detail=msg("interrupted (Ctrl-C)")))
    gate.run.in_flight = armed
    story = armed.story = walked(_events(gate))
    _stop_oneself(story, gate)
    if story.outcome in _ENDS_THE_RUN:
        detail = msg("not tried after {claim_id}: {why}", claim_id=gate.entry.claim.claim_id, why=story.detail)
        gate.run.over = gate.run.over or Ended(story.outcome, detail)
    if not gate.arming:
        return _give_up(gate.entry, gate.filing, story, gate.desk)
    gate.run.filed += armed.pressed
    armed.settle(gate.visit.cases)
    return armed


def _stop_oneself(story: Walked, gate: SubmitGate) -> None:
    """Turn the stop switch on if the end of the walk asks for it; a guard that died cannot ask for anything."""
    with Attempt(Exception, KeyboardInterrupt) as listening:
        listen(story, gate.visit.guard(), gate.desk.brakes)
    if isinstance(listening.error, KeyboardInterrupt):
        gate.run.interrupt()
    elif listening.error:
        gate.run.troubles.append(msg("How often the site refused is not known: {why}.", why=listening.why))


def _events(gate: SubmitGate) -> list[Event]:
    """Yield the walk's events; the ledger records the click as soon as it happens. The last one is always `Ended`."""
    desk, entry = gate.desk, gate.entry
    events: list[Event] = []
    with Attempt(Exception, KeyboardInterrupt) as walking:
        for event in walk_with_person(gate, partial(_walk, gate)):
            if isinstance(event, Clicked):
                gate.record_click()
            events.append(event)
            desk.tell(entry, event)
    if walking.error:
        events += _end_of(gate, walking.error, events)
    return events


def _walk(gate: SubmitGate) -> Iterator[Event]:
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
        nowhere=gate.run.nowhere,
    )
    return reported(events, desk.flows, gate.entry.form.reference, desk.keep_in)


def _end_of(gate: SubmitGate, error: BaseException, events: Sequence[Event]) -> list[Event]:
    """Return how an interrupted walk ended: uncertain as soon as the permit was spent.

    A walk that had already ended keeps its end. A Ctrl-C during its report still counts.
    """
    interrupted = gate.run.interrupt() if isinstance(error, KeyboardInterrupt) else None
    if events and isinstance(events[-1], Ended):
        return []
    if gate.permit is None or not gate.permit.spent:
        return [interrupted or Ended(Outcome.FAILED_BEFORE_SUBMIT, sentence_of(error))]
    click = [] if any(isinstance(event, Clicked) for event in events) else [Clicked("")]
    torn_off = msg("the submit was pressed, then: {trouble}", trouble=sentence_of(error))
    return [*click, Ended(Outcome.UNCERTAIN, torn_off)]


def _give_up(entry: Entry, filing: Filing | None, story: Walked, desk: Desk) -> Settled:
    """End an entry that was never armed. If the ledger fails now, it keeps it as such, and the next run takes it up."""
    with suppress(LedgerError):
        if filing:
            desk.ledger.abandon(filing, str(story.detail) or story.outcome)
    return Settled(entry=entry, walked=story)


def _story_of(ended: Ended) -> Walked:
    """Return the story of an entry for which nothing was walked."""
    return Walked(outcome=ended.outcome, detail=ended.detail, case_id=ended.case_id)


def not_tried(entry: Entry, ended: Ended) -> Settled:
    """Return how an entry ended for which nothing was walked, and why."""
    return Settled(entry=entry, walked=_story_of(ended))
