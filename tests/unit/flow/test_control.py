"""A control may be named by the claim's own values; what the claim does not have is on no page."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from casewright.flow.control import Control, Scope

SHIPMENT = Control(name="address", role="url", labels={"en": (r"/summary/{shipment_id}/contents(?:[/?#]|$)",)})
REIMBURSE = Control(
    name="reimburse", role="button", labels={"en": ("Reimburse",)}, row={"en": ("{fnsku} {transaction_id}",)}
)


@given(st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1))
def test_a_value_in_an_address_stands_for_itself_and_nothing_else(shipment):
    [pattern] = SHIPMENT.for_claim({"shipment_id": shipment}.__getitem__).names("en")
    assert re.search(pattern, f"/summary/{shipment}/contents")
    assert not re.search(pattern, f"/summary/{shipment}x/contents")


def test_a_row_is_the_claims_own():
    known = {"fnsku": "X0012AB34C", "transaction_id": "222"}
    assert REIMBURSE.for_claim(known.__getitem__).scopes("en") == (Scope("row", ("X0012AB34C 222",)),)


def test_what_the_claim_does_not_have_keeps_its_braces():
    lacking = REIMBURSE.for_claim({"fnsku": "X0012AB34C", "transaction_id": " "}.__getitem__)
    assert lacking.scopes("en") == (Scope("row", ("X0012AB34C {transaction_id}",)),)


def test_a_control_without_a_place_is_the_same_for_every_claim():
    plain = Control(name="send", role="button", labels={"en": ("Send",)})
    assert plain.for_claim(lambda name: name) is plain
