"""The room Claims: every claim with its verdict, found, sorted, added up; problems at their cell."""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from openpyxl import load_workbook
from tests.desk_world import OpenDesk, open_desk

from casewright.app.review import ReviewAnswer
from casewright.intake.demo_files import write_demo_reports


def _shown(page: str) -> list[str]:
    return re.findall(r'<th scope="row"><a href="/claims/([\w-]+)"', page)


def test_every_claim_stands_there_with_its_verdict_the_first_deadline_first(browser: httpx.Client):
    page = browser.get("/claims").text
    assert _shown(page) == ["HL-1043", "HL-1046", "HL-1041", "HL-1042", "HL-1044", "HL-1045"]
    assert "6 of 6 claims" in page
    assert "341.75 USD" in page
    assert "Required evidence is missing: photo." in page


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("q=mug", {"HL-1041", "HL-1045"}),
        ("q=MUG+sand", {"HL-1045"}),
        ("q=X002L7QK4D", {"HL-1041"}),
        ("q=invoice-BP-20418.pdf", {"HL-1041", "HL-1045"}),
        ("verdict=evidence_missing", {"HL-1046"}),
        ("verdict=ready&type=damaged_in_warehouse", {"HL-1042", "HL-1044"}),
        ("account=harbor+lane+GOODS&verdict=wait", {"HL-1045"}),
        ("account=nobody", set()),
    ],
)
def test_what_is_looked_for_is_shown_and_added_up(browser: httpx.Client, asked: str, shown: set[str]):
    page = browser.get(f"/claims?{asked}").text
    assert set(_shown(page)) == shown
    assert f"{len(shown)} of 6 claims" in page


def test_a_column_is_sorted_up_and_down(browser: httpx.Client):
    up = _shown(browser.get("/claims?order=amount").text)
    assert up == _shown(browser.get("/claims?order=amount&down=1").text)[::-1]
    assert up[0] == "HL-1046"
    assert 'aria-sort="descending"' in browser.get("/claims?order=amount&down=1").text


def test_only_the_table_comes_where_only_the_table_is_asked_for(browser: httpx.Client):
    part = browser.get("/claims?q=mug", headers={"HX-Request": "true"}).text
    assert part.lstrip().startswith('<div id="found">')
    whole = browser.get("/claims?q=mug", headers={"HX-Request": "true", "HX-History-Restore-Request": "true"}).text
    assert "<html" in whole


def test_what_cannot_be_asked_for_is_refused_with_a_remedy(browser: httpx.Client):
    answer = browser.get("/claims?type=nonsense")
    assert answer.status_code == 409
    assert "There is no claim type nonsense." in answer.text


def test_a_row_that_is_no_claim_is_shown_at_its_cell(claims: Path):
    workbook = load_workbook(claims)
    sheet = workbook["Claims"]
    column = next(cell.column_letter for cell in sheet[1] if cell.value == "Quantity")
    sheet[f"{column}3"] = "many"
    workbook.save(claims)
    with open_desk([claims]) as desk, desk.client() as browser:
        page = browser.get("/claims").text
        assert f"Claims!{column}3" in page
        assert "Rows that are not claims yet" in page
        fixed = load_workbook(io.BytesIO(browser.get("/fix-up").content))
        assert fixed["Claims"][f"{column}3"].comment


def test_a_sheet_that_changed_is_read_again(desk: OpenDesk, browser: httpx.Client, claims: Path):
    workbook = load_workbook(claims)
    workbook["Claims"].delete_rows(2)
    workbook.save(claims)
    assert len(_shown(browser.get("/claims").text)) == 6
    assert len(_shown(desk.post(browser, "/claims/read").text)) == 5


def test_a_claim_tells_all_that_is_known_of_it(browser: httpx.Client):
    page = browser.get("/claims/HL-1046").text
    for told in ("Required evidence is missing: photo.", "Linen Tea Towels", "Rule:", "evidence missing"):
        assert told in page
    assert browser.get("/claims/HL-9999").status_code == 409


def test_the_desk_speaks_the_language_that_is_chosen(desk: OpenDesk, browser: httpx.Client):
    assert '<html lang="en">' in browser.get("/claims").text
    desk.post(browser, "/language", language="zh")
    assert '<html lang="zh' in browser.get("/claims").text
    desk.post(browser, "/language", language="nonsense")
    assert '<html lang="zh' in browser.get("/claims").text


def test_without_claims_the_desk_says_how_to_begin():
    with open_desk() as desk, desk.client() as browser:
        assert "casewright desk claims.xlsx" in browser.get("/claims").text


def _drop(desk: OpenDesk, browser: httpx.Client, files: list[tuple[str, tuple[str, bytes]]]) -> httpx.Response:
    return browser.post(
        "/claims/drop", data={"token": desk.place.session.form_token}, files=files, headers={"Origin": desk.url}
    )


def test_a_folder_that_is_dropped_is_checked_with_its_papers(claims: Path):
    files = [
        ("folder", (f"claims/{path.relative_to(claims.parent).as_posix()}", path.read_bytes()))
        for path in sorted(claims.parent.rglob("*"))
        if path.is_file()
    ]
    with open_desk() as desk, desk.client() as browser:
        page = _drop(desk, browser, files)
        assert page.url.path == "/claims"
        assert len(_shown(page.text)) == 6
        assert "Rows that are not claims yet" not in page.text
        assert desk.place.review.entry_of("HL-1041").claim.evidence


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("../claims.csv", "cannot be kept"),
        ("/etc/claims.csv", "cannot be kept"),
        ("a/../../claims.csv", "cannot be kept"),
        ("con.csv", "cannot be kept"),
        ("C:claims.csv", "cannot be kept"),
        ("program.exe", "neither a sheet of claims nor a report"),
    ],
)
def test_a_name_that_leads_elsewhere_is_refused(home: Path, name: str, told: str):
    with open_desk() as desk, desk.client() as browser:
        answer = _drop(desk, browser, [("files", (name, b"claim_id,account"))])
        assert answer.status_code == 409
        assert told in answer.text
    assert not (home / "dropped").exists()


def test_answers_are_kept_when_other_sheets_are_dropped(desk: OpenDesk, browser: httpx.Client, claims: Path):
    entry = desk.place.review.entries[0]
    desk.place.review.answer(entry.claim.claim_id, entry.digest, ReviewAnswer.APPROVED)
    _drop(desk, browser, [("files", ("other.xlsx", claims.read_bytes()))])
    assert not desk.place.review.answers
    desk.place.take_up(claims)
    assert desk.place.review.answers == {entry.claim.claim_id: (ReviewAnswer.APPROVED, entry.digest)}


def _reports(folder: Path, *names: str) -> list[tuple[str, tuple[str, bytes]]]:
    """The demo's reports, to be dropped: all of them, or those that are named."""
    made = write_demo_reports(folder, datetime.now(UTC).date())
    return [("files", (path.name, path.read_bytes())) for name, path in made.items() if not names or name in names]


def test_reports_that_are_dropped_become_drafts_that_can_be_checked_and_downloaded(home: Path, tmp_path: Path):
    with open_desk() as desk, desk.client() as browser:
        page = _drop(desk, browser, _reports(tmp_path / "reports"))
        assert page.url.path == "/drafts"
        assert "Inventory Ledger (detailed view)" in page.text
        drafted = desk.post(browser, "/drafts/make", account="Harbor Lane Goods", marketplace="US").text
        assert "11 claims were drafted" in drafted
        assert "reconciled by Amazon" in drafted
        workbook = load_workbook(io.BytesIO(browser.get("/drafts.xlsx").content))
        assert workbook["Claims"].max_row == 12
        assert "L-20264918415528" in desk.post(browser, "/drafts/check").text
        assert desk.place.claims[0].is_relative_to(home)


def test_what_a_dropped_report_says_was_paid_is_not_claimed_again(claims: Path, tmp_path: Path):
    paid = (
        "approval-date\treimbursement-id\treason\tfnsku\tasin\tsku\tcurrency-unit\tamount-total\t"
        "quantity-reimbursed-total\n"
    )
    sheet = load_workbook(claims)["Claims"]
    heads = [str(cell.value) for cell in sheet[1]]
    row = dict(zip(heads, (cell.value for cell in sheet[2]), strict=True))
    day = f"{datetime.now(UTC).date() - timedelta(days=2)}T00:00:00+00:00"
    cells = (day, "10244181663", "Lost_Warehouse", row["FNSKU"], "", "", "USD", "99.00", str(row["Quantity"]))
    files = [
        ("folder", (f"claims/{path.relative_to(claims.parent).as_posix()}", path.read_bytes()))
        for path in sorted(claims.parent.rglob("*"))
        if path.is_file()
    ]
    with open_desk() as desk, desk.client() as browser:
        _drop(desk, browser, files)
        before = desk.place.review.entry_of(str(row["Claim ID"]))
        _drop(desk, browser, [*files, ("folder", ("claims/paid.txt", (paid + "\t".join(cells) + "\n").encode()))])
        assert before is not None
        assert desk.place.review.entry_of(str(row["Claim ID"])) is None
        assert "reimbursed" in browser.get(f"/claims/{row['Claim ID']}").text


def test_nothing_is_drafted_without_a_store_or_without_reports(home: Path, tmp_path: Path):
    with open_desk() as desk, desk.client() as browser:
        assert desk.post(browser, "/drafts/make", account="Harbor Lane Goods").status_code == 409
        assert browser.get("/drafts.xlsx").status_code == 409
        _drop(desk, browser, _reports(tmp_path / "reports", "reimbursements"))
        assert "None of these reports shows losses" in browser.get("/drafts").text
        assert desk.post(browser, "/drafts/make", account=" ").status_code == 409


def test_a_report_that_cannot_be_read_holds_drafts_back(home: Path, tmp_path: Path):
    files = [*_reports(tmp_path / "reports"), ("files", ("page.csv", b"<html><title>Amazon Sign-In</title>"))]
    with open_desk() as desk, desk.client() as browser:
        _drop(desk, browser, files)
        page = desk.post(browser, "/drafts/make", account="Harbor Lane Goods", marketplace="US").text
        assert "0 claims were drafted" in page
        assert "page.csv could not be read" in page
