"""Held back: what a report could not say, what waits, and what a cap leaves behind, alike in check and plan."""

from __future__ import annotations

from pathlib import Path

import pytest

from casewright.app.check import hold_nothing
from casewright.app.plan import Planned, plan_claims
from casewright.app.workspace import Workspace
from casewright.casework.plan import still_approved
from casewright.places import home
from casewright.policy.caps import Caps
from casewright.settings import Settings

from .conftest import Casewright

HEADER = "approval-date\treimbursement-id\treason\tsku\tfnsku\tcurrency-unit\tquantity-reimbursed-total"
SIGN_IN = "<html><head><title>Amazon Sign-In</title></head></html>"


@pytest.fixture
def planned(at_home: Path, demo_claims: Path):
    def make(caps: Caps | None = None, early_claims: frozenset[str] = frozenset(), **settings: object) -> Planned:
        workspace = Workspace(Settings.model_validate(settings), home())
        return plan_claims(workspace, [demo_claims], hold_nothing, caps=caps, early_claims=early_claims)

    return make


def write(path: Path, *lines: str) -> Path:
    path.write_text("\n".join([*lines, ""]), encoding="utf-8")
    return path


def test_no_claim_is_planned_while_a_report_could_not_be_read(planned, tmp_path: Path):
    plan = planned(reimbursements=write(tmp_path / "report.txt", SIGN_IN)).plan
    assert plan.entries == ()
    assert {str(verdict.refusal) for verdict in plan.refused} == {"report_unread"}


def test_one_report_that_could_not_be_read_holds_back_beside_one_that_could(planned, tmp_path: Path):
    good = write(tmp_path / "good.txt", HEADER, "2026-10-29\t9001\tLost_Warehouse\tA\tX0038TTB2K\tUSD\t1")
    broken = write(tmp_path / "broken.txt", SIGN_IN)
    assert len(planned(reimbursements=[good]).plan.entries) == 4
    assert planned(reimbursements=[good, broken]).plan.entries == ()


def test_a_row_that_could_not_be_read_holds_back_the_claims_of_its_product(planned, tmp_path: Path):
    row = "2026-10-29\t9001\tLost_Warehouse\t\tX0031B8ZRN\tUSD\tmany"
    plan = planned(reimbursements=write(tmp_path / "report.txt", HEADER, row)).plan
    held = [verdict.claim.claim_id for verdict in plan.refused if verdict.refusal == "report_unread"]
    assert held == ["HL-1043"]
    assert "HL-1043" not in {entry.claim.claim_id for entry in plan.entries}


def test_check_says_the_same_and_ends_with_one(casewright: Casewright, demo_claims: Path, tmp_path: Path):
    broken = write(tmp_path / "report.txt", SIGN_IN)
    done = casewright("check", demo_claims, "--reimbursements", broken, "--json")
    assert done.code == 1
    assert {claim["verdict"] for claim in done.document["data"]["claims"]} == {"report_unread"}


def test_a_plan_remembers_the_reports_it_was_compared_with(planned, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "report.txt", HEADER)
    plan = planned(reimbursements=Path("report.txt")).plan
    assert plan.reimbursements == (str(tmp_path / "report.txt"),)


def test_a_plan_is_in_order_of_deadline_and_keeps_who_files_early(planned):
    assert [entry.claim.claim_id for entry in planned().plan.entries] == ["HL-1043", "HL-1041", "HL-1042", "HL-1044"]
    early = planned(early_claims=frozenset({"HL-1045"})).plan
    assert [(entry.claim.claim_id, entry.verdict.early) for entry in early.entries][-1] == ("HL-1045", True)
    assert [entry.verdict.early for entry in planned(early=True).plan.entries] == [False] * 4 + [True]


def test_what_a_plan_approved_is_not_held_back_by_advice_any_more(planned):
    approved = planned(early=True).plan
    fresh = planned(early_claims=approved.approved_claims).plan
    good, stale = still_approved(approved, fresh)
    assert ([entry.claim.claim_id for entry in good][-1], stale) == ("HL-1045", ())
    assert still_approved(approved, planned().plan)[1][0].entry.claim.claim_id == "HL-1045"


@pytest.mark.parametrize("caps", [Caps(2), Caps(10, per_hour=2), Caps(10, per_run=2)])
def test_a_plan_names_what_a_run_now_does_not_reach_with_its_deadline(planned, caps):
    made = planned(caps=caps)
    by_name = {entry.fingerprint: entry for entry in made.plan.entries}
    left = {by_name[name].claim.claim_id: str(reason.message) for name, reason in made.left_behind.items()}
    assert left.keys() == {"HL-1042", "HL-1044"}
    assert all(str(by_name[name].verdict.deadline) in str(reason.message) for name, reason in made.left_behind.items())


def test_check_leaves_behind_the_same_claims_as_the_plan(casewright: Casewright, planned, demo_claims: Path):
    Path("casewright.toml").write_text("per_day = 3\n", encoding="utf-8")
    claims = casewright("check", demo_claims, "--json").document["data"]["claims"]
    capped = {claim["claim_id"] for claim in claims if claim["verdict"] == "capped"}
    made = planned(caps=Caps(3))
    by_name = {entry.fingerprint: entry.claim.claim_id for entry in made.plan.entries}
    assert capped == {by_name[name] for name in made.left_behind} == {"HL-1044"}
