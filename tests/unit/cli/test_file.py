from __future__ import annotations

import json
from pathlib import Path

import pytest

from casewright.app.plan import is_plan

from .conftest import Casewright


def test_yes_without_a_plan_is_refused_and_the_way_to_one_is_told(casewright: Casewright, demo_claims: Path):
    done = casewright("file", demo_claims, "--site", "sandbox", "--yes")
    assert done.code == 2
    assert "casewright preview" not in done.out
    assert "casewright preview" in done.err


def test_without_a_terminal_filing_is_refused_before_anything_is_opened(casewright: Casewright, demo_claims: Path):
    done = casewright("file", demo_claims, "--site", "sandbox", "--json")
    assert done.document["exit_code"] == 4
    remedy = done.document["problems"][0]["remedy"]
    assert "in a terminal" in remedy
    assert "--yes" not in remedy, "never a command that files without asking"


def test_the_demo_is_refused_without_a_terminal_and_names_its_flag(casewright: Casewright, at_home: Path):
    done = casewright("demo")
    assert done.code == 4
    assert "casewright demo --yes" in done.err
    assert not (at_home / "demo").exists()


def test_a_plan_that_was_edited_is_refused(casewright: Casewright, tmp_path: Path):
    plan = tmp_path / "plan.json"
    plan.write_text(json.dumps({"schema_version": 1, "entries": [], "digest": "0" * 64}), encoding="utf-8")
    done = casewright("file", plan, "--site", "sandbox", "--yes")
    assert done.code == 1
    assert "Make it again with `casewright preview`." in done.err


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("plan.json", '{"schema_version": 1, "entries": [], "digest": ""}', True),
        ("claims.json", '{"claims": []}', False),
        ("claims.json", "[]", False),
        ("claims.json", "not json", False),
        ("plan.txt", '{"schema_version": 1, "entries": [], "digest": ""}', False),
    ],
)
def test_a_plan_is_told_from_claims_by_what_is_in_it(tmp_path: Path, name: str, content: str, expected: bool):
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    assert is_plan(path) is expected


def test_a_limit_is_at_least_one(casewright: Casewright, demo_claims: Path):
    assert casewright("file", demo_claims, "--limit", "0").code == 2


def test_the_claims_of_other_accounts_are_left_for_another_run(casewright: Casewright, demo_claims: Path):
    done = casewright("preview", demo_claims, "--account", "Somebody Else", "-o", "review", "--json")
    assert done.document["data"]["claims"] == []
    assert json.loads(Path("review/plan.json").read_text(encoding="utf-8"))["entries"] == []
