"""Slips of spreadsheets and hands in a report that pays a claim: after none of them is the claim ready."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casewright.intake.load import load
from casewright.intake.reports import read_reimbursements
from casewright.model.claim import Claim
from casewright.model.outcome import Outcome
from casewright.policy.facts import Facts
from casewright.policy.judge import judge
from casewright.policy.rules import shipped_rules

from .seller_files import CLAIM, LANTERN, PAYMENT, Desk, as_text

NOW = datetime(2026, 11, 27, 20, 0, tzinfo=UTC)
OTHERS = [
    PAYMENT
    | {"reimbursement-id": f"1024400{at:04}", "fnsku": f"X00QTH{at:04}", "asin": f"B0QTHR{at:04}", "sku": f"O-{at}"}
    for at in range(4)
]
SLIPS = ("overwritten", "taken out", "put in", "headers swapped", "column taken out", "cut off")
RUINED = ("", "#REF!", "########", "#N/A", "1.02E+10", "TRUE", "three", "?", "3,0", "٣", "=A1")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("bars")


@pytest.fixture(scope="module")
def claim(folder: Path) -> Claim:
    """A good claim for three lanterns that a payment in the report has paid."""
    Desk(folder).claims(CLAIM | {"SKU": LANTERN["sku"]})
    (made,) = load([folder / "claims.csv"]).claims
    return made


@st.composite
def _damaged_reports(draw: st.DrawFn) -> str:
    """The report that pays the claim, after one slip of a spreadsheet or of a hand in that row or in the header."""
    separator = draw(st.sampled_from("\t;,|"))
    at = draw(st.integers(0, len(PAYMENT) - 1))
    cell = draw(st.sampled_from(RUINED))
    lines = as_text([*OTHERS, PAYMENT], separator).splitlines()
    header, row = lines[0].split(separator), lines[-1].split(separator)
    slip = draw(
        st.sampled_from(["overwritten", "taken out", "put in", "headers swapped", "column taken out", "cut off"])
    )
    if slip == "overwritten":
        row[at] = cell
    elif slip == "taken out":
        del row[at]
    elif slip == "put in":
        row.insert(at, cell)
    elif slip == "headers swapped":
        other = draw(st.integers(0, len(PAYMENT) - 1))
        header[at], header[other] = header[other], header[at]
    elif slip == "cut off":
        del row[max(at, 9) :]
        return "\n".join([separator.join(header), *lines[1:-1], separator.join(row)])
    text = "\n".join([separator.join(header), *lines[1:-1], separator.join(row)]) + "\n"
    if slip == "column taken out":
        cut = [[cell for place, cell in enumerate(line.split(separator)) if place != at] for line in text.splitlines()]
        text = "".join(separator.join(line) + "\n" for line in cut)
    return text


@given(_damaged_reports())
def test_a_paid_claim_is_never_ready_whatever_slip_the_report_has_suffered(folder, claim, text):
    path = folder / "paid.csv"
    path.write_text(text, encoding="utf-8")
    report = read_reimbursements(path)
    facts = Facts(now=NOW, reimbursements=report.rows, unread=report.unread, compares_payments=True)
    verdict = judge(claim, shipped_rules(), facts)
    doubted = [notice for notice in verdict.warnings if "may be for this claim" in notice.message.say("en")]
    assert verdict.refusal in {Outcome.ALREADY_REIMBURSED, Outcome.REPORT_UNREAD} or doubted, text
