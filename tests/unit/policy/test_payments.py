"""Already paid: what counts as paid for a claim, what is only told, and what holds a claim back."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casewright.intake.report_rows import Reimbursement, UnreadRow
from casewright.model.claim import CLAIM_TYPES
from casewright.model.outcome import Outcome
from casewright.model.problem import Place
from casewright.model.product_match import name_key
from casewright.policy.facts import Facts
from casewright.policy.judge import judge
from casewright.policy.judge_batch import judge_all
from casewright.policy.own_rules import load_rules
from casewright.policy.reimbursements import allocate
from casewright.policy.rules import shipped_rules

from .conftest import NOW, proven

RULES = shipped_rules()
FILE = Place(file="reimb.csv")


def paid(quantity: int = 3, **changes: object) -> Reimbursement:
    fields = {
        "reimbursement_id": "10244181663",
        "approved_on": date(2026, 10, 20),
        "reason": "Lost_Warehouse",
        "fnsku": "X001ABC2D3",
        "quantity": quantity,
    }
    return Reimbursement.model_validate(fields | changes)


def judged(claim: object = None, *rows: Reimbursement, unread: tuple[UnreadRow, ...] = (), rules=RULES):
    facts = Facts(now=NOW, reimbursements=rows, unread=unread, compares_payments=True)
    return judge(claim or proven(), rules, facts)


@pytest.mark.parametrize(
    "written",
    ["Lost_Warehouse", "Lost_warehouse", "LOST_WAREHOUSE", "WAREHOUSE_LOST", "Lost: Warehouse", "lost warehouse",
     "LostWarehouse", "Warehouse Lost", "lost-warehouse"],
)  # fmt: skip
def test_a_reason_is_known_in_every_spelling(written):
    assert judged(None, paid(reason=written)).refusal is Outcome.ALREADY_REIMBURSED


@pytest.mark.parametrize(
    "changes", [{"quantity": -3}, {"amount": Decimal("-28.05")}, {"quantity": 0, "amount": Decimal("28.05")}]
)
@pytest.mark.parametrize("reason", ["Lost_Warehouse", "General_Adjustment", "Something_New"])
def test_a_paying_row_of_which_nobody_knows_the_units_holds_its_claim_back(reason, changes):
    row = paid(reason=reason, **changes)
    verdict = judged(None, row)
    assert verdict.refusal is Outcome.REPORT_UNREAD
    assert "money and no units" in str(verdict.reasons[0].message)
    assert judged(proven(fnsku="X002ABC2D3"), row).fileable
    assert judged(proven("customer_return", event_date=date(2026, 9, 10)), paid(-3)).fileable


@given(st.sampled_from(sorted({r for rs in RULES.payment_reasons.values() for r in rs})), st.randoms())
def test_case_separators_and_order_of_words_change_no_reason(reason, random):
    words = reason.replace("_", " ").split()
    random.shuffle(words)
    written = random.choice([" ", "_", ": ", "-"]).join(random.choice([w.upper(), w.lower(), w]) for w in words)
    assert RULES.reasons.kinds_of(written) == RULES.reasons.kinds_of(reason)


@pytest.mark.parametrize(
    ("claim_type", "reason"),
    [
        ("removal_lost", "Lost_Warehouse"),
        ("damaged_in_warehouse", "Lost_Warehouse"),
        ("lost_in_warehouse", "CustomerReturn"),
        ("inbound_lost", "Damaged_Inbound"),
        ("reevaluation", "Lost_Warehouse"),
        ("reversal", "Lost_Warehouse"),
    ],
)
def test_a_payment_of_one_kind_never_blocks_a_claim_of_another(claim_type, reason):
    verdict = judged(proven(claim_type), paid(reason=reason))
    assert verdict.refusal not in {Outcome.ALREADY_REIMBURSED, Outcome.REPORT_UNREAD}


def test_the_same_order_of_another_kind_is_another_payment():
    claim = proven("customer_return", event_date=date(2026, 9, 10))
    row = paid(order_id=claim.order_id, reason="Lost_Warehouse", quantity=3)
    assert judged(claim, row).fileable


@pytest.mark.parametrize(
    ("currency", "refusal"), [("USD", Outcome.ALREADY_REIMBURSED), ("GBP", None), ("", Outcome.ALREADY_REIMBURSED)]
)
def test_a_payment_in_another_marketplaces_currency_is_another_loss(currency, refusal):
    assert judged(None, paid(currency=currency)).refusal is refusal


def test_a_day_is_the_marketplaces_own():
    claim = proven(marketplace="JP", currency="JPY", event_date=date(2026, 10, 13))
    stamp = datetime(2026, 10, 12, 17, 30, tzinfo=UTC)
    row = paid(approved_on=date(2026, 10, 12), approved_at=stamp, currency="JPY")
    assert judged(claim, row).refusal is Outcome.ALREADY_REIMBURSED


@pytest.mark.parametrize(("days", "told"), [(1, True), (7, True), (8, False)])
def test_a_payment_shortly_before_the_report_is_told_and_refuses_nothing(days, told):
    verdict = judged(None, paid(approved_on=date(2026, 10, 10 - days)))
    assert verdict.fileable
    assert any("may be for this claim" in notice.message.say("en") for notice in verdict.warnings) is told


@pytest.mark.parametrize(
    ("given_name", "claims_own"),
    [('="X001ABC2D3"', "X001ABC2D3"), ("x001abc2d3", "X001ABC2D3"), ("439023483", "0439023483"),
     ("10256450747.0", "10256450747"), ("'X001ABC2D3", "X001ABC2D3"), ("12345678X", "012345678X")],
)  # fmt: skip
def test_names_are_the_same_after_what_spreadsheets_do_to_them(given_name, claims_own):
    assert name_key(given_name) == name_key(claims_own)


def test_an_isbn_without_its_zero_is_paid():
    claim = proven(fnsku=None, asin="0439023483", transaction_id="20264418827301")
    assert judged(claim, paid(fnsku="", asin="439023483")).refusal is Outcome.ALREADY_REIMBURSED


def test_a_claim_that_names_no_product_says_that_it_was_not_compared():
    claim = proven(fnsku=None, transaction_id="20264418827301")
    assert any("could not be compared" in notice.message.say("en") for notice in judged(claim).warnings)
    assert judge(claim, RULES, Facts(now=NOW)).warnings == ()


def test_a_reason_that_nobody_knows_holds_back_until_the_seller_says_what_it_means():
    row = paid(reason="倉庫での紛失")
    verdict = judged(None, row)
    assert verdict.refusal is Outcome.REPORT_UNREAD
    assert "payment-reasons" in verdict.reasons[0].remedy.say("en")
    known = load_rules({"payment-reasons": {"倉庫での紛失": "lost_in_warehouse"}})
    assert judged(None, row, rules=known).refusal is Outcome.ALREADY_REIMBURSED
    assert judged(None, row, rules=load_rules({"payment-reasons": {"倉庫での紛失": "other"}})).fileable


def test_a_general_adjustment_may_be_for_anything_and_is_told():
    verdict = judged(None, paid(reason="General_Adjustment"))
    assert verdict.fileable
    assert "may be for this claim" in verdict.warnings[0].message.say("en")


def test_payments_that_the_quantity_allows_for_are_not_taken_off_again():
    claim = proven(quantity=3, fulfillment_center="PHX7", payments_counted="10244181663:2")
    assert judged(claim, paid(2)).claim.quantity == 3
    assert judged(claim, paid(5)).refusal is Outcome.ALREADY_REIMBURSED
    other = proven(claim_id="A-2", fulfillment_center="F001", quantity=2)
    facts = Facts(now=NOW, reimbursements=(paid(2),))
    assert [verdict.fileable for verdict in judge_all([claim, other], RULES, facts)] == [True, True]


@pytest.mark.parametrize("claim_type", CLAIM_TYPES)
def test_an_unread_file_holds_back_every_claim(claim_type):
    verdict = judged(proven(claim_type), unread=(UnreadRow(place=FILE),))
    assert verdict.refusal is Outcome.REPORT_UNREAD or verdict.refusal is Outcome.TOO_EARLY
    assert any("reimb.csv" in reason.message.say(language) for reason in verdict.reasons for language in ("en", "zh"))


@pytest.mark.parametrize(
    ("row", "held"),
    [
        ({"fnsku": "X001ABC2D3"}, True),
        ({"fnsku": "X001ABC2D4"}, False),
        ({"fnsku": '="X001ABC2D3"'}, True),
        ({"sku": "TRAY-1"}, True),
        ({"reason": "Lost_Warehouse"}, True),
        ({"reason": "CustomerReturn"}, False),
        ({"reason": "Something_New"}, True),
        ({}, True),
    ],
)
def test_an_unread_row_holds_back_what_it_could_concern(row, held):
    unread = UnreadRow(place=FILE.model_copy(update={"row": 4}), **row)
    assert (judged(unread=(unread,)).refusal is Outcome.REPORT_UNREAD) is held


_NAMES = st.sampled_from(["", "X001ABC2D3", "X001ABC2D4"])


@given(
    st.lists(st.tuples(_NAMES, st.sampled_from(["", "Lost_Warehouse", "lost: warehouse"])), min_size=1, max_size=4),
    st.booleans(),
)
def test_a_claim_is_never_ready_while_a_row_that_names_it_is_unread(rows, early):
    unread = tuple(UnreadRow(place=FILE, fnsku=name, reason=reason) for name, reason in rows)
    facts = Facts(now=NOW, unread=unread, compares_payments=True, early=early)
    verdict = judge(proven(), RULES, facts)
    names_it = any(name in ("", "X001ABC2D3") for name, _ in rows)
    assert verdict.fileable is not names_it


_PAYMENTS = st.lists(
    st.builds(
        paid,
        st.integers(1, 4),
        reimbursement_id=st.sampled_from(["1", "2", "3", "4"]),
        approved_on=st.dates(date(2026, 10, 10), date(2026, 10, 28)),
    ),
    max_size=6,
)


@given(_PAYMENTS, st.lists(st.integers(1, 5), min_size=1, max_size=4))
def test_the_order_of_payments_changes_nothing(rows, quantities):
    claims = [proven(claim_id=f"A-{n}", quantity=quantity) for n, quantity in enumerate(quantities)]
    forward, backward = allocate(claims, rows, RULES), allocate(claims, rows[::-1], RULES)
    assert [part.quantity for part in forward] == [part.quantity for part in backward]


@pytest.mark.parametrize("written", ["$", "US Dollars", "Dólar", "?"])
def test_words_that_name_no_currency_part_no_payment_from_its_loss(written):
    assert judged(None, paid(currency=written)).refusal is Outcome.ALREADY_REIMBURSED


@pytest.mark.parametrize("names", [{}, {"sku": "TRAY-1"}, {"asin": "B07XYZ1234"}])
def test_a_payment_whose_product_cannot_be_compared_holds_the_claim_back_and_says_why(names):
    claim = proven(fnsku="X001ABC2D3", asin=None, sku=None)
    verdict = judged(claim, paid(**({"fnsku": ""} | names)))
    assert verdict.refusal is Outcome.REPORT_UNREAD
    assert "names the product in no way that the claim does" in verdict.reasons[0].message.say("en")
    assert judged(claim, paid(**({"fnsku": "", "reason": "Lost_Inbound"} | names))).fileable


@pytest.mark.parametrize("names", [{"sku": "TRAY-1"}, {"asin": "B07XYZ1234"}])
def test_another_label_of_the_same_sku_is_told_and_refuses_nothing(names):
    claim = proven(fnsku="X001ABC2D3", **names)
    verdict = judged(claim, paid(fnsku="B07XYZ1234", asin="B07XYZ1234", sku="TRAY-1"))
    assert verdict.fileable
    assert any("may be for this claim" in notice.message.say("en") for notice in verdict.warnings)


@pytest.mark.parametrize(
    ("place", "own", "paid_in", "told"),
    [
        ("PL", "PLN", "EUR", True),
        ("DE", "EUR", "SEK", True),
        ("DE", "EUR", "GBP", False),
        ("UK", "GBP", "EUR", False),
    ],
)
def test_a_payment_in_another_currency_of_the_one_european_stock_may_be_for_the_claim(place, own, paid_in, told):
    verdict = judged(proven(marketplace=place, currency=own), paid(3, currency=paid_in))
    assert verdict.fileable
    assert any("may be for this claim" in notice.message.say("en") for notice in verdict.warnings) is told


@given(st.permutations(["X001ABC2D3", "X002ABC2D3", "X003ABC2D3"]), st.sampled_from([0, 1, 2]))
def test_a_reversal_takes_back_the_payment_of_its_own_product(products, at):
    payments = [paid(fnsku=name) for name in products]
    reversal = paid(
        -3, fnsku=products[at], reimbursement_id="2", reason="Reimbursement_Reversal", reverses="10244181663"
    )
    for name in products:
        verdict = judged(proven(fnsku=name), *payments, reversal)
        assert verdict.fileable is (name == products[at])


@pytest.mark.parametrize(
    "changes", [{"account": "Another Store"}, {"marketplace": "CA", "currency": "CAD"}, {"claim_id": "C-2"}]
)
def test_a_payment_that_may_be_another_stores_or_marketplaces_is_told_to_both(changes):
    first, second = proven(transaction_id="20264418827301"), proven(**changes, transaction_id="20264418827399")
    rows = (paid(currency=""),)
    facts = Facts(now=NOW, reimbursements=rows, compares_payments=True)
    one, other = judge_all((first, second), RULES, facts)
    assert one.refusal is Outcome.ALREADY_REIMBURSED
    assert other.fileable
    told = any("may be for this claim" in notice.message.say("en") for notice in other.warnings)
    assert told is ("claim_id" not in changes)


def warned(claim=None, *rows, unread=()):
    return [str(reason.message) for reason in judged(claim, *rows, unread=unread).warnings]


def test_a_report_without_any_payment_says_that_it_shows_nothing():
    assert any("no payment at all" in told for told in warned())


def test_a_report_that_ends_before_the_loss_is_told_and_one_that_reaches_it_is_not():
    event = proven().event_date
    other = {"fnsku": "X002ABC2D3"}
    assert any("too old to show" in told for told in warned(None, paid(approved_on=event - timedelta(days=1), **other)))
    assert not any("too old to show" in told for told in warned(None, paid(approved_on=event, **other)))


def test_a_payment_that_was_taken_back_is_told_of_the_claim_that_it_paid_for_and_of_no_other():
    back = paid(-3, reimbursement_id="2", reason="Reimbursement_Reversal", reverses="10244181663")
    assert any("took the money back" in told for told in warned(None, paid(), back))
    assert not any("took the money back" in told for told in warned(proven(fnsku="X002ABC2D3"), paid(), back))
    assert not any("took the money back" in told for told in warned(None, paid()))
