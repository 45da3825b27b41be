"""Verdicts as tables and paragraphs, in the two languages of the interface."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from casewright.intake.columns import TYPE_WORDS
from casewright.intake.guide import Language, word
from casewright.policy.stakes import AtStake
from casewright.policy.verdict import Reason, Verdict
from casewright.report.outcome_words import called, plain
from casewright.report.table import Column, Table, amount_of
from casewright.wording.write import money

_HEADS: dict[Language, tuple[str, ...]] = {
    "en": ("Claim", "Type", "Amount", "Deadline", "Verdict", "Reason"),
    "zh": ("索赔", "类型", "金额", "截止日", "结论", "原因"),
}
_READY: dict[Language, str] = {"en": "ready", "zh": "可提交"}
_TOLD: dict[Language, tuple[str, str, str]] = {
    "en": ("{claim}, rule {rule}: {message}", "  To do: {remedy}", "  Source: {source}"),
    "zh": ("{claim}，规则 {rule}：{message}", "  处理：{remedy}", "  来源：{source}"),
}
_STAKES: dict[Language, tuple[str, ...]] = {
    "en": ("Deadline", "Claims", "Ready", "At stake", "First", "Last"),
    "zh": ("期限", "索赔数", "可提交", "涉及金额", "最早", "最晚"),
}
_SOON: dict[Language, tuple[str, str, str]] = {
    "en": ("by tomorrow", "within {days} days", "later"),
    "zh": ("明天截止", "{days} 天内", "更晚"),
}
_COUNTED: dict[Language, str] = {
    "en": "{ready} of {claims} claims may be filed today ({rows} rows read).",
    "zh": "{claims} 个索赔中有 {ready} 个今天可以提交（共读取 {rows} 行）。",
}


def verdict_table(verdicts: Iterable[Verdict], language: Language = "en") -> Table:
    """Claim, type, amount, deadline, verdict, reason: one row a claim."""
    judged = tuple(verdicts)
    claim, kind, amount, deadline, verdict, why = _HEADS[language]
    columns = (
        Column(claim, width=12),
        Column(kind, width=10),
        Column(amount, right=True, width=12),
        Column(deadline, width=10),
        Column(verdict, width=10),
        Column(why),
    )
    return Table(columns, tuple(_row(one, language) for one in judged), tuple(_tone(one) for one in judged))


def _row(verdict: Verdict, language: Language) -> tuple[str, ...]:
    said = verdict.reasons or verdict.warnings
    kind = verdict.claim.type
    return (
        verdict.claim.claim_id,
        word(TYPE_WORDS[kind], "zh") if language == "zh" else plain(kind),
        amount_of(verdict.claim),
        str(verdict.deadline or "-"),
        called(verdict.refusal, language) if verdict.refusal else _READY[language],
        "; ".join(reason.say(language) for reason in said),
    )


def _tone(verdict: Verdict) -> str:
    if verdict.fileable:
        return "open" if verdict.warnings else "good"
    return "bad"


def refusals(verdicts: Iterable[Verdict], language: Language = "en") -> Iterator[str]:
    """A paragraph for each refused claim: by which rule, what to do, and where Amazon says so."""
    for verdict in verdicts:
        if not verdict.fileable:
            yield "\n".join(_told(verdict.claim.claim_id, reason, language) for reason in verdict.reasons) + "\n"


def _told(claim_id: str, reason: Reason, language: Language) -> str:
    head, todo, source = _TOLD[language]
    lines = [head.format(claim=claim_id, rule=reason.rule, message=reason.say(language))]
    lines += [todo.format(remedy=reason.to_do(language))] if reason.remedy else []
    lines += [source.format(source=reason.source)] if reason.source else []
    return "\n".join(lines)


def stake_table(groups: Iterable[AtStake], language: Language = "en") -> Table:
    """Money at stake by how soon the window closes: one row a group, a currency never added to another."""
    deadline, claims, ready, amount, first, last = _STAKES[language]
    columns = (
        Column(deadline, width=16),
        Column(claims, right=True, width=6),
        Column(ready, right=True, width=6),
        Column(amount, right=True),
        Column(first, width=10),
        Column(last, width=10),
    )
    rows = tuple(
        (
            _soon(one.within, language),
            str(one.claims),
            str(one.ready),
            ", ".join(f"{money(amount, currency)} {currency}" for currency, amount in sorted(one.amounts.items())),
            str(one.first),
            str(one.last),
        )
        for one in groups
    )
    return Table(columns, rows)


def _soon(within: int | None, language: Language) -> str:
    tomorrow, days, later = _SOON[language]
    if within is None:
        return later
    return tomorrow if within == 1 else days.format(days=within)


def counted(ready: int, claims: int, rows: int, language: Language) -> str:
    """How many of the claims may be filed today."""
    return _COUNTED[language].format(ready=ready, claims=claims, rows=rows)
