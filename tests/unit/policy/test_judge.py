"""The judgement: who may file today, who may not, why, and what to do about it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from tests.sample_claims import sample
from tests.unit.policy.conftest import EVERY_PROOF, NOW, proof, proven

from casewright.intake.report_rows import Reimbursement
from casewright.model.claim import CLAIM_TYPES
from casewright.model.evidence import EvidenceKind
from casewright.model.fingerprint import fingerprint
from casewright.model.marketplaces import MARKETPLACES, marketplace
from casewright.model.outcome import Outcome
from casewright.model.problem import Place
from casewright.policy.facts import Facts
from casewright.policy.judge import judge
from casewright.policy.judge_batch import judge_all
from casewright.policy.own_rules import load_rules
from casewright.policy.rules import shipped_rules
from casewright.policy.verdict import Verdict

RULES = shipped_rules()
PAIRS = [(claim_type, code) for claim_type in CLAIM_TYPES for code in MARKETPLACES]
RULED = [pair for pair in PAIRS if RULES.find_term(*pair)]
UNRULED = [pair for pair in PAIRS if not RULES.find_term(*pair)]


def on(day: date, code: str = "US", hour: int = 12) -> Facts:
    """The facts on a day, at an hour of the marketplace's own clock."""
    return Facts(now=datetime(day.year, day.month, day.day, hour, tzinfo=ZoneInfo(marketplace(code).zone)))


def paid(quantity: int, **changes: object) -> Reimbursement:
    fields = {
        "reimbursement_id": "9001",
        "approved_on": date(2026, 10, 20),
        "reason": "Lost_Warehouse",
        "fnsku": "X001ABC2D3",
        "quantity": quantity,
    }
    return Reimbursement.model_validate(fields | changes)


def rules_named(verdict: Verdict) -> list[str]:
    return [reason.rule for reason in verdict.reasons]


@pytest.mark.parametrize("claim_type", CLAIM_TYPES)
def test_a_proven_claim_within_its_window_may_be_filed_and_has_a_deadline(claim_type):
    claim = proven(claim_type)
    term = RULES.term(claim_type, "US")
    verdict = judge(claim, RULES, on(term.advised_day(claim.event_date)))
    assert verdict.fileable
    assert verdict.reasons == ()
    assert verdict.deadline == term.last_day(claim.event_date)


@pytest.mark.parametrize(("claim_type", "code"), RULED)
def test_both_edges_belong_to_the_window_and_nothing_beyond_them_does(claim_type, code):
    claim = proven(claim_type, marketplace=code, currency=marketplace(code).currency)
    term = RULES.term(claim_type, code)
    first, last = term.first_day(claim.event_date), term.last_day(claim.event_date)
    one = timedelta(days=1)
    assert judge(claim, RULES, on(first, code, 0)).refusal in {None, Outcome.WAIT}
    assert judge(claim, RULES, on(term.advised_day(claim.event_date), code, 0)).fileable
    if last:
        assert judge(claim, RULES, on(last, code, 23)).fileable
        assert judge(claim, RULES, on(last + one, code, 0)).refusal is Outcome.TOO_LATE
    if term.earliest_days:
        assert judge(claim, RULES, on(first - one, code, 23)).refusal is Outcome.TOO_EARLY


@pytest.mark.parametrize(("claim_type", "code"), UNRULED)
def test_a_marketplace_that_no_source_speaks_of_has_no_rule_and_lends_none(claim_type, code):
    claim = proven(claim_type, marketplace=code, currency=marketplace(code).currency)
    verdict = judge(claim, RULES, Facts(now=NOW))
    assert verdict.refusal is Outcome.NO_RULE
    assert (verdict.first_day, verdict.deadline) == (None, None)
    assert code in str(verdict.reasons[0].message)
    assert claim_type in verdict.reasons[0].remedy.say("zh")


@given(
    st.sampled_from(RULED),
    st.dates(date(2019, 1, 1), date(2039, 1, 1)),
    st.integers(-40, 420),
    st.integers(0, 24 * 60 - 1),
)
def test_a_claim_is_refused_for_its_day_exactly_outside_its_window(ruled, event, after, minute):
    claim_type, code = ruled
    claim = proven(claim_type, marketplace=code, event_date=event, currency=marketplace(code).currency)
    place = marketplace(code)
    now = place.start_of(event + timedelta(days=after)) + timedelta(minutes=minute)
    today = place.day(now)
    term = RULES.term(claim_type, code)
    last = term.last_day(event)
    verdict = judge(claim, RULES, Facts(now=now))
    if today < event:
        assert verdict.refusal is Outcome.INVALID
    elif today < term.first_day(event):
        assert verdict.refusal is Outcome.TOO_EARLY
    elif last and today > last:
        assert verdict.refusal is Outcome.TOO_LATE
    elif today < term.advised_day(event) and not (last and (last - today).days <= 10):
        assert verdict.refusal is Outcome.WAIT
    else:
        assert verdict.fileable


@given(st.sampled_from(["US", "DE", "JP", "AE"]), st.dates(date(2019, 1, 1), date(2039, 1, 1)))
def test_the_moment_that_is_promised_is_the_first_at_which_it_is_not_held_back(code, event):
    claim = proven(marketplace=code, event_date=event, currency=marketplace(code).currency)
    promised = judge(claim, RULES, Facts(now=marketplace(code).start_of(event))).next_allowed_at
    assert promised is not None
    assert judge(claim, RULES, Facts(now=promised)).fileable
    assert judge(claim, RULES, Facts(now=promised - timedelta(seconds=1))).refusal is Outcome.WAIT


def test_the_day_is_the_marketplaces_own():
    moment = datetime(2026, 11, 9, 5, 0, tzinfo=UTC)  # still the 8th in Seattle, already the 9th in Tokyo
    assert judge(proven(), RULES, Facts(now=moment)).refusal is Outcome.WAIT
    assert judge(proven(marketplace="JP", currency="JPY"), RULES, Facts(now=moment)).fileable


def test_facts_without_a_time_zone_are_refused():
    with pytest.raises(ValidationError):
        Facts(now=datetime(2026, 11, 23))  # noqa: DTZ001


def test_too_early_says_from_when_why_and_who_says_so():
    verdict = judge(proven("customer_return", event_date=date(2026, 11, 20)), RULES, Facts(now=NOW))
    (reason,) = verdict.reasons
    assert verdict.refusal is Outcome.TOO_EARLY
    assert verdict.first_day == date(2027, 1, 19)
    assert reason.rule == "customer-return"
    assert "from 2027-01-19, which is 60 days after" in str(reason.message)
    assert "in 57 days" in str(reason.message)
    assert "2027-03-20" in reason.remedy.say("en")
    assert "G9N934L7Y4SFWPJ4" in str(reason.source)


def test_too_late_says_since_when():
    verdict = judge(proven(event_date=date(2026, 9, 23)), RULES, Facts(now=NOW))
    assert verdict.refusal is Outcome.TOO_LATE
    assert str(verdict.reasons[0].message) == "The last day to file was 2026-11-22, 1 day ago."
    assert verdict.next_allowed_at is None


def test_a_loss_in_the_future_is_invalid_and_not_merely_early():
    verdict = judge(proven(event_date=date(2026, 11, 24)), RULES, Facts(now=NOW))
    assert verdict.refusal is Outcome.INVALID
    assert rules_named(verdict) == ["date-not-in-the-future"]


@pytest.mark.parametrize(
    ("given_kinds", "missing"),
    [
        ((), "Required evidence is missing: stock document, photo."),
        ((EvidenceKind.STOCK_DOCUMENT,), "Required evidence is missing: photo."),
        ((EvidenceKind.PHOTO,), "Required evidence is missing: stock document."),
        ((EvidenceKind.PHOTO, EvidenceKind.OTHER), "Required evidence is missing: stock document."),
    ],
)
def test_damaged_goods_without_both_proofs_are_refused_naming_what_is_missing(given_kinds, missing, facts):
    claim = proven("damaged_in_warehouse", evidence=tuple(proof(kind) for kind in given_kinds))
    verdict = judge(claim, RULES, facts)
    assert verdict.refusal is Outcome.EVIDENCE_MISSING
    assert str(verdict.reasons[0].message) == missing
    assert str(verdict.reasons[0].remedy).startswith("Add ")


def test_an_order_discrepancy_is_proven_by_any_file():
    claim = proven("order_discrepancy", evidence=())
    assert judge(claim, RULES, Facts(now=NOW)).refusal is Outcome.EVIDENCE_MISSING
    claim = proven("order_discrepancy", evidence=(proof(EvidenceKind.PHOTO),))
    assert judge(claim, RULES, Facts(now=NOW)).fileable


@pytest.mark.parametrize(
    ("known", "told", "remedy"),
    [
        ("17204938815", "Case 17204938815 already exists", "Reply to case 17204938815"),
        ("uncertain", "in state “uncertain”", "casewright cases reconcile"),
    ],
)
def test_what_the_ledger_holds_already_is_a_duplicate(known, told, remedy):
    verdict = judge(proven(), RULES, Facts(now=NOW, filings={fingerprint(proven()): known}))
    assert verdict.refusal is Outcome.DUPLICATE
    assert told in str(verdict.reasons[0].message)
    assert remedy in str(verdict.reasons[0].remedy)


def test_of_two_rows_for_the_same_loss_the_first_counts_and_the_second_names_it():
    first = proven(place=Place(file="claims.xlsx", sheet="Claims", row=4))
    second = proven(claim_id="A-2", quantity=1, place=Place(file="claims.xlsx", sheet="Claims", row=9))
    kept, refused = judge_all([first, second], RULES, Facts(now=NOW))
    assert kept.fileable
    assert refused.refusal is Outcome.DUPLICATE
    assert "the same loss as A-1 (claims.xlsx, sheet Claims, row 4)" in str(refused.reasons[0].message)


def test_the_third_row_for_the_same_loss_names_the_first_too():
    verdicts = judge_all([proven(claim_id=f"A-{number}") for number in (1, 2, 3)], RULES, Facts(now=NOW))
    assert [verdict.refusal for verdict in verdicts] == [None, Outcome.DUPLICATE, Outcome.DUPLICATE]
    assert "A-1" in str(verdicts[2].reasons[0].message)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"transaction_id": "20264418827301"}, {}),
        ({}, {"transaction_id": "20264418827301"}),
        ({"fulfillment_center": "PHX7"}, {}),
        ({"asin": "B07XYZ1239"}, {"fnsku": None, "asin": "B07XYZ1239", "transaction_id": "20264418827301"}),
    ],
)
def test_a_row_that_may_be_the_same_loss_as_an_earlier_one_is_refused_until_something_tells_them_apart(first, second):
    one = proven(place=Place(file="claims.xlsx", row=4), **first)
    kept, refused = judge_all([one, proven(claim_id="A-2", **second)], RULES, Facts(now=NOW))
    assert (kept.refusal, refused.refusal) == (None, Outcome.DUPLICATE)
    assert "may be the same loss as A-1 (claims.xlsx, row 4)" in str(refused.reasons[0].message)


@pytest.mark.parametrize("known", ["17204938815", "uncertain"])
def test_what_may_have_been_filed_before_is_refused_with_the_case_or_the_state(known):
    claim = proven()
    verdict = judge(claim, RULES, Facts(now=NOW, alike={fingerprint(claim): known}))
    assert verdict.refusal is Outcome.DUPLICATE
    assert f"filed before ({known}" in str(verdict.reasons[0].message)


@pytest.mark.parametrize(
    ("claim_type", "changes"),
    [
        ("damaged_in_warehouse", {}),
        ("lost_in_warehouse", {"marketplace": "CA", "currency": "CAD"}),
        ("lost_in_warehouse", {"transaction_id": "020264418827301"}),
        ("lost_in_warehouse", {"account": "Ｈarbor Lane Goods"}),
    ],
)
def test_one_row_of_amazons_ledger_is_claimed_once_however_it_is_written(claim_type, changes):
    lost = proven(transaction_id="20264418827301")
    again = proven(claim_type, claim_id="A-2", **({"transaction_id": "20264418827301"} | changes))
    kept, refused = judge_all([lost, again], RULES, Facts(now=NOW))
    assert (kept.refusal, refused.refusal) == (None, Outcome.DUPLICATE)


def test_a_batch_keeps_its_order_and_loses_nobody():
    claims = [proven(claim_id=f"A-{day}", event_date=date(2026, 10, day)) for day in range(1, 29)]
    assert [verdict.claim.claim_id for verdict in judge_all(claims, RULES, Facts(now=NOW))] == [
        claim.claim_id for claim in claims
    ]


def test_what_amazon_paid_whole_is_already_reimbursed():
    verdict = judge(proven(), RULES, Facts(now=NOW, reimbursements=(paid(3),)))
    assert verdict.refusal is Outcome.ALREADY_REIMBURSED
    assert "reimbursement 9001" in str(verdict.reasons[0].message)


def test_what_amazon_paid_in_part_is_offered_for_the_rest():
    verdict = judge(proven(), RULES, Facts(now=NOW, reimbursements=(paid(1),)))
    assert verdict.fileable
    assert verdict.claim.quantity == 2
    assert "1 of 3 units were already reimbursed" in str(verdict.warnings[0].message)
    assert fingerprint(verdict.claim) == fingerprint(proven())


def test_a_reimbursed_unit_pays_for_one_claim_of_a_batch_only():
    older = proven(claim_id="A-1", event_date=date(2026, 10, 1))
    newer = proven(claim_id="A-2", event_date=date(2026, 10, 10))
    verdicts = judge_all([newer, older], RULES, Facts(now=NOW, reimbursements=(paid(3),)))
    assert [verdict.refusal for verdict in verdicts] == [None, Outcome.ALREADY_REIMBURSED]


def test_every_reason_is_told_and_the_most_final_decides():
    claim = sample("damaged_in_warehouse", event_date=date(2026, 1, 1), details="write to jane@example.com")
    facts = Facts(now=NOW, filings={fingerprint(claim): "17204938815"})
    verdict = judge(claim, RULES, facts)
    assert verdict.refusal is Outcome.DUPLICATE
    assert rules_named(verdict) == [
        "one-case-an-issue",
        "damaged-in-warehouse",
        "no-personal-data",
        "damaged-in-warehouse",
    ]


def test_what_is_early_and_unproven_is_refused_for_the_proof_and_still_says_from_when():
    verdict = judge(proven(event_date=date(2026, 11, 20), evidence=()), RULES, Facts(now=NOW))
    assert verdict.refusal is Outcome.EVIDENCE_MISSING
    assert [reason.rule for reason in verdict.reasons] == ["lost-in-warehouse", "lost-in-warehouse"]
    assert "2026-12-20" in str(verdict.reasons[1].message)


def test_personal_data_is_refused_with_its_place():
    claim = proven(details="fine\ncall 206-266-1000", place=Place(file="claims.xlsx", row=4))
    verdict = judge(claim, RULES, Facts(now=NOW))
    assert verdict.refusal is Outcome.INVALID
    assert "claims.xlsx, row 4, details, line 2" in str(verdict.reasons[0].message)
    assert "266-1000" not in str(verdict.reasons[0].message)


def test_a_text_that_does_not_fit_the_form_is_refused_before_a_browser_opens():
    verdict = judge(proven(details="x" * 4000), RULES, Facts(now=NOW))
    assert verdict.refusal is Outcome.INVALID
    assert rules_named(verdict) == ["text-fits-the-form"]


def test_a_window_about_to_close_is_told():
    claim = proven()
    last = RULES.term(claim.type, "US").last_day(claim.event_date)
    assert str(judge(claim, RULES, on(last)).warnings[0].message) == "Today is the last day to file."
    assert str(judge(claim, RULES, on(last - timedelta(days=7))).warnings[0].message) == "The window closes in 7 days."
    assert judge(claim, RULES, on(last - timedelta(days=8))).warnings == ()


def test_what_is_often_asked_for_is_a_warning_and_no_refusal():
    verdict = judge(proven("customer_return", event_date=date(2026, 9, 1), evidence=()), RULES, Facts(now=NOW))
    assert verdict.fileable
    assert "Amazon often asks for this evidence: photo." in str(verdict.warnings[0].message)


def test_another_currency_than_the_marketplaces_is_told(facts):
    (warning,) = judge(proven(currency="CNY"), RULES, facts).warnings
    assert str(warning.message) == "The value is in CNY, but US pays in USD."


def test_a_verdict_by_a_sellers_own_rule_says_so():
    rules = load_rules({"lost-in-warehouse": {"latest_days": 90}})
    verdict = judge(proven(event_date=date(2026, 9, 1)), rules, Facts(now=NOW))
    assert verdict.fileable
    assert verdict.overridden == ("lost-in-warehouse",)
    assert judge(proven(), RULES, Facts(now=NOW)).overridden == ()


def test_the_judgement_is_pure():
    claim, facts = proven(), Facts(now=NOW, reimbursements=(paid(1),))
    assert judge(claim, RULES, facts) == judge(claim, RULES, facts)
    assert claim.quantity == 3
    assert claim.evidence == EVERY_PROOF


def test_every_reason_is_said_in_chinese_too():
    claim = sample("damaged_in_warehouse", event_date=date(2026, 1, 1), details="write to jane@example.com")
    verdict = judge(claim, RULES, Facts(now=NOW, filings={fingerprint(claim): "17204938815"}))
    said = [one.message.say("zh") for one in verdict.reasons]
    assert said[0] == "该损失已有问题 17204938815。"
    assert said[-1] == "缺少必需的证据：采购凭证、照片。"
    assert all(one.remedy.say("zh") != str(one.remedy) for one in verdict.reasons)
