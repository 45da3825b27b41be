"""Planning: judge claims files and make a plan, which binds each claim to its text and to the flows."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from casewright.app.check import HeldLosses, Judged, caps_of, judge_files, writer_of
from casewright.app.events import Listener, ignore_events
from casewright.app.sites import known_flows
from casewright.app.workspace import Workspace
from casewright.casework.plan import Plan, find_left_behind, make_plan, read_plan
from casewright.flow.model import FlowSet
from casewright.intake.claim_files import list_claim_files
from casewright.policy.caps import Caps
from casewright.policy.own_rules import load_rules
from casewright.policy.verdict import VerdictReason


@dataclass(frozen=True, slots=True)
class Planned:
    """Judged claims files and their plan. A plan without entries is a plan too."""

    judged: Judged
    plan: Plan
    flows: FlowSet
    left_behind: Mapping[str, VerdictReason] = field(default_factory=dict)
    """The entries that a run beginning now does not reach, by fingerprint: which cap, and until when they can wait."""


def plan_claims(
    workspace: Workspace,
    paths: Sequence[Path],
    held: HeldLosses,
    tell: Listener = ignore_events,
    *,
    caps: Caps | None = None,
    early_claims: frozenset[str] = frozenset(),
) -> Planned:
    """Load, judge and plan the files; `held` returns which of the losses a ledger already holds.

    `caps` and `early_claims` are as for `judge_files`.

    Raises:
        FlowError: a flow cannot be used.
        BadTemplate: one of the seller's own templates cannot be used.
    """
    flows, writer = known_flows(workspace), writer_of(workspace)
    caps = caps or caps_of(workspace, datetime.now(UTC))
    judged = judge_files(workspace, paths, held, writer, caps=caps, early_claims=early_claims, tell=tell)
    plan = make_plan(judged.verdicts, flows.digests, writer, list_claim_files(paths), datetime.now(UTC))
    reports = tuple(str(path.absolute()) for path in workspace.settings.reimbursements)
    bare = workspace.settings.strip_location
    plan = plan.model_copy(update={"strip_location": bare, "reimbursements": reports})
    return Planned(judged, plan, flows, find_left_behind(plan.entries, caps, load_rules(workspace.settings.rules)))


def open_plan(path: Path) -> Plan:
    """Read the plan in a file.

    Raises:
        PlanError: it cannot be read, or was changed by hand.
    """
    return read_plan(path)


def is_plan(path: Path) -> bool:
    """Return whether a file is a plan rather than a file of claims: JSON with a plan's digest and entries."""
    if path.suffix.casefold() != ".json":
        return False
    try:
        content = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return False
    return isinstance(content, dict) and {"schema_version", "entries", "digest"} <= content.keys()
