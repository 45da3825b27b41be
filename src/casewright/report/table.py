"""Tables as values, for people: what stands in which column, before anybody decides how it is drawn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from casewright.claims.claim import CommonClaim
from casewright.claims.wording.write import money
from casewright.policy.verdict import Reason, Verdict


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its head, whether it stands to the right, and how many characters it may have on a terminal.

    Longer text is wrapped at words; the column without a width takes what is left.
    """

    head: str
    right: bool = False
    width: int | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """Columns and rows of text. `tones` colours a row: `good`, `bad`, `open`, or empty."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    tones: tuple[str, ...] = ()


def amount_of(claim: CommonClaim) -> str:
    """`47.50 USD`."""
    return f"{money(claim.amount, claim.currency)} {claim.currency}"


def plain(word: str) -> str:
    """A word of the program as a person reads it: `too_early` → `too early`."""
    return word.replace("_", " ")


def verdict_table(verdicts: Iterable[Verdict]) -> Table:
    """Claim, type, amount, deadline, verdict, reason: one row a claim."""
    judged = tuple(verdicts)
    columns = (
        Column("Claim", width=12),
        Column("Type", width=10),
        Column("Amount", right=True, width=12),
        Column("Deadline", width=10),
        Column("Verdict", width=10),
        Column("Reason"),
    )
    return Table(columns, tuple(_verdict_row(one) for one in judged), tuple(_tone(one) for one in judged))


def _verdict_row(verdict: Verdict) -> tuple[str, ...]:
    said = verdict.reasons or verdict.warnings
    return (
        verdict.claim.claim_id,
        plain(verdict.claim.type),
        amount_of(verdict.claim),
        str(verdict.deadline or "-"),
        plain(verdict.refusal) if verdict.refusal else "ready",
        "; ".join(reason.message for reason in said),
    )


def _tone(verdict: Verdict) -> str:
    if verdict.fileable:
        return "open" if verdict.warnings else "good"
    return "bad"


def refusals(verdicts: Iterable[Verdict]) -> Iterator[str]:
    """A paragraph for each refused claim: by which rule, what to do, and where Amazon says so."""
    for verdict in verdicts:
        if not verdict.fileable:
            yield "\n".join(_told(verdict.claim.claim_id, reason) for reason in verdict.reasons) + "\n"


def _told(claim_id: str, reason: Reason) -> str:
    lines = [f"{claim_id}, rule {reason.rule}: {reason.message}"]
    lines += [f"  To do: {reason.remedy}"] if reason.remedy else []
    lines += [f"  Source: {reason.source}"] if reason.source else []
    return "\n".join(lines)
