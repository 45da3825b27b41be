"""The claims that are filed on generated sites, and what of each was approved."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from shutil import copytree
from typing import Any

from casewright.app.check import hold_nothing
from casewright.app.plan import plan_claims
from casewright.app.workspace import open_workspace
from casewright.casework.plan import save_plan

ACCOUNT = "Harbor Lane Goods"
_EVIDENCE = Path(__file__).parents[2] / "fixtures" / "claims" / "demo" / "evidence"
_COMMON: dict[str, Any] = {
    "account": ACCOUNT,
    "marketplace": "US",
    "quantity": 3,
    "unit_value": "18.90",
    "currency": "USD",
    "product_name": "Ceramic Table Lamp, White",
    "fnsku": "X002T6HC3Y",
    "asin": "B0CNF2R7JV",
    "sku": "HL-LMP-WHT",
    "shipment_id": "FBA17H9Z5TLC",
    "transaction_id": "20265318911042",
    "stock_documents": "evidence/invoice-KG-7702.pdf",
    "details": "The seller's \"own\" words: three units, 3 lines;\nthey don't come back… and nobody paid.",
}
_PARTICULAR: dict[str, tuple[int, dict[str, Any]]] = {
    "lost_in_warehouse": (41, {"stock_documents": "evidence/invoice-BP-20418.pdf; evidence/packing-slip-BP-20418.pdf"}),
    "damaged_in_warehouse": (33, {"photos": "evidence/HL-1044-broken-lamp.jpg"}),
    "customer_return": (80, {"order_id": "112-4839201-5567183"}),
    "inbound_damaged": (
        40,
        {"photos": "evidence/HL-1044-broken-lamp.jpg", "proof_of_delivery": "evidence/packing-slip-BP-20418.pdf"},
    ),
    "inbound_lost": (40, {"proof_of_delivery": "evidence/packing-slip-BP-20418.pdf"}),
}
"""Days since the event, and what a claim of the type has beside what all have."""


@dataclass(frozen=True, slots=True)
class Approved:
    """One claim with its approved plan: `form` is what the plan says will be sent, `files` name → content."""

    claim_type: str
    account: str
    plan: Path
    form: dict[str, Any]
    files: tuple[tuple[str, bytes], ...]

    @property
    def identifiers(self) -> frozenset[str]:
        """Every number of Amazon's that belongs to the claim."""
        names = ("fnsku", "asin", "sku", "order_id", "shipment_id", "transaction_id", "lpn", "tracking_id")
        return frozenset(filter(None, (self.form[name] for name in names)))


def approve(claim_type: str, folder: Path) -> Approved:
    """Write a sheet with one claim of the type, and the plan of it that a person would have approved."""
    copytree(_EVIDENCE, folder / "evidence", dirs_exist_ok=True)
    days, particular = _PARTICULAR[claim_type]
    day = date.today() - timedelta(days=days)  # noqa: DTZ011 (the sheet is read on this machine's day)
    claim = {"claim_id": f"UK-{claim_type}", "type": claim_type, "event_date": day.isoformat(), **_COMMON, **particular}
    sheet = folder / f"{claim_type}.json"
    sheet.write_text(json.dumps([claim]), encoding="utf-8")
    made = plan_claims(open_workspace(), [sheet], hold_nothing).plan
    assert made.entries, made.refused
    form = made.entries[0].form
    return Approved(
        claim_type,
        ACCOUNT,
        save_plan(made, folder / f"{claim_type}-plan.json"),
        form.model_dump(mode="json"),
        tuple((one.name, Path(one.path).read_bytes()) for one in form.evidence),
    )
