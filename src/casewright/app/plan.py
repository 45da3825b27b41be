"""Planning: claims files judged and made into a plan, which binds each claim to its text and to the flows."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from casewright.app.check import HeldLosses, Judged, judge_files, writer_of
from casewright.app.events import Listener, ignore_events
from casewright.app.sites import known_flows
from casewright.app.workspace import Workspace
from casewright.casework.plan import Plan, make_plan
from casewright.flow.model import FlowSet
from casewright.intake.claim_files import list_claim_files
from casewright.policy.caps import Caps


@dataclass(frozen=True, slots=True)
class Planned:
    """Claims files judged and made into a plan. A plan without entries is a plan too."""

    judged: Judged
    plan: Plan
    flows: FlowSet


def plan_claims(
    workspace: Workspace,
    paths: Sequence[Path],
    held: HeldLosses,
    tell: Listener = ignore_events,
    *,
    caps: Caps | None = None,
    early_claims: frozenset[str] = frozenset(),
) -> Planned:
    """Load, judge and plan the files; `held` is asked which of the losses a ledger holds already.

    `caps` and `early_claims` are as for `judge_files`.

    Raises:
        FlowError: a flow cannot be used.
        BadTemplate: one of the seller's own templates cannot be used.
    """
    flows, writer = known_flows(workspace), writer_of(workspace)
    judged = judge_files(workspace, paths, held, writer, caps=caps, early_claims=early_claims, tell=tell)
    plan = make_plan(judged.verdicts, flows.digests, writer, list_claim_files(paths), datetime.now(UTC))
    plan = plan.model_copy(update={"strip_location": workspace.settings.strip_location})
    return Planned(judged, plan, flows)


def is_plan(path: Path) -> bool:
    """Whether a file is a plan rather than a file of claims: JSON with a plan's digest and entries."""
    if path.suffix.casefold() != ".json":
        return False
    try:
        content = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return False
    return isinstance(content, dict) and {"schema_version", "entries", "digest"} <= content.keys()
