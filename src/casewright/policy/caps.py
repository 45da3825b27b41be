"""How many of the claims that may be filed fit into a day's cap: the most urgent first, the others on another day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from casewright.model.outcome import Outcome
from casewright.policy.reasons import reason
from casewright.policy.rules import Rules
from casewright.policy.verdict import Verdict

DAY = timedelta(days=1)
"""A cap counts the last 24 hours, wherever the marketplace is."""


def capped(
    verdicts: Iterable[Verdict], rules: Rules, per_day: int, filed: Mapping[str, int], now: datetime
) -> tuple[Verdict, ...]:
    """The same verdicts in the same order, those beyond the cap of their account refused for today.

    `filed` is how many cases each account filed in the last 24 hours. Source: the rule `few-cases-a-day`.
    """
    judged = tuple(verdicts)
    room: dict[str, int] = {}
    told = reason(rules.named("few-cases-a-day"), "capped", per_day=per_day)
    beyond: dict[int, int] = {}
    for at in sorted(range(len(judged)), key=lambda at: judged[at].deadline or date.max):
        if not judged[at].fileable:
            continue
        account = judged[at].claim.account
        left = room.setdefault(account, max(per_day - filed.get(account, 0), 0))
        room[account] = left - 1
        if left <= 0:
            beyond[at] = 1 + -left // per_day
    return tuple(
        one.model_copy(
            update={"refusal": Outcome.CAPPED, "reasons": (told,), "next_allowed_at": now + beyond[at] * DAY}
        )
        if at in beyond
        else one
        for at, one in enumerate(judged)
    )
