"""`casewright check`: load and judge, and show the verdicts."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from casewright.cli.intake import Judged, Paid, judged
from casewright.cli.ledgers import known
from casewright.cli.result import Result
from casewright.errors import ExitCode
from casewright.report.document import verdict_document
from casewright.report.table import Table, refusals, verdict_table
from casewright.settings import load_settings

app = typer.Typer()

Claims = Annotated[
    list[Path], typer.Argument(metavar="CLAIMS", help="Files or folders of claims: xlsx, csv, yaml, json.")
]


@app.command()
def check(claims: Claims, reimbursements: Paid = None) -> Result:
    """Load claims, judge them, and show verdict, reason and deadline.

    Nothing is opened or sent. Ends with 1 when a claim is refused or a row cannot be read.
    """
    settings = load_settings(reimbursements=reimbursements)
    found = judged(claims, settings, known(settings))
    return Result(
        "check",
        data={
            "claims": [verdict_document(verdict) for verdict in found.verdicts],
            "rows": found.batch.rows,
            "statements": list(found.batch.statements),
        },
        view=_view(found),
        problems=found.batch.problems,
        exit_code=ExitCode.REFUSED if found.broken else ExitCode.DONE,
    )


def _view(found: Judged) -> list[str | Table]:
    ready = [verdict for verdict in found.verdicts if verdict.fileable]
    view: list[str | Table] = [*found.batch.statements]
    if found.verdicts:
        view.append(verdict_table(found.verdicts))
    view.extend(refusals(found.verdicts))
    view.append(f"{len(ready)} of {len(found.verdicts)} claims may be filed today ({found.batch.rows} rows read).")
    return view
