from __future__ import annotations

import copy
import json

import pytest
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML

from casewright.intake.claim_schema import json_schema
from casewright.model.claim import CLAIM_TYPES
from casewright.places import shipped

CLAIM = {
    "claim_id": "C-1", "type": "lost_in_warehouse", "event_date": "2026-10-13", "quantity": 3, "unit_value": 12.5,
    "product_name": "Blue mug", "fnsku": "X002L7QK4D", "stock_documents": ["evidence/a.pdf"],
}  # fmt: skip
FILE = {"account": "Harbor Lane Goods", "marketplace": "US", "currency": "USD", "claims": [CLAIM]}


def complaints(data):
    return [error.message for error in Draft202012Validator(json_schema()).iter_errors(data)]


def test_it_is_a_schema():
    Draft202012Validator.check_schema(json_schema())
    assert json.loads(json.dumps(json_schema())) == json_schema()


def test_the_example_file_fits():
    text = (shipped() / "examples" / "claims.yaml").read_text(encoding="utf-8")
    data = YAML(typ="safe").load(text)
    for claim in data["claims"]:
        claim["event_date"] = claim["event_date"].isoformat()

    assert complaints(data) == []


def test_a_file_and_a_bare_list_fit():
    assert complaints(FILE) == []
    assert complaints([CLAIM | {"account": "Harbor Lane Goods"}]) == []


@pytest.mark.parametrize(
    "change",
    [{"type": "stolen"}, {"fnsku": "X0O2"}, {"quantity": 0}, {"quantity": 1.5}, {"colour": "red"}, {"claim_id": "a b"}],
)
def test_what_the_loader_refuses_an_editor_underlines(change):
    data = copy.deepcopy(FILE)
    data["claims"][0] |= change

    assert complaints(data)


def test_every_claim_type_is_there_with_what_it_needs():
    made = json_schema()["$defs"]

    assert set(made) == set(CLAIM_TYPES)
    assert {"fnsku", "transaction_id"} <= set(made["damaged_in_warehouse"]["required"])
    assert all("evidence" in one["properties"] and "place" not in one["properties"] for one in made.values())
