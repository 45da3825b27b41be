from __future__ import annotations

from casewright.casework.plan import Plan
from casewright.casework.result import Preview
from casewright.report.card import card, size_of
from casewright.report.table import plain, refusals, settled_table, verdict_table


def test_a_verdicts_row_tells_claim_type_amount_deadline_verdict_and_reason(plan: Plan):
    table = verdict_table([plan.entries[1].verdict, plan.refused[1]])
    assert table.rows[0][:5] == ("HL-1042", "damaged in warehouse", "47.50 USD", "2026-12-16", "ready")
    assert table.rows[1][4:] == ("evidence missing", "a photo is missing")
    assert table.tones == ("good", "bad")


def test_every_row_has_a_cell_for_every_column(plan: Plan, preview: Preview):
    tables = (verdict_table(plan.refused), settled_table(preview.entries))
    assert all(len(row) == len(table.columns) for table in tables for row in table.rows)


def test_a_refusal_names_rule_remedy_and_source(plan: Plan):
    [early, _] = refusals(plan.refused)
    assert early.startswith("HL-1045, rule lost-in-warehouse: ")
    assert "\n  To do: File it between" in early
    assert "\n  Source: Amazon" in early


def test_ready_claims_need_no_refusal(plan: Plan):
    assert list(refusals(entry.verdict for entry in plan.entries)) == []


def test_sizes_are_told_as_a_person_reads_them():
    assert [size_of(count) for count in (0, 1023, 1024, 1536, 10 * 1024**2)] == [
        "0 B",
        "1023 B",
        "1.0 KB",
        "1.5 KB",
        "10.0 MB",
    ]


def test_a_word_of_the_program_becomes_a_word():
    assert plain("too_early") == "too early"


def test_a_card_holds_the_message_line_by_line(plan: Plan):
    entry = plan.entries[0]
    shown = card(entry)
    assert [line[6:] for line in shown.split("\n") if line.startswith("    | ")] == entry.form.message.split("\n")
