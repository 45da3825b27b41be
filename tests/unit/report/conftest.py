"""A dry run that needs no browser: a claim with awkward texts, a walk, two pictures."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PIL import Image

from casewright.casework.plan import Plan, make_plan
from casewright.casework.result import GuardCount, Picture, Preview, Settled, Step, Walked
from casewright.intake.demo_files import write_demo
from casewright.intake.load import load
from casewright.ledger.receipt import GENESIS, Receipt
from casewright.model.claim import Claim
from casewright.model.outcome import Outcome
from casewright.policy.facts import Facts
from casewright.policy.judge_batch import judge_all
from casewright.policy.rules import shipped_rules
from casewright.wording.write import write

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
AWKWARD = '<script>alert("x")</script> & 破损的外箱 <b>שלום</b> 🙂'


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    """The demo's six claims, judged and planned; the first one says something awkward."""
    workbook = write_demo(tmp_path / "claims", NOW.date())
    claims = load([workbook]).claims
    first = claims[0].model_copy(update={"details": AWKWARD})
    verdicts = judge_all((first, *claims[1:]), shipped_rules(), Facts(now=NOW))
    return make_plan(verdicts, {"help-center@1": "ab" * 32}, write, [workbook], NOW)


@pytest.fixture
def preview(plan: Plan, tmp_path: Path) -> Preview:
    """Every entry of the plan walked and stopped in front of the submit."""
    entries = tuple(settled(plan, at, tmp_path / "review") for at in range(len(plan.entries)))
    guard = GuardCount(answered=212, refused=3, left=0, refused_urls=("https://example.com/beacon?a=<b>",))
    return Preview(plan=plan, entries=entries, site="replay", guard=guard)


def settled(plan: Plan, at: int, folder: Path) -> Settled:
    """One entry's dry run with a picture of each of two screens."""
    entry = plan.entries[at]
    kept = folder / entry.claim.claim_id
    kept.mkdir(parents=True, exist_ok=True)
    for name in ("tiles", "form"):
        Image.new("RGB", (1280, 900), "#dfe7ea").save(kept / f"{name}.png")
    files = tuple((proof.name, proof.size) for proof in entry.claim.evidence)
    steps = (
        Step(screen="help-center/tiles", verb="press", control="not-listed"),
        Step(
            screen="contact-form/email", verb="fill", control="subject", value="subject", read_back=entry.form.subject
        ),
        Step(
            screen="contact-form/email", verb="fill", control="message", value="message", read_back=entry.form.message
        ),
        Step(screen="contact-form/email", verb="attach", control="files", value="evidence", files=files),
    )
    walked = Walked(
        steps=steps,
        pictures=(
            Picture(screen="help-center/tiles", picture=kept / "tiles.png"),
            Picture(screen="contact-form/email", picture=kept / "form.png"),
        ),
        screens=("help-center/tiles", "contact-form/email"),
        outcome=Outcome.PREVIEWED,
        submit_found=True,
    )
    return Settled(entry=entry, walked=walked)


def filed(one: Settled, sequence: int) -> Settled:
    """The same entry after it became a case."""
    claim: Claim = one.entry.claim
    receipt = Receipt(
        sequence=sequence,
        filing_id=f"f-{sequence}",
        claim_id=claim.claim_id,
        claim_type=claim.type,
        account=claim.account,
        marketplace=claim.marketplace,
        reference=one.entry.form.reference,
        outcome=Outcome.VERIFIED,
        case_id=f"1720493881{sequence}",
        detail="the case holds the approved text and files",
        subject=one.entry.form.subject,
        message_sha256="cd" * 32,
        evidence=tuple((proof.name, proof.sha256) for proof in claim.evidence),
        approval=one.entry.digest,
        flows=("help-center@1",),
        amount=str(claim.amount),
        currency=claim.currency,
        site="sandbox",
        at=NOW + timedelta(minutes=sequence),
        previous=GENESIS,
        hash="ef" * 32,
    )
    done = one.walked.model_copy(
        update={"outcome": Outcome.VERIFIED, "case_id": receipt.case_id, "detail": receipt.detail, "clicked": True}
    )
    return Settled(entry=one.entry, walked=done, receipt=receipt)
