"""Explain a claim type, from the same rules that judge it."""

from __future__ import annotations

from casewright.app.workspace import open_workspace
from casewright.model.claim import CLAIM_TYPES
from casewright.policy.explain import Explanation, explain
from casewright.policy.own_rules import load_rules


def explain_types(claim_type: str | None = None, *, lang: str | None = None) -> tuple[Explanation, ...]:
    """Say when a claim may be filed, with which proof, and what to expect; for all types if none is named.

    Raises:
        UsageError: there is no such claim type.
    """
    wanted = claim_type and claim_type.casefold().replace(" ", "_").replace("-", "_")
    rules = load_rules(open_workspace(lang=lang).settings.rules)
    return tuple(explain(name, rules) for name in ([wanted] if wanted else CLAIM_TYPES))
