"""What became of a filing that was armed and not proven: decided from the case log, never guessed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

from casewright.caselog.case import CaseLog
from casewright.casework.decision import Doubt, doubt
from casewright.casework.proof import Finding, Proof, prove
from casewright.ledger.filing import Filing, State
from casewright.ledger.receipt import Receipt
from casewright.ledger.store import Ledger
from casewright.message import NOTHING, Message, clauses, msg
from casewright.model.labels import label
from casewright.model.outcome import Outcome
from casewright.model.problem import Value
from casewright.site.visit import Site, Visit


class Reconciled(Value):
    """One filing in doubt, after the case log was searched."""

    filing: Filing
    proof: Proof
    receipt: Receipt | None = None
    doubt: Doubt | None = None
    """What a person has to look at, where only a person can decide."""

    @property
    def outcome(self) -> Outcome:
        """What the filing now counts as."""
        if self.proof.finding in {Finding.DIFFERS, Finding.INCOMPLETE} and self.filing.state is not State.VERIFIED:
            return self.proof.outcome(self.filing.case_id)
        return _OUTCOMES.get(self.filing.state, Outcome.UNCERTAIN)


_OUTCOMES = {
    State.VERIFIED: Outcome.VERIFIED,
    State.OBSERVED: Outcome.FILED_UNVERIFIED,
    State.NOT_SENT: Outcome.FAILED_BEFORE_SUBMIT,
}


def reconcile(
    filings: Iterable[Filing],
    cases: CaseLog,
    ledger: Ledger,
    now: datetime,
    settle: timedelta,
    begin: Callable[[Filing], None] = lambda _: None,
) -> tuple[Reconciled, ...]:
    """Decide every filing in doubt from the case log.

    Found complete → verified. Not found, by a complete search later than `settle` after the click → not sent, and the
    loss may be claimed again. If page and case log contradict each other, a person decides; anything else stays in
    doubt: nothing is reset automatically. `begin` is called with each before the search.
    """

    def decided(filing: Filing) -> Reconciled:
        begin(filing)
        return decide(filing, prove(filing, cases, now, settle), ledger)

    return tuple(map(decided, filings))


def reconcile_all(  # noqa: PLR0913, PLR0917 (what is asked, how long, where to, and who is told)
    ledger: Ledger,
    site: Site,
    now: Callable[[], datetime],
    settle: timedelta,
    keep_in: Path,
    enter: Callable[[Visit], None] = lambda _: None,
    begin: Callable[[Filing], None] = lambda _: None,
    takes: Callable[[Filing], bool] = lambda _: True,
) -> Iterator[Reconciled]:
    """Decide everything in doubt, one visit per account and marketplace; none is opened if nothing is in doubt.

    `enter` is done first in each visit: signing in, if the site asks for it. `begin` is called with each filing before
    the search; `takes` narrows the filings.

    Raises:
        CasewrightError: no browser, or the site cannot be reached.
    """
    groups: dict[tuple[str, str], list[Filing]] = {}
    for filing in filter(takes, ledger.in_doubt()):
        groups.setdefault((filing.account, filing.marketplace), []).append(filing)
    for (account, marketplace), filings in groups.items():
        with site.visit(account, marketplace, keep_in) as visit:
            enter(visit)
            for one in reconcile(filings, visit.cases, ledger, now(), settle, begin):
                yield _for_a_person(one, visit.cases) if _undecidable(one, now(), settle) else one


def _undecidable(one: Reconciled, now: datetime, settle: timedelta) -> bool:
    """Return whether the case log has said all it will: it contradicts, or is still empty after the settle delay."""
    silent = one.filing.state is State.UNCERTAIN and one.proof.finding is Finding.NOT_YET
    late = now - (one.filing.armed_at or one.filing.created_at) >= settle
    return one.filing.state is State.NEEDS_PERSON or (silent and late)


def _for_a_person(one: Reconciled, cases: CaseLog) -> Reconciled:
    why = Message(one.filing.detail) if one.filing.state is State.NEEDS_PERSON else one.proof.detail
    return one.model_copy(update={"doubt": doubt(one.filing, why, cases)})


def decide(filing: Filing, proof: Proof, ledger: Ledger, flows: tuple[str, ...] = ()) -> Reconciled:
    """Record in the ledger what a proof says about a filing in doubt."""
    doubtful = _in_doubt(filing, ledger)
    seen = doubtful.case_id
    match proof.finding:
        case Finding.OURS if seen in {None, proof.case_id}:
            return _verify_found(doubtful, proof, ledger, flows)
        case Finding.NOT_SENT if seen is None:
            return Reconciled(filing=ledger.not_sent(doubtful, str(proof.detail)), proof=proof)
        case Finding.NOT_YET | Finding.UNREADABLE | Finding.PARTIAL | Finding.INCOMPLETE:
            return Reconciled(filing=doubtful, proof=proof)
    if doubtful.state is not State.NEEDS_PERSON:
        shown = msg("the page showed case {case_id}", case_id=seen) if seen else NOTHING
        doubtful = ledger.needs_person(doubtful, str(clauses((shown, proof.detail))))
    return Reconciled(filing=doubtful, proof=proof)


def _in_doubt(filing: Filing, ledger: Ledger) -> Filing:
    """Mark an armed or clicked filing as interrupted: from here on it is uncertain, on disk too."""
    if filing.state in {State.ARMED, State.CLICKED}:
        return ledger.uncertain(filing, str(msg("interrupted while {state}", state=label(filing.state))))
    return filing


def _verify_found(filing: Filing, proof: Proof, ledger: Ledger, flows: tuple[str, ...]) -> Reconciled:
    if proof.case_id is None:
        raise ValueError("a case was found, but it has no ID")
    verified = ledger.verify(filing, proof.case_id, str(proof.detail))
    receipt = ledger.write_receipt(verified, Outcome.VERIFIED, detail=str(proof.detail), flows=flows)
    return Reconciled(filing=verified, proof=proof, receipt=receipt)
