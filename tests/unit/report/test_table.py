from __future__ import annotations

import pytest

from casewright.casework.plan import Plan
from casewright.casework.result import Preview
from casewright.ledger.filing import State
from casewright.model.evidence import EvidenceKind
from casewright.model.labels import label
from casewright.model.outcome import Outcome
from casewright.report.card import card, size_of
from casewright.report.settled import settled_table


def test_every_row_has_a_cell_for_every_column(preview: Preview):
    table = settled_table(preview.entries)
    assert all(len(row) == len(table.columns) for row in table.rows)


def test_the_same_table_in_chinese(preview: Preview):
    table = settled_table(preview.entries)
    assert [column.head.say("zh") for column in table.columns] == ["索赔", "金额", "结果", "问题", "说明"]
    assert [row[2].say("zh") for row in table.rows] == [label(one.outcome).say("zh") for one in preview.entries]


@pytest.mark.parametrize("word", sorted({*Outcome, *State, *EvidenceKind}))
def test_every_outcome_state_and_kind_of_proof_has_a_name_in_both_languages(word: str):
    assert "_" not in str(label(word))
    assert label(word).say("zh") != str(label(word))


def test_sizes_are_told_as_a_person_reads_them():
    assert [size_of(count) for count in (0, 1023, 1024, 1536, 10 * 1024**2)] == [
        "0 B",
        "1023 B",
        "1.0 KB",
        "1.5 KB",
        "10.0 MB",
    ]


def test_a_word_of_the_program_becomes_a_word():
    assert str(label("too_early")) == "too early"


def test_a_card_holds_the_message_line_by_line(plan: Plan):
    entry = plan.entries[0]
    shown = map(str, card(entry))
    assert [line[6:] for line in shown if line.startswith("    | ")] == entry.form.message.split("\n")
