from __future__ import annotations

import json
from pathlib import Path

import pytest

from casewright.claims.claim import CLAIM_TYPES

from .conftest import Casewright


@pytest.mark.parametrize("name", ["damaged_in_warehouse", "damaged in warehouse", "Damaged-in-Warehouse"])
def test_a_claim_type_is_explained_with_its_proof_and_source(casewright: Casewright, name: str):
    told = casewright("explain", name).out
    assert "photo" in told
    assert "Source: Amazon" in told


def test_without_a_type_all_of_them_are_explained(casewright: Casewright):
    types = casewright("explain", "--json").document["data"]["types"]
    assert [one["claim_type"] for one in types] == list(CLAIM_TYPES)


def test_a_type_that_is_not_there_is_answered_with_those_that_are(casewright: Casewright):
    done = casewright("explain", "stolen")
    assert done.code == 2
    assert "lost_in_warehouse" in done.err


def test_the_schema_is_one_json_document_also_without_the_flag(casewright: Casewright):
    assert json.loads(casewright("schema").out) == casewright("schema", "--json").document["data"]


@pytest.mark.parametrize("name", ["claims.xlsx", "claims.csv", "claims.yaml", "claims.json"])
def test_a_starter_file_is_written_once_and_never_over_another(casewright: Casewright, tmp_path: Path, name: str):
    out = tmp_path / name
    assert casewright("template", out).code == 0
    before = out.read_bytes()
    assert casewright("template", out).code == 2
    assert out.read_bytes() == before
