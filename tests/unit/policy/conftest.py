"""Claims and facts for the judgement."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from tests.sample_claims import sample

from casewright.model.evidence import Evidence, EvidenceKind
from casewright.policy.facts import Facts

NOW = datetime(2026, 11, 23, 20, 0, tzinfo=UTC)
"""Noon in Seattle."""


def proof(kind: EvidenceKind, name: str = "") -> Evidence:
    name = name or f"{kind}.pdf"
    return Evidence(
        kind=kind, path=Path("here") / name, name=name, media_type="application/pdf", size=9, sha256="a" * 64
    )


EVERY_PROOF = tuple(proof(kind) for kind in EvidenceKind)


def proven(claim_type: str = "lost_in_warehouse", **changes: Any) -> Any:
    """A good claim with one file of every kind."""
    return sample(claim_type, **({"evidence": EVERY_PROOF} | changes))


@pytest.fixture
def facts() -> Facts:
    """It is noon in Seattle on 2026-11-23, and nothing was filed or paid yet."""
    return Facts(now=NOW)
