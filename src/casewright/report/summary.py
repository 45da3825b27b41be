"""The last line of a run or a check: how many claims came to what, and in money."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal

from casewright.message import Message, listed, msg, msg_n
from casewright.model.claim import CommonClaim
from casewright.report.next_step import sums_listed


def summary_line(ends: Iterable[tuple[Message | str, CommonClaim]]) -> Message:
    """`4 claims: 3 verified (202.50 USD), 1 duplicate (56.70 USD)`; `ends` are what each claim came to."""
    counts: Counter[Message | str] = Counter()
    sums: dict[Message | str, dict[str, Decimal]] = {}
    for end, claim in ends:
        counts[end] += 1
        money = sums.setdefault(end, {})
        money[claim.currency] = money.get(claim.currency, Decimal(0)) + claim.amount
    parts = [
        msg("{count} {outcome} ({sums})", count=count, outcome=end, sums=sums_listed(sums[end]))
        for end, count in counts.most_common()
    ]
    return msg_n("{count} claim: {outcomes}", "{count} claims: {outcomes}", counts.total(), outcomes=listed(parts))
