from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from casewright.casework.money import Money, Settlement, Standing, Sum, Total
from casewright.errors import UsageError
from casewright.intake.report_rows import Reimbursement
from casewright.report.settlements import (
    counted,
    export_totals,
    money_document,
    settlement_table,
    total_table,
    write_money,
)

SUM = Sum(currency="USD", paid=Decimal("37.50"), taken_back=Decimal("12.50"))
SETTLEMENT = Settlement(
    claim_id="HL-<1041>",
    claim_type="lost_in_warehouse",
    account="Harbor Lane Goods",
    marketplace="US",
    reference="CW-7F3K9Q2M",
    case_id="17204938815",
    claimed=Decimal("37.50"),
    currency="USD",
    quantity=3,
    standing=Standing.PARTLY,
    sums=(SUM,),
    units=2,
    last_on=date(2026, 11, 20),
    matched_by="case",
)
TOTAL = Total(
    month="2026-11", marketplace="US", claim_type="lost_in_warehouse", reason="", payments=1, units=2, sum=SUM
)
STRANGE = Total(
    month="2026-11", marketplace="", claim_type="", reason="=HYPERLINK(1)", payments=1, units=1, sum=Sum(currency="EUR")
)
UNPLACED = Reimbursement(
    reimbursement_id="9009", approved_on=date(2026, 11, 2), reason="CustomerReturn", quantity=1, currency="USD"
)
MONEY = Money(settlements=(SETTLEMENT,), totals=(TOTAL, STRANGE), unplaced=(UNPLACED,), unread=("9009",))
NOTHING = Money(settlements=(), totals=())


def test_a_claims_row_tells_claimed_paid_taken_back_and_standing():
    table = settlement_table([SETTLEMENT])
    (row,) = table.rows
    assert tuple(map(str, row)) == (
        *("HL-<1041>", "37.50 USD", "37.50 USD", "12.50 USD"),
        *("partly reimbursed", "17204938815", "2026-11-20"),
    )
    assert table.tones == ("open",)


def test_nothing_paid_is_a_dash():
    waiting = SETTLEMENT.model_copy(update={"sums": (), "last_on": None, "case_id": None})
    cells = settlement_table([waiting]).rows[0][2:]
    assert tuple(map(str, cells)) == ("-", "-", "partly reimbursed", "-", "-")


def test_a_total_without_a_claim_says_so():
    assert [str(row[2]) for row in total_table([TOTAL, STRANGE]).rows] == [
        "Lost in warehouse",
        "=HYPERLINK(1) (no claim here)",
    ]


def test_the_standings_are_counted_in_words():
    assert str(counted(MONEY)) == "1 partly reimbursed"
    assert str(counted(NOTHING)) == "no claims"


def test_money_stands_in_json_as_exact_text():
    document = money_document(MONEY)
    assert document["settlements"][0]["sums"] == [
        {"currency": "USD", "paid": "37.50", "taken_back": "12.50", "net": "25.00"}
    ]
    assert document["totals"][0]["net"] == "25.00"
    assert document["settlements"][0]["claimed"] == "37.50"


def test_the_totals_go_into_a_csv_that_no_spreadsheet_runs(tmp_path: Path):
    path = export_totals(MONEY.totals, tmp_path / "totals.csv")
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert (rows[0]["month"], rows[0]["net"], rows[0]["currency"]) == ("2026-11", "25.00", "USD")
    assert rows[1]["reason"] == "'=HYPERLINK(1)"


def test_a_csv_is_named_csv_and_never_overwritten_unasked(tmp_path: Path):
    with pytest.raises(UsageError):
        export_totals((), tmp_path / "totals.xlsx")
    path = export_totals((), tmp_path / "totals.csv")
    with pytest.raises(UsageError):
        export_totals((), path)
    assert export_totals((), path, replace=True) == path


def test_the_page_holds_the_picture_for_the_eye_and_for_the_ear(tmp_path: Path):
    page = BeautifulSoup(write_money(MONEY, tmp_path).read_text(encoding="utf-8"), "html.parser")
    pictures = page.select("figure.chart")
    assert len(pictures) == 2
    drawn = pictures[1].select_one("svg[role=img]")
    assert drawn["aria-label"] == "USD: 2026-11: 37.50 USD paid, 12.50 USD taken back."
    assert {rect["class"][0] for rect in drawn.select("rect")} == {"kind-0", "kind-1"}
    assert [item.get_text(strip=True) for item in pictures[1].select("li")] == ["Lost in warehouse", "taken back"]


def test_the_page_tells_what_was_not_placed_and_not_read_and_runs_nothing(tmp_path: Path):
    text = write_money(MONEY, tmp_path).read_text(encoding="utf-8")
    page = BeautifulSoup(text, "html.parser")
    assert "HL-<1041>" in page.get_text()
    assert "9009" in page.select_one(".notice").get_text()
    assert "Paid for no claim here" in page.get_text()
    assert not page.select("script")
    assert "http" not in "".join(str(tag.get("src", "")) + str(tag.get("href", "")) for tag in page.find_all())


def test_an_empty_account_is_a_page_too(tmp_path: Path):
    assert "There is no claim" in write_money(NOTHING, tmp_path).read_text(encoding="utf-8")
