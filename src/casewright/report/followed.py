"""Cases followed up, and what is due, as text and as documents."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from casewright.app.follow import CasesSynced, DueList
from casewright.casework.follow_up import Due, Synced
from casewright.policy.requested_evidence import asked_for
from casewright.report.outcome_words import plain
from casewright.report.table import Column, Table


def sync_document(synced: CasesSynced) -> dict[str, object]:
    """What stands behind `data` of `cases sync`."""
    return {"cases": [_synced_document(case) for case in synced.cases]}


def _synced_document(case: Synced) -> dict[str, object]:
    seen = case.followed
    return {
        "case_id": case.filing.case_id,
        "claim_id": case.filing.claim_id,
        "news": case.news,
        "trouble": case.trouble,
        "asks_for": [*asked_for(seen.answer)] if seen else [],
        **(seen.model_dump(mode="json", exclude={"case_id"}) if seen else {}),
    }


def sync_view(synced: CasesSynced) -> list[str | Table]:
    """A row a case: its status and Amazon's last answer, or why it could not be read."""
    if not synced.any_filed:
        return ["No case was filed yet."]
    if not synced.cases:
        return ["Every case is closed already."]
    columns = (
        Column("Case", width=12),
        Column("Claim", width=12),
        Column("Status", width=16),
        Column("Last answer"),
    )
    rows = tuple(
        (
            case.filing.case_id or "-",
            case.filing.claim_id,
            case.followed.status if case.followed else "-",
            case.trouble or _answer(case),
        )
        for case in synced.cases
    )
    return [
        Table(columns, rows, tuple("bad" if case.trouble else "open" if case.news else "" for case in synced.cases))
    ]


def _answer(case: Synced) -> str:
    seen = case.followed
    if seen is None or not seen.answers:
        return "none yet"
    kinds = ", ".join(map(plain, asked_for(seen.answer)))
    when = f"{seen.answered_at:%Y-%m-%d}: " if seen.answered_at else ""
    text = " ".join(seen.answer.split())
    return f"{when}{text[:160]}{'…' if len(text) > 160 else ''}{f' (asks for: {kinds})' if kinds else ''}"


def due_document(dues: DueList, calendar: Path | None) -> dict[str, object]:
    """What stands behind `data` of `cases due`."""
    return {"due": [due.model_dump(mode="json") for due in dues.shown], "ics": calendar and str(calendar)}


def due_view(dues: DueList, calendar: Path | None) -> list[str | Table]:
    """A row for everything that is due, the earliest first, and where the calendar is."""
    view: list[str | Table] = [f"Nothing is due within {dues.within} days."]
    if dues.shown:
        view = [_due_table(dues.shown)]
    if calendar:
        view.append(f"Calendar of {len(dues.all)} entries: {calendar}")
    return view


def _due_table(dues: Iterable[Due]) -> Table:
    columns = (Column("Day", width=10), Column("What", width=7), Column("Case or claim", width=14), Column("Detail"))
    rows = tuple((str(due.day), due.what, due.name, f"{due.detail} ({due.marketplace})") for due in dues)
    return Table(columns, rows)
