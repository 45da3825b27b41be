"""Verdicts as a person reads them, in English and in Chinese."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from casewright.casework.plan import Plan
from casewright.message import as_message
from casewright.policy.stakes import AtStake
from casewright.report.summary import summary_line
from casewright.report.verdicts import counted, refusals, stake_table, verdict_reasons, verdict_table

SOON = AtStake(
    within=7,
    first=date(2026, 11, 25),
    last=date(2026, 11, 29),
    claims=3,
    ready=2,
    amounts={"USD": Decimal("68.40"), "EUR": Decimal("9.00")},
)


def test_a_verdicts_row_tells_claim_account_type_amount_deadline_and_verdict(plan: Plan):
    table = verdict_table([plan.entries[2].verdict, plan.refused[1]])
    told = ("HL-1042", "Harbor Lane Goods US", "Damaged in warehouse", "47.50 USD", "2026-12-16", "ready")
    assert tuple(map(str, table.rows[0])) == told
    assert str(table.rows[1][5]) == "evidence missing"
    assert table.tones == ("good", "bad")


def test_a_note_on_a_ready_claim_is_counted_in_its_row_and_told_below(plan: Plan):
    noted = plan.entries[2].verdict.model_copy(update={"warnings": plan.refused[0].reasons})
    (row,) = verdict_table([noted]).rows
    assert str(row[5]) == "ready, 1 note"
    told = "\n".join(map(str, verdict_reasons([noted])))
    assert told.startswith("HL-1042, rule lost-in-warehouse: Waiting until")


def test_the_same_row_in_chinese(plan: Plan):
    table = verdict_table([plan.entries[2].verdict, plan.refused[1]])
    assert [column.head.say("zh") for column in table.columns] == ["索赔", "店铺", "类型", "金额", "截止日期", "结论"]
    assert tuple(as_message(cell).say("zh") for cell in table.rows[0][2:]) == (
        "仓库损坏",
        "47.50 USD",
        "2026-12-16",
        "可提交",
    )
    assert as_message(table.rows[1][5]).say("zh") == "缺少证据"


def test_every_row_has_a_cell_for_every_column(plan: Plan):
    tables = (verdict_table(plan.refused), stake_table([SOON]))
    assert all(len(row) == len(table.columns) for table in tables for row in table.rows)


def test_a_refusal_names_rule_remedy_and_source(plan: Plan):
    early, remedy, source, *_ = map(str, refusals(plan.refused))
    assert early.startswith("HL-1045, rule lost-in-warehouse: ")
    assert remedy.startswith("  What to do: Wait")
    assert source.startswith("  Source: A seller")


def test_a_refusal_is_told_in_chinese_with_the_same_rule_and_source(plan: Plan):
    early, remedy, source, *_ = (line.say("zh") for line in refusals(plan.refused))
    assert early.startswith("HL-1045，规则 lost-in-warehouse：")
    assert remedy.startswith("  处理：建议等待")
    assert source.startswith("  来源：一位卖家")


def test_claims_refused_for_one_reason_stand_together_and_each_source_once(plan: Plan):
    early, photo = plan.refused
    names = [f"B-{number}" for number in range(12)]
    many = [early.model_copy(update={"claim": early.claim.model_copy(update={"claim_id": name})}) for name in names]
    both = photo.model_copy(update={"reasons": (*photo.reasons, *early.reasons)})
    told = "\n".join(map(str, refusals([*many, photo, both])))
    assert told.startswith("B-0, B-1, B-2, B-3, B-4, B-5, B-6, B-7, B-8, B-9, +2, rule lost-in-warehouse: ")
    assert told.count("rule lost-in-warehouse") == 2, "once for the twelve, once for the claim that has two reasons"
    assert told.count("Source: A seller") == 1


def test_a_summary_counts_outcomes_and_never_adds_one_currency_to_another(plan: Plan):
    ready, early = plan.entries[0].verdict.claim, plan.refused[0].claim
    euros = ready.model_copy(update={"currency": "EUR"})
    line = str(summary_line([("ready", ready), ("ready", euros), ("too early", early)]))
    money = f"{ready.amount:.2f}"
    assert line == f"3 claims: 2 ready ({money} EUR, {money} USD), 1 too early ({early.amount:.2f} {early.currency})"


def test_ready_claims_need_no_refusal(plan: Plan):
    assert list(refusals(entry.verdict for entry in plan.entries)) == []


@pytest.mark.parametrize(("within", "said"), [(1, "by tomorrow"), (7, "within 7 days"), (None, "later")])
def test_money_at_stake_is_told_by_how_soon_the_window_closes(within, said):
    (row,) = stake_table([SOON.model_copy(update={"within": within})]).rows
    assert tuple(map(str, row)) == (said, "3", "2", "9.00 EUR, 68.40 USD", "2026-11-25", "2026-11-29")


def test_the_last_line_counts_claims_and_rows():
    assert str(counted(4, 6, 7)) == "4 of 6 claims can be filed today (7 rows read)."
    assert str(counted(1, 1, 1)) == "1 of 1 claim can be filed today (1 row read)."
    assert counted(4, 6, 7).say("zh").startswith("6 个索赔中有 4 个")
