"""The intake: files of claims loaded, judged and made into a plan, the same way for every command."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from casewright.casework.plan import Plan, make_plan
from casewright.cli.output import Ticker
from casewright.flow.model import FlowSet
from casewright.flow.read import read_flows
from casewright.intake.load import READERS, load
from casewright.intake.photo_copies import Copies
from casewright.intake.report_rows import Reimbursement
from casewright.intake.reports import Report, read_reimbursements
from casewright.model.claim import Batch
from casewright.model.outcome import Outcome
from casewright.places import flows, home
from casewright.policy.judge import Facts, judge_all
from casewright.policy.rules import load_rules
from casewright.policy.verdict import Verdict
from casewright.settings import Settings
from casewright.wording.writer import Writer, load_writer

Paid = Annotated[
    Path | None,
    typer.Option("--reimbursements", help="Amazon's Reimbursements report: what was paid is not claimed again."),
]
"""The option of every command that judges claims."""
NoLocation = Annotated[
    bool | None,
    typer.Option("--strip-location/--keep-location", help="Send copies of photos without the place they were taken."),
]
"""The option of every command that looks at evidence; not given, the settings decide."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What the files held, and what the rules say of each claim."""

    batch: Batch
    verdicts: tuple[Verdict, ...]

    @property
    def broken(self) -> bool:
        """Whether a row could not be read as a claim, or a claim is refused; one that only waits a day is not."""
        return any(problem.severity == "error" for problem in self.batch.problems) or any(
            verdict.refusal not in {None, Outcome.CAPPED} for verdict in self.verdicts
        )


def judged(
    paths: Sequence[Path], settings: Settings, filings: dict[str, str] | None = None, writer: Writer | None = None
) -> Judged:
    """Load the files and judge every claim in them, with the text that would be sent.

    `filings` is what the ledger holds already: fingerprint → case ID or state. `writer` is the settings' by default.

    Raises:
        BadTemplate: one of the seller's own templates cannot be used.
    """
    copies = Copies(strip_location=settings.strip_location)
    with Ticker() as ticker:
        batch = load(paths, settings.columns, lambda rows: ticker.detail(f"{rows:,} rows read"), copies=copies)
    asked = settings.reimbursements
    paid: Report[Reimbursement] = read_reimbursements(asked) if asked else Report()
    batch = batch.model_copy(
        update={"problems": batch.problems + paid.problems, "statements": batch.statements + paid.statements}
    )
    facts = Facts(now=datetime.now(UTC), filings=filings or {}, reimbursements=paid.rows)
    words = writer or load_writer(settings.wording, settings.templates, says_automated=settings.say_automated)
    return Judged(batch, judge_all(batch.claims, load_rules(settings.rules), facts, words))


def flow_set() -> FlowSet:
    """The shipped flows with the user's mends over them.

    Raises:
        FlowError: with every mistake of every file.
    """
    return read_flows(flows(), home().mends)


def claim_files(paths: Sequence[Path]) -> list[Path]:
    """The files that loading reads: of a folder, the files of claims in it."""
    found: list[Path] = []
    for path in paths:
        inside = sorted(path.iterdir()) if path.is_dir() else [path]
        found += [one for one in inside if one.is_file() and one.suffix.casefold() in READERS]
    return found


@dataclass(frozen=True, slots=True)
class Prepared:
    """Claims files judged and made into a plan. A plan without entries is a plan too."""

    judged: Judged
    plan: Plan
    flows: FlowSet


def prepared(paths: Sequence[Path], settings: Settings, filings: dict[str, str]) -> Prepared:
    """Load, judge and plan the files; `filings` as for `judged`."""
    known = flow_set()
    writer = load_writer(settings.wording, settings.templates, says_automated=settings.say_automated)
    found = judged(paths, settings, filings, writer)
    plan = make_plan(found.verdicts, known.digests, writer, claim_files(paths), datetime.now(UTC))
    plan = plan.model_copy(update={"strip_location": settings.strip_location})
    return Prepared(found, plan, known)


def is_plan(path: Path) -> bool:
    """Whether a file is a plan rather than a file of claims: JSON with a plan's digest and entries."""
    if path.suffix.casefold() != ".json":
        return False
    try:
        content = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return False
    return isinstance(content, dict) and {"schema_version", "entries", "digest"} <= content.keys()
