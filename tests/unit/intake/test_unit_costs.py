"""The cost list: a cost is taken in the currency that its column, its header or its own sign names, and in no other."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casewright.intake.header_currency import currencies_in_header, without_currency
from casewright.intake.load import load
from casewright.intake.report_kinds import KINDS
from casewright.intake.report_rows import CostRow
from casewright.intake.reports import read_costs
from casewright.intake.shelf import Product, open_shelf
from casewright.intake.unit_costs import UnitCosts

YUAN = ["Unit cost (CNY)", "成本(元)", "采购单价（人民币）", "Cost CNY", "Unit cost [RMB]"]
DOLLARS = ["Unit cost (USD)", "采购单价（美元）", "Cost USD", "Unit cost (US$)", "Unit cost ($)"]
EITHER_YEN_OR_YUAN = ["Unit cost (¥)", "单价(¥)"]


def read(tmp_path, header, cost):
    path = tmp_path / "costs.csv"
    path.write_text(f"SKU,{header}\nHL-MUG,{cost}\n", encoding="utf-8")
    return open_shelf(None, path)


@pytest.mark.parametrize("header", [*YUAN, *EITHER_YEN_OR_YUAN])
def test_a_cost_in_another_currency_than_the_claim_is_never_taken(tmp_path, header):
    shelf = read(tmp_path, header, "58")
    assert shelf.find_cost(Product(sku="HL-MUG"), "USD") is None
    assert shelf.find_cost(Product(sku="HL-MUG"), "CNY")


@pytest.mark.parametrize("header", [*DOLLARS, "Unit cost"])
def test_a_cost_in_the_claims_currency_is_taken(tmp_path, header):
    assert read(tmp_path, header, "9.35").find_cost(Product(sku="HL-MUG"), "USD")


@pytest.mark.parametrize(
    ("cost", "currency", "fits"), [("¥58", "USD", False), ("¥58", "JPY", True), ("$9", "USD", True)]
)
def test_a_sign_before_the_cost_counts_where_nothing_else_names_a_currency(tmp_path, cost, currency, fits):
    assert bool(read(tmp_path, "Unit cost", cost).find_cost(Product(sku="HL-MUG"), currency)) is fits


def test_a_row_that_names_two_currencies_is_told_and_not_used(tmp_path):
    path = tmp_path / "costs.csv"
    path.write_text("SKU,Unit cost,Currency\nHL-MUG,¥58,USD\n", encoding="utf-8")
    report = read_costs(path)
    assert (report.rows, [problem.code for problem in report.problems]) == ((), ["currency-differs"])


@pytest.mark.parametrize("header", [*YUAN, *EITHER_YEN_OR_YUAN, "Price EUR"])
def test_a_claim_whose_header_names_another_currency_than_its_row_is_refused(seller, header, codes):
    names = [header if name == "unit_value" else name for name in seller.csv_text().splitlines()[0].split(",")]
    batch = load([seller.csv(seller.row(unit_value="58"), header=names)])
    assert (batch.claims, codes(batch)) == ((), ["currency-differs"])


@pytest.mark.parametrize("words", ["Quantity (SKU)", "Reason", "Date (JST)", "Price per unit", "Unit value", "FBA ID"])
def test_a_header_that_names_no_currency_stays_as_it_is(words):
    assert (currencies_in_header(words), without_currency(words)) == (frozenset(), words)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: str(kind.name))
def test_every_row_that_has_what_its_report_needs_can_be_made(kind):
    needed = {name for name, field in kind.row.model_fields.items() if field.is_required()}
    assert needed <= set(kind.needs)


_ROWS = st.lists(
    st.builds(
        CostRow,
        unit_cost=st.sampled_from([Decimal("8.10"), Decimal("9.35")]),
        currency=st.sampled_from(["", "USD", "EUR", "CNY/JPY"]),
        sku=st.sampled_from(["A", "B", ""]),
        fnsku=st.sampled_from(["X001ABC2D3", "X002ABC2D3", ""]),
    ),
    max_size=6,
)


@given(_ROWS, st.randoms())
def test_the_order_of_the_rows_changes_no_cost(rows, random):
    turned = list(rows)
    random.shuffle(turned)
    for product in (Product(sku="A"), Product(fnsku="X001ABC2D3", sku="B")):
        first, second = UnitCosts(rows).find(product, "USD"), UnitCosts(turned).find(product, "USD")
        assert (first and first.unit_cost) == (second and second.unit_cost)
        assert first is None or first.currency in ("", "USD")
