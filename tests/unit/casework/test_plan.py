"""A plan binds a person's yes to everything that will be sent."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from casewright.casework.plan import Plan, PlanError, read_plan, save_plan, still_approved
from casewright.model.evidence import Evidence, EvidenceKind
from casewright.model.outcome import Outcome
from casewright.policy.verdict import Verdict, VerdictReason

from .conftest import FLOWS, claim

Planned = Callable[..., Plan]


def photo(sha256: str, path: Path = Path("/claims/a.jpg")) -> Evidence:
    return Evidence(kind=EvidenceKind.PHOTO, path=path, name=path.name, media_type="image/jpeg", size=9, sha256=sha256)


def refused(claim_id: str) -> Verdict:
    reason = VerdictReason(rule="window", message="the window closed yesterday")
    return Verdict(claim=claim(claim_id), refusal=Outcome.TOO_LATE, reasons=(reason,))


def test_only_fileable_claims_become_entries_and_the_refused_stay_visible(planned: Planned) -> None:
    plan = planned(claim("A-1"), verdicts=(refused("A-2"),))
    assert [entry.claim.claim_id for entry in plan.entries] == ["A-1"]
    assert [verdict.claim.claim_id for verdict in plan.refused] == ["A-2"]


def test_entries_keep_the_order_of_the_sheet(planned: Planned) -> None:
    plan = planned(claim("C"), claim("A"), claim("B"))
    assert [entry.claim.claim_id for entry in plan.entries] == ["C", "A", "B"]


def test_a_saved_plan_reads_back_equal(planned: Planned, tmp_path: Path) -> None:
    plan = planned(claim("A-1", evidence=(photo("f" * 64),)), claim("A-2"))
    assert read_plan(save_plan(plan, tmp_path / "plan.json")) == plan


@pytest.mark.parametrize("field", ["message", "subject"])
def test_a_plan_edited_by_hand_is_refused(planned: Planned, tmp_path: Path, field: str) -> None:
    file = save_plan(planned(claim()), tmp_path / "plan.json")
    data = json.loads(file.read_text(encoding="utf-8"))
    data["entries"][0]["form"][field] += " and a bonus"
    file.write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(PlanError, match="was changed after it was made"):
        read_plan(file)


def test_a_plan_with_an_entry_cut_out_is_refused(planned: Planned, tmp_path: Path) -> None:
    file = save_plan(planned(claim("A-1"), claim("A-2")), tmp_path / "plan.json")
    data = json.loads(file.read_text(encoding="utf-8"))
    del data["entries"][0]
    file.write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(PlanError, match="was changed after it was made"):
        read_plan(file)


@pytest.mark.parametrize("content", [b"", b"{}", b"\x00\xff", b"[1, 2]", b'{"schema_version": 1}'])
def test_what_is_no_plan_is_refused_with_what_to_do(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "plan.json"
    file.write_bytes(content)
    with pytest.raises(PlanError) as refusal:
        read_plan(file)
    assert "casewright preview" in str(refusal.value.remedy)


def test_a_plan_that_is_not_there_is_a_refusal(tmp_path: Path) -> None:
    with pytest.raises(PlanError, match="cannot be read"):
        read_plan(tmp_path / "none.json")


def test_nothing_changed_means_everything_is_still_approved(planned: Planned) -> None:
    approved = planned(claim("A-1"), claim("A-2"))
    good, stale = still_approved(approved, planned(claim("A-1"), claim("A-2")))
    assert [entry.claim.claim_id for entry in good] == ["A-1", "A-2"]
    assert not stale


def test_moving_the_evidence_does_not_make_an_approval_stale(planned: Planned) -> None:
    approved = planned(claim(evidence=(photo("f" * 64),)))
    moved = planned(claim(evidence=(photo("f" * 64, Path("/elsewhere/a.jpg")),)))
    good, stale = still_approved(approved, moved)
    assert good
    assert not stale


@pytest.mark.parametrize(
    "changes",
    [
        {"quantity": 4},
        {"details": "one more sentence"},
        {"evidence": (photo("0" * 64),)},
        {"product_name": "Bamboo tray, large"},
    ],
)
def test_a_changed_claim_is_stale(planned: Planned, changes: dict[str, object]) -> None:
    approved = planned(claim(evidence=(photo("f" * 64),)))
    good, stale = still_approved(approved, planned(claim(**({"evidence": (photo("f" * 64),)} | changes))))
    assert not good
    assert "changed after the preview" in str(stale[0].reason)


def test_a_changed_flow_makes_every_entry_stale(planned: Planned) -> None:
    approved = planned(claim("A-1"), claim("A-2"))
    good, stale = still_approved(
        approved, planned(claim("A-1"), claim("A-2"), flows=FLOWS | {"help-center@1": "b" * 64})
    )
    assert not good
    assert {str(one.reason) for one in stale} == {"a flow was changed after the preview"}


def test_a_claim_taken_out_of_the_file_is_stale(planned: Planned) -> None:
    good, stale = still_approved(planned(claim("A-1"), claim("A-2")), planned(claim("A-2")))
    assert [entry.claim.claim_id for entry in good] == ["A-2"]
    assert str(stale[0].reason) == "it is no longer in the claims file"


def test_a_claim_whose_window_closed_since_is_stale_with_the_rule(planned: Planned) -> None:
    good, stale = still_approved(planned(claim("A-1")), planned(verdicts=(refused("A-1"),)))
    assert not good
    assert "the window closed yesterday" in str(stale[0].reason)


def test_a_claim_that_was_not_approved_is_not_filed_with_the_others(planned: Planned) -> None:
    good, _ = still_approved(planned(claim("A-1")), planned(claim("A-1"), claim("A-9")))
    assert [entry.claim.claim_id for entry in good] == ["A-1"]
