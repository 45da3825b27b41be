"""The last line of a run or a check: how many claims came to what, and in money."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from casewright.message import Message, listed, msg, msg_n
from casewright.model.claim import CommonClaim
from casewright.model.sums import sums_of
from casewright.report.next_step import sums_listed


def summary_line(ends: Iterable[tuple[Message | str, CommonClaim]]) -> Message:
    """`4 claims: 3 verified (202.50 USD), 1 duplicate (56.70 USD)`; `ends` are what each claim came to."""
    claims: dict[Message | str, list[CommonClaim]] = {}
    for end, claim in ends:
        claims.setdefault(end, []).append(claim)
    counts = Counter({end: len(many) for end, many in claims.items()})
    parts = [
        msg("{count} {outcome} ({sums})", count=count, outcome=end, sums=sums_listed(sums_of(claims[end])))
        for end, count in counts.most_common()
    ]
    return msg_n("{count} claim: {outcomes}", "{count} claims: {outcomes}", counts.total(), outcomes=listed(parts))
