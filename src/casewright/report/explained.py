"""Claim types explained, as text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from casewright.intake.columns import HEADERS
from casewright.intake.guide import Language, word
from casewright.message import Message, msg
from casewright.policy.explain import Explanation, TermExplained
from casewright.policy.reasons import kind_named
from casewright.report.outcome_words import plain


def explanation_text(one: Explanation, language: Language = "en") -> str:
    """One claim type in plain words: what it needs, and each marketplace's rule."""
    words = _WORDS[language]
    needs = words.between.join(_field(name, language) for name in one.needs)
    lines = [f"{one.title} ({one.claim_type})", f"  {words.needs}{needs}"]
    lines += [line for window in one.windows for line in _window(window, language)]
    lines += [f"  {words.no_rule}{', '.join(one.without_rule)}"] if one.without_rule else []
    return "\n".join([*lines, ""])


def _field(names: str, language: Language) -> str:
    """A field, or several of which one is enough, as the columns of a sheet call them."""
    either = " 或 " if language == "zh" else " or "
    return either.join(word(HEADERS[name], "zh") if language == "zh" else plain(name) for name in names.split(either))


def _window(window: TermExplained, language: Language) -> list[str]:
    words = _WORDS[language]

    def kinds(some: Sequence[str]) -> str:
        return words.between.join(kind_named(kind, language) for kind in some)

    lines = [
        f"  {', '.join(window.marketplaces)}{words.colon}{window.sentence}",
        f"    {words.counted}{window.counts_from}",
        f"    {words.proof}{kinds(window.proof) or words.no_proof}",
    ]
    lines += [f"    {words.advised}{kinds(window.advised)}"] if window.advised else []
    lines += [f"    {told.say(language)}" for told in _beside(window)]
    lines += [f"    {words.expect}{window.expect}"] if window.expect else []
    lines += [f"    {words.refused}{reason}" for reason in window.refused_for]
    return [*lines, f"    {words.source.format(source=window.source, day=window.checked_on)}"]


def _beside(window: TermExplained) -> list[Message]:
    """Whose advice it is to wait, what Amazon's tool asks for, and what is paid for a unit."""
    told = []
    if window.advised_days:
        told.append(msg("Waiting: until day {days}. {source}", days=window.advised_days, source=window.advised_source))
    if window.tool_asks:
        told.append(msg("Amazon's own tool asks for: {asked}", asked=window.tool_asks))
    told.append(msg("Paid for a unit: {basis}", basis=_BASES[window.value_basis]))
    told += [msg("At most for a unit in {code}: {cap}", code=code, cap=cap) for code, cap in window.unit_caps.items()]
    return told


_BASES = {
    "sourcing_cost": msg("your sourcing cost"),
    "sale_price": msg("the sale price less fees"),
    "market_value": msg("the market value as Amazon estimates it"),
    "difference": msg("what is missing of the payment"),
    "not_published": msg("nothing is published"),
}


class _Words(NamedTuple):
    """What stands in front of each part."""

    needs: str
    counted: str
    proof: str
    no_proof: str
    advised: str
    expect: str
    refused: str
    source: str
    between: str
    colon: str
    no_rule: str


_WORDS: dict[Language, _Words] = {
    "en": _Words(
        "Needs: ",
        "Counted from: ",
        "Proof: ",
        "none is required",
        "Often asked for: ",
        "Expect: ",
        "Often refused for: ",
        "Source: {source} (checked {day})",
        ", ",
        ": ",
        "No rule is published for: ",
    ),
    "zh": _Words(
        "必填：",
        "起算日：",
        "证据：",
        "不要求",
        "常被要求补充：",
        "预期结果：",
        "常见拒绝原因：",
        "来源：{source}（核对日期 {day}）",
        "、",
        "：",
        "未公布规则的站点：",
    ),
}
