"""Prepared drafts as text and as a document."""

from __future__ import annotations

from casewright.app.drafts import DraftsPrepared
from casewright.report.outcome_words import plain
from casewright.report.table import Column, Table


def drafts_document(prepared: DraftsPrepared) -> dict[str, object]:
    """What stands behind `data`."""
    return {
        "path": prepared.path and str(prepared.path),
        "drafts": [draft.model_dump(mode="json") for draft in prepared.drafts],
        "left_out": [loss.model_dump(mode="json") for loss in prepared.left_out],
        "statements": list(prepared.statements),
    }


def drafts_view(prepared: DraftsPrepared) -> list[str | Table]:
    """What was taken as given, a row a draft, and what to do next."""
    drafts, left_out = len(prepared.drafts), len(prepared.left_out)
    view: list[str | Table] = [*prepared.statements]
    if prepared.drafts:
        view.append(_draft_table(prepared))
    if prepared.path is None:
        view += [f"  {loss.day} {loss.product} ({loss.quantity}): {loss.why}" for loss in prepared.left_out]
        view.append(f"Nothing was drafted, so nothing was written; losses left out: {left_out}.")
        return view
    view.append(f"{drafts} drafts in {prepared.path}; losses left out, each with its reason: {left_out}.")
    if prepared.drafts:
        view.append(f"Add what is marked, then: casewright check {prepared.path}")
    return view


def _draft_table(prepared: DraftsPrepared) -> Table:
    columns = (
        Column("Draft", width=22),
        Column("Type", width=10),
        Column("Units", right=True, width=5),
        Column("From", width=10),
        Column("Deadline", width=10),
        Column("To add"),
    )
    rows = tuple(
        (
            draft.claim_id,
            plain(draft.type),
            str(draft.quantity),
            str(draft.first_day),
            str(draft.deadline),
            ", ".join(map(plain, draft.to_add)),
        )
        for draft in prepared.drafts
    )
    return Table(columns, rows)
