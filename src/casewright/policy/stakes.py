"""What is at stake until when: the money of the claims that are still open, by how soon Amazon's window closes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from casewright.model.marketplaces import marketplace
from casewright.model.outcome import Outcome
from casewright.model.problem import Value
from casewright.model.sums import sums_of
from casewright.policy.verdict import Verdict

WITHIN = (1, 7, 30)
"""Days from today that a group reaches to; a last group takes all that is later."""

STILL_OPEN = frozenset(
    {
        *(None, Outcome.TOO_EARLY, Outcome.WAIT, Outcome.CAPPED),
        *(Outcome.EVIDENCE_MISSING, Outcome.REPORT_UNREAD, Outcome.NO_RULE),
    }
)
"""What may be filed now, or after a day or some work."""


class AtStake(Value):
    """The open claims whose window closes within so many days; None for all that close later.

    `first` and `last` are the earliest and the latest deadline among them; `ready` of the `claims` may be filed today;
    `amounts` is money by currency, never added across currencies.
    """

    within: int | None
    first: date
    last: date
    claims: int
    ready: int
    amounts: dict[str, Decimal]


def at_stake(verdicts: Iterable[Verdict], now: datetime) -> tuple[AtStake, ...]:
    """Group the open claims by how many days are left where their marketplace is, the most urgent first."""
    groups: dict[int | None, list[tuple[Verdict, date]]] = {}
    for one in verdicts:
        if one.deadline is None or one.refusal not in STILL_OPEN:
            continue
        left = (one.deadline - marketplace(one.claim.marketplace).day(now)).days
        groups.setdefault(next((days for days in WITHIN if left <= days), None), []).append((one, one.deadline))
    return tuple(_group(within, groups[within]) for within in (*WITHIN, None) if within in groups)


def _group(within: int | None, open_ones: list[tuple[Verdict, date]]) -> AtStake:
    days = [day for _, day in open_ones]
    return AtStake(
        within=within,
        first=min(days),
        last=max(days),
        claims=len(open_ones),
        ready=sum(one.fileable for one, _ in open_ones),
        amounts=sums_of(one.claim for one, _ in open_ones),
    )
