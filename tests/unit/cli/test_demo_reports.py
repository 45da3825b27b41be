"""The demo's reports: every kind of draft can be practised with them, on whichever day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from casewright.app.demo import write_reports
from casewright.app.drafts import ReportFiles
from casewright.intake import reports
from casewright.intake.demo_files import write_demo_reports

from .conftest import Casewright

FLAGS = {
    "ledger": "--ledger",
    "reimbursements": "--reimbursements",
    "returns": "--returns",
    "transactions": "--refunds",
    "removal-orders": "--removals",
    "removal-shipments": "--removal-shipments",
    "shipment-contents": "--shipments",
    "costs": "--costs",
}


def test_the_demo_writes_reports_and_the_command_that_drafts_from_them(casewright: Casewright, tmp_path: Path):
    done = casewright("demo", "--reports", "-o", tmp_path / "reports", "--json")
    command = done.document["data"]["command"]
    assert (done.code, command[:2]) == (0, ["casewright", "prepare"])
    drafted = casewright(*command[1:], "--json")
    types = {draft["type"] for draft in drafted.document["data"]["drafts"]}
    assert (drafted.code, drafted.document["problems"]) == (0, [])
    assert types == {
        *("lost_in_warehouse", "damaged_in_warehouse", "customer_return", "return_damaged"),
        *("removal_lost", "inbound_lost", "reevaluation", "reversal"),
    }
    assert drafted.document["data"]["left_out"]


def test_a_folder_of_downloads_comes_to_the_same_drafts(casewright: Casewright, tmp_path: Path):
    made = write_reports(tmp_path / "in")
    given = [part for path in made.files for part in (FLAGS[path.stem], path)]
    whose = ("--account", "Harbor Lane Goods", "--json")
    by_options = casewright("prepare", *given, *whose, "-o", tmp_path / "told.xlsx").document["data"]
    by_columns = casewright(*made.command[1:], "--json").document["data"]
    assert by_columns["drafts"] == by_options["drafts"]
    assert by_columns["left_out"] == by_options["left_out"]


def test_a_download_that_cannot_be_read_may_be_of_payments(casewright: Casewright, tmp_path: Path):
    write_reports(tmp_path / "in")
    (tmp_path / "in" / "more.csv").write_text("<html><title>Amazon Sign-In</title>", encoding="utf-8")
    done = casewright("prepare", tmp_path / "in", "--account", "Harbor Lane Goods", "-o", tmp_path / "d.xlsx", "--json")
    assert done.code == 1
    assert done.document["data"]["drafts"] == []
    assert "more.csv could not be read" in str(done.document["data"]["left_out"])


def test_what_is_drafted_checks_but_for_what_a_person_adds(casewright: Casewright, tmp_path: Path):
    made = write_reports(tmp_path)
    casewright(*made.command[1:])
    problems = casewright("check", made.command[-1], "--json").document["problems"]
    assert {problem["code"] for problem in problems if problem["severity"] == "error"} <= {"missing-value"}


@pytest.mark.parametrize("today", [date(2026, 1, 3), date(2027, 3, 31), date(2028, 2, 29)])
def test_every_report_is_read_whole_on_any_day(tmp_path: Path, today: date):
    files = write_demo_reports(tmp_path, today)
    readers = {
        "ledger": reports.read_ledger,
        "reimbursements": reports.read_reimbursements,
        "returns": reports.read_returns,
        "transactions": reports.read_refunds,
        "removal-orders": reports.read_removal_orders,
        "removal-shipments": reports.read_removal_shipments,
        "shipment-contents": reports.read_shipment_contents,
        "costs": reports.read_costs,
    }
    assert readers.keys() == files.keys()
    for name, read in readers.items():
        report = read(files[name])
        assert report.rows, name
        assert report.unread == (), name


def test_drafting_needs_a_report_that_shows_losses(casewright: Casewright, tmp_path: Path):
    done = casewright("prepare", "--account", "Harbor Lane Goods", "-o", tmp_path / "out.xlsx")
    assert done.code == 2
    assert "no report to draft claims from" in done.err
    assert not ReportFiles(reimbursements=[tmp_path]).shows_losses
