"""Sheets as people keep them: titles, sections, totals, headers in two rows and prices beside the claims."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casewright.intake.columns import understand
from casewright.intake.layout import count_products, line_without_claim
from casewright.intake.load import load

NAMES = ("claim_id", "account", "marketplace", "type", "event_date", "quantity", "unit_value", "currency",
         "product_name", "fnsku", "transaction_id")  # fmt: skip
COLUMNS = understand(NAMES)


def cells(**filled):
    """A row with these cells, and nothing else."""
    return [filled.get(name, "") for name in NAMES]


@pytest.mark.parametrize(
    "row",
    [
        cells(claim_id="WAREHOUSE LOST"),
        cells(claim_id="TOTAL", quantity="6", unit_value="18.70"),
        cells(product_name="Total:", quantity="6"),
        cells(claim_id="合计", quantity="6"),
        cells(account="Summe", unit_value="18,70"),
        cells(quantity=6, unit_value=18.7),
        cells(claim_id="Prepared for internal use"),
        cells(type="Lost in warehouse"),
        [name.replace("_", " ").title() for name in NAMES],
        ["编号", "店铺", "站点", "类型", "日期", "数量", "单价", "币种", "品名", "FNSKU", "交易编号"],
        ["optional", *["required"] * 10],
    ],
)
def test_lines_that_hold_no_claim_are_known(row):
    assert line_without_claim(COLUMNS, row)


@pytest.mark.parametrize(
    "row",
    [
        cells(claim_id="C-9", type="Lost in warehouse", event_date="2026-10-13"),
        cells(claim_id="TOTAL-1", type="Lost", fnsku="X002L7QK4D"),
        cells(claim_id="C-9", account="Harbor Lane", marketplace="US", currency="USD"),
        cells(fnsku="X002L7QK4D", quantity="3"),
        cells(product_name="Total Gym mat", transaction_id="20265118427306", quantity="1"),
    ],
)
def test_a_claim_that_is_begun_is_a_claim_however_little_of_it_stands_there(row):
    assert line_without_claim(COLUMNS, row) is None


@given(st.dictionaries(st.sampled_from(NAMES), st.text(min_size=1, max_size=12), min_size=5))
def test_a_row_with_a_product_and_a_day_is_never_passed_over(filled):
    row = cells(**(filled | {"fnsku": "X002L7QK4D", "event_date": "2026-10-13", "type": "Lost"}))
    assert line_without_claim(COLUMNS, row) is None


def test_each_line_without_a_claim_is_told_once_and_the_claims_are_read(seller):
    header = list(NAMES)
    sheet = seller.xlsx(
        ["WAREHOUSE LOST"],
        seller.row(),
        [],
        header,
        ["WAREHOUSE DAMAGED"],
        seller.row(claim_id="C-2", type="Damaged in warehouse", transaction_id="20265118427399"),
        cells(claim_id="TOTAL", quantity=6),
    )
    batch = load([sheet])

    assert [claim.claim_id for claim in batch.claims] == ["C-1", "C-2"]
    assert [(problem.code, problem.severity, problem.place.row) for problem in batch.problems] == [
        ("no-claim", "warning", row) for row in (2, 5, 6, 8)
    ]
    assert batch.rows == 6


def test_a_header_in_two_rows_is_one(seller):
    upper = [name.split("_")[0] for name in NAMES]
    below = [" ".join(name.split("_")[1:]) for name in NAMES]
    (claim,) = load([seller.xlsx(below, seller.row(), header=upper)]).claims

    assert claim.claim_id == "C-1"


def test_a_sheet_of_prices_beside_the_claims_is_named_and_not_read(seller):
    def add_prices(sheet):
        prices = sheet.parent.create_sheet("Costs")
        prices.append(["SKU", "Cost", "Currency"])
        prices.append(["HL-MUG", 6.40, "USD"])

    batch = load([seller.xlsx(seller.row(), change=add_prices)])

    assert len(batch.claims) == 1
    assert batch.problems == ()
    assert any("sheet Costs" in str(line) for line in batch.statements)


@pytest.mark.parametrize(
    "changes",
    [
        {"fnsku": "X002L7QK4D\nX002M1VP9T", "quantity": "2\n1"},
        {"fnsku": "X002L7QK4D; X002M1VP9T"},
        {"fnsku": "X002L7QK4D/X002M1VP9T"},
        {"transaction_id": "20265118427306，20265118427307"},
        {"quantity": "2\n1"},
    ],
)
def test_several_products_in_a_row_are_refused_with_the_way_out(seller, changes):
    batch = load([seller.csv(seller.row(**changes))])

    assert batch.claims == ()
    (problem,) = batch.problems
    assert problem.code == "several-products"
    assert "one product per row" in str(problem.expected)


@pytest.mark.parametrize("changes", [{}, {"fnsku": "X002L7QK4D "}, {"product_name": "Mug, blue; large / new"}])
def test_one_product_is_one(seller, changes):
    assert count_products(COLUMNS, seller.row(**changes)) == 1


def test_slashed_days_are_settled_by_their_column_and_it_is_said(seller):
    rows = [
        seller.row(event_date="10/5/2026"),
        seller.row(claim_id="C-2", event_date="10/13/2026", transaction_id="20265118427399"),
    ]
    batch = load([seller.csv(*rows)])

    assert [str(claim.event_date) for claim in batch.claims] == ["2026-10-05", "2026-10-13"]
    assert any("month first" in str(line) and "10/13/2026" in str(line) for line in batch.statements)


def test_slashed_days_that_nothing_settles_are_refused_at_their_cell(seller):
    batch = load([seller.xlsx(seller.row(event_date="10/5/2026"))])

    (problem,) = batch.problems
    assert (problem.code, problem.place.cell, problem.value) == ("bad-date", "Claims!E2", "10/5/2026")


def test_an_amount_in_another_currency_than_the_rows_is_refused(seller):
    batch = load([seller.csv(seller.row(unit_value="CHF 12.50", currency="EUR"))])

    (problem,) = batch.problems
    assert problem.code == "currency-differs"


def test_more_than_cents_are_rounded_and_told(seller):
    batch = load([seller.csv(seller.row(unit_value="9.347812"))])

    assert str(batch.claims[0].unit_value) == "9.35"
    assert [(problem.code, problem.severity) for problem in batch.problems] == [("rounded", "warning")]


def test_a_lost_letter_stops_its_row_only(seller, codes):
    rows = [seller.row(product_name="Blue \ufffd mug"), seller.row(claim_id="C-2", transaction_id="20265118427399")]
    batch = load([seller.csv(*rows)])

    assert [claim.claim_id for claim in batch.claims] == ["C-2"]
    assert codes(batch) == ["lost-letter"]
