"""Claim types explained, as text."""

from __future__ import annotations

from collections.abc import Iterator

from casewright.message import Message, indented, listed, msg
from casewright.model.labels import label
from casewright.policy.explain import Explanation, TermExplained


def explanation_view(explained: Explanation) -> list[Message]:
    """One claim type in plain words: what it needs, and each marketplace's rule."""
    needs = [label(name) for name in explained.needs]
    return [
        msg("{title} ({name})", title=explained.title, name=explained.claim_type),
        *([indented(msg("Needs: {fields}", fields=needs))] if needs else []),
        *(
            indented(msg("Needs one of: {fields}", fields=[label(name) for name in group]))
            for group in explained.needs_one_of
        ),
        *(indented(line) for window in explained.windows for line in _window_lines(window)),
        *_without_rule(explained),
        Message(""),
    ]


def _without_rule(explained: Explanation) -> list[Message]:
    codes = explained.without_rule
    return [indented(msg("No published rule is known for: {marketplaces}", marketplaces=codes))] if codes else []


def _money_lines(window: TermExplained) -> Iterator[Message]:
    """Whose advice it is to wait, what Amazon's tool asks for, and what is paid for a unit."""
    if window.advised_days:
        yield msg(
            "Waiting is advised: until day {days}. {source}", days=window.advised_days, source=window.advised_source
        )
    if window.tool_asks:
        yield msg("Amazon's own tool asks only for: {asked}", asked=window.tool_asks)
    yield msg("Paid for a unit: {basis}", basis=_BASES[window.value_basis])
    for code, cap in window.unit_caps.items():
        yield msg("At most for a unit in {code}: {cap}", code=code, cap=cap)


_BASES = {
    "sourcing_cost": msg("your sourcing cost"),
    "sale_price": msg("the sale price less fees"),
    "market_value": msg("the market value as Amazon estimates it"),
    "difference": msg("what is missing of the payment"),
    "not_published": msg("nothing is published"),
}


def _window_lines(window: TermExplained) -> Iterator[Message]:
    yield msg("{marketplaces}: {sentence}", marketplaces=window.marketplaces, sentence=window.sentence)
    yield from map(indented, _details(window))


def _details(window: TermExplained) -> Iterator[Message]:
    proof = listed(map(label, window.proof)) if window.proof else msg("none required")
    yield msg("Counted from: {day}", day=window.counts_from)
    yield msg("Proof: {kinds}", kinds=proof)
    if window.advised:
        yield msg("Often asked for: {kinds}", kinds=[label(kind) for kind in window.advised])
    yield from _money_lines(window)
    if window.expect:
        yield msg("What to expect: {sentence}", sentence=window.expect)
    for reason in window.refused_for:
        yield msg("Often refused because: {reason}", reason=reason)
    yield msg("Source: {source} (checked {day})", source=window.source, day=window.checked_on)
