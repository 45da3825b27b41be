"""Find claims in a check: filter, search, sort, add up, the same for every face."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from casewright.app.check import Checked
from casewright.app.narrowing import Narrowing
from casewright.app.orders import ClaimOrder
from casewright.model.field_table import FIELDS
from casewright.model.marketplaces import marketplace
from casewright.model.problem import Problem
from casewright.model.sums import sums_of
from casewright.policy.stakes import at_stake
from casewright.policy.verdict import Verdict

READY = "ready"
"""The verdict of a claim that may be filed; every other is named by its refusal."""

ALL = Narrowing()
"""Narrowed to nothing."""

_SEARCHED = tuple(name for name, field in FIELDS.items() if field.identifier)


@dataclass(frozen=True, slots=True)
class ClaimQuery:
    """A search for claims. Empty texts match everything; each of `words` must occur somewhere in a claim."""

    words: str = ""
    narrowed: Narrowing = ALL
    verdict: str = ""
    order: ClaimOrder = ClaimOrder.DEADLINE
    descending: bool = False


@dataclass(frozen=True, slots=True)
class ClaimChoices:
    """The values by which claims can be filtered, each with its number of claims: by name, the most frequent first."""

    accounts: tuple[tuple[str, int], ...]
    marketplaces: tuple[tuple[str, int], ...]
    types: tuple[tuple[str, int], ...]
    verdicts: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class ClaimsFound:
    """The claims that a query matches, in its order; `sums` is their money by currency, `ready` that of ready ones."""

    verdicts: tuple[Verdict, ...]
    of: int
    sums: dict[str, Decimal]
    ready: dict[str, Decimal]


def find_claims(checked: Checked, query: ClaimQuery) -> ClaimsFound:
    """Return the claims of a check that the query matches."""
    every = checked.judged.verdicts
    words = query.words.casefold().split()
    taken = [verdict for verdict in every if _takes(query, words, verdict)]
    taken.sort(key=_ORDERS[query.order], reverse=query.descending)
    return ClaimsFound(
        tuple(taken),
        len(every),
        sums_of(verdict.claim for verdict in taken),
        sums_of(verdict.claim for verdict in taken if verdict.fileable),
    )


def arrange_claims(checked: Checked, order: ClaimOrder | None, within: int | None) -> Checked:
    """Sort the check's claims and keep only those whose window closes within `within` days or has closed.

    None keeps the order, or all claims.
    """
    now, verdicts = datetime.now(UTC), checked.judged.verdicts
    if within is not None:
        verdicts = tuple(one for one in verdicts if (left := days_left(one, now)) is not None and left <= within)
    if order is not None:
        verdicts = tuple(sorted(verdicts, key=_ORDERS[order], reverse=order is ClaimOrder.AMOUNT))
    return replace(checked, judged=replace(checked.judged, verdicts=verdicts), stakes=at_stake(verdicts, now))


def count_choices(checked: Checked) -> ClaimChoices:
    """Count the values by which the claims of a check can be filtered."""
    verdicts = checked.judged.verdicts
    return ClaimChoices(
        _count(verdict.claim.account for verdict in verdicts),
        _count(verdict.claim.marketplace for verdict in verdicts),
        _count(verdict.claim.type for verdict in verdicts),
        _count(map(verdict_name, verdicts)),
    )


def verdict_name(verdict: Verdict) -> str:
    """`ready`, or the refusal."""
    return str(verdict.refusal or READY)


def days_left(verdict: Verdict, now: datetime) -> int | None:
    """Count the days left until the deadline, in the marketplace; negative after it, None without one."""
    if verdict.deadline is None:
        return None
    return (verdict.deadline - marketplace(verdict.claim.marketplace).day(now)).days


def problems_by_claim(checked: Checked) -> dict[str, list[Problem]]:
    """Return the problems in each claim's row, by claim name; rows that became no claim are left out."""
    found: dict[str, list[Problem]] = {}
    for problem in checked.judged.batch.problems:
        if problem.claim_id:
            found.setdefault(problem.claim_id, []).append(problem)
    return found


def problems_without_claim(checked: Checked) -> tuple[Problem, ...]:
    """Return the problems in rows and files that became no claim."""
    known = {claim.claim_id for claim in checked.judged.batch.claims}
    return tuple(problem for problem in checked.judged.batch.problems if problem.claim_id not in known)


def _takes(query: ClaimQuery, words: Sequence[str], verdict: Verdict) -> bool:
    if query.verdict and query.verdict != verdict_name(verdict):
        return False
    if not query.narrowed.takes_claim(verdict.claim):
        return False
    if not words:
        return True
    text = _searchable(verdict)
    return all(word in text for word in words)


def _searchable(verdict: Verdict) -> str:
    claim = verdict.claim
    named = [str(value) for name in _SEARCHED if (value := getattr(claim, name, None))]
    files = [proof.name for proof in claim.evidence]
    return "\n".join((claim.claim_id, claim.product_name, claim.account, claim.details, *named, *files)).casefold()


def _count(names: Iterable[str]) -> tuple[tuple[str, int], ...]:
    return tuple(Counter(names).most_common())


_ORDERS: dict[ClaimOrder, Callable[[Verdict], Any]] = {
    ClaimOrder.DEADLINE: lambda one: (one.deadline or date.max, one.claim.claim_id),
    ClaimOrder.AMOUNT: lambda one: (one.claim.currency, one.claim.amount),
    ClaimOrder.CLAIM: lambda one: one.claim.claim_id,
    ClaimOrder.ACCOUNT: lambda one: (one.claim.account, one.claim.marketplace, one.claim.claim_id),
    ClaimOrder.VERDICT: lambda one: (verdict_name(one), one.deadline or date.max),
}
