"""A claim type in plain words: when, with what proof, what to expect, why such claims fail, and who says so."""

from __future__ import annotations

from datetime import date

from casewright.errors import UsageError
from casewright.message import NOTHING, Message, msg, msg_n
from casewright.model.claim import CLAIM_TYPES
from casewright.model.marketplaces import MARKETPLACES
from casewright.model.problem import Value
from casewright.model.value_basis import SOURCING_COST_SINCE, cap_of_unit, value_basis
from casewright.policy.reasons import days
from casewright.policy.rules import Rules, Term


class TermExplained(Value):
    """One window, in words: which marketplaces, from which day, when, with what proof, what to expect, sources."""

    rule: str
    marketplaces: tuple[str, ...]
    sentence: Message
    counts_from: Message
    earliest_days: int
    advised_days: int | None
    advised_source: Message
    latest: Message
    value_basis: str
    unit_caps: dict[str, str]
    proof: tuple[str, ...]
    advised: tuple[str, ...]
    tool_asks: Message
    expect: Message
    refused_for: tuple[Message, ...]
    source: Message
    checked_on: date
    overridden: bool


class Explanation(Value):
    """A claim type, explained: `needs` are the fields to give, `windows` the rules by marketplace.

    `needs_one_of` are groups of fields of which one is enough.

    `without_rule` are the marketplaces of which nothing is published.
    """

    claim_type: str
    title: Message
    needs: tuple[str, ...]
    needs_one_of: tuple[tuple[str, ...], ...]
    windows: tuple[TermExplained, ...]
    without_rule: tuple[str, ...] = ()


_NOT_COVERED = frozenset({"awd", "amazon_warehousing_and_distribution"})


def explain(claim_type: str, rules: Rules) -> Explanation:
    """Explain a claim type in English or Chinese, from the same rules that judge it.

    Raises:
        UsageError: there is no such claim type.
    """
    if claim_type.casefold() in _NOT_COVERED:
        raise UsageError(
            msg("Stock in AWD (Amazon Warehousing and Distribution) is not covered."),
            remedy=msg("Claim its losses on AWD's own pages. The rules here are those of FBA."),
        )
    if claim_type not in CLAIM_TYPES:
        raise UsageError(
            msg("There is no claim type {name!r}.", name=claim_type),
            remedy=msg("The claim types are: {names}.", names=list(CLAIM_TYPES)),
        )
    model = CLAIM_TYPES[claim_type]
    terms = [term for term in rules.terms if term.type == claim_type]
    return Explanation(
        claim_type=claim_type,
        title=terms[0].title,
        needs=model.needs,
        needs_one_of=model.needs_one_of,
        windows=tuple(_explain_term(term) for term in terms),
        without_rule=tuple(code for code in MARKETPLACES if rules.find_term(claim_type, code) is None),
    )


def _explain_term(window: Term) -> TermExplained:
    return TermExplained(
        rule=window.name,
        marketplaces=window.marketplaces,
        sentence=window.sentence,
        counts_from=window.counts_from,
        earliest_days=window.earliest_days,
        advised_days=window.advised_days,
        advised_source=window.advised_source,
        value_basis=value_basis(window.type, window.marketplaces[0], SOURCING_COST_SINCE),
        unit_caps=_unit_caps(window),
        latest=_latest(window),
        proof=tuple(window.proof) or (("other",) if window.any_proof else ()),
        advised=tuple(window.advised),
        tool_asks=window.tool_asks or NOTHING,
        expect=window.expect,
        refused_for=window.refused_for,
        source=window.source,
        checked_on=window.checked_on,
        overridden=window.overridden,
    )


def _unit_caps(term: Term) -> dict[str, str]:
    caps = {code: cap_of_unit(code) for code in term.marketplaces}
    return {code: f"{cap.amount} {cap.currency}" for code, cap in caps.items() if cap}


def _latest(window: Term) -> Message:
    if window.latest_days is None and window.latest_months is None:
        return msg("not published")
    if window.latest_days is not None:
        return days(window.latest_days)
    return msg_n("{count} month", "{count} months", window.latest_months or 0)
