"""The ledger's filings as tables and as documents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from casewright.ledger.filing import IN_DOUBT, Filing, State, Transition
from casewright.ledger.followed import Followed
from casewright.message import Message, msg
from casewright.model.labels import label
from casewright.report.recall import recall
from casewright.report.table import Column, Table


def filing_table(filings: Iterable[Filing], followed: Mapping[str, Followed] | None = None) -> Table:
    """Claim, amount, state, case, reference, since: one row a filing; the case's status where it is known.

    Whose each is stands beside it where there are several accounts.
    """
    some = tuple(filings)
    columns: tuple[Column, ...] = (
        Column(msg("Claim"), width=12),
        Column(msg("Amount"), right=True, whole=True),
        Column(msg("State"), width=12),
        Column(msg("Case"), width=14),
        Column(msg("Reference"), width=11),
        Column(msg("At Amazon") if followed else msg("Since (UTC)")),
    )
    rows: tuple[tuple[Message | str, ...], ...] = tuple(
        (
            filing.claim_id,
            f"{filing.amount} {filing.currency}",
            label(filing.state),
            filing.case_id or "-",
            filing.reference,
            _at_amazon(followed.get(filing.case_id or "")) if followed else f"{filing.updated_at:%Y-%m-%d %H:%M}",
        )
        for filing in some
    )
    owners = [owner_of(filing) for filing in some]
    if len(set(owners)) > 1:
        columns = (columns[0], Column(msg("Account"), width=20), *columns[1:])
        rows = tuple((row[0], owner, *row[1:]) for row, owner in zip(rows, owners, strict=True))
    return Table(columns, rows, tuple(_tone_of_state(filing) for filing in some))


def owner_of(filing: Filing) -> str:
    """`Harbor Lane Goods US`: in which account of which marketplace it was filed."""
    return f"{filing.account} {filing.marketplace}"


def _at_amazon(seen: Followed | None) -> Message | str:
    if seen is None or not seen.answered_at:
        return seen.status if seen else "-"
    return msg("{status}, answered {day:%Y-%m-%d}", status=seen.status, day=seen.answered_at)


def _tone_of_state(filing: Filing) -> str:
    if filing.state is State.VERIFIED:
        return "good"
    return "bad" if filing.state in IN_DOUBT else ""


def history_table(steps: Iterable[Transition]) -> Table:
    """When a filing came into which state, by whom, and why."""
    columns = (Column(msg("Time (UTC)"), width=19), Column(msg("State"), width=12), Column(msg("Note")))
    rows = tuple((f"{step.at:%Y-%m-%d %H:%M:%S}", label(step.after), _note(step)) for step in steps)
    return Table(columns, rows)


def _note(step: Transition) -> Message:
    note = recall(step.note)
    if not step.by:
        return note
    return msg("{note} (by {person})", note=note, person=step.by) if note else msg("by {person}", person=step.by)


def filing_document(filing: Filing, seen: Followed | None = None) -> dict[str, object]:
    """A filing without its text: what it is, where it stands, and its case; `seen` is what the case's page showed."""
    return {
        "filing_id": filing.filing_id,
        "claim_id": filing.claim_id,
        "type": filing.claim_type,
        "account": filing.account,
        "marketplace": filing.marketplace,
        "amount": filing.amount,
        "currency": filing.currency,
        "state": filing.state,
        "outcome": filing.outcome,
        "case_id": filing.case_id,
        "reference": filing.reference,
        "main_identifier": filing.main_identifier,
        "subject": filing.subject,
        "detail": filing.detail,
        "created_at": filing.created_at.isoformat(),
        "armed_at": filing.armed_at and filing.armed_at.isoformat(),
        "updated_at": filing.updated_at.isoformat(),
        "followed": seen and seen.model_dump(mode="json"),
    }
