"""The seller's own rules: values of shipped rules replaced, rules and payment reasons added."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from pydantic import ValidationError

from casewright.complaints import complaints
from casewright.errors import UsageError
from casewright.message import msg
from casewright.model.claim import CLAIM_TYPES
from casewright.policy.payment_reasons import ANY, KINDS, OTHER, TAKEN_BACK
from casewright.policy.rules import Rules, Term, shipped_rules


def load_rules(overrides: Mapping[str, Mapping[str, Any]] | None = None) -> Rules:
    """The shipped rules with the seller's values over them, and the seller's own rules before them.

    `[rules.NAME]` in casewright.toml replaces values of the rule of that name; with a name of its own, `type` and
    `marketplaces` it makes a rule, which comes before a shipped one for the same marketplace. `[rules.payment-reasons]`
    says what reasons of the Reimbursements report mean that the program does not know.

    Raises:
        UsageError: a name, a key or a value fits no rule.
    """
    rules = shipped_rules()
    if not overrides:
        return rules
    by_name = {term.name: term for term in rules.terms}
    unknown = {name: values for name, values in overrides.items() if name not in {*by_name, PAYMENT_REASONS}}
    own = [_make_own(rules, name, values) for name, values in unknown.items()]
    replaced = [_replace(term, overrides[term.name]) if term.name in overrides else term for term in rules.terms]
    reasons = _add_reasons(rules, overrides.get(PAYMENT_REASONS, {}))
    return Rules(terms=(*own, *replaced), conduct=rules.conduct, payment_reasons=reasons)


PAYMENT_REASONS = "payment-reasons"
"""The name under which a seller says what unknown reasons mean."""


def _add_reasons(rules: Rules, meanings: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """The reasons with the seller's own: each means a claim type, a known reason, or `other`."""
    reasons = {kind: tuple(known) for kind, known in rules.payment_reasons.items()}
    for written, meaning in meanings.items():
        kinds = {str(meaning)} if meaning in KINDS else rules.reasons.kinds_of(str(meaning))
        if not kinds:
            raise UsageError(
                msg(
                    "Settings: payment reason “{reason}”: “{meaning}” is not known.",
                    reason=written,
                    meaning=str(meaning),
                ),
                remedy=msg(
                    "Write one of {choices}, or a reason that the program knows.",
                    choices=[*CLAIM_TYPES, ANY, TAKEN_BACK, OTHER],
                ),
            )
        for kind in kinds:
            reasons[kind] = (*reasons.get(kind, ()), written)
    return reasons


_REPLACEABLE = (
    *("earliest_days", "advised_days", "latest_days", "latest_months"),
    *("proof", "advised", "any_proof"),
)
_OF_OWN_RULES = (*_REPLACEABLE, "type", "marketplaces", "source", "checked_on")


def _replace(term: Term, values: Mapping[str, Any]) -> Term:
    _refuse_odd_keys(term.name, values, _REPLACEABLE)
    data = term.model_dump()
    if "latest_days" in values:
        data["latest_months"] = None
    elif "latest_months" in values:
        data["latest_days"] = None
    return _validated(term.name, data | dict(values))


def _make_own(rules: Rules, name: str, values: Mapping[str, Any]) -> Term:
    if not {"type", "marketplaces"} <= values.keys():
        raise UsageError(
            msg("Settings: there is no rule “{name}”.", name=name),
            remedy=msg(
                "The rules are: {names}. A rule of your own needs `type` and `marketplaces`.",
                names=sorted(term.name for term in rules.terms),
            ),
        )
    _refuse_odd_keys(name, values, _OF_OWN_RULES)
    like = next((term for term in rules.terms if term.type == values["type"]), None)
    if like is None:
        raise UsageError(
            msg("Settings: rule {name}: “{word}” is not a claim type.", name=name, word=str(values["type"])),
            remedy=msg("The claim types are: {claim_types}.", claim_types=[*CLAIM_TYPES]),
        )
    given = {
        "name": name,
        "title": like.title,
        "counts_from": like.counts_from,
        "expect": like.expect,
        "refused_for": like.refused_for,
        "sentence": msg("A rule of your own, from your settings."),
        "source": msg("your own settings"),
        "checked_on": date(2000, 1, 1),
    }
    return _validated(name, given | dict(values))


def _refuse_odd_keys(name: str, values: Mapping[str, Any], known: tuple[str, ...]) -> None:
    odd = [key for key in values if key not in known]
    if odd:
        raise UsageError(
            msg("Settings: rule {name} has no {keys} to replace.", name=name, keys=odd),
            remedy=msg("The keys that can be replaced are: {keys}.", keys=known),
        )


def _validated(name: str, data: Mapping[str, Any]) -> Term:
    try:
        return Term.model_validate(dict(data) | {"overridden": True})
    except ValidationError as error:
        raise UsageError(
            msg("Settings: rule {name}: {reason}.", name=name, reason=complaints(error)),
            remedy=msg("Correct {section} in casewright.toml.", section="[rules]"),
        ) from error
