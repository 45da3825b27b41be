"""`casewright check`: load and judge, and show the verdicts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from casewright.cli.intake import Judged, NoLocation, Paid, claim_files, judged
from casewright.cli.language import Lang
from casewright.cli.ledgers import filed_lately, known
from casewright.cli.result import Result
from casewright.errors import ExitCode, UsageError
from casewright.intake.fix_up import fix_up
from casewright.policy.caps import capped
from casewright.policy.rules import load_rules
from casewright.policy.stakes import AtStake, at_stake
from casewright.report.document import verdict_document
from casewright.report.table import Table
from casewright.report.verdicts import counted, refusals, stake_table, verdict_table
from casewright.settings import Settings, load_settings

app = typer.Typer()

Claims = Annotated[
    list[Path], typer.Argument(metavar="CLAIMS", help="Files or folders of claims: xlsx, csv, yaml, json.")
]


@app.command()
def check(
    claims: Claims,
    reimbursements: Paid = None,
    strip_location: NoLocation = None,
    mended: Annotated[
        Path | None,
        typer.Option("--fix-up", metavar="OUT", help="Write the sheet back (.xlsx) with each problem as a comment."),
    ] = None,
    lang: Lang = None,
) -> Result:
    """Load claims, judge them, and show verdict, reason and deadline, and the money at stake by deadline.

    Nothing is opened or sent. Ends with 1 when a claim is refused or a row cannot be read.
    """
    settings = load_settings(reimbursements=reimbursements, lang=lang, strip_location=strip_location)
    found = judged(claims, settings, known(settings))
    now = datetime.now(UTC)
    rules = load_rules(settings.rules)
    found = replace(found, verdicts=capped(found.verdicts, rules, settings.per_day, filed_lately(settings), now))
    stakes = at_stake(found.verdicts, now)
    written = _written_back(claims, found, settings, mended) if mended else None
    return Result(
        "check",
        data={
            "claims": [verdict_document(verdict) for verdict in found.verdicts],
            "at_stake": [one.model_dump(mode="json") for one in stakes],
            "rows": found.batch.rows,
            "statements": list(found.batch.statements),
            "fix_up": written and str(written),
        },
        view=[*_view(found, stakes, settings), *([f"With comments: {written}"] if written else [])],
        problems=found.batch.problems,
        exit_code=ExitCode.REFUSED if found.broken else ExitCode.DONE,
    )


def _written_back(claims: Sequence[Path], found: Judged, settings: Settings, out: Path) -> Path:
    files = claim_files(claims)
    if len(files) != 1:
        raise UsageError(
            f"--fix-up writes one sheet back, and {len(files)} were given", remedy="Check them one at a time."
        )
    against = [problem for one in found.verdicts for problem in one.problems(settings.language)]
    batch = found.batch.model_copy(update={"problems": (*found.batch.problems, *against)})
    return fix_up(files[0], batch, out, settings.columns)


def _view(found: Judged, stakes: Sequence[AtStake], settings: Settings) -> list[str | Table]:
    language = settings.language
    ready = sum(verdict.fileable for verdict in found.verdicts)
    view: list[str | Table] = [*found.batch.statements]
    if found.verdicts:
        view.append(verdict_table(found.verdicts, language))
    view += ["", *refusals(found.verdicts, language)]
    if stakes:
        view += [stake_table(stakes, language), ""]
    view.append(counted(ready, len(found.verdicts), found.batch.rows, language))
    return view
