"""Prepared drafts as text and as a document."""

from __future__ import annotations

from collections import Counter

from casewright.app.drafts import DraftsPrepared
from casewright.message import Message, indented, listed, msg, msg_n
from casewright.model.labels import label
from casewright.report.next_step import command_line
from casewright.report.table import Column, Table, View


def drafts_document(prepared: DraftsPrepared) -> dict[str, object]:
    """Return the `data` of the JSON answer."""
    return {
        "path": prepared.path and str(prepared.path),
        "drafts": [draft.model_dump(mode="json") for draft in prepared.drafts],
        "left_out": [loss.model_dump(mode="json") for loss in prepared.left_out],
        "statements": [str(line) for line in prepared.statements],
    }


def drafts_view(prepared: DraftsPrepared) -> View:
    """What was taken as given, a row a draft, why others were left out, and what to do next."""
    view: View = [*prepared.statements]
    left_out = len(prepared.left_out)
    if prepared.path is None:
        view += [
            indented(
                msg(
                    "{day} {product} ({quantity}): {why}",
                    day=loss.day or "",
                    product=loss.product,
                    quantity=loss.quantity,
                    why=loss.why,
                )
            )
            for loss in prepared.left_out
        ]
        return [*view, msg("Nothing was drafted, so nothing was written. Losses left out: {count}.", count=left_out)]
    if prepared.drafts:
        view.append(draft_table(prepared))
    view.append(
        msg_n("{count} draft in {path}.", "{count} drafts in {path}.", len(prepared.drafts), path=prepared.path)
    )
    view.append(msg("Losses left out, each with its reason in the second sheet: {count}.", count=left_out))
    view += [indented(msg("{count} × {why}", count=count, why=why)) for why, count in count_reasons(prepared).items()]
    if prepared.drafts:
        view.append(msg("Fill in what is marked, then run: {command}", command=command_line("check", prepared.path)))
    return view


def count_reasons(prepared: DraftsPrepared) -> Counter[Message]:
    """How many losses were left out for each reason; the workbook has them one by one."""
    return Counter(loss.why for loss in prepared.left_out)


def draft_table(prepared: DraftsPrepared) -> Table:
    """A row a draft: what is claimed, from when until when, and what is to be added."""
    columns = (
        Column(msg("Draft"), width=22),
        Column(msg("Type"), width=10),
        Column(msg("Units"), right=True, width=5),
        Column(msg("From"), width=10),
        Column(msg("Deadline"), whole=True),
        Column(msg("To add")),
    )
    rows = tuple(
        (
            draft.claim_id,
            label(draft.type),
            str(draft.quantity),
            str(draft.first_day),
            str(draft.deadline or "-"),
            listed(map(label, draft.to_add)),
        )
        for draft in prepared.drafts
    )
    return Table(columns, rows)
