"""The head of a report as values: a row for every claim, what they come to in money, and what can be picked out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from casewright.message import Message, msg_n
from casewright.model.claim import Claim
from casewright.model.labels import label
from casewright.model.outcome import Outcome
from casewright.model.sums import sums_of
from casewright.policy.verdict import Verdict
from casewright.report.next_step import sums_listed
from casewright.report.summary import summary_line
from casewright.report.walk_story import Story


@dataclass(frozen=True, slots=True)
class OverviewRow:
    """One claim; `anchor` is where the page tells of it."""

    anchor: str
    claim: Claim
    deadline: date | None
    outcome: Outcome
    tone: str


@dataclass(frozen=True, slots=True)
class Facet:
    """One thing to pick out: the outcome's value or the account, its words, and how many claims it has."""

    value: str
    words: Message | str
    count: int


@dataclass(frozen=True, slots=True)
class Overview:
    """Every claim of a report. `outcomes` and `accounts` are what a reader may narrow it down to."""

    rows: tuple[OverviewRow, ...]
    outcomes: tuple[Facet, ...]
    accounts: tuple[Facet, ...]
    summary: Message
    total: Message


def overview(told: Sequence[Story], refused: Sequence[Verdict]) -> Overview:
    """The claims that were worked on, then those that were refused, in the order of the page."""
    rows = (*_worked_on(told), *_refused(refused))
    claims = [row.claim for row in rows]
    outcomes = Counter(row.outcome for row in rows)
    accounts = Counter(claim.account for claim in claims)
    return Overview(
        rows,
        outcomes=tuple(Facet(one, label(one), count) for one, count in outcomes.items()),
        accounts=tuple(Facet(one, one, count) for one, count in sorted(accounts.items())),
        summary=summary_line((label(row.outcome), row.claim) for row in rows),
        total=msg_n("{count} claim, {sums}", "{count} claims, {sums}", len(rows), sums=sums_listed(sums_of(claims))),
    )


def _worked_on(told: Sequence[Story]) -> Iterable[OverviewRow]:
    for number, story in enumerate(told, 1):
        entry = story.settled.entry
        yield OverviewRow(f"claim-{number}", entry.claim, entry.verdict.deadline, story.settled.outcome, story.tone)


def _refused(refused: Sequence[Verdict]) -> Iterable[OverviewRow]:
    for number, verdict in enumerate(refused, 1):
        if verdict.refusal is not None:
            yield OverviewRow(f"refused-{number}", verdict.claim, verdict.deadline, verdict.refusal, "bad")
