"""The fingerprint: the same loss is the same from whichever file, another loss is another."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.sample_claims import sample

from casewright.model.claim import CLAIM_TYPES
from casewright.model.evidence import Evidence, EvidenceKind
from casewright.model.fingerprint import claim_digest, fingerprint, may_be_same, reference
from casewright.model.identifiers import TransactionId


def proof(name: str = "invoice.pdf", sha256: str = "a" * 64, folder: str = "here") -> Evidence:
    return Evidence(
        kind=EvidenceKind.STOCK_DOCUMENT,
        path=Path(folder) / name,
        name=name,
        media_type="application/pdf",
        size=10,
        sha256=sha256,
    )


@pytest.mark.parametrize("claim_type", CLAIM_TYPES)
@pytest.mark.parametrize(
    "change",
    [
        {"claim_id": "B-2"},
        {"quantity": 9},
        {"unit_value": Decimal(3)},
        {"product_name": "Tray, bamboo"},
        {"details": "more"},
        {"evidence": (proof(),)},
        {"account": "harbor  lane GOODS"},
        {"marketplace": "us"},
        {"asin": "B07XYZ1234", "sku": "TRAY-1"},
    ],
)
def test_the_words_of_a_sheet_do_not_make_another_loss(claim_type, change):
    assert fingerprint(sample(claim_type, **change)) == fingerprint(sample(claim_type))


@pytest.mark.parametrize(
    ("claim_type", "change"),
    [
        ("lost_in_warehouse", {"event_date": date(2026, 10, 11)}),
        ("lost_in_warehouse", {"fnsku": "X001ABC2D4"}),
        ("lost_in_warehouse", {"fulfillment_center": "PHX7"}),
        ("lost_in_warehouse", {"account": "Other shop"}),
        ("lost_in_warehouse", {"marketplace": "DE"}),
        ("damaged_in_warehouse", {"transaction_id": "20264418827302"}),
        ("customer_return", {"lpn": "LPNRR41827366"}),
        ("customer_return", {"order_id": "112-4839201-5567184"}),
        ("inbound_lost", {"shipment_id": "FBA15DK9QW2Q"}),
        ("removal_lost", {"tracking_id": "1Z999AA10123456785"}),
    ],
)
def test_another_identifier_is_another_loss(claim_type, change):
    assert fingerprint(sample(claim_type, **change)) != fingerprint(sample(claim_type))


def test_a_transaction_item_id_alone_names_the_loss():
    with_id = sample(transaction_id="20264418827301")
    assert fingerprint(with_id) == fingerprint(sample(transaction_id="20264418827301", event_date=date(2026, 10, 12)))


@pytest.mark.parametrize("claim_type", ["customer_return", "inbound_lost", "removal_lost"])
def test_the_day_does_not_tell_losses_apart_where_an_order_or_shipment_does(claim_type):
    assert fingerprint(sample(claim_type, event_date=date(2026, 9, 1))) == fingerprint(sample(claim_type))


def test_every_claim_type_says_what_tells_its_losses_apart():
    prints = {fingerprint(sample(name, transaction_id="20264418827301")) for name in CLAIM_TYPES}
    assert len(prints) == len(CLAIM_TYPES)
    assert all(model.identity for model in CLAIM_TYPES.values())


@given(
    st.from_regex(TransactionId.pattern, fullmatch=True).filter(
        lambda text: len(set(text)) > 1 and text not in TransactionId.placeholders
    )
)
def test_the_reference_is_short_and_holds_no_look_alikes(transaction_id):
    mark = reference(sample(transaction_id=transaction_id))
    assert re.fullmatch(r"CW-[2-9A-HJKMNP-TV-Z]{8}", mark)


def test_the_reference_of_a_loss_stays_when_its_text_changes():
    assert reference(sample(details="first words")) == reference(sample(details="better words"))


@pytest.mark.parametrize(
    ("claim_type", "one", "other", "maybe"),
    [
        ("lost_in_warehouse", {"transaction_id": "20264418827301"}, {}, True),
        ("lost_in_warehouse", {"fulfillment_center": "PHX7"}, {}, True),
        ("customer_return", {}, {"lpn": None}, True),
        ("lost_in_warehouse", {}, {}, False),
        ("lost_in_warehouse", {"fulfillment_center": "PHX7"}, {"fulfillment_center": "LAX9"}, False),
        ("lost_in_warehouse", {"transaction_id": "20264418827301"}, {"event_date": date(2026, 10, 11)}, False),
        ("lost_in_warehouse", {"transaction_id": "20264418827301"}, {"fnsku": "X001ABC2D4"}, False),
        ("damaged_in_warehouse", {}, {"transaction_id": "20264418827302"}, False),
    ],
)
def test_two_rows_may_be_one_loss_where_one_says_more_than_the_other(claim_type, one, other, maybe):
    first, second = sample(claim_type, **one), sample(claim_type, **other)
    assert may_be_same(first, second) is may_be_same(second, first) is maybe


def test_the_digest_changes_with_anything_that_would_be_sent():
    first = claim_digest(sample(evidence=(proof(),)))
    assert claim_digest(sample(evidence=(proof(),), details="more")) != first
    assert claim_digest(sample(evidence=(proof(sha256="b" * 64),))) != first
    assert claim_digest(sample(evidence=(proof(name="other.pdf"),))) != first


def test_the_digest_stays_when_a_file_moves():
    assert claim_digest(sample(evidence=(proof(),))) == claim_digest(sample(evidence=(proof(folder="there"),)))
