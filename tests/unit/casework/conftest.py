"""Claims, entries and flows small enough to see through."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.sample_claims import sample

from casewright.casework.plan import Plan, make_plan
from casewright.ledger.store import Ledger, open_ledger
from casewright.model.claim import Claim
from casewright.model.evidence import Evidence, EvidenceKind
from casewright.model.fingerprint import reference
from casewright.model.form import Form
from casewright.policy.verdict import Verdict

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
FLOWS = {"help-center@1": "a" * 64}


def claim(claim_id: str = "A-1", **changes: object) -> Claim:
    own = {"claim_id": claim_id, "transaction_id": f"2026101000{sum(map(ord, claim_id)):04}"}
    return sample(**own | changes)


def write(one: Claim) -> Form:
    mark = reference(one)
    text = f"{one.quantity} units of {one.product_name} were lost. {one.details}\n{mark}"
    return Form(
        reference=mark,
        subject=f"{one.main_identifier} {mark}",
        message=text,
        short_message=text,
        steps_taken="Looked into the inventory ledger.",
        references=one.main_identifier,
        main_identifier=one.main_identifier,
        claim_type=one.type,
        evidence=one.evidence,
    )


@pytest.fixture
def claims_file(tmp_path: Path) -> Path:
    file = tmp_path / "claims.csv"
    file.write_text("as the loader saw it", encoding="utf-8")
    return file


@pytest.fixture
def planned(claims_file: Path) -> Callable[..., Plan]:
    """A plan of the given claims, all fileable unless a verdict says otherwise."""

    def make(*claims: Claim, flows: dict[str, str] = FLOWS, verdicts: tuple[Verdict, ...] = ()) -> Plan:
        judged = (*(Verdict(claim=one) for one in claims), *verdicts)
        return make_plan(judged, flows, write, [claims_file], NOW)

    return make


@pytest.fixture
def invoice(tmp_path: Path) -> Evidence:
    path = tmp_path / "invoice 7.pdf"
    path.write_bytes(b"%PDF-1.7 an invoice")
    content = path.read_bytes()
    return Evidence(
        kind=EvidenceKind.STOCK_DOCUMENT,
        path=path,
        name=path.name,
        media_type="application/pdf",
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
    )


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(tmp_path / "ledger.sqlite", "sandbox") as opened:
        yield opened
