"""A claim type in plain words: when, with what proof, what to expect, why such claims fail, and who says so."""

from __future__ import annotations

from datetime import date

from casewright.errors import UsageError
from casewright.model.claim import CLAIM_TYPES
from casewright.model.marketplaces import MARKETPLACES
from casewright.model.problem import Value
from casewright.policy.rules import Rules, Window


class WindowExplained(Value):
    """One window, in words: which marketplaces, from which day, when, with what proof, what to expect, sources."""

    rule: str
    marketplaces: tuple[str, ...]
    sentence: str
    counts_from: str
    earliest_days: int
    latest: str
    proof: tuple[str, ...]
    advised: tuple[str, ...]
    expect: str
    refused_for: tuple[str, ...]
    source: str
    checked_on: date
    overridden: bool


class Explanation(Value):
    """A claim type, explained: `needs` are the fields to give, `windows` the rules by marketplace."""

    claim_type: str
    title: str
    needs: tuple[str, ...]
    windows: tuple[WindowExplained, ...]


def explain(claim_type: str, rules: Rules, language: str = "en") -> Explanation:
    """Explain a claim type in English or Chinese, from the same rules that judge it.

    Raises:
        UsageError: there is no such claim type.
    """
    if claim_type not in CLAIM_TYPES:
        raise UsageError(f"there is no claim type {claim_type!r}", remedy=f"The claim types: {', '.join(CLAIM_TYPES)}.")
    model = CLAIM_TYPES[claim_type]
    chinese = language.lower().startswith("zh")
    either = " 或 " if chinese else " or "
    windows = [window for window in rules.windows if window.type == claim_type]
    return Explanation(
        claim_type=claim_type,
        title=windows[0].title.say(language),
        needs=(*model.needs, *(either.join(group) for group in model.needs_one_of)),
        windows=tuple(_window(window, language) for window in windows),
    )


def _window(window: Window, language: str) -> WindowExplained:
    return WindowExplained(
        rule=window.name,
        marketplaces=tuple(one.code for one in MARKETPLACES.values() if one.group in window.groups),
        sentence=window.sentence.say(language),
        counts_from=window.counts_from.say(language),
        earliest_days=window.earliest_days,
        latest=_latest(window, language),
        proof=tuple(window.proof) or (("other",) if window.any_proof else ()),
        advised=tuple(window.advised),
        expect=window.expect.say(language),
        refused_for=window.refused_for.say(language),
        source=window.source,
        checked_on=window.checked_on,
        overridden=window.overridden,
    )


def _latest(window: Window, language: str) -> str:
    chinese = language.lower().startswith("zh")
    if window.latest_days is not None:
        return f"{window.latest_days} 天" if chinese else f"{window.latest_days} days"
    return f"{window.latest_months} 个月" if chinese else f"{window.latest_months} months"
