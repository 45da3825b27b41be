from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from casewright.model.claim import CLAIM_TYPES

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


@pytest.mark.parametrize("name", CLAIM_TYPES)
def test_a_claim_type_is_explained_in_chinese_with_the_same_sources(casewright: Casewright, name: str):
    english, chinese = (casewright("explain", name, "--lang", lang) for lang in ("en", "zh"))
    assert "Counted from: " in english.out
    assert "起算日：" in chinese.out
    needs = re.search(r"(?:必填|以下之一)：(.*)", chinese.out)
    assert needs
    assert chinese.out.count("来源：") == english.out.count("Source: ")
    assert "_" not in needs.group(1), "fields are called as in the Chinese sheet"


def test_the_template_is_chinese_where_the_interface_is(casewright: Casewright, tmp_path: Path):
    casewright("template", tmp_path / "claims.csv", "--lang", "zh")
    assert "店铺" in (tmp_path / "claims.csv").read_text(encoding="utf-8-sig")


@pytest.mark.parametrize("words", [("--lang", "zh", "check", "--help"), ("check", "--help", "--lang=zh")])
def test_a_commands_help_is_in_the_language_that_was_asked_for(casewright: Casewright, words: tuple[str, ...]):
    told = casewright(*words).out
    assert "读取索赔并判定" in told
    assert "Load claims" not in told
