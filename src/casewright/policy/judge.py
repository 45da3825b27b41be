"""The judgement: a claim against the rules and the facts. Pure: no clock, no file, no ledger is looked at here."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from pydantic import AwareDatetime

from casewright.intake.report_rows import Reimbursement
from casewright.model.claim import Claim
from casewright.model.evidence import EvidenceKind
from casewright.model.fingerprint import alike, fingerprint, may_be_same
from casewright.model.marketplaces import marketplace
from casewright.model.outcome import Outcome
from casewright.model.problem import Value
from casewright.policy.reasons import days, kinds, reason
from casewright.policy.reimbursements import Paid, allocate
from casewright.policy.rules import Bilingual, Rules, Window
from casewright.policy.verdict import Reason, Verdict
from casewright.privacy.buyer_data import find_personal_data
from casewright.wording.writer import Writer

CLOSES_SOON_DAYS = 7
"""From so many days before the deadline on, the person is told."""

_KIN_LOOKED_AT = 20
"""Claims of one product and day that a further one is compared with: more are no slip but a very bad day."""

_FINALITY = (
    Outcome.ALREADY_REIMBURSED,
    Outcome.DUPLICATE,
    Outcome.TOO_LATE,
    Outcome.INVALID,
    Outcome.EVIDENCE_MISSING,
    Outcome.TOO_EARLY,
)
"""The most final first: what no day and no work can change, then what work can change, then what a day changes."""

ENGLISH = Writer()
"""The shipped wording in English."""


class Facts(Value):
    """What is known beside the claim.

    `now` is a moment with its time zone; the day is taken where the marketplace is. `filings` are the losses that the
    ledger or the case log hold already: fingerprint → case ID, or the state where there is no case ID yet.
    `reimbursements` are the rows of Amazon's report; without them nothing is taken for paid.
    """

    now: AwareDatetime
    filings: dict[str, str] = {}
    reimbursements: tuple[Reimbursement, ...] = ()


class _Finding(NamedTuple):
    outcome: Outcome
    reason: Reason


def judge(
    claim: Claim,
    rules: Rules,
    facts: Facts,
    writer: Writer = ENGLISH,
    *,
    first: Claim | None = None,
    similar: Claim | None = None,
    paid: Paid | None = None,
) -> Verdict:
    """Say whether a claim may be filed today, with every reason there is, each with its rule and source.

    `writer` will write the text, and says whether it can. `first` is an earlier claim of the same batch for the same
    loss, `similar` one that may be. `paid` is what of it was reimbursed already; None works it out from the facts as
    if this were the only claim. Where a part is paid, the verdict's claim is for the rest, and says so.
    """
    window = rules.window(claim.type, claim.marketplace)
    paid = allocate((claim,), facts.reimbursements, rules)[0] if paid is None else paid
    findings = [
        *_when(claim, window, rules, facts),
        *_proof(claim, window),
        *_once(claim, rules, facts, first),
        *_unpaid(claim, rules, paid),
        *_text(claim, rules, writer),
    ]
    findings.sort(key=lambda finding: _FINALITY.index(finding.outcome))
    outcomes = {finding.outcome for finding in findings}
    place = marketplace(claim.marketplace)
    first_day = window.first_day(claim.event_date)
    return Verdict(
        claim=_rest(claim, paid),
        refusal=findings[0].outcome if findings else None,
        reasons=tuple(finding.reason for finding in findings),
        warnings=tuple(_warnings(claim, window, rules, facts, paid, similar)),
        first_day=first_day,
        deadline=window.last_day(claim.event_date),
        next_allowed_at=place.start_of(first_day) if Outcome.TOO_EARLY in outcomes else None,
        overridden=(window.name,) if window.overridden else (),
    )


def judge_all(claims: Iterable[Claim], rules: Rules, facts: Facts, writer: Writer = ENGLISH) -> tuple[Verdict, ...]:
    """Judge a batch together, in its order.

    Of two claims for the same loss the first counts, and each reimbursed unit pays for one claim only.
    """
    batch = tuple(claims)
    paid = allocate(batch, facts.reimbursements, rules)
    seen: dict[str, Claim] = {}
    kin: dict[tuple[object, ...], list[Claim]] = {}
    verdicts = []
    for claim, part in zip(batch, paid, strict=True):
        first = seen.setdefault(fingerprint(claim), claim)
        relatives = kin.setdefault(alike(claim), [])
        similar = next((one for one in relatives if may_be_same(one, claim)), None)
        if first is claim and len(relatives) < _KIN_LOOKED_AT:
            relatives.append(claim)
        other = None if first is claim else first
        verdicts.append(judge(claim, rules, facts, writer, first=other, similar=similar, paid=part))
    return tuple(verdicts)


def _when(claim: Claim, window: Window, rules: Rules, facts: Facts) -> Iterable[_Finding]:
    event, today = claim.event_date, marketplace(claim.marketplace).day(facts.now)
    first, last = window.first_day(event), window.last_day(event)
    if event > today:
        rule = rules.named("date-not-in-the-future")
        told = reason(rule, "date-in-future", event=event, today=today, marketplace=claim.marketplace)
        yield _Finding(Outcome.INVALID, told)
    elif today < first:
        told = reason(
            window,
            "too-early",
            first=first,
            last=last,
            event=event,
            earliest=days(window.earliest_days),
            counts_from=window.counts_from,
            wait=days((first - today).days),
        )
        yield _Finding(Outcome.TOO_EARLY, told)
    if today > last:
        yield _Finding(Outcome.TOO_LATE, reason(window, "too-late", last=last, passed=days((today - last).days)))


def _proof(claim: Claim, window: Window) -> Iterable[_Finding]:
    given = {proof.kind for proof in claim.evidence}
    missing = [kind for kind in window.proof if kind not in given]
    if window.any_proof and not given:
        missing.append(EvidenceKind.OTHER)
    if missing:
        yield _Finding(Outcome.EVIDENCE_MISSING, reason(window, "proof-missing", **kinds(missing)))


def _once(claim: Claim, rules: Rules, facts: Facts, first: Claim | None) -> Iterable[_Finding]:
    rule = rules.named("one-case-an-issue")
    if first is not None:
        yield _Finding(Outcome.DUPLICATE, reason(rule, "same-loss", other=_named(first)))
    known = facts.filings.get(fingerprint(claim))
    if known is not None:
        told = reason(rule, "case-exists", case=known) if known.isdigit() else reason(rule, "filing-open", state=known)
        yield _Finding(Outcome.DUPLICATE, told)


def _unpaid(claim: Claim, rules: Rules, paid: Paid) -> Iterable[_Finding]:
    if paid.quantity >= claim.quantity:
        names = ", ".join(paid.reimbursement_ids)
        told = reason(rules.named("not-paid-twice"), "paid-whole", quantity=claim.quantity, names=names)
        yield _Finding(Outcome.ALREADY_REIMBURSED, told)


def _text(claim: Claim, rules: Rules, writer: Writer) -> Iterable[_Finding]:
    rule = rules.named("no-personal-data")
    for found in find_personal_data(claim):
        called = Bilingual(en=found.called, zh=found.called_zh)
        told = reason(rule, "personal-data", where=found.where, called=called, text=found.hint)
        yield _Finding(Outcome.INVALID, told)
    if error := writer.what_hinders(claim):
        rule = rules.named("text-fits-the-form")
        told = reason(rule, "cannot-be-written", message=str(error.message), remedy=str(error.remedy))
        yield _Finding(Outcome.INVALID, told)


def _warnings(
    claim: Claim, window: Window, rules: Rules, facts: Facts, paid: Paid, similar: Claim | None
) -> Iterable[Reason]:
    given = {proof.kind for proof in claim.evidence}
    place = marketplace(claim.marketplace)
    left = (window.last_day(claim.event_date) - place.day(facts.now)).days
    if left == 0:
        yield reason(window, "closes-today")
    elif 0 < left <= CLOSES_SOON_DAYS:
        yield reason(window, "closes-soon", left=days(left))
    if similar is not None:
        yield reason(rules.named("one-case-an-issue"), "may-be-same", other=_named(similar))
    for kind in window.advised:
        if kind not in given:
            yield reason(window, "proof-advised", **kinds((kind,)))
    if claim.currency != place.currency:
        rule = rules.named("currency-of-the-marketplace")
        yield reason(rule, "other-currency", currency=claim.currency, marketplace=place.code, own=place.currency)
    if 0 < paid.quantity < claim.quantity:
        told = {"paid": paid.quantity, "quantity": claim.quantity, "rest": claim.quantity - paid.quantity}
        names = ", ".join(paid.reimbursement_ids)
        yield reason(rules.named("not-paid-twice"), "paid-in-part", names=names, **told)


def _named(claim: Claim) -> str:
    """A claim by its name and its place in the file."""
    return f"{claim.claim_id} ({claim.place})" if claim.place else claim.claim_id


def _rest(claim: Claim, paid: Paid) -> Claim:
    """The claim for what is not paid; a claim that is paid whole stays as it was, because it is refused."""
    if not 0 < paid.quantity < claim.quantity:
        return claim
    return claim.model_copy(update={"quantity": claim.quantity - paid.quantity})
