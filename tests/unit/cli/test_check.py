from __future__ import annotations

import re
from pathlib import Path

import pytest
from openpyxl import load_workbook

from .conftest import Casewright


def test_four_of_the_demos_claims_are_ready_one_waits_and_one_is_refused_with_rule_and_source(
    casewright: Casewright, demo_claims: Path
):
    done = casewright("check", demo_claims)
    assert done.code == 1
    rows = {line.split()[0]: line for line in done.out.splitlines() if re.match(r"HL-\d+ ", line)}
    assert len(rows) == 6
    assert "wait" in rows["HL-1045"]
    assert "evidence missing" in rows["HL-1046"]
    assert "4 of 6 claims can be filed today (6 rows read)." in done.out
    assert re.search(r"Waiting costs 2[0-2] days of the window: room for 2[0-2]0 cases at 10 a day", done.out)
    assert done.out.count("  Source: ") == 2


def test_a_claim_that_waits_is_ready_where_the_person_does_not_want_to_wait(casewright: Casewright, demo_claims: Path):
    done = casewright("check", demo_claims, "--early", "--json")
    early = done.document["data"]["claims"][4]
    assert (early["verdict"], early["early"]) == ("ready", True)
    assert "Filed earlier than advised" in early["warnings"][0]["message"]


def test_the_json_document_says_the_same(casewright: Casewright, demo_claims: Path):
    document = casewright("check", demo_claims, "--json").document
    verdicts = {one["claim_id"]: one["verdict"] for one in document["data"]["claims"]}
    assert list(verdicts.values()) == ["ready"] * 4 + ["wait", "evidence_missing"]
    early = document["data"]["claims"][4]
    assert early["retry_safe"] is True
    assert early["next_allowed_at"]
    assert early["reasons"][0]["source"].startswith("A seller's published walk")
    assert (early["first_day"], early["next_allowed_at"][:10]) < (early["advised_day"], early["deadline"])


def test_a_file_that_is_no_workbook_is_told_with_its_place(casewright: Casewright, tmp_path: Path):
    broken = tmp_path / "claims.xlsx"
    broken.write_text("not a workbook", encoding="utf-8")
    done = casewright("check", broken)
    assert done.code == 1
    assert f"{broken.name}: 1 problem" in done.out or f"{broken}: 1 problem" in done.out


def test_all_problems_of_a_sheet_are_told_at_once(casewright: Casewright, tmp_path: Path):
    sheet = tmp_path / "claims.csv"
    header = "Claim ID,Account,Marketplace,Claim type,Event date,Quantity,Unit value,Currency,Product name,FNSKU"
    rows = [
        "A-1,Harbor,US,Lost in warehouse,2026/13/45,0,1.00,USD,Mug,X002L7QK4D",
        "A-2,Harbor,US,Lost in warehouse,2026-10-01,三,1.00,USD,Mug,XO02L7QK4D",
    ]
    sheet.write_text("\n".join([header, *rows]), encoding="utf-8")
    document = casewright("check", sheet, "--json").document
    told = {(one["place"]["row"], one["place"]["field"]) for one in document["problems"]}
    assert {(2, "event_date"), (2, "quantity"), (3, "quantity"), (3, "fnsku")} <= told


def test_settings_that_cannot_be_read_are_refused_with_the_key(
    casewright: Casewright, demo_claims: Path, tmp_path: Path
):
    (tmp_path / "casewright.toml").write_text("per_day = 'many'", encoding="utf-8")
    done = casewright("check", demo_claims)
    assert done.code == 2
    assert "per_day" in done.err


def test_money_at_stake_is_told_by_deadline(casewright: Casewright, demo_claims: Path):
    assert re.search(r"within 30 days +5 +4 +296\.15 USD", casewright("check", demo_claims).out)
    groups = casewright("check", demo_claims, "--json").document["data"]["at_stake"]
    assert (groups[0]["claims"], groups[0]["ready"], groups[0]["amounts"]) == (5, 4, {"USD": "296.15"})


def test_the_sheet_is_written_back_with_every_problem_and_refusal_on_its_cell(
    casewright: Casewright, demo_claims: Path, tmp_path: Path
):
    done = casewright("check", demo_claims, "--fix-up", tmp_path / "mended.xlsx")
    assert f"With comments: {tmp_path / 'mended.xlsx'}" in done.out
    sheet = load_workbook(tmp_path / "mended.xlsx").worksheets[0]
    told = {(cell.row, sheet.cell(1, cell.column).value) for row in sheet.iter_rows(2) for cell in row if cell.comment}
    assert told == {(7, "Stock documents")}


def test_only_one_sheet_is_written_back_at_a_time(casewright: Casewright, demo_claims: Path, tmp_path: Path):
    (other := tmp_path / "more.xlsx").write_bytes(demo_claims.read_bytes())
    done = casewright("check", demo_claims, other, "--fix-up", tmp_path / "mended.xlsx")
    assert done.code == 2
    assert "one at a time" in done.err
    assert not (tmp_path / "mended.xlsx").exists()


def test_the_answer_is_in_chinese_where_it_is_asked_for_or_spoken(
    casewright: Casewright, demo_claims: Path, monkeypatch: pytest.MonkeyPatch
):
    assert "可提交" in casewright("check", demo_claims, "--lang", "zh").out
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert "可提交" in casewright("check", demo_claims).out
    assert "可提交" not in casewright("check", demo_claims, "--lang", "en").out


def test_claims_beyond_the_days_cap_wait_and_those_that_are_due_first_go_first(
    casewright: Casewright, demo_claims: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("CASEWRIGHT_PER_DAY", "1")
    claims = casewright("check", demo_claims, "--json").document["data"]["claims"]
    ready = [one for one in claims if one["verdict"] == "ready"]
    waiting = [one for one in claims if one["verdict"] == "capped"]
    assert len(ready) == 1
    assert len(waiting) == 3
    assert all(one["deadline"] >= ready[0]["deadline"] and one["next_allowed_at"] for one in waiting)
    assert "1 of 6 claims can be filed today" in casewright("check", demo_claims).out


def test_claims_are_sorted_and_narrowed_to_those_whose_window_closes_soon(casewright: Casewright, demo_claims: Path):
    def listed(*words: str) -> list[str]:
        return [
            one["claim_id"] for one in casewright("check", demo_claims, *words, "--json").document["data"]["claims"]
        ]

    in_files = listed()
    assert listed("--sort", "deadline")[0] == "HL-1043"
    assert listed("--sort", "amount")[:2] == ["HL-1043", "HL-1041"]
    assert listed("--sort", "claim") == sorted(in_files)
    assert listed("--due", "10") == ["HL-1043"]
    assert listed("--due", "0") == []


def test_without_a_report_of_payments_the_check_says_what_is_not_known(casewright: Casewright, demo_claims: Path):
    assert "no Reimbursements report was given" in casewright("check", demo_claims).out


def test_with_a_report_of_payments_the_check_does_not_say_that_there_is_none(
    casewright: Casewright, demo_claims: Path, tmp_path: Path
):
    report = tmp_path / "payments.txt"
    report.write_text("approval-date\treimbursement-id\treason\tquantity-reimbursed-total\n")
    assert "no Reimbursements report was given" not in casewright("check", demo_claims, "--reimbursements", report).out
