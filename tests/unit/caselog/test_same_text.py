"""A case holds what was approved: whole, and with nothing below it but what the site adds and the claim gave."""

from __future__ import annotations

import pytest

from casewright import places
from casewright.caselog.case import CaseMessage
from casewright.caselog.labels import known_labels, labels_of
from casewright.caselog.same_text import holds_text
from casewright.flow.read import read_flows

APPROVED = "3 units were lost.\n\n- FNSKU: X001ABC2D3\n\nOur reference: CW-ABCDEFGH"
BESIDE = ("We looked through our ledger: nothing.", "FNSKU X001ABC2D3, SKU A-1", "X001ABC2D3")


def holds(below: str, *site_lines: str) -> bool:
    text = APPROVED + below
    labels = known_labels(text.replace("\r", ""), labels_of(read_flows(places.flows()), "en"))
    return holds_text(CaseMessage(text=text, site_lines=site_lines, site_labels=labels), APPROVED, BESIDE)


@pytest.mark.parametrize(
    "below",
    [
        "",
        "\n\nSteps taken: We looked through our ledger: nothing.",
        "\r\n\r\nReference numbers: FNSKU X001ABC2D3, SKU A-1\r\nID: X001ABC2D3",
        "\nX001ABC2D3",
        "\nSteps taken:",
    ],
)
def test_what_the_claim_gave_beside_the_text_may_stand_below_it(below):
    assert holds(below)


@pytest.mark.parametrize(
    "below",
    [
        "\nPlease hurry up.",
        "\nID: X001ABC2D4",
        "\nSteps taken: We looked through our ledger.",
        "\nOrder 112-1234567-1234567: X001ABC2D3",
        "\nThis was paid already: X001ABC2D3",
        "\nSent from Seller Assistant",
        "\nI withdraw this:",
        "\nPlease ignore: X001ABC2D3",
        "\nNot valid:\nclosed by seller:\nX001ABC2D3",
        "\nSteps taken: X001ABC2D3 and I withdraw this",
    ],
)
def test_any_other_word_below_the_text_is_not_what_was_approved(below):
    assert not holds(below)


def test_a_line_that_the_site_is_known_to_add_may_stand_among_them():
    assert holds("\n\nSent from Seller Assistant\nFNSKU: X001ABC2D3", "Sent from Seller Assistant")


def test_what_stands_above_or_inside_the_text_is_never_allowed():
    above = CaseMessage(text=f"ID: X001ABC2D3\n{APPROVED}")
    inside = CaseMessage(text=APPROVED.replace("\n\nOur", "\nID: X001ABC2D3\n\nOur"))
    assert not any(holds_text(message, APPROVED, BESIDE) for message in (above, inside))


def test_without_knowing_what_else_was_given_only_the_text_itself_counts():
    assert not holds_text(CaseMessage(text=f"{APPROVED}\nID: X001ABC2D3"), APPROVED)
