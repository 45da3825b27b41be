"""The day on one screen, lists that are narrowed down, and steps that are offered next."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.unit.casework.conftest import claim
from tests.unit.casework.practice import entries_of

from casewright.ledger.store import open_ledger
from casewright.report.next_step import command_line

from .conftest import Casewright


@pytest.fixture
def filed(at_home: Path, tmp_path: Path) -> Callable[..., None]:
    """Files claims into a site's ledger, each with a case; the last one is left in doubt."""

    def file_into(site: str, *claims: object) -> None:
        at_home.mkdir(exist_ok=True)
        source = tmp_path / "source.csv"
        source.write_text("as the loader saw it", encoding="utf-8")
        with open_ledger(at_home / f"ledger-{site}.sqlite", site) as ledger:
            for number, entry in enumerate(entries_of(*claims, source=source)):
                filing = ledger.approve(ledger.prepare(entry), entry.digest)
                ledger.arm(filing)
                if number + 1 < len(claims):
                    case_id = f"1720493881{number}"
                    ledger.verify(ledger.observe(filing, case_id), case_id)

    return file_into


def test_a_doubt_stands_first_with_its_command(casewright: Casewright, filed):
    filed("sandbox", claim("A-1"), claim("A-2", account="Lagoon Supplies"))
    done = casewright("today", "--site", "sandbox", "--due", "30")
    doubt, answer = [line for line in done.out.splitlines() if "37.50 USD" in line]
    assert "A-2" in doubt
    assert "Lagoon Supplies US" in doubt
    assert "17204938810" in answer
    assert "75.00 USD" in done.out
    assert "  casewright cases reconcile --site sandbox" in done.out
    assert "  casewright cases sync --site sandbox" in done.out


def test_a_window_that_closes_names_the_sheet_even_where_its_folder_has_a_space(casewright: Casewright, tmp_path: Path):
    folder = tmp_path / "my claims"
    folder.mkdir()
    day = datetime.now(UTC).date() - timedelta(days=45)
    sheet = folder / "a.csv"
    sheet.write_text(
        "claim_id,account,marketplace,type,event_date,quantity,unit_value,currency,product_name,fnsku,transaction_id\n"
        f"A-1,Harbor,US,lost_in_warehouse,{day},3,12.50,USD,Bamboo tray,X001ABC2D3,20261010004417\n",
        encoding="utf-8",
    )
    data = casewright("today", sheet, "--due", "60", "--json").document["data"]
    [line] = data["today"]
    assert (line["what"], line["amount"], line["currency"]) == ("window", "37.50", "USD")
    assert shlex.split(line["next"]) == ["casewright", "preview", str(sheet)]


def test_nothing_to_do_is_said(casewright: Casewright):
    assert casewright("today").out == "Nothing is due within 3 days.\n"


def test_practice_does_not_vanish_from_the_list(casewright: Casewright, filed):
    filed("sandbox", claim("A-1"), claim("A-2"), claim("A-3"))
    done = casewright("cases", "list")
    assert "Nothing has been filed yet." in done.out
    assert "The practice ledger holds 3 filings: casewright cases list --site sandbox" in done.out


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ((), {"A-1", "A-2", "A-3"}),
        (("--account", "lagoon  supplies"), {"A-2"}),
        (("--marketplace", "us"), {"A-1", "A-2", "A-3"}),
        (("--type", "lost-in-warehouse", "--state", "verified"), {"A-1", "A-2"}),
        (("--type", "damaged in warehouse"), set()),
    ],
)
def test_a_list_is_narrowed_down(casewright: Casewright, filed, words, shown):
    filed("live", claim("A-1"), claim("A-2", account="Lagoon Supplies"), claim("A-3"))
    filings = casewright("cases", "list", "--json", *words).document["data"]["filings"]
    assert {filing["claim_id"] for filing in filings} == shown


NARROWED = [
    ((), {"17204938810", "17204938811", "17204938812"}),
    (("--account", "lagoon  supplies"), {"17204938811"}),
    (("--marketplace", "us"), {"17204938810", "17204938811", "17204938812"}),
    (("--type", "damaged in warehouse"), set()),
]


@pytest.mark.parametrize(("words", "shown"), NARROWED)
@pytest.mark.parametrize("command", [("cases", "due", "--within", "60"), ("today", "--due", "60")], ids=" ".join)
def test_what_is_due_is_narrowed_down(casewright: Casewright, filed, command, words, shown):
    filed("live", claim("A-1"), claim("A-2", account="Lagoon Supplies"), claim("A-3"), claim("A-4"))
    lines = casewright(*command, "--json", *words).document["data"][command[-3] if command[0] == "cases" else "today"]
    assert {line["name"] for line in lines} - {"A-4"} == shown


def test_the_last_line_of_what_is_due_counts_each_claims_money_once(casewright: Casewright, filed):
    filed("live", claim("A-1"), claim("A-2"), claim("A-3"))
    out = casewright("cases", "due", "--within", "60").out
    assert "2 due: 75.00 USD" in out


def test_a_list_of_two_accounts_says_whose_each_filing_is_and_what_each_account_comes_to(casewright: Casewright, filed):
    filed("live", claim("A-1"), claim("A-2", account="Lagoon Supplies"), claim("A-3"))
    out = casewright("cases", "list").out
    assert any("A-2" in line and "Lagoon Supplies US" in line for line in out.splitlines())
    assert "Lagoon Supplies US: 1 filing (1 verified): 37.50 USD" in out
    assert "All accounts: 3 filings" in out


@pytest.mark.parametrize("words", [("--type", "stolen"), ("--marketplace", "Atlantis"), ("--state", "lost")])
def test_what_cannot_be_narrowed_to_is_refused(casewright: Casewright, words):
    assert casewright("cases", "list", *words).code in {1, 2}


def test_the_last_line_of_a_list_counts_states_and_money(casewright: Casewright, filed):
    filed("live", claim("A-1"), claim("A-2"))
    out = casewright("cases", "list").out
    assert "2 filings (1 verified, 1 armed): 75.00 USD" in out


@pytest.mark.parametrize("folder", ["my claims", "it's", "a$b;c", "资料", "-o"])
def test_an_offered_command_comes_back_from_the_shell_as_it_went_in(folder: str):
    assert shlex.split(command_line("file", f"{folder}/plan.json")) == ["casewright", "file", f"{folder}/plan.json"]


@pytest.mark.parametrize("command", [("today",), ("cases", "due")])
def test_a_claims_file_that_cannot_be_read_is_told_and_what_is_due_in_it_not_known(
    casewright: Casewright, tmp_path: Path, command: tuple[str, ...]
):
    missing = tmp_path / "claims.csv"
    done = casewright(*command, missing)
    assert done.code == 1
    assert f"{missing.name}: 1 problem" in done.out
    assert done.out.splitlines()[-1] == "When the claims that could not be read are due is not known."
    assert casewright(*command, missing, "--json").document["problems"]


def test_a_long_day_fits_one_screen_and_names_what_each_command_is_for(casewright: Casewright, filed):
    filed("sandbox", *(claim(f"A-{number}") for number in range(20)))
    done = casewright("today", "--site", "sandbox", "--due", "30")
    lines = done.out.splitlines()
    assert len(lines) < 24
    assert any(line.endswith("12 more: casewright cases due --within 30 --site sandbox") for line in lines)
    assert "  casewright cases reconcile --site sandbox  # A-19" in lines
    assert any(re.fullmatch(r"  casewright cases sync --site sandbox  # \d+, \d+, \+17", line) for line in lines)


def test_filings_are_sorted_and_narrowed_to_what_is_due(casewright: Casewright, filed):
    filed("sandbox", claim("A-2"), claim("A-1", unit_value="99.00"), claim("A-3"))
    listed = casewright("cases", "list", "--site", "sandbox", "--sort", "claim", "--json").document
    assert [one["claim_id"] for one in listed["data"]["filings"]] == ["A-1", "A-2", "A-3"]
    dearest = casewright("cases", "list", "--site", "sandbox", "--sort", "amount", "--json").document
    assert dearest["data"]["filings"][0]["claim_id"] == "A-1"
    due = casewright("cases", "list", "--site", "sandbox", "--due", "30", "--json").document
    assert {one["claim_id"] for one in due["data"]["filings"]} == {"A-1", "A-2"}, "the third one has no case yet"
    assert "No filing matches." in casewright("cases", "list", "--site", "sandbox", "--due", "0").out
    by_amount = casewright("cases", "due", "--site", "sandbox", "--sort", "amount", "--json").document
    assert [one["claim_id"] for one in by_amount["data"]["due"]] == ["A-1", "A-2"]
