"""The words that will be sent are those that the settings ask for, in check and in plan alike."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from casewright.app.check import hold_nothing, judge_files
from casewright.app.plan import Planned, plan_claims
from casewright.app.workspace import Workspace
from casewright.model.outcome import Outcome
from casewright.places import home
from casewright.settings import Settings
from casewright.wording.own_template import BadTemplate

from .conftest import Casewright


def workspace(**settings: object) -> Workspace:
    return Workspace(Settings(**settings), home())


@pytest.fixture
def made(at_home: Path, demo_claims: Path):
    """Makes a plan of the demo's claims with some settings."""

    def make(**settings: object) -> Planned:
        assert not at_home.exists()
        return plan_claims(workspace(**settings), [demo_claims], hold_nothing)

    return make


def test_without_a_setting_the_message_is_english(made):
    assert "Our reference: CW-" in made().plan.entries[0].form.message


def test_the_wording_is_in_the_language_that_the_settings_name(made):
    english, german = made().plan.entries[0], made(wording="de").plan.entries[0]
    assert german.form.message != english.form.message
    assert german.form.reference == english.form.reference
    assert german.digest != english.digest, "another text is another approval"


def test_a_sellers_own_template_is_what_will_be_sent(made, tmp_path: Path):
    own = tmp_path / "my-words"
    own.mkdir()
    (own / "message.j2").write_text("Please look for {{ main_identifier }}.\n{{ reference }}\n", encoding="utf-8")
    (first, *_) = made(templates=own).plan.entries
    assert first.form.message == f"Please look for {first.form.main_identifier}.\n{first.form.reference}"


def test_a_template_for_no_known_claim_type_is_refused_before_anything_is_judged(demo_claims: Path, tmp_path: Path):
    own = tmp_path / "my-words"
    own.mkdir()
    (own / "stolen.j2").write_text("{{ reference }}", encoding="utf-8")
    with pytest.raises(BadTemplate, match="stolen"):
        judge_files(workspace(templates=own), [demo_claims])


PAID = (
    "approval-date\treimbursement-id\tcase-id\tamazon-order-id\treason\tsku\tfnsku\tasin\t"
    "currency-unit\tamount-total\tquantity-reimbursed-total"
)


def report(folder: Path, made: Planned, quantity: int) -> Path:
    """Amazon's report that pays for so many units of the first claim."""
    claim = made.plan.entries[0].claim
    day = claim.event_date + timedelta(days=5)
    row = (f"{day:%Y-%m-%d}", "9912345678", "", "", "Lost_Warehouse", claim.sku or "", claim.fnsku, claim.asin or "")
    path = folder / "reimbursements.txt"
    path.write_text(f"{PAID}\n" + "\t".join(map(str, (*row, "USD", "10.00", quantity))) + "\n", encoding="utf-8")
    return path


def test_a_loss_that_was_paid_is_refused_and_one_paid_in_part_is_claimed_for_the_rest(made, tmp_path: Path):
    plain = made()
    claim = plain.plan.entries[0].claim
    whole = made(reimbursements=report(tmp_path, plain, claim.quantity))
    assert whole.plan.refused[0].claim.claim_id == claim.claim_id
    assert whole.plan.refused[0].refusal is Outcome.ALREADY_REIMBURSED
    part = made(reimbursements=report(tmp_path, plain, claim.quantity - 1))
    assert part.plan.entries[0].claim.quantity == 1
    assert part.plan.entries[0].digest != plain.plan.entries[0].digest


def test_a_report_that_cannot_be_read_is_told_with_the_problems_of_the_claims(made, tmp_path: Path):
    broken = tmp_path / "reimbursements.txt"
    broken.write_text("no report at all", encoding="utf-8")
    assert any(
        "reimbursements.txt" in problem.place.file for problem in made(reimbursements=broken).judged.batch.problems
    )


def test_check_takes_the_report_as_an_option(casewright: Casewright, demo_claims: Path, tmp_path: Path):
    plain = plan_claims(workspace(), [demo_claims], hold_nothing)
    paid = report(tmp_path, plain, plain.plan.entries[0].claim.quantity)
    claims = casewright("check", demo_claims, "--reimbursements", paid, "--json").document["data"]["claims"]
    verdicts = {claim["claim_id"]: claim["verdict"] for claim in claims}
    assert verdicts[plain.plan.entries[0].claim.claim_id] == "already_reimbursed"
