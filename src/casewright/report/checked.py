"""A check as text and as a document: verdicts, reasons, and the money at stake by deadline."""

from __future__ import annotations

from casewright.app.check import Checked
from casewright.message import msg
from casewright.report.document import verdict_document
from casewright.report.summary import summary_line
from casewright.report.table import View
from casewright.report.verdicts import counted, stake_table, verdict_reasons, verdict_table, verdict_word


def check_document(checked: Checked) -> dict[str, object]:
    """Return the `data` of the JSON answer."""
    batch = checked.judged.batch
    return {
        "claims": [verdict_document(verdict) for verdict in checked.judged.verdicts],
        "at_stake": [stake.model_dump(mode="json") for stake in checked.stakes],
        "rows": batch.rows,
        "statements": [str(line) for line in batch.statements],
        "fix_up": checked.written_back and str(checked.written_back),
    }


def check_view(checked: Checked) -> View:
    """The same for people: what was taken as given, each verdict, why claims are refused, money, and the count."""
    batch, verdicts = checked.judged.batch, checked.judged.verdicts
    view: View = [*batch.statements]
    if verdicts:
        view.append(verdict_table(verdicts))
    view += ["", *verdict_reasons(verdicts)]
    if checked.stakes:
        view += [stake_table(checked.stakes), ""]
    if verdicts:
        view.append(summary_line((verdict_word(verdict), verdict.claim) for verdict in verdicts))
    ready = sum(verdict.fileable for verdict in verdicts)
    view.append(counted(ready, len(verdicts), batch.rows))
    if checked.written_back:
        view.append(msg("With comments: {path}", path=checked.written_back))
    return view
