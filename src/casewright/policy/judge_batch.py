"""The judgement of a batch: how claims of one sheet affect each other. Pure, like the judgement of one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from casewright.model.claim import Claim
from casewright.model.fingerprint import fingerprint, ledger_row, likenesses, may_be_same
from casewright.policy.facts import Facts
from casewright.policy.judge import ENGLISH, judge
from casewright.policy.reasons import reason
from casewright.policy.reimbursements import allocate
from casewright.policy.rules import Rules
from casewright.policy.verdict import Verdict, VerdictReason
from casewright.policy.waiting import find_unaffordable_waits
from casewright.wording.writer import Writer

_COMPARED_WITH = 20
"""Claims of one product and day that a further one is compared with: more are no slip but a very bad day."""


def judge_all(claims: Iterable[Claim], rules: Rules, facts: Facts, writer: Writer = ENGLISH) -> tuple[Verdict, ...]:
    """Judge a batch together, in its order.

    Of two claims for the same loss, or that may be for the same, the first counts, and each reimbursed unit pays for
    one claim only. A claim does not wait where the cap of a day would then make it miss its window.
    """
    batch = tuple(claims)
    paid = allocate(batch, facts.reimbursements, rules)
    earlier = _EarlierClaims()
    verdicts = []
    for claim, part in zip(batch, paid, strict=True):
        first, similar = earlier.find(claim)
        verdicts.append(judge(claim, rules, facts, writer, first=first, similar=similar, paid=part))
    return _release_waiting(verdicts, rules, facts)


class _EarlierClaims:
    """The claims of a batch that came before, by what tells that a later one is for the same loss."""

    def __init__(self) -> None:
        self._by_loss: dict[object, Claim] = {}
        self._alike: dict[object, list[Claim]] = {}

    def find(self, claim: Claim) -> tuple[Claim | None, Claim | None]:
        """The first claim for the same loss, and one that may be for it; then remember this one."""
        row = ledger_row(claim)
        keys = [fingerprint(claim), *([row] if row else [])]
        first = next((self._by_loss[key] for key in keys if key in self._by_loss), None)
        for key in keys:
            self._by_loss.setdefault(key, claim)
        groups = [self._alike.setdefault(key, []) for key in likenesses(claim)]
        similar = next((one for group in groups for one in group if may_be_same(one, claim)), None)
        for group in groups if first is None else ():
            if len(group) < _COMPARED_WITH:
                group.append(claim)
        return first, similar


def _release_waiting(verdicts: Sequence[Verdict], rules: Rules, facts: Facts) -> tuple[Verdict, ...]:
    unaffordable = find_unaffordable_waits(verdicts, facts.cap_of, facts.filed_lately, facts.now)
    rule = rules.find_rule("few-cases-a-day")
    return tuple(
        _release(
            verdict, reason(rule, "not-held-back", day=verdict.advised_day, per_day=facts.cap_of(verdict.claim.account))
        )
        if at in unaffordable
        else verdict
        for at, verdict in enumerate(verdicts)
    )


def _release(verdict: Verdict, notice: VerdictReason) -> Verdict:
    """The same claim, ready: a verdict is `wait` only where nothing else stands against it."""
    return verdict.model_copy(
        update={
            "refusal": None,
            "reasons": (),
            "warnings": (*verdict.warnings, notice),
            "next_allowed_at": None,
        }
    )
