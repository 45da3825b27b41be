from __future__ import annotations

import csv
import re
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook

from casewright.app.practice import practice_cases
from casewright.casework.plan import Plan
from casewright.casework.run_log import RunEntry
from casewright.ledger.followed import Followed
from casewright.ledger.store import Ledger
from casewright.places import Home
from casewright.recording.practice_cases import Submission

from .conftest import Casewright, arm


def test_an_empty_ledger_says_so(casewright: Casewright):
    done = casewright("cases", "list")
    assert (done.code, done.out) == (0, "Nothing has been filed yet.\n")


def test_practice_and_the_real_account_never_mix(casewright: Casewright, filed: str):
    assert filed in casewright("cases", "list", "--site", "sandbox").out
    assert filed not in casewright("cases", "list").out


def test_a_list_tells_claim_state_case_and_reference(casewright: Casewright, filed: str):
    [one] = casewright("cases", "list", "--site", "sandbox", "--json").document["data"]["filings"]
    assert (one["claim_id"], one["state"], one["case_id"], one["reference"]) == (
        "HL-1043",
        "verified",
        "17204938815",
        filed,
    )


def test_a_filing_in_doubt_ends_the_list_with_five_and_says_what_to_do(
    casewright: Casewright, ledger: Ledger, plan: Plan
):
    arm(ledger, plan, 1)
    done = casewright("cases", "list", "--site", "sandbox")
    assert done.code == 5
    assert "casewright cases reconcile --site sandbox" in done.out


@pytest.mark.parametrize("name", ["HL-1043", "17204938815"])
def test_a_case_is_found_by_any_of_its_names_with_every_step_and_its_receipt(
    casewright: Casewright, filed: str, name: str
):
    data = casewright("cases", "show", name, "--site", "sandbox", "--json").document["data"]
    assert [step["after"] for step in data["history"]] == ["prepared", "approved", "armed", "observed", "verified"]
    assert data["reference"] == filed
    assert [receipt["outcome"] for receipt in data["receipts"]] == ["verified"]
    shown = casewright("cases", "show", name, "--site", "sandbox").out
    assert data["message"] in shown
    assert data["receipts"][0]["hash"] in shown


def test_a_name_that_the_ledger_does_not_have_is_refused(casewright: Casewright):
    done = casewright("cases", "show", "HL-9", "--json")
    assert done.code == 1
    assert done.document["command"] == "cases show"


def test_the_chain_is_proven(casewright: Casewright, filed: str):
    document = casewright("cases", "verify", "--site", "sandbox", "--json").document
    assert document["data"] == {
        "site": "sandbox",
        "whole": True,
        "receipts": 1,
        "broken": None,
        "end_kept_apart": False,
    }


def test_an_export_holds_every_filing(casewright: Casewright, filed: str, tmp_path: Path):
    out = tmp_path / "cases.csv"
    assert casewright("cases", "export", out, "--site", "sandbox").code == 0
    with out.open(encoding="utf-8-sig", newline="") as file:
        [row] = csv.DictReader(file)
    assert (row["claim_id"], row["case_id"]) == ("HL-1043", "17204938815")
    moment = datetime.fromisoformat(row["armed_at"])
    assert datetime.now(UTC) - moment < timedelta(days=1)


def test_an_export_can_be_that_of_one_account(casewright: Casewright, filed: str, tmp_path: Path):
    def count_rows(account: str) -> int:
        out = tmp_path / f"{len(list(tmp_path.iterdir()))}.csv"
        assert casewright("cases", "export", out, "--site", "sandbox", "--account", account).code == 0
        return len(out.read_text("utf-8-sig").splitlines()) - 1

    assert (count_rows("harbor  LANE goods"), count_rows("Nobody's Store")) == (1, 0)


def test_the_log_can_be_that_of_one_account(casewright: Casewright, at_home: Path):
    common = {"at": datetime.now(UTC), "run": "r", "command": "file", "site": "live", "software": "s", "by": "me"}
    deeds = [RunEntry(**common, what="verified", account=name) for name in ("Harbor Lane Goods", "Lagoon", "")]
    at_home.mkdir(exist_ok=True)
    Home(at_home).runs.write_text("".join(f"{deed.model_dump_json()}\n" for deed in deeds), encoding="utf-8")
    read = casewright("cases", "log", "--account", "harbor  LANE goods", "--json").document["data"]["deeds"]
    assert [deed["account"] for deed in read] == ["Harbor Lane Goods"]


def test_an_export_as_a_workbook_holds_the_case_id_as_text(casewright: Casewright, filed: str, tmp_path: Path):
    out = tmp_path / "cases.xlsx"
    assert casewright("cases", "export", out, "--site", "sandbox").code == 0
    head, row = load_workbook(out).active.iter_rows(values_only=True)
    told = dict(zip(head, row, strict=True))
    assert (told["case_id"], told["reference"]) == ("17204938815", filed)


def test_a_receipt_that_was_changed_is_named_by_its_number(casewright: Casewright, at_home: Path, filed: str):
    with sqlite3.connect(at_home / "ledger-sandbox.sqlite") as database:
        database.execute("UPDATE receipts SET body = replace(body, '17204938815', '17204938899')")
    database.close()
    done = casewright("cases", "verify", "--site", "sandbox", "--json")
    assert done.code == 1
    assert done.document["data"]["broken"] == {
        "sequence": 1,
        "record": "",
        "reason": "its text was changed after it was written",
    }
    assert "receipt 1: its text was changed" in casewright("cases", "verify", "--site", "sandbox").out


def test_an_export_never_writes_over_a_file_unasked(casewright: Casewright, tmp_path: Path):
    out = tmp_path / "cases.csv"
    out.write_text("mine", encoding="utf-8")
    assert casewright("cases", "export", out).code == 2
    assert out.read_text(encoding="utf-8") == "mine"
    assert casewright("cases", "export", out, "--replace").code == 0


def test_with_nothing_in_doubt_no_browser_is_opened(casewright: Casewright, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("CASEWRIGHT_BROWSER", "/no/such/browser")
    done = casewright("cases", "reconcile", "--site", "sandbox")
    assert (done.code, done.out) == (0, "Nothing is in doubt.\n")


def test_what_is_due_is_told_and_written_into_a_calendar(casewright: Casewright, filed: str, tmp_path: Path):
    done = casewright("cases", "due", "--site", "sandbox", "--ics", tmp_path / "due.ics")
    assert re.search(r"answer +17204938815 +Harbor Lane Goods +[0-9.]+ USD +not looked at yet", done.out)
    assert b"case 17204938815" in (tmp_path / "due.ics").read_bytes()
    (one,) = casewright("cases", "due", "--site", "sandbox", "--json").document["data"]["due"]
    assert (one["what"], one["name"]) == ("answer", "17204938815")


def test_windows_of_claims_that_are_not_filed_yet_are_told(casewright: Casewright, filed: str, demo_claims: Path):
    done = casewright("cases", "due", demo_claims, "--site", "sandbox", "--within", "60", "--json")
    told = [(one["what"], one["name"]) for one in done.document["data"]["due"]]
    assert ("window", "HL-1041") in told
    assert ("window", "HL-1043") not in told, "it was filed"


def test_what_the_cases_page_showed_stands_in_list_and_show(casewright: Casewright, filed: str, ledger: Ledger):
    at = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
    ledger.follow(
        Followed(
            case_id="17204938815", status="Answered", answers=1, answer="Attach an invoice.", answered_at=at, seen_at=at
        )
    )
    assert "Answered, answered 2026-11-20" in casewright("cases", "list", "--site", "sandbox").out
    shown = casewright("cases", "show", filed, "--site", "sandbox")
    assert "At Amazon: Answered" in shown.out
    assert "> Attach an invoice." in shown.out


def test_without_a_case_there_is_nothing_to_look_at(casewright: Casewright):
    assert casewright("cases", "sync").out == "No case has been filed yet.\n"


def test_a_practice_case_is_answered_from_the_command_line(casewright: Casewright, at_home: Path):
    log = practice_cases(Home(at_home))
    case = log.add(Submission(subject="s", message="m", account="Shop", marketplace="US", session="x"))
    assert casewright("sandbox", "--answer", f"{case.case_id}=Please attach photos.", "--status", "Closed").code == 0
    (known,) = log.cases()
    assert (known.later[0].text, known.status) == ("Please attach photos.", "Closed")
    assert casewright("sandbox", "--answer", "12345678901=Hello").code == 2


def test_what_the_demo_filed_does_not_vanish(casewright: Casewright, at_home: Path):
    kept = at_home / "demo" / "2026-11-28-120825" / "kept"
    kept.mkdir(parents=True)
    (kept / "ledger-sandbox.sqlite").touch()
    for flags in ((), ("--site", "sandbox")):
        listed = " ".join(casewright("cases", "list", *flags).out.split())
        assert f"set CASEWRIGHT_HOME to {kept} and run `casewright cases list --site sandbox`" in listed
