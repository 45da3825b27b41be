"""What an answer asks for is read from its requests, not from every mention."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casewright.model.evidence import EvidenceKind
from casewright.policy.requested_evidence import asked_for

STOCK, PHOTO, DELIVERY = EvidenceKind.STOCK_DOCUMENT, EvidenceKind.PHOTO, EvidenceKind.PROOF_OF_DELIVERY


@pytest.mark.parametrize(
    ("answer", "kinds"),
    [
        ("Please provide an invoice that shows the units.", (STOCK,)),
        ("We need photos of the damaged goods and a packing slip.", (STOCK, PHOTO)),
        ("Kindly share the proof of delivery, signed by the carrier.", (DELIVERY,)),
        ("To go on we require:\n- supplier invoices\n- the bill of lading\nThank you.", (STOCK, DELIVERY)),
        ("Thank you for the invoice. Your claim was approved.", ()),
        ("We have reimbursed 3 units.", ()),
        ("", ()),
    ],
)
def test_requests_are_understood_and_thanks_are_not(answer, kinds):
    assert set(asked_for(answer)) == set(kinds)


def test_each_kind_is_told_once():
    assert asked_for("Please send an invoice. Please send the receipt.") == (STOCK,)


@given(st.text(max_size=400))
def test_any_answer_can_be_read(answer):
    assert len(asked_for(answer)) == len(set(asked_for(answer)))
