"""Which files of a folder hold claims: copies, reports and other files in it are named and not read."""

from __future__ import annotations

from datetime import date

import pytest

from casewright.intake.claim_files import find_claim_files, list_claim_files
from casewright.intake.demo_files import write_demo_reports
from casewright.intake.load import load
from casewright.intake.table import Notes


@pytest.mark.parametrize(
    "name",
    [
        "claims (1).csv",
        "claims(2).csv",
        "claims - Copy.csv",
        "claims - Copy (2).csv",
        "claims - Kopie.csv",
        "claims copy.csv",
        "claims - 副本.csv",
        "claims (Anna's conflicted copy 2026-11-02).csv",
        "claims-conflict-20261102.csv",
    ],
)
def test_a_copy_beside_its_original_is_told_and_not_read(seller, name):
    seller.csv(seller.row())
    seller.csv(seller.row(quantity="9"), name=name)
    batch = load([seller.folder])

    assert [claim.quantity for claim in batch.claims] == [3]
    assert [(problem.code, problem.severity, problem.place.file) for problem in batch.problems] == [
        ("copy-not-read", "warning", name)
    ]


def test_a_copy_that_is_named_or_stands_alone_is_read(seller):
    seller.csv(seller.row())
    copy = seller.csv(seller.row(quantity="9"), name="claims (1).csv")

    assert [claim.quantity for claim in load([copy]).claims] == [9]
    (seller.folder / "claims.csv").unlink()
    assert [claim.quantity for claim in load([seller.folder]).claims] == [9]


@pytest.mark.parametrize("name", ["claims 2026 (october).csv", "more.csv"])
def test_a_name_that_only_looks_a_little_like_it_is_no_copy(seller, name):
    seller.csv(seller.row())
    seller.csv(seller.row(claim_id="C-2", transaction_id="20265118427399"), name=name)

    assert len(load([seller.folder]).claims) == 2


def test_a_file_of_other_things_is_passed_over_in_a_folder_and_refused_where_it_is_named(seller, codes):
    seller.csv(seller.row())
    notes = seller.text("call the supplier on Monday\n", "notes.txt")

    assert [(problem.code, problem.severity) for problem in load([seller.folder]).problems] == [
        ("passed-over", "warning")
    ]
    assert codes(load([notes])) == ["no-header"]


LEDGER = (
    "Date,FNSKU,ASIN,MSKU,Title,Event Type,Reference ID,Quantity,Fulfillment Center,Disposition,Reason,Country\n"
    "10/12/2026,X001ABC2D3,B07XYZ1234,TRAY-1,Tray,Adjustments,20264418827301,-3,PHX7,SELLABLE,M,US\n"
)


def test_a_report_in_place_of_claims_is_named_with_the_command_that_takes_it(seller):
    report = seller.text(LEDGER, "ledger.csv")
    (problem,) = load([report]).problems

    assert (problem.code, problem.severity) == ("report-not-claims", "error")
    assert "casewright prepare --ledger" in str(problem.message)
    seller.csv(seller.row())
    assert [(each.code, each.severity) for each in load([seller.folder]).problems] == [("passed-over", "warning")]


REPORTS = {
    "ledger": "prepare --ledger",
    "reimbursements": "check --reimbursements",
    "returns": "prepare --returns",
    "transactions": "prepare --refunds",
    "removal-orders": "prepare --removals",
    "removal-shipments": "prepare --removal-shipments",
    "shipment-contents": "prepare --shipments",
    "costs": "prepare --costs",
}


def test_every_report_in_place_of_claims_is_named_with_the_command_that_takes_it(tmp_path):
    files = write_demo_reports(tmp_path / "reports", date(2026, 11, 23))
    assert {path.stem for path in files.values()} == REPORTS.keys()
    for path in files.values():
        (problem,) = load([path]).problems
        assert (problem.code, problem.severity) == ("report-not-claims", "error")
        assert f"casewright {REPORTS[path.stem]}`" in str(problem.message)


def test_a_folder_of_reports_alone_holds_no_claims(tmp_path):
    files = write_demo_reports(tmp_path / "reports", date(2026, 11, 23))
    codes = [problem.code for problem in load([tmp_path / "reports"]).problems]
    assert codes == ["passed-over"] * len(files) + ["no-claims-file"]


def test_the_folder_of_a_preview_is_its_plan_and_no_heap_of_kept_pages(tmp_path):
    (tmp_path / "01-home.aria.yaml").write_text("- banner:\n  - link: x: y\n", encoding="utf-8")
    (tmp_path / "plan.json").write_text('{"entries": [], "flows": {}, "digest": "ab"}', encoding="utf-8")
    (problem,) = load([tmp_path]).problems
    assert "casewright file" in str(problem.message)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"<html><body><table><tr><th>Claim ID</th></tr></table></body></html>", "a web page called .xls"),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "XML Spreadsheet"),
        (b"Claim ID\tAccount\tMarketplace\n", "a text file called .xls"),
        (b"%PDF-1.7\n", "a PDF called .xls"),
    ],
)
def test_a_workbook_by_its_name_only_is_told_in_plain_words(seller, content, says):
    (problem,) = load([seller.text(content, "claims.xls")]).problems

    assert problem.code == "not-a-workbook"
    assert says in str(problem.message)
    assert problem.expected


def test_what_systems_and_editors_leave_is_not_told(seller):
    seller.csv(seller.row())
    for name in ("~$claims.xlsx", "._claims.csv", ".DS_Store", "desktop.ini", "claims.gsheet"):
        seller.text(b"x", name)

    assert load([seller.folder]).problems == ()


def test_the_list_of_files_is_what_is_read(seller):
    original = seller.csv(seller.row())
    seller.csv(seller.row(), name="claims (1).csv")

    assert list_claim_files([seller.folder]) == [original]
    assert [file.named for file in find_claim_files([original], Notes())] == [True]
