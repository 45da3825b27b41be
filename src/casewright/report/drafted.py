"""Prepared drafts as text and as a document."""

from __future__ import annotations

from collections import Counter

from casewright.app.drafts import DraftsPrepared
from casewright.message import msg
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


def drafts_view(prepared: DraftsPrepared, language: str = "en") -> list[str | Table]:
    """What was taken as given, a row a draft, why others were left out, and what to do next."""
    view: list[str | Table] = [*prepared.statements]
    if prepared.path is None:
        view += [
            f"  {loss.day or ''} {loss.product} ({loss.quantity}): {loss.why.say(language)}"
            for loss in prepared.left_out
        ]
        left_out = len(prepared.left_out)
        told = msg("Nothing was drafted, so nothing was written; losses left out: {left_out}.", left_out=left_out)
        return [*view, told.say(language)]
    if prepared.drafts:
        view.append(_draft_table(prepared))
    told = msg(
        "{drafts} drafts in {path}; losses left out, each with its reason: {left_out}.",
        drafts=len(prepared.drafts),
        path=prepared.path,
        left_out=len(prepared.left_out),
    )
    view.append(told.say(language))
    view += [f"  {count} × {why}" for why, count in _count_reasons(prepared, language).items()]
    if prepared.drafts:
        view.append(msg("Add what is marked, then: casewright check {path}", path=prepared.path).say(language))
    return view


def _count_reasons(prepared: DraftsPrepared, language: str) -> Counter[str]:
    """How many losses were left out for each reason; the workbook has them one by one."""
    return Counter(loss.why.say(language) for loss in prepared.left_out)


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
            str(draft.deadline or "-"),
            ", ".join(map(plain, draft.to_add)),
        )
        for draft in prepared.drafts
    )
    return Table(columns, rows)
