from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from casewright.casework.plan import Entry, make_plan
from casewright.intake.load import load
from casewright.ledger.followed import Followed
from casewright.ledger.store import open_ledger
from casewright.policy.facts import Facts
from casewright.policy.judge_batch import judge_all
from casewright.policy.rules import shipped_rules
from casewright.wording.write import write

from .conftest import Casewright

CASE = "17204938815"
HEADER = (
    "approval-date\treimbursement-id\tcase-id\treason\tfnsku\tcurrency-unit\tamount-total\tquantity-reimbursed-total"
    "\toriginal-reimbursement-id\n"
)


@pytest.fixture
def entry(at_home: Path, demo_claims: Path) -> Iterator[Entry]:
    """The demo's first claim, filed as a case."""
    now = datetime.now(UTC)
    plan = make_plan(
        judge_all(load([demo_claims]).claims, shipped_rules(), Facts(now=now)), {}, write, [demo_claims], now
    )
    first = plan.entries[0]
    at_home.mkdir()
    with open_ledger(at_home / "ledger-live.sqlite", "live") as ledger:
        filing = ledger.approve(ledger.prepare(first), first.digest)
        ledger.arm(filing)
        ledger.verify(ledger.observe(filing, CASE), CASE)
        yield first


@pytest.fixture
def report(tmp_path: Path, entry: Entry) -> Callable[..., Path]:
    """Writes a Reimbursements report with one row: so much for the case."""

    def made(amount: str, quantity: int, case: str = CASE) -> Path:
        day = f"{date.today()}T07:00:00+00:00"  # noqa: DTZ011 (any day after the loss)
        cells = (day, "9001", case, "Lost_Warehouse", entry.claim.fnsku or "", "USD", amount, str(quantity), "")
        path = tmp_path / "reimbursements.txt"
        path.write_text(HEADER + "\t".join(cells) + "\n", encoding="utf-8")
        return path

    return made


def test_a_paid_case_is_shown_with_its_money_and_the_totals(casewright: Casewright, report, entry: Entry):
    done = casewright("cases", "reimbursed", report(str(entry.claim.amount), entry.claim.quantity), "--json")
    assert done.code == 0
    [one] = done.document["data"]["settlements"]
    assert (one["claim_id"], one["standing"], one["case_id"]) == (entry.claim.claim_id, "reimbursed", CASE)
    [total] = done.document["data"]["totals"]
    assert (total["claim_type"], total["net"]) == (entry.claim.type, str(entry.claim.amount))


def test_a_table_a_csv_and_a_page_tell_the_same(casewright: Casewright, report, tmp_path: Path):
    done = casewright("cases", "reimbursed", report("1.00", 1), "--csv", tmp_path / "t.csv", "-o", tmp_path / "money")
    assert done.code == 0
    assert "1 partly reimbursed." in done.out
    assert "1.00" in (tmp_path / "t.csv").read_text(encoding="utf-8-sig")
    assert "<svg" in (tmp_path / "money" / "index.html").read_text(encoding="utf-8")


def test_the_claims_files_find_payments_that_name_no_case(casewright: Casewright, report, entry: Entry, demo_claims):
    path = report("9.99", entry.claim.quantity, case="")
    without = casewright("cases", "reimbursed", path, "--json").document["data"]
    assert without["settlements"][0]["standing"] == "waiting"
    found = casewright("cases", "reimbursed", path, "--claims", demo_claims, "--json").document["data"]
    mine = next(one for one in found["settlements"] if one["case_id"] == CASE)
    assert (mine["standing"], mine["matched_by"]) == ("reimbursed", "product")


def test_a_file_that_is_no_report_is_a_problem_with_its_place(casewright: Casewright, tmp_path: Path):
    path = tmp_path / "other.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    done = casewright("cases", "reimbursed", path, "--json")
    assert done.code == 1
    assert done.document["problems"][0]["place"]["file"] == "other.csv"


def test_an_amount_that_cannot_be_read_is_told_and_not_added(casewright: Casewright, report):
    done = casewright("cases", "reimbursed", report("1.23.4", 1))
    assert "The amount of 9001 could not be read, so it is in no total." in done.out


def test_a_case_that_is_known_to_be_closed_without_a_payment_is_denied(casewright: Casewright, report, at_home: Path):
    with open_ledger(at_home / "ledger-live.sqlite", "live") as ledger:
        ledger.follow(Followed(case_id=CASE, status="Closed", seen_at=datetime.now(UTC)))
    data = casewright("cases", "reimbursed", report("9.99", 1, case="17204990000"), "--json").document["data"]
    assert data["settlements"][0]["standing"] == "denied"


OTHERS = {
    "another report": "return-date\torder-id\tsku\tasin\tfnsku\tproduct-name\tquantity\tfulfillment-center-id\n",
    "no report": "a,b\n1,2\n",
    "an empty file": "",
}


@pytest.mark.parametrize("content", OTHERS.values(), ids=OTHERS)
@pytest.mark.parametrize("beside", [False, True], ids=["alone", "beside the right one"])
def test_another_file_stops_everything_so_that_nothing_is_called_denied(
    casewright: Casewright, report, at_home: Path, tmp_path: Path, content: str, beside: bool
):
    with open_ledger(at_home / "ledger-live.sqlite", "live") as ledger:
        ledger.follow(Followed(case_id=CASE, status="Closed", seen_at=datetime.now(UTC)))
    other = tmp_path / "other.txt"
    other.write_text(content, encoding="utf-8")
    files = [other, report("9.99", 1, case="17204990000")] if beside else [other]
    written = ("--csv", tmp_path / "totals.csv", "-o", tmp_path / "money")
    done = casewright("cases", "reimbursed", *files, *written, "--json")
    assert done.code == 1
    assert done.document["data"]["settlements"] == []
    assert done.document["problems"][0]["place"]["file"] == "other.txt"
    assert not (tmp_path / "totals.csv").exists()
    assert not (tmp_path / "money").exists()
    shown = casewright("cases", "reimbursed", *files)
    assert "Nothing was matched" in shown.out
    assert "denied" not in shown.out.casefold()


def test_a_payment_that_came_within_a_week_stands_in_the_day(
    casewright: Casewright, report, entry: Entry, at_home: Path
):
    before = casewright("today", "--json").document["data"]
    assert before["payments"] is None  # no report was named: nobody knows
    assert "What was paid is not known; casewright money says why." in casewright("today").out
    path = report(str(entry.claim.amount), entry.claim.quantity)
    (at_home / "casewright.toml").write_text(f"reimbursements = ['{path}']\n", encoding="utf-8")
    [paid] = casewright("today", "--json").document["data"]["payments"]
    assert (paid["name"], paid["amount"], paid["detail"]) == (CASE, str(entry.claim.amount), "paid as it was claimed")
    assert casewright("today", "--account", "Somebody Else", "--json").document["data"]["payments"] == []
    path.write_text("<html><title>Amazon Sign-In</title>", encoding="utf-8")
    assert casewright("today", "--json").document["data"]["payments"] is None


def test_money_that_was_taken_back_is_told_as_such(casewright: Casewright, report, entry: Entry, at_home: Path):
    path = report("40.00", 1)
    row = path.read_text(encoding="utf-8").splitlines()[1].split("\t")
    row[1], row[3], row[6], row[7], row[8] = "9002", "Reimbursement_Reversal", "-40.00", "-1", "9001"
    path.write_text(path.read_text(encoding="utf-8") + "\t".join(row) + "\n", encoding="utf-8")
    (at_home / "casewright.toml").write_text(f"reimbursements = ['{path}']\n", encoding="utf-8")
    [line] = casewright("today", "--json").document["data"]["payments"]
    assert (line["amount"], line["detail"]) == ("0.00", "what was paid was taken back")
