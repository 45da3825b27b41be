"""Tables as values, for people: what stands in which column, before anybody decides how it is drawn."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from casewright.casework.result import Settled
from casewright.claims.claim import CommonClaim
from casewright.claims.wording.write import money
from casewright.ledger.filing import IN_DOUBT, Filing, State, Transition
from casewright.ledger.followed import Followed


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


def drift_lines(settled: Iterable[Settled]) -> list[str]:
    """Where what was not recognised is described: a line for each claim whose walk lost its way."""
    return [
        f"{one.entry.claim.claim_id}: the page was not what a flow expects. {one.walked.drift / 'drift.txt'}"
        for one in settled
        if one.walked.drift
    ]


def settled_table(settled: Iterable[Settled]) -> Table:
    """Claim, amount, outcome, case, detail: one row an entry that was worked on."""
    done = tuple(settled)
    columns = (
        Column("Claim", width=12),
        Column("Amount", right=True, width=12),
        Column("Outcome", width=12),
        Column("Case", width=14),
        Column("Detail"),
    )
    rows = tuple(
        (
            one.entry.claim.claim_id,
            amount_of(one.entry.claim),
            plain(one.outcome),
            one.walked.case_id or "-",
            one.walked.detail,
        )
        for one in done
    )
    return Table(columns, rows, tuple("good" if one.outcome.exit_code == 0 else "bad" for one in done))


def filing_table(filings: Iterable[Filing], followed: Mapping[str, Followed] | None = None) -> Table:
    """Claim, amount, state, case, reference, since: one row a filing; the case's status where it is known."""
    some = tuple(filings)
    columns = (
        Column("Claim", width=12),
        Column("Amount", right=True, width=12),
        Column("State", width=12),
        Column("Case", width=14),
        Column("Reference", width=11),
        Column("At Amazon" if followed else "Since (UTC)"),
    )
    rows = tuple(
        (
            one.claim_id,
            f"{one.amount} {one.currency}",
            plain(one.state),
            one.case_id or "-",
            one.reference,
            _at_amazon(followed.get(one.case_id or "")) if followed else f"{one.updated_at:%Y-%m-%d %H:%M}",
        )
        for one in some
    )
    return Table(columns, rows, tuple(_tone_of_state(one) for one in some))


def _at_amazon(seen: Followed | None) -> str:
    if seen is None:
        return "-"
    return f"{seen.status}, answered {seen.answered_at:%Y-%m-%d}" if seen.answered_at else seen.status


def _tone_of_state(filing: Filing) -> str:
    if filing.state is State.VERIFIED:
        return "good"
    return "bad" if filing.state in IN_DOUBT else ""


def history_table(steps: Iterable[Transition]) -> Table:
    """When a filing came into which state, by whom, and why."""
    columns = (Column("Moment (UTC)", width=19), Column("State", width=12), Column("Note"))
    rows = tuple(
        (
            f"{step.at:%Y-%m-%d %H:%M:%S}",
            plain(step.after),
            f"{step.note} (by {step.by})" if step.by else step.note,
        )
        for step in steps
    )
    return Table(columns, rows)
