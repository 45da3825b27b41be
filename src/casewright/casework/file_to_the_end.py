"""A filing run and its report: whatever fails, every entry gets an outcome, also in the log of runs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from casewright.casework.desk import Desk, Run
from casewright.casework.file import file, not_tried
from casewright.casework.interrupt import interrupts_noted
from casewright.casework.plan import Entry
from casewright.casework.result import Settled
from casewright.casework.run_log import RunLog
from casewright.errors import Attempt, ExitCode, most_serious, sentence_of
from casewright.flow.event import Ended
from casewright.ledger.filing import Filing
from casewright.message import Message, msg
from casewright.model.outcome import Outcome
from casewright.site.visit import Site

_HEEDED = 2
"""So often Ctrl-C tears off what is being done."""


@dataclass(frozen=True, slots=True)
class RunEnd:
    """The result of a filing run.

    `settled` is how each entry ended, in the order of the entries. `in_doubt` are the filings that the ledger cannot
    prove, from any run; `unasked` says that the ledger could not be asked, so there may be more. `troubles` lists
    failures other than the claims'. `refused` is why nothing was tried at all.
    """

    settled: tuple[Settled, ...]
    in_doubt: tuple[Filing, ...] = ()
    unasked: bool = False
    interrupted: bool = False
    troubles: tuple[Message, ...] = ()
    refused: Exception | None = None

    @property
    def doubts(self) -> tuple[Settled, ...]:
        """The entries of this run that may have become a case, without proof."""
        return tuple(one for one in self.settled if one.outcome in {Outcome.UNCERTAIN, Outcome.FILED_UNVERIFIED})

    @property
    def exit_code(self) -> ExitCode:
        """The exit code of the most serious outcome; interrupted only if nothing is in doubt."""
        codes = {one.outcome.exit_code for one in self.settled}
        codes |= {ExitCode.UNCERTAIN} if self.in_doubt or self.doubts else set()
        if self.interrupted and ExitCode.UNCERTAIN not in codes:
            return ExitCode.INTERRUPTED
        return most_serious(codes | ({ExitCode.REFUSED} if self.unasked else set()))


@dataclass(slots=True)
class _Account:
    """What is known of a run as it goes on; what cannot be written down is reported instead."""

    entries: Sequence[Entry]
    log: RunLog
    run: Run = field(default_factory=Run)
    settled: dict[str, Settled] = field(default_factory=dict)
    written: set[str] = field(default_factory=set)
    troubles: list[Message] = field(default_factory=list)
    refused: Exception | None = None

    def note(self, write: Callable[[], None]) -> None:
        """Write a line of the log of runs; report once if the log cannot be written."""
        try:
            write()
        except (OSError, ValueError) as error:
            told = msg("The log of runs could not be written: {reason}.", reason=sentence_of(error))
            self.troubles += [told] if told not in self.troubles else []

    def keep(self, settled: Settled) -> None:
        """Keep how an entry ended, first in memory."""
        self.settled[settled.entry.claim.claim_id] = settled
        self._write(settled)

    def _write(self, settled: Settled) -> None:
        self.note(lambda: self.log.settled(settled))
        self.written.add(settled.entry.claim.claim_id)

    def in_order(self) -> tuple[Settled, ...]:
        """Return the outcomes in the order of the entries."""
        names = (entry.claim.claim_id for entry in self.entries)
        return tuple(self.settled[name] for name in names if name in self.settled)

    def complete(self) -> None:
        """Give every entry without an outcome one: the entry at work, and those that were not tried."""
        if self.run.in_flight:
            self.keep(self.run.in_flight.settled())
        for name in self.settled.keys() - self.written:  # Ctrl-C came between an outcome and its line in the log
            self._write(self.settled[name])
        reason = self.run.over or Ended(Outcome.CANCELLED, msg("not tried"))
        for entry in self.entries:
            if entry.claim.claim_id not in self.settled:
                self.keep(not_tried(entry, reason))


def file_to_the_end(entries: Sequence[Entry], open_site: Callable[[], Site], desk: Desk, log: RunLog) -> RunEnd:
    """File the entries; nothing raises, and nothing that happened is left out.

    The first Ctrl-C ends the run: what is armed becomes a doubt, the browser is closed. A second one leaves at once,
    with the same report. Further ones change nothing: only the report is left.
    """
    account = _Account(entries, log)
    account.note(lambda: log.note("began", str(msg("claims: {count}", count=len(entries)))))
    recording = replace(desk, log_armed=lambda entry: account.note(lambda: log.armed(entry)))
    waiting = [lambda: _file_all(account, open_site, recording)]

    def go_to_the_end() -> RunEnd:
        while waiting:
            waiting.pop()()
        end = _sum_up(account, desk)
        desk.tell_end(end.exit_code)
        return end

    with interrupts_noted(account.run.interrupt, most=_HEEDED):
        try:
            try:
                return go_to_the_end()
            except KeyboardInterrupt:
                return go_to_the_end()
        except KeyboardInterrupt:  # the second one, whether right after the first or much later
            return go_to_the_end()


def _file_all(account: _Account, open_site: Callable[[], Site], desk: Desk) -> None:
    try:
        for settled in file(account.entries, open_site(), desk, account.run):
            account.keep(settled)
    except KeyboardInterrupt:
        account.run.interrupt()
    except Exception as error:  # noqa: BLE001 (a case may exist: what was done is told first)
        if account.settled or account.run.armed:
            account.troubles.append(msg("The run ended early: {reason}", reason=sentence_of(error)))
        else:
            account.refused = error


def _sum_up(account: _Account, desk: Desk) -> RunEnd:
    if account.refused is None:
        account.complete()
    worked_on = sum(one.walked.clicked or bool(one.walked.screens) for one in account.settled.values())
    told = str(msg("{worked_on} of {count} claims were worked on", worked_on=worked_on, count=len(account.entries)))
    account.note(lambda: account.log.note("ended", told))
    in_doubt, unasked = _ask_ledger(account, desk)
    return RunEnd(
        settled=account.in_order(),
        in_doubt=in_doubt,
        unasked=unasked,
        interrupted=account.run.interrupted,
        troubles=(*account.troubles, *account.run.troubles),
        refused=account.refused,
    )


def _ask_ledger(account: _Account, desk: Desk) -> tuple[tuple[Filing, ...], bool]:
    """Return what is in doubt; if the ledger cannot be asked, report that and use what this run knows."""
    with Attempt() as asking:
        return desk.ledger.in_doubt(), False
    account.troubles.append(msg("The ledger could not be asked what is in doubt: {reason}.", reason=asking.why))
    return (), True
