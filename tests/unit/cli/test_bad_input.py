"""Bad input as a seller would meet it at the command line: a clear message with its place, and nothing lost."""

from __future__ import annotations

import os
import shutil
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from PIL import Image

from casewright.app.check import hold_nothing
from casewright.app.plan import plan_claims
from casewright.app.workspace import open_workspace
from casewright.browser.launch import FoundBrowser
from casewright.casework.plan import still_approved

from .conftest import Casewright, Done

HEADERS = [
    "Claim ID",
    "Account",
    "Marketplace",
    "Claim type",
    "Event date",
    "Quantity",
    "Unit value",
    "Currency",
    "Product name",
    "FNSKU",
    "Transaction ID",
    "Stock documents",
    "Photos",
]
LONG_AGO = timedelta(days=40)


@pytest.fixture
def folder(tmp_path: Path, demo_claims: Path) -> Path:
    """A seller's folder with real evidence in it and no claims file yet."""
    demo_claims.unlink()
    return demo_claims.parent


def row(**changes: object) -> dict[str, object]:
    """A claim that may be filed, with some cells changed by header."""
    good: dict[str, object] = {
        "Claim ID": "A-1",
        "Account": "Harbor Lane Goods",
        "Marketplace": "US",
        "Claim type": "lost_in_warehouse",
        "Event date": date.today() - LONG_AGO,  # noqa: DTZ011 (a sheet's day)
        "Quantity": 3,
        "Unit value": 12.5,
        "Currency": "USD",
        "Product name": "Stoneware Mug, 14 oz, Ocean Blue",
        "FNSKU": "X002L7QK4D",
        "Transaction ID": "20265118427306",
        "Stock documents": "evidence/invoice-BP-20418.pdf",
        "Photos": None,
    }
    return good | {name.replace("_", " "): value for name, value in changes.items()}


def sheet(folder: Path, *rows: dict[str, object], headers: list[str] | None = None, name: str = "claims.xlsx") -> Path:
    """A workbook as a seller saves it."""
    workbook = Workbook()
    page = workbook.active
    page.title = "Claims"
    page.append(headers or HEADERS)
    for one in rows:
        page.append([one.get(header) for header in headers or HEADERS])
    workbook.save(folder / name)
    return folder / name


def check(casewright: Casewright, path: Path) -> dict[str, Any]:
    done = casewright("check", path, "--json")
    assert "Traceback" not in done.err
    return done.document


def problems(document: dict[str, Any], severity: str = "error") -> list[dict[str, Any]]:
    return [one for one in document["problems"] if one["severity"] == severity]


def only(document: dict[str, Any]) -> dict[str, Any]:
    (problem,) = problems(document)
    return problem


def test_the_good_row_of_these_tests_is_good(casewright: Casewright, folder: Path):
    done = casewright("check", sheet(folder, row()), "--json")
    assert done.code == 0
    assert done.document["problems"] == []


@pytest.mark.parametrize(
    ("header", "value", "field", "says"),
    [
        ("Event date", "2026/13/45", "event_date", "2026"),
        ("Event date", "yesterday", "event_date", "2026"),
        ("Quantity", 0, "quantity", "1"),
        ("Quantity", 1.5, "quantity", "1"),
        ("Quantity", -2, "quantity", "1"),
        ("Quantity", "三", "quantity", "1"),
        ("FNSKU", "XO02L7QK4D", "fnsku", "zero"),
        ("FNSKU", "X000000000", "fnsku", ""),
        ("Transaction ID", "12", "transaction_id", "10 to 20 digits"),
        ("Currency", "shells", "currency", ""),
        ("Unit value", "free", "unit_value", ""),
        ("Claim type", "stolen", "type", "lost_in_warehouse"),
        ("Marketplace", "Atlantis", "marketplace", "US"),
        ("Product name", None, "product_name", ""),
    ],
)
def test_a_bad_cell_is_told_with_file_sheet_row_field_value_and_what_was_expected(
    casewright: Casewright, folder: Path, header: str, value: object, field: str, says: str
):
    document = check(
        casewright, sheet(folder, row(), row(Claim_ID="A-2", Transaction_ID="20265118427307") | {header: value})
    )
    problem = only(document)
    place = problem["place"]
    assert (place["file"], place["sheet"], place["row"], place["field"]) == ("claims.xlsx", "Claims", 3, field)
    assert place["column"]
    assert place["header"]
    assert says in f"{problem['message']} {problem['expected']}"
    assert problem["claim_id"] == "A-2"
    assert [claim["claim_id"] for claim in document["data"]["claims"]] == ["A-1"], "the good row is not lost"
    assert document["data"]["rows"] == 2


def test_everything_wrong_in_a_row_is_told_at_once(casewright: Casewright, folder: Path):
    document = check(casewright, sheet(folder, row(Event_date="2026/13/45", Quantity="三", FNSKU="XO02L7QK4D")))
    assert {one["place"]["field"] for one in problems(document)} == {"event_date", "quantity", "fnsku"}


@pytest.mark.parametrize("content", [b"", b"hello", b"PK\x03\x04 broken", bytes(range(256)) * 40])
@pytest.mark.parametrize("name", ["claims.xlsx", "claims.xls", "claims.ods"])
def test_what_is_no_workbook_is_told_and_says_what_to_do(
    casewright: Casewright, folder: Path, name: str, content: bytes
):
    path = folder / name
    path.write_bytes(content)
    problem = only(check(casewright, path))
    assert problem["place"]["file"] == name
    assert problem["message"]


def test_a_file_that_is_not_there_is_told(casewright: Casewright, folder: Path):
    done = casewright("check", folder / "none.xlsx")
    assert done.code in {1, 2}
    assert "none.xlsx" in done.out + done.err


def test_an_empty_sheet_is_told(casewright: Casewright, folder: Path):
    Workbook().save(folder / "claims.xlsx")
    document = check(casewright, folder / "claims.xlsx")
    assert document["data"]["rows"] == 0
    assert document["problems"]


def test_a_missing_column_is_told_once_and_not_for_every_row(casewright: Casewright, folder: Path):
    without = [header for header in HEADERS if header != "Quantity"]
    document = check(casewright, sheet(folder, row(), row(Claim_ID="A-2"), row(Claim_ID="A-3"), headers=without))
    told = [one for one in problems(document) if one["place"]["field"] == "quantity"]
    assert len(told) == 1
    assert "uantity" in told[0]["message"]


def test_an_unknown_column_is_shown_with_the_one_that_was_probably_meant(casewright: Casewright, folder: Path):
    document = check(casewright, sheet(folder, row() | {"Quantitty": 3}, headers=[*HEADERS, "Quantitty"]))
    (warning,) = problems(document, "warning")
    assert "Quantitty" in f"{warning['message']} {warning['value']}"
    assert "uantity" in f"{warning['message']} {warning['expected']}"
    assert document["data"]["claims"][0]["verdict"] == "ready"


@pytest.mark.parametrize("path", ["../secret.pdf", "evidence/../../secret.pdf"])
def test_evidence_out_of_the_folder_is_refused(casewright: Casewright, folder: Path, path: str):
    shutil.copy(folder / "evidence" / "invoice-BP-20418.pdf", folder.parent / "secret.pdf")
    problem = only(check(casewright, sheet(folder, row(Stock_documents=path))))
    assert problem["place"]["field"] == "stock_documents"
    assert "folder" in f"{problem['message']} {problem['expected']}"


def test_an_absolute_path_is_refused_even_where_the_file_is_real(casewright: Casewright, folder: Path):
    outside = folder.parent / "secret.pdf"
    shutil.copy(folder / "evidence" / "invoice-BP-20418.pdf", outside)
    assert only(check(casewright, sheet(folder, row(Stock_documents=str(outside)))))["claim_id"] == "A-1"


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_a_link_out_of_the_folder_is_refused(casewright: Casewright, folder: Path):
    outside = folder.parent / "secret.pdf"
    shutil.copy(folder / "evidence" / "invoice-BP-20418.pdf", outside)
    (folder / "evidence" / "link.pdf").symlink_to(outside)
    assert only(check(casewright, sheet(folder, row(Stock_documents="evidence/link.pdf"))))["claim_id"] == "A-1"


def test_evidence_that_is_not_there_is_told_with_its_name(casewright: Casewright, folder: Path):
    problem = only(check(casewright, sheet(folder, row(Stock_documents="evidence/gone.pdf"))))
    assert problem["code"] == "evidence-not-found"
    assert "gone.pdf" in f"{problem['message']} {problem['value']}"


def test_a_photo_that_is_a_renamed_pdf_is_refused(casewright: Casewright, folder: Path):
    shutil.copy(folder / "evidence" / "invoice-BP-20418.pdf", folder / "evidence" / "photo.jpg")
    damaged = row(Claim_type="damaged_in_warehouse", Photos="evidence/photo.jpg")
    problem = only(check(casewright, sheet(folder, damaged)))
    assert problem["place"]["field"] == "photos"
    assert "pdf" in f"{problem['message']} {problem['expected']}".lower()


def test_a_file_of_12_mb_is_refused_with_the_limit(casewright: Casewright, folder: Path):
    with Image.effect_noise((4000, 4000), 90) as noise:
        noise.save(folder / "evidence" / "huge.png")
    assert (folder / "evidence" / "huge.png").stat().st_size > 10 * 1024 * 1024
    damaged = row(Claim_type="damaged_in_warehouse", Photos="evidence/huge.png")
    problem = only(check(casewright, sheet(folder, damaged)))
    assert "10 MB" in f"{problem['message']} {problem['expected']}"


def test_damaged_goods_without_photos_are_refused_before_any_browser_opens(
    casewright: Casewright, folder: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("CASEWRIGHT_BROWSER", str(folder / "no-such-browser"))
    document = check(casewright, sheet(folder, row(Claim_type="damaged_in_warehouse")))
    assert document["data"]["claims"][0]["verdict"] == "evidence_missing"


def test_two_rows_for_the_same_loss_are_one_claim_and_one_refusal(casewright: Casewright, folder: Path):
    document = check(casewright, sheet(folder, row(), row(Claim_ID="A-2")))
    assert [claim["verdict"] for claim in document["data"]["claims"]] == ["ready", "duplicate"]
    told = document["data"]["claims"][1]["reasons"][0]["message"]
    assert "A-1" in told or "row 2" in told


def test_the_same_claim_id_twice_is_told(casewright: Casewright, folder: Path):
    document = check(casewright, sheet(folder, row(), row(Transaction_ID="20265118427307")))
    assert only(document)["place"]["row"] == 3


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8-sig", "utf-16"])
def test_a_chinese_sheet_saved_by_another_program_is_read_and_the_encoding_is_told(
    casewright: Casewright, folder: Path, encoding: str
):
    day = date.today() - LONG_AGO  # noqa: DTZ011
    lines = [
        "编号,店铺,站点,索赔类型,丢失日期,数量,单价,币种,商品名称,FNSKU,交易编号,发票",
        (
            f"A-1,海港巷百货,US,仓库丢失,{day:%Y/%m/%d},3,12.50,USD,陶瓷马克杯（蓝色）十四盎司,X002L7QK4D,20265118427306,"
            "evidence/invoice-BP-20418.pdf"
        ),
    ]
    path = folder / "claims.csv"
    path.write_bytes("\n".join(lines).encode(encoding))
    document = check(casewright, path)
    (claim,) = document["data"]["claims"]
    assert claim["account"] == "海港巷百货"
    if encoding == "gb18030":
        assert any("GB18030" in told.upper() for told in document["data"]["statements"])


def test_a_formula_that_was_never_calculated_is_told(casewright: Casewright, folder: Path):
    path = sheet(folder, row(Quantity="=1+2"))
    problem = only(check(casewright, path))
    assert problem["place"]["field"] == "quantity"


def test_a_claims_file_that_changes_between_preview_and_file_keeps_only_what_was_approved(at_home: Path, folder: Path):
    path = sheet(folder, row(), row(Claim_ID="A-2", Transaction_ID="20265118427307"))
    approved = plan_claims(open_workspace(), [path], hold_nothing).plan
    workbook = load_workbook(path)
    workbook["Claims"]["F3"] = 4
    workbook.save(path)
    fresh = plan_claims(open_workspace(), [path], hold_nothing).plan
    good, stale = still_approved(approved, fresh)

    assert [entry.claim.claim_id for entry in good] == ["A-1"]
    assert str(stale[0].reason) == "the claim or its evidence was changed after the preview"


def test_hostile_text_in_a_cell_is_shown_as_text(casewright: Casewright, folder: Path):
    done: Done = casewright("check", sheet(folder, row(Product_name="[red]<script>alert(1)</script>[/red]")))
    assert done.code == 0
    assert "Traceback" not in done.err


def test_without_a_terminal_nothing_is_asked_and_no_command_is_offered_that_files_unasked(
    casewright: Casewright, folder: Path
):
    done = casewright("file", sheet(folder, row()), "--site", "sandbox", "--json")
    assert done.code in {2, 4}
    [problem] = done.document["problems"]
    assert "in a terminal" in problem["remedy"]
    assert "--yes" not in problem["remedy"]


def test_yes_without_a_plan_is_refused(casewright: Casewright, folder: Path):
    done = casewright("file", sheet(folder, row()), "--site", "sandbox", "--yes")
    assert done.code == 2
    assert "plan" in done.err


def test_a_plan_and_a_sheet_of_claims_given_to_the_wrong_command_are_named(
    casewright: Casewright, demo_claims: Path, tmp_path: Path
):
    plan = tmp_path / "plan.json"
    plan.write_text('{"entries": [], "flows": {}, "digest": "0"}', encoding="utf-8")
    checked = casewright("check", plan)
    assert checked.code == 1
    assert "this is the plan of a preview: give it to `casewright file`" in checked.out
    matched = casewright("cases", "reimbursed", demo_claims, "--site", "sandbox")
    assert matched.code == 1
    assert "this is a sheet of claims: give it to `casewright check`" in " ".join(matched.out.split())


@pytest.mark.parametrize("given", ["claims.xlsx", "."], ids=["the file", "its folder"])
def test_a_sheet_of_claims_is_no_report_to_draft_from(
    casewright: Casewright, demo_claims: Path, tmp_path: Path, given: str
):
    reports = demo_claims if given == "claims.xlsx" else demo_claims.parent
    refused = casewright("prepare", reports, "--account", "Harbor Lane Goods", "-o", tmp_path / "drafts.xlsx")
    assert refused.code == 2
    assert f"{demo_claims} is a sheet of claims" in " ".join(refused.err.split())
    assert "`casewright check`" in refused.err


def test_a_folder_of_claims_is_no_folder_of_reports(casewright: Casewright, demo_claims: Path):
    matched = casewright("cases", "reimbursed", demo_claims.parent)
    assert matched.code == 1
    assert "this is a sheet of claims: give it to `casewright check`" in " ".join(matched.out.split())


def test_a_file_where_a_report_is_to_go_is_named_as_it_was_written(
    casewright: Casewright, demo_claims: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(tmp_path)
    Path("taken").write_text("a file", encoding="utf-8")
    refused = casewright("preview", demo_claims, "-o", "taken")
    assert refused.code == 1
    assert refused.err.startswith("taken is a file, and a folder is needed there.")


@pytest.mark.parametrize("words", [("demo", "--yes"), ("demo", "--reports")])
def test_the_demo_names_a_folder_that_cannot_be_made(
    casewright: Casewright, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
):
    monkeypatch.setattr("casewright.app.demo.find_or_get_browser", lambda *_: FoundBrowser(None, "", channel="none"))
    (tmp_path / "taken").write_text("a file", encoding="utf-8")
    refused = casewright(*words, "-o", tmp_path / "taken" / "demo")
    assert refused.code == 1
    assert "cannot be created" in refused.err
    assert "unexpected" not in refused.err
