"""Personal data of buyers: found by its form, with its place; Amazon's own numbers are left in peace."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.sample_claims import sample

from casewright.model.identifiers import Fnsku, Lpn, OrderId, ShipmentId, TransactionId
from casewright.model.problem import Place
from casewright.privacy.buyer_data import find_personal_data, without_personal_data


def found(text: str, marketplace: str = "US") -> list[str]:
    return [str(one.called) for one in find_personal_data(sample(details=text, marketplace=marketplace))]


@pytest.mark.parametrize(
    ("text", "marketplace", "called"),
    [
        ("The buyer is jane.doe+x@mail.example.com", "US", "an email address"),
        ("mail:買い手@例え.jp", "JP", "an email address"),
        ("Call (206) 266-1000", "US", "a telephone number"),
        ("Call +1 206 266 1000 after five", "DE", "a telephone number"),
        ("Tel. 030 901820", "DE", "a telephone number"),
        ("Tel 020 7946 0018", "UK", "a telephone number"),
        ("03-3224-5000", "JP", "a telephone number"),
        ("Phone: 2062661000", "US", "a telephone number"),
        ("买家手机 13800138000", "US", "a telephone number"),
        ("电话 +86 138-0013-8000", "US", "a telephone number"),
        ("He lives at 410 Terry Avenue", "US", "a postal address"),
        ("wohnt in der Marcel-Breuer-Straße 12", "DE", "a postal address"),
        ("12 rue de Rivoli", "FR", "a postal address"),
        ("Via Monte Rosa, 91", "IT", "a postal address"),
        ("Calle de Ramírez de Prado, 5", "ES", "a postal address"),
        ("〒153-0064 東京都目黒区", "JP", "a postal address"),
        ("广东省深圳市南山区科技园南路88号", "US", "a postal address"),
        ("Buyer: Quilla Plantova returned it", "US", "a name"),
        ("customer name: Ana María López", "ES", "a name"),
        ("买家姓名：王小明", "US", "a name"),
    ],
)
def test_it_is_found_in_the_ways_people_write_it(text, marketplace, called):
    assert called in found(text, marketplace)


@pytest.mark.parametrize("marketplace", ["US", "UK", "DE", "JP", "IN", "BR"])
@pytest.mark.parametrize(
    "text",
    [
        "We called support about 2062661000 and 17204938815",
        "Order 112-4839201-5567183, shipment FBA15DK9QW2P, FNSKU X001ABC2D3",
        "Transaction 20264418827301 and 2026441882",
        "Lost on 2026-10-10, found 2026/10/12, counted 10.10.2026",
        "Tracking 1Z999AA10123456784 and TBA305712345678",
        "3 units at 12.50 USD, 37.50 in all; 1,250 boxes of 30 x 20 x 15 cm, 0.45 kg",
        "LPNRR41827365, case 17204938815, CW-7H2K9QWM",
        "Fulfillment center PHX7, dock 12, pallet 4 of 5",
        "Sizes 10 20 30 40 50 60 70",
        "Buyer: returned the unit broken. Customer: Damaged. Recipient: none",
        "Recipient: Amazon Fulfillment Center FTW1",
        "Recipient: AMAZON FTW1",
        "Buyer: Not Known",
        "Customer: Return Received Damaged",
        "商品尺寸 30×20×15 厘米，数量 300",
        "",
    ],
)
def test_what_a_claim_is_made_of_is_no_personal_data(text, marketplace):
    assert found(text, marketplace) == []


@pytest.mark.parametrize("kind", [OrderId, TransactionId, Fnsku, Lpn, ShipmentId])
@given(data=st.data())
def test_no_identifier_of_amazon_is_taken_for_a_telephone_number(kind, data):
    text = data.draw(st.from_regex(kind.pattern, fullmatch=True))
    assert found(f"see {text} please") == []


def test_the_place_is_told_down_to_the_line():
    claim = sample(details="one\ntwo a@example.com", place=Place(file="claims.xlsx", sheet="Claims", row=4))
    (one,) = find_personal_data(claim)
    assert str(one.where) == "claims.xlsx, sheet Claims, row 4, details, line 2"
    assert one.text == "a@example.com"


def test_the_products_name_is_looked_through_too():
    (one,) = find_personal_data(sample(product_name="Tray for a@example.com"))
    assert str(one.where) == "product_name"


def test_everything_is_found_at_once():
    assert len(found("a@example.com, b@example.com\n+1 206 266 1000")) == 3


@given(st.text(max_size=300))
def test_no_text_upsets_it(text):
    claim = sample().model_copy(update={"details": text})
    assert all(one.called and one.text for one in find_personal_data(claim))


def test_a_refused_claim_is_kept_with_hints_of_what_to_take_out_and_no_more():
    claim = sample(product_name="Jar", details="Buyer: Quilla Plantova\njane@mail.example, call (206) 266-1000")

    kept = without_personal_data(claim)

    assert kept.details == "Buyer: Qu…a\nja…e, call (2…0"
    assert (kept.product_name, kept.claim_id) == ("Jar", claim.claim_id)
    assert without_personal_data(kept) == kept
    assert {one.hint for one in find_personal_data(claim)} == {"Qu…a", "ja…e", "(2…0"}
