"""Which claims wait, although Amazon would take them: advice to wait, and when a cap leaves no time for it. Pure."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

from casewright.model.marketplaces import marketplace
from casewright.model.outcome import Outcome
from casewright.policy.rules import Term
from casewright.policy.verdict import Verdict

NEVER_WITHIN_DAYS = 10
"""A claim whose deadline is so near never waits."""


def should_wait(term: Term, event: date, today: date) -> bool:
    """Return whether a claim that Amazon already accepts is better filed later."""
    last = term.last_day(event)
    if last is not None and (last - today).days <= NEVER_WITHIN_DAYS:
        return False
    return term.first_day(event) <= today < term.advised_day(event)


def find_unaffordable_waits(
    verdicts: Sequence[Verdict], cap_of: Callable[[str], int], filed: Mapping[str, int], now: datetime
) -> frozenset[int]:
    """The waiting claims that would miss their window under the cap of a day, if all of them waited.

    `cap_of` an account is its most cases a day, `filed` how many each filed in the last 24 hours. The answer is by
    position in `verdicts`.
    """
    accounts: dict[str, list[_Queued]] = {}
    for at, verdict in enumerate(verdicts):
        if verdict.fileable or verdict.refusal is Outcome.WAIT:
            accounts.setdefault(verdict.claim.account, []).append(_queue(at, verdict, now))
    missing: set[int] = set()
    for account, queued in accounts.items():
        if any(one.waits_for for one in queued):
            per_day = cap_of(account)
            missing |= _find_early_slots(queued, per_day, max(per_day - filed.get(account, 0), 0))
    return frozenset(missing)


class _Queued(NamedTuple):
    """A claim by its place, the days until its advised day, and the days until its last one."""

    at: int
    waits_for: int
    due_in: int


_FAR = 3650
"""Days: as good as no deadline."""


def _queue(at: int, verdict: Verdict, now: datetime) -> _Queued:
    today = marketplace(verdict.claim.marketplace).day(now)
    waits = verdict.refusal is Outcome.WAIT and verdict.advised_day is not None
    waits_for = (verdict.advised_day - today).days if waits and verdict.advised_day else 0
    return _Queued(at, waits_for, (verdict.deadline - today).days if verdict.deadline else _FAR)


def _find_early_slots(queued: Sequence[_Queued], per_day: int, room_today: int) -> set[int]:
    """Which claims get no slot on or after their advised day when every claim takes the latest slot that it can.

    The days are filled from the last deadline back to today; of the claims that are open on a day the one that has to
    wait longest takes the slot, because it has the fewest days to choose from.
    """
    by_deadline = sorted(queued, key=lambda one: one.due_in)
    open_claims: list[tuple[int, int]] = []
    early: set[int] = set()
    without_slot = 0
    day = min(by_deadline[-1].due_in, max(one.waits_for for one in queued) + len(queued) // per_day + 1)
    while day >= 0:
        while by_deadline and by_deadline[-1].due_in >= day:
            claim = by_deadline.pop()
            heapq.heappush(open_claims, (-claim.waits_for, claim.at))
        while open_claims and -open_claims[0][0] > day:
            early.add(heapq.heappop(open_claims)[1])
            without_slot += 1
        for _ in range(room_today if day == 0 else per_day):
            if open_claims:
                heapq.heappop(open_claims)
            elif without_slot:
                without_slot -= 1
        day -= 1
    return early
