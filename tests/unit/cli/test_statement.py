"""A client's statement: what was filed and paid in a month, and the fee on it; what is not known is in no fee."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from casewright.app.statement import StatementLine
from casewright.casework.plan import make_plan
from casewright.intake.load import load
from casewright.ledger.filing import Filing
from casewright.ledger.store import open_ledger
from casewright.policy.facts import Facts
from casewright.policy.judge_batch import judge_all
from casewright.policy.rules import shipped_rules
from casewright.wording.write import write

from .conftest import Casewright

HEADER = (
    "approval-date\treimbursement-id\tcase-id\treason\tfnsku\tcurrency-unit\tamount-total\tquantity-reimbursed-total"
    "\toriginal-reimbursement-id\n"
)
NOW = datetime.now(UTC)
THIS = f"{NOW:%Y-%m}"
NEXT = f"{NOW.replace(day=28) + timedelta(days=7):%Y-%m}"


@pytest.fixture
def filings(at_home: Path, demo_claims: Path) -> Iterator[tuple[Filing, ...]]:
    """Two claims of one account, each filed this month as a case."""
    claims = [claim for claim in load([demo_claims]).claims if claim.currency == "USD"]
    plan = make_plan(judge_all(claims, shipped_rules(), Facts(now=NOW)), {}, write, [demo_claims], NOW)
    at_home.mkdir()
    cases = []
    with open_ledger(at_home / "ledger-live.sqlite", "live") as ledger:
        for number, entry in enumerate(plan.entries[:2]):
            filing = ledger.approve(ledger.prepare(entry), entry.digest)
            ledger.arm(filing)
            cases.append(ledger.verify(ledger.observe(filing, f"1720493881{number}"), f"1720493881{number}").filing_id)
        yield tuple(ledger.filing(name) for name in cases)


@pytest.fixture
def report(tmp_path: Path, filings: tuple[Filing, ...]) -> Callable[..., Path]:
    """Writes a Reimbursements report; a row is month, number, filing, amount, and the payment that it takes back."""

    def made(*rows: tuple[str, str, Filing, str, str]) -> Path:
        lines = [
            "\t".join(
                (
                    f"{month}-15T07:00:00+00:00",
                    number,
                    of.case_id or "",
                    "Reimbursement_Reversal" if back else "Lost_Warehouse",
                    "X001ABC2D3",
                    "USD",
                    amount,
                    "-1" if back else "1",
                    back,
                )
            )
            for month, number, of, amount, back in rows
        ]
        path = tmp_path / "reimbursements.txt"
        path.write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8")
        return path

    return made


def set_fee(at_home: Path, account: str, percent: str, client: str = "Quay Trading") -> None:
    settings = f'[accounts."{account}"]\nfee_percent = {percent}\nclient = "{client}"\n'
    (at_home / "casewright.toml").write_text(settings, encoding="utf-8")


def test_a_months_fee_is_on_what_was_paid_in_it_less_what_was_taken_back(
    casewright: Casewright, at_home: Path, filings: tuple[Filing, ...], report
):
    first, second = filings
    set_fee(at_home, first.account, "12.5")
    paid = report(
        (THIS, "1", first, "40.10", ""), (NEXT, "2", second, "7.00", ""), (NEXT, "1-back", first, "-20.00", "1")
    )
    told = casewright("money", "--reimbursements", paid, "--client", "quay trading", "--json").document["data"]
    [statement] = told["statements"]
    this, following = statement["lines"]
    assert (this["month"], this["claims"], this["cases"], this["paid"], this["fee"]) == (THIS, 2, 2, "40.10", "5.01")
    assert (following["month"], following["account"], following["claims"]) == (NEXT, first.account, 0)
    assert (following["paid"], following["taken_back"]) == ("7.00", "20.00")
    assert (following["net"], following["rate"], following["fee"]) == ("-13.00", "12.5", "-1.63")


def test_without_a_report_neither_payments_nor_the_fee_are_known(
    casewright: Casewright, at_home: Path, filings: tuple[Filing, ...]
):
    set_fee(at_home, filings[0].account, "10")
    told = casewright("money", "--month", THIS, "--json").document["data"]
    [line] = told["statements"][0]["lines"]
    assert (line["claims"], line["paid"], line["net"], line["fee"]) == (2, None, None, None)
    assert "not known" in casewright("money", "--month", THIS).out


def test_a_folder_gets_a_workbook_and_a_page_for_each_client(
    casewright: Casewright, at_home: Path, tmp_path: Path, filings: tuple[Filing, ...], report
):
    set_fee(at_home, filings[0].account, "15", client="=Quay & Söhne 码头")
    paid = report((THIS, "1", filings[0], "40.00", ""))
    out = tmp_path / "statements"
    words = ("money", "--reimbursements", paid, "--month", THIS, "--statement", out)
    assert casewright(*words).code == 0
    names = {f"quay-söhne-码头-{THIS}{ending}" for ending in (".xlsx", ".html")}
    assert {path.name for path in out.iterdir()} == names
    book = load_workbook(out / f"quay-söhne-码头-{THIS}.xlsx")
    heads, line = book["Sums"].iter_rows(values_only=True)
    assert line[heads.index("Fee")] == 6
    assert len(list(book["Claims"].iter_rows())) == 3
    assert len(list(book["Payments"].iter_rows())) == 2
    page = (out / f"quay-söhne-码头-{THIS}.html").read_text(encoding="utf-8")
    assert "=Quay &amp; Söhne 码头" in page
    assert "6.00" in page
    assert casewright(*words).code == 2
    assert casewright(*words, "--replace").code == 0


def test_a_month_without_anything_of_it_is_an_empty_statement(casewright: Casewright, filings, report):
    paid = report((THIS, "1", filings[0], "40.00", ""))
    told = casewright("money", "--reimbursements", paid, "--month", "2019-02", "--json").document["data"]
    assert [statement["lines"] for statement in told["statements"]] == [[]]


@pytest.mark.parametrize("words", [("--month", "2026-13"), ("--client", "nobody"), ("--statement", "statement.pdf")])
def test_what_cannot_be_stated_is_refused(casewright: Casewright, filings, words: tuple[str, ...]):
    assert casewright("money", *words).code == 2


def test_a_rate_is_a_percentage(casewright: Casewright, at_home: Path, filings):
    set_fee(at_home, filings[0].account, "120")
    assert casewright("money", "--month", THIS).code == 2


def test_a_yen_has_no_cents_in_a_fee():
    line = StatementLine("2026-11", "S", "JPY", 1, 1, Decimal(999), Decimal(999), Decimal(0), Decimal("12.5"))
    assert line.fee == Decimal(125)
