"""A check as text and as a document: verdicts, reasons, and the money at stake by deadline."""

from __future__ import annotations

from casewright.app.check import Checked
from casewright.intake.guide import Language
from casewright.report.document import verdict_document
from casewright.report.table import Table
from casewright.report.verdicts import counted, refusals, stake_table, verdict_table


def check_document(checked: Checked) -> dict[str, object]:
    """What stands behind `data`."""
    batch = checked.judged.batch
    return {
        "claims": [verdict_document(verdict) for verdict in checked.judged.verdicts],
        "at_stake": [stake.model_dump(mode="json") for stake in checked.stakes],
        "rows": batch.rows,
        "statements": list(batch.statements),
        "fix_up": checked.written_back and str(checked.written_back),
    }


def check_view(checked: Checked, language: Language = "en") -> list[str | Table]:
    """The same for people: what was taken as given, each verdict, why claims are refused, money, and the count."""
    batch, verdicts = checked.judged.batch, checked.judged.verdicts
    view: list[str | Table] = [*batch.statements]
    if verdicts:
        view.append(verdict_table(verdicts, language))
    view += ["", *refusals(verdicts, language)]
    if checked.stakes:
        view += [stake_table(checked.stakes, language), ""]
    ready = sum(verdict.fileable for verdict in verdicts)
    view.append(counted(ready, len(verdicts), batch.rows, language))
    if checked.written_back:
        view.append(f"With comments: {checked.written_back}")
    return view
