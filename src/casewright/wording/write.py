"""From a claim to the texts that are sent: subject, message, short message, steps taken, references."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from casewright.message import Message, msg
from casewright.model.claim import Claim
from casewright.model.field_table import IDENTIFIERS
from casewright.model.fingerprint import reference
from casewright.model.form import Form, request
from casewright.model.marketplaces import marketplace
from casewright.model.sums import format_amount
from casewright.model.value_basis import value_basis
from casewright.wording.limits import MESSAGE_LIMIT, SHORT_LIMIT, TooLong, length
from casewright.wording.templates import layout, sentence
from casewright.wording.words import labels, type_words

if TYPE_CHECKING:
    from jinja2 import Template


def write(claim: Claim, language: str = "en", own: Template | None = None) -> Form:
    """Write every text of a claim, plain, with line feeds only; the seller's own words stand in it to the character.

    `own` is a seller's template for the message; the other texts stay as they are. The short message leaves the
    seller's details out whole, and says so, where they do not fit; the message never does.

    Raises:
        TooLong: the message has more than 4,000 characters, or the product's name fills the short one.
        NoWording: there are no words in that language.
    """
    words = _words(claim, language)
    message = (own or layout("message")).render(words).strip()
    excess = length(message) - MESSAGE_LIMIT
    if excess > 0:
        text_too_long = msg(
            "The text is {excess} characters longer than the {limit:,} that fit.", excess=excess, limit=MESSAGE_LIMIT
        )
        raise _too_long(claim, text_too_long, excess)
    given = {name: str(getattr(claim, name) or "") for name in IDENTIFIERS}
    return Form(
        reference=words["reference"],
        subject=_subject(claim, words),
        message=message,
        short_message=_short(claim, words),
        steps_taken=words["steps"],
        references=", ".join(
            [*(f"{words['labels']['fields'][name]} {value}" for name, value in given.items() if value)]
        ),
        main_identifier=claim.main_identifier,
        claim_type=claim.type,
        fulfillment_center=claim.fulfillment_center or "",
        quantity=str(claim.quantity),
        evidence=claim.evidence,
        **given,
    )


def _words(claim: Claim, language: str) -> dict[str, Any]:
    """Everything that a template may name: words and numbers, no objects."""
    common, own = labels(language), type_words(claim.type, language)
    values: dict[str, Any] = {name: str(getattr(claim, name) or "") for name in IDENTIFIERS}
    values |= {
        "claim_type": claim.type,
        "reference": reference(claim),
        "main_identifier": claim.main_identifier,
        "quantity": claim.quantity,
        "units": common["unit" if claim.quantity == 1 else "units"].format(n=claim.quantity),
        "event_date": claim.event_date.isoformat(),
        "product_name": claim.product_name,
        "fulfillment_center": claim.fulfillment_center or "",
        "marketplace": f"amazon.{marketplace(claim.marketplace).domain}",
        "unit_value": format_amount(claim.unit_value, claim.currency),
        "amount": format_amount(claim.amount, claim.currency),
        "currency": claim.currency,
        "details": claim.details,
        "details_left_out": False,
        "files": [(proof.name, common["kinds"][proof.kind]) for proof in claim.evidence],
        "labels": common,
    }
    values |= {name: sentence(own[name]).render(values) for name in ("title", "happened", "asked", "steps")}
    basis = value_basis(claim.type, claim.marketplace, claim.event_date)
    values["facts"] = _facts(values, common["fields"] | {"event_date": own["date"]}, common[f"value_{basis}"])
    return values


def _facts(values: dict[str, Any], names: dict[str, str], value: str) -> list[tuple[str, str]]:
    shown = values | {"value": value.format(**{key: values[key] for key in ("unit_value", "amount", "currency")})}
    order = (*IDENTIFIERS, "product_name", "quantity", "event_date", "fulfillment_center", "marketplace", "value")
    return [(names[name], str(shown[name])) for name in order if shown[name]]


def _subject(claim: Claim, words: dict[str, Any]) -> str:
    """The key identifier first, because the case log finds by ID or subject only; then the reference."""
    return f"{claim.main_identifier} {words['reference']} {words['title']}"


def _short(claim: Claim, words: dict[str, Any]) -> str:
    short, subject = layout("short"), _subject(claim, words)
    for details in ({}, {"details": "", "details_left_out": bool(words["details"])}):
        text = short.render(words | details).strip()
        excess = length(request(subject, text)) - SHORT_LIMIT
        if excess <= 0:
            return text
    short_too_long = msg(
        "The short text is {excess} characters longer than the {limit:,} that fit.", excess=excess, limit=SHORT_LIMIT
    )
    raise _too_long(claim, short_too_long, excess)


def _too_long(claim: Claim, message: Message, excess: int) -> TooLong:
    field = "details" if length(claim.details) >= excess else "product_name"
    place = claim.place.model_copy(update={"field": field}) if claim.place else None
    remedy = msg(
        "Shorten the {field} by {excess} characters, or put it into an attached file.",
        field=field.replace("_", " "),
        excess=excess,
    )
    where = msg("{place}: {message}", place=str(place), message=message) if place else message
    return TooLong(where, remedy=remedy, place=place)
