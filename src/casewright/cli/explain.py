"""`casewright explain`: a claim type in plain words."""

from __future__ import annotations

from typing import Annotated

import typer

from casewright.claims.claim import CLAIM_TYPES
from casewright.cli.result import Result
from casewright.errors import UsageError
from casewright.policy.explain import Explanation, WindowExplained
from casewright.policy.explain import explain as explained
from casewright.policy.rules import load_rules
from casewright.report.table import plain
from casewright.settings import load_settings

app = typer.Typer()


@app.command()
def explain(
    claim_type: Annotated[
        str | None, typer.Argument(metavar="[TYPE]", help="A claim type; all of them without.")
    ] = None,
) -> Result:
    """When a claim may be filed, with which proof, in which window, and what to expect."""
    wanted = claim_type and claim_type.casefold().replace(" ", "_").replace("-", "_")
    if wanted and wanted not in CLAIM_TYPES:
        raise UsageError(f"there is no claim type {claim_type}", remedy=f"One of {', '.join(CLAIM_TYPES)}.")
    settings = load_settings()
    rules = load_rules(settings.rules)
    told = [explained(name, rules, settings.lang or "en") for name in ([wanted] if wanted else CLAIM_TYPES)]
    return Result(
        "explain",
        data={"types": [one.model_dump(mode="json") for one in told]},
        view=[_type(one) for one in told],
    )


def _type(one: Explanation) -> str:
    lines = [f"{one.title} ({one.claim_type})", f"  Needs: {', '.join(map(plain, one.needs))}"]
    return "\n".join([*lines, *(line for window in one.windows for line in _window(window)), ""])


def _window(window: WindowExplained) -> list[str]:
    lines = [
        f"  {', '.join(window.marketplaces)}: {window.sentence}",
        f"    Counted from: {window.counts_from}",
        f"    Proof: {', '.join(map(plain, window.proof)) or 'none is required'}",
    ]
    lines += [f"    Often asked for: {', '.join(map(plain, window.advised))}"] if window.advised else []
    lines += [f"    Expect: {window.expect}"] if window.expect else []
    lines += [f"    Often refused for: {reason}" for reason in window.refused_for]
    return [*lines, f"    Source: {window.source} (checked {window.checked_on})"]
