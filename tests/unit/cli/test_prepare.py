"""Drafts from Amazon's own reports, as a seller asks for them at the command line."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook

from .conftest import Casewright

DAY = date.today() - timedelta(days=40)  # noqa: DTZ011 (a day well inside the window)
HEADER = "Date and Time,FNSKU,ASIN,MSKU,Title,Event Type,Reference ID,Quantity,Fulfillment Center,Reason,Country"
LOST = f"{DAY},X001ABC2D3,B07XYZ1234,TRAY-1,Bamboo tray,Adjustments,20264418827312,-3,PHX7,M,US"
FOUND = f"{DAY},X001ABC2D4,B07XYZ1235,MUG-1,Mug,Adjustments,20264418827313,-2,PHX7,M,US"
BACK = f"{DAY + timedelta(days=2)},X001ABC2D4,B07XYZ1235,MUG-1,Mug,Adjustments,20264418827314,2,PHX7,F,US"
PAID = (
    "approval-date\treimbursement-id\tcase-id\tamazon-order-id\treason\tsku\tfnsku\tasin\t"
    "currency-unit\tamount-total\tquantity-reimbursed-total\n"
)


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "ledger.csv"
    path.write_text(f"{HEADER}\n{LOST}\n{FOUND}\n{BACK}", encoding="utf-8")
    return path


@pytest.fixture
def prepare(casewright: Casewright, ledger: Path, tmp_path: Path):
    """`casewright prepare` of the ledger into `claims.xlsx`."""

    def call(*more: object):
        out = tmp_path / "claims.xlsx"
        return casewright("prepare", "--ledger", ledger, "--account", "Harbor Lane Goods", "-o", out, *more)

    return call


def test_a_loss_that_is_still_open_is_drafted_and_one_that_was_found_is_not(prepare):
    done = prepare()
    assert done.code == 0
    assert "L-20264418827312" in done.out
    assert "Unit value, stock document" in done.out
    assert "20264418827313" not in done.out


def test_the_document_tells_drafts_and_what_was_left_out_with_the_reason(prepare):
    data = prepare("--json").document["data"]
    assert [one["quantity"] for one in data["drafts"]] == [3]
    assert [one["why"] for one in data["left_out"]] == ["found again"]


def test_the_workbook_can_be_checked_as_it_is_and_only_lacks_what_is_marked(prepare, casewright, tmp_path: Path):
    prepare()
    checked = casewright("check", tmp_path / "claims.xlsx", "--json").document
    assert [one["place"]["field"] for one in checked["problems"]] == ["unit_value"]
    note = [cell.value for cell in load_workbook(tmp_path / "claims.xlsx")["Claims"][2]][-1]
    assert "the inventory ledger reports it lost" in note


def test_what_was_paid_is_not_drafted_again(prepare, tmp_path: Path):
    report = tmp_path / "paid.txt"
    row = (f"{DAY + timedelta(days=5)}", "99", "", "", "Lost_Warehouse", "TRAY-1", "X001ABC2D3", "", "USD", "9.00", "2")
    report.write_text(PAID + "\t".join(row) + "\n", encoding="utf-8")
    (draft,) = prepare("--reimbursements", report, "--json").document["data"]["drafts"]
    assert (draft["quantity"], draft["lost"], draft["paid"]) == (1, 3, 2)


def test_a_report_that_is_none_is_told_with_its_file_and_nothing_is_lost(prepare, tmp_path: Path):
    wrong = tmp_path / "returns.txt"
    wrong.write_text("no report at all", encoding="utf-8")
    done = prepare("--returns", wrong, "--json")
    assert done.code == 1
    assert {one["place"]["file"] for one in done.document["problems"]} == {"returns.txt"}
    assert len(done.document["data"]["drafts"]) == 1


def test_a_file_that_is_there_already_is_left_alone(prepare, tmp_path: Path):
    (tmp_path / "claims.xlsx").write_text("mine", encoding="utf-8")
    assert prepare().code == 2
    assert (tmp_path / "claims.xlsx").read_text(encoding="utf-8") == "mine"


def test_the_drafts_are_written_in_the_language_of_the_settings(prepare, tmp_path: Path, monkeypatch):
    monkeypatch.setenv("CASEWRIGHT_LANG", "zh")
    prepare()
    assert load_workbook(tmp_path / "claims.xlsx").sheetnames == ["索赔", "未列入"]
