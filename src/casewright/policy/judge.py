"""The judgement: one claim against the rules and the facts. Pure: no clock, no file, no ledger is looked at here."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import NamedTuple

from casewright.intake.report_rows import Reimbursement
from casewright.message import NOTHING, Message, msg
from casewright.model.claim import Claim
from casewright.model.evidence import EvidenceKind
from casewright.model.fingerprint import fingerprint
from casewright.model.labels import label
from casewright.model.marketplaces import marketplace
from casewright.model.outcome import Outcome
from casewright.model.product_match import share_a_name
from casewright.policy.facts import Facts
from casewright.policy.notices import all_notices
from casewright.policy.reasons import days, kinds, reason, tool_asks
from casewright.policy.reimbursements import Paid, allocate, has_unclear_units
from casewright.policy.rules import Rules, Term
from casewright.policy.unread_reports import find_concerning, name_places
from casewright.policy.verdict import Verdict, VerdictReason
from casewright.policy.waiting import should_wait
from casewright.privacy.buyer_data import find_personal_data
from casewright.wording.writer import Writer

_FINALITY = (
    Outcome.ALREADY_REIMBURSED,
    Outcome.DUPLICATE,
    Outcome.TOO_LATE,
    Outcome.INVALID,
    Outcome.NO_RULE,
    Outcome.REPORT_UNREAD,
    Outcome.EVIDENCE_MISSING,
    Outcome.TOO_EARLY,
    Outcome.WAIT,
)
"""The most final first: what no day and no work can change, then what work can change, then what a day changes."""

ENGLISH = Writer()
"""The shipped wording in English."""


class _Finding(NamedTuple):
    outcome: Outcome
    reason: VerdictReason


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
    loss, `similar` one that may be for it. `paid` is what of it was reimbursed already; None works it out from the
    facts as if this were the only claim. Where a part is paid, the verdict's claim is for the rest, and says so.
    """
    term = rules.find_term(claim.type, claim.marketplace)
    paid = allocate((claim,), facts.reimbursements, rules)[0] if paid is None else paid
    findings = [
        *(_judge_time(claim, term, rules, facts) if term else _judge_without_rule(claim, rules)),
        *(_judge_proof(claim, term) if term else ()),
        *_judge_once(claim, rules, facts, first, similar),
        *_judge_payments(claim, rules, facts, paid),
        *_judge_text(claim, rules, writer),
    ]
    findings.sort(key=lambda finding: _FINALITY.index(finding.outcome))
    refusal = findings[0].outcome if findings else None
    verdict = Verdict(
        claim=_leave_the_rest(claim, paid),
        refusal=refusal,
        reasons=tuple(finding.reason for finding in findings),
        warnings=tuple(all_notices(claim, term, rules, facts, paid)),
    )
    return _dated(verdict, term, facts) if term else verdict


def _dated(verdict: Verdict, term: Term, facts: Facts) -> Verdict:
    """The verdict with its days; a claim that is only early may be filed again at the first moment of its day."""
    event = verdict.claim.event_date
    place = marketplace(verdict.claim.marketplace)
    first_day, advised_day = term.first_day(event), term.advised_day(event)
    outcomes = {Outcome.TOO_EARLY: first_day, Outcome.WAIT: advised_day}
    again_on = outcomes.get(verdict.refusal) if verdict.refusal else None
    return verdict.model_copy(
        update={
            "first_day": first_day,
            "advised_day": advised_day if advised_day > first_day else None,
            "deadline": term.last_day(event),
            "next_allowed_at": place.start_of(again_on) if again_on else None,
            "overridden": (term.name,) if term.overridden else (),
            "early": facts.files_early(verdict.claim) and should_wait(term, event, place.day(facts.now)),
        }
    )


def _judge_time(claim: Claim, term: Term, rules: Rules, facts: Facts) -> Iterable[_Finding]:
    event, today = claim.event_date, marketplace(claim.marketplace).day(facts.now)
    first, last = term.first_day(event), term.last_day(event)
    if event > today:
        rule = rules.find_rule("date-not-in-the-future")
        told = reason(rule, "date-in-future", event=event, today=today, marketplace=claim.marketplace)
        yield _Finding(Outcome.INVALID, told)
    elif today < first:
        told = reason(
            term,
            "too-early",
            first=first,
            until=msg(", until {last}", last=last) if last else NOTHING,
            event=event,
            earliest=days(term.earliest_days),
            counts_from=term.counts_from,
            wait=days((first - today).days),
        )
        yield _Finding(Outcome.TOO_EARLY, told)
    elif should_wait(term, event, today) and not facts.files_early(claim):
        yield _Finding(Outcome.WAIT, _price_of_waiting(claim, term, facts))
    if last is not None and today > last:
        yield _Finding(Outcome.TOO_LATE, reason(term, "too-late", last=last, passed=days((today - last).days)))


def _price_of_waiting(claim: Claim, term: Term, facts: Facts) -> VerdictReason:
    """Say why to wait, until when, and what of the window is lost by it: days, and cases under the cap."""
    event, today = claim.event_date, marketplace(claim.marketplace).day(facts.now)
    day, last = term.advised_day(event), term.last_day(event)
    lost = (day - today).days
    told = reason(
        term,
        "wait" if last else "wait-open",
        day=day,
        advised=days(term.advised_days or 0),
        counts_from=term.counts_from,
        wait=days(lost),
        left=days((last - day).days if last else 0),
        last=last,
        lost=days(lost),
        room=lost * facts.cap_of(claim.account),
        per_day=facts.cap_of(claim.account),
    )
    return told.model_copy(update={"source": term.advised_source or term.source})


def _judge_without_rule(claim: Claim, rules: Rules) -> Iterable[_Finding]:
    like = next(term for term in rules.terms if term.type == claim.type)
    names = {"marketplace": claim.marketplace, "lower": claim.marketplace.lower()}
    told = reason(
        rules.find_rule("a-rule-for-the-marketplace"),
        "no-rule",
        title=like.title,
        type=claim.type,
        dashed=claim.type.replace("_", "-"),
        **names,
    )
    yield _Finding(Outcome.NO_RULE, told)


def _judge_proof(claim: Claim, term: Term) -> Iterable[_Finding]:
    given = {proof.kind for proof in claim.evidence}
    missing = [kind for kind in term.proof if kind not in given]
    if missing:
        left = json.dumps([str(kind) for kind in term.proof if kind in given])
        line = f"rules.{term.name}.proof = {left}"
        told = reason(term, "proof-missing", line=line, tool=tool_asks(term.tool_asks), **kinds(missing))
        yield _Finding(Outcome.EVIDENCE_MISSING, told)
    elif term.any_proof and not given:
        line = f"rules.{term.name}.any_proof = false"
        told = reason(term, "proof-missing", line=line, tool=tool_asks(term.tool_asks), **kinds([EvidenceKind.OTHER]))
        yield _Finding(Outcome.EVIDENCE_MISSING, told)


def _judge_once(
    claim: Claim, rules: Rules, facts: Facts, first: Claim | None, similar: Claim | None
) -> Iterable[_Finding]:
    rule = rules.find_rule("one-case-an-issue")
    if first is not None:
        yield _Finding(Outcome.DUPLICATE, reason(rule, "same-loss", other=_name_claim(first)))
    elif similar is not None:
        yield _Finding(Outcome.DUPLICATE, reason(rule, "may-be-same", other=_name_claim(similar)))
    known = facts.filings.get(fingerprint(claim))
    alike = facts.alike.get(fingerprint(claim))
    if known is not None:
        told = (
            reason(rule, "case-exists", case=known)
            if known.isdigit()
            else reason(rule, "filing-open", state=label(known))
        )
        yield _Finding(Outcome.DUPLICATE, told)
    elif alike is not None:
        case = alike if alike.isdigit() else label(alike)
        yield _Finding(Outcome.DUPLICATE, reason(rule, "may-be-filed", case=case))
    for row in facts.reimbursements if claim.reimbursement_id else ():
        if row.reimbursement_id == claim.reimbursement_id and row.case_id:
            yield _Finding(Outcome.DUPLICATE, reason(rule, "reply-to-case", case=row.case_id))
            return


def _judge_payments(claim: Claim, rules: Rules, facts: Facts, paid: Paid) -> Iterable[_Finding]:
    if paid.quantity >= claim.quantity:
        names = list(paid.reimbursement_ids)
        told = reason(rules.find_rule("not-paid-twice"), "paid-whole", quantity=claim.quantity, names=names)
        yield _Finding(Outcome.ALREADY_REIMBURSED, told)
        return
    rule = rules.find_rule("reports-read-whole")
    unread = find_concerning(claim, facts.unread, rules)
    if unread:
        places = name_places(unread)
        yield _Finding(Outcome.REPORT_UNREAD, reason(rule, "report-unread", places=places))
    for row in paid.unknown:
        told = reason(
            rule,
            _name_doubt(row, claim, rules),
            names=row.reimbursement_id,
            units=abs(row.quantity),
            written=row.reason,
            type=claim.type,
        )
        yield _Finding(Outcome.REPORT_UNREAD, told)


def _name_doubt(row: Reimbursement, claim: Claim, rules: Rules) -> str:
    """Say why nobody knows whether a payment is for the claim."""
    if has_unclear_units(row, rules):
        return "units-unclear"
    return "reason-unknown" if share_a_name(row, claim) else "product-unknown"


def _judge_text(claim: Claim, rules: Rules, writer: Writer) -> Iterable[_Finding]:
    rule = rules.find_rule("no-personal-data")
    for found in find_personal_data(claim):
        told = reason(rule, "personal-data", where=found.where, called=found.called, text=found.hint)
        yield _Finding(Outcome.INVALID, told)
    if error := writer.what_hinders(claim):
        rule = rules.find_rule("text-fits-the-form")
        told = reason(rule, "cannot-be-written", message=error.message, remedy=error.remedy)
        yield _Finding(Outcome.INVALID, told)


def _name_claim(claim: Claim) -> Message | str:
    """A claim by its name and its place in the file."""
    if claim.place is None:
        return claim.claim_id
    return msg("{claim} ({place})", claim=claim.claim_id, place=claim.place.message)


def _leave_the_rest(claim: Claim, paid: Paid) -> Claim:
    """Return the claim for what is not paid; a fully paid claim stays as it was, because it is refused."""
    if not 0 < paid.quantity < claim.quantity:
        return claim
    return claim.model_copy(update={"quantity": claim.quantity - paid.quantity})
