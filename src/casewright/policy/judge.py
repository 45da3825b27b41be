"""The judgement: a claim against the rules and the facts. Pure: no clock, no file, no ledger is looked at here."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from pydantic import AwareDatetime

from casewright.claims.claim import Claim
from casewright.claims.evidence import EvidenceKind
from casewright.claims.fingerprint import alike, fingerprint, may_be_same
from casewright.claims.marketplaces import marketplace
from casewright.claims.outcome import Outcome
from casewright.claims.problem import Value
from casewright.claims.wording.writer import Writer
from casewright.policy.personal_data import find_personal_data
from casewright.policy.reimbursements import Paid, Reimbursement, allocate
from casewright.policy.rules import Conduct, Rules, Window
from casewright.policy.verdict import Reason, Verdict

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

_CALLED = {
    EvidenceKind.STOCK_DOCUMENT: (
        "a stock document",
        "an invoice of your supplier, a receipt or a signed packing slip",
    ),
    EvidenceKind.PHOTO: ("a photo", "photos of the goods, their packaging and their labels"),
    EvidenceKind.PROOF_OF_DELIVERY: ("a proof of delivery", "a bill of lading or a carrier's page, signed or stamped"),
    EvidenceKind.OTHER: ("a file that shows it", "the ledger, the order page or the shipment's contents"),
}


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
    today = marketplace(claim.marketplace).day(facts.now)
    first, last = window.first_day(claim.event_date), window.last_day(claim.event_date)
    if claim.event_date > today:
        message = f"the date of the loss, {claim.event_date}, is in the future: it is {today} in {claim.marketplace}"
        yield _Finding(Outcome.INVALID, _reason(rules.named("date-not-in-the-future"), message, "Correct the date."))
    elif today < first:
        wait = (first - today).days
        message = (
            f"it may be claimed from {first} on, {_days(window.earliest_days)} after {window.counts_from.en}"
            f" ({claim.event_date}); that is in {_days(wait)}"
        )
        remedy = f"File it between {first} and {last}; until then the units may be found or paid by Amazon itself."
        yield _Finding(Outcome.TOO_EARLY, _reason(window, message, remedy))
    if today > last:
        message = f"the last day for it was {last}, {_days((today - last).days)} ago"
        remedy = "It cannot be claimed any more. If the date is wrong, correct it."
        yield _Finding(Outcome.TOO_LATE, _reason(window, message, remedy))


def _proof(claim: Claim, window: Window) -> Iterable[_Finding]:
    given = {proof.kind for proof in claim.evidence}
    missing = [kind for kind in window.proof if kind not in given]
    if missing:
        names = " and ".join(_CALLED[kind][0] for kind in missing)
        remedy = "Add " + "; and ".join(_CALLED[kind][1] for kind in missing) + "."
        message = f"{names} {'is' if len(missing) == 1 else 'are'} missing"
        yield _Finding(Outcome.EVIDENCE_MISSING, _reason(window, message, remedy))
    if window.any_proof and not given:
        name, example = _CALLED[EvidenceKind.OTHER]
        yield _Finding(Outcome.EVIDENCE_MISSING, _reason(window, f"{name} is missing", f"Add {example}."))


def _once(claim: Claim, rules: Rules, facts: Facts, first: Claim | None) -> Iterable[_Finding]:
    rule = rules.named("one-case-an-issue")
    if first is not None:
        where = f" ({first.place})" if first.place else ""
        message = f"it is the same loss as {first.claim_id}{where}, which counts"
        remedy = "Remove one of the two; units of one loss belong into one claim."
        yield _Finding(Outcome.DUPLICATE, _reason(rule, message, remedy))
    known = facts.filings.get(fingerprint(claim))
    if known is not None:
        case = f"case {known}" if known.isdigit() else f"a filing in state {known}"
        remedy = (
            f"Reply to case {known} instead of opening another."
            if known.isdigit()
            else "Find out what became of it first: `casewright cases reconcile`."
        )
        yield _Finding(Outcome.DUPLICATE, _reason(rule, f"there is {case} for this loss already", remedy))


def _unpaid(claim: Claim, rules: Rules, paid: Paid) -> Iterable[_Finding]:
    if paid.quantity >= claim.quantity:
        names = ", ".join(paid.reimbursement_ids)
        message = f"all {claim.quantity} units were reimbursed already (reimbursement {names})"
        remedy = "Compare the amount in the Reimbursements report; if it is too low, reply to that case."
        yield _Finding(Outcome.ALREADY_REIMBURSED, _reason(rules.named("not-paid-twice"), message, remedy))


def _text(claim: Claim, rules: Rules, writer: Writer) -> Iterable[_Finding]:
    for found in find_personal_data(claim):
        message = f"{found.where} holds what looks like {found.called}: {found.text}"
        remedy = "Take it out: Amazon has the buyer's data and asks not to repeat it."
        yield _Finding(Outcome.INVALID, _reason(rules.named("no-personal-data"), message, remedy))
    if error := writer.what_hinders(claim):
        yield _Finding(Outcome.INVALID, _reason(rules.named("text-fits-the-form"), error.message, error.remedy))


def _warnings(
    claim: Claim, window: Window, rules: Rules, facts: Facts, paid: Paid, similar: Claim | None
) -> Iterable[Reason]:
    given = {proof.kind for proof in claim.evidence}
    left = (window.last_day(claim.event_date) - marketplace(claim.marketplace).day(facts.now)).days
    own = marketplace(claim.marketplace).currency
    if 0 <= left <= CLOSES_SOON_DAYS:
        yield _reason(window, f"the window closes in {_days(left)}" if left else "today is the last day", "")
    if similar is not None:
        where = f" ({similar.place})" if similar.place else ""
        message = f"it may be the same loss as {similar.claim_id}{where}: one of them says more than the other"
        remedy = "Compare the two, give both the same identifiers, or remove one."
        yield _reason(rules.named("one-case-an-issue"), message, remedy)
    for kind in window.advised:
        if kind not in given:
            yield _reason(window, f"{_CALLED[kind][0]} is often asked for", f"If you can, add {_CALLED[kind][1]}.")
    if claim.currency != own:
        rule = rules.named("currency-of-the-marketplace")
        yield _reason(rule, f"the value is in {claim.currency}, {claim.marketplace} pays in {own}", "")
    if 0 < paid.quantity < claim.quantity:
        rest = claim.quantity - paid.quantity
        names = ", ".join(paid.reimbursement_ids)
        message = f"{paid.quantity} of {claim.quantity} units were reimbursed already (reimbursement {names})"
        yield _reason(rules.named("not-paid-twice"), message, f"The claim is for the other {rest}.")


def _rest(claim: Claim, paid: Paid) -> Claim:
    """The claim for what is not paid; a claim that is paid whole stays as it was, because it is refused."""
    if not 0 < paid.quantity < claim.quantity:
        return claim
    return claim.model_copy(update={"quantity": claim.quantity - paid.quantity})


def _reason(rule: Conduct, message: str, remedy: str) -> Reason:
    return Reason(rule=rule.name, message=message, remedy=remedy, source=rule.source)


def _days(count: int) -> str:
    return "1 day" if count == 1 else f"{count} days"
