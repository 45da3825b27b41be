"""One good claim of each type, to change in tests."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from pydantic import TypeAdapter

from casewright.model.claim import Claim

CLAIM: TypeAdapter[Any] = TypeAdapter(Claim)

COMMON: dict[str, Any] = {
    "claim_id": "A-1",
    "account": "Harbor Lane Goods",
    "marketplace": "US",
    "event_date": date(2026, 10, 10),
    "quantity": 3,
    "unit_value": Decimal("12.50"),
    "currency": "USD",
    "product_name": "Bamboo tray",
    "fnsku": "X001ABC2D3",
}

OWN: dict[str, dict[str, Any]] = {
    "lost_in_warehouse": {},
    "damaged_in_warehouse": {"transaction_id": "20264418827301"},
    "order_discrepancy": {"order_id": "112-4839201-5567183", "shipment_id": "FBA15DK9QW2P"},
    "inbound_lost": {"shipment_id": "FBA15DK9QW2P"},
    "inbound_damaged": {"shipment_id": "FBA15DK9QW2P"},
    "customer_return": {"order_id": "112-4839201-5567183", "lpn": "LPNRR41827365"},
    "return_damaged": {"order_id": "112-4839201-5567183", "lpn": "LPNRR41827365"},
    "mcf_order": {"order_id": "S01-4839201-5567183"},
    "reevaluation": {"reimbursement_id": "10244181663"},
    "reversal": {"reimbursement_id": "10244181663", "details": "No unit was found in our ledger after 2026-10-01."},
    "removal_lost": {"removal_order_id": "Return-2026-10", "tracking_id": "1Z999AA10123456784"},
    "removal_damaged": {"removal_order_id": "Return-2026-10"},
}


def sample(claim_type: str = "lost_in_warehouse", **changes: Any) -> Any:
    """A good claim with the changes made; a change to None leaves the field out."""
    fields = COMMON | OWN[claim_type] | {"type": claim_type} | changes
    return CLAIM.validate_python({name: value for name, value in fields.items() if value is not None})
