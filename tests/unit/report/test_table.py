from __future__ import annotations

from casewright.casework.plan import Plan
from casewright.casework.result import Preview
from casewright.report.card import card, size_of
from casewright.report.table import plain, settled_table


def test_every_row_has_a_cell_for_every_column(preview: Preview):
    table = settled_table(preview.entries)
    assert all(len(row) == len(table.columns) for row in table.rows)


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
