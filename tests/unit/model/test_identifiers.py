"""Identifiers: every real one gets through unchanged, and what is none is refused with what is wrong with it."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pydantic import TypeAdapter
from pydantic_core import PydanticCustomError

from casewright.model.identifiers import (
    Asin,
    Fnsku,
    Identifier,
    Lpn,
    OrderId,
    ShipmentId,
    TransactionId,
)

KINDS = (Fnsku, Asin, OrderId, ShipmentId, TransactionId, Lpn)


def of(kind: type[Identifier]) -> st.SearchStrategy[str]:
    return st.from_regex(kind.pattern, fullmatch=True)


def refused(kind: type[Identifier], text: str) -> PydanticCustomError:
    with pytest.raises(PydanticCustomError) as caught:
        kind.parse(text)
    return caught.value


@pytest.mark.parametrize("kind", KINDS)
def test_the_example_in_every_message_is_itself_a_good_identifier(kind):
    assert kind.parse(kind.example) == kind.example


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
def test_what_is_parsed_comes_back_the_same_however_it_was_typed(kind, data):
    text = data.draw(of(kind))
    try:
        parsed = kind.parse(f" {text.lower()}\t")
    except PydanticCustomError as error:
        assume(error.type != "placeholder")
        raise
    assert parsed == text
    assert kind.parse(parsed) == parsed


@pytest.mark.parametrize("kind", KINDS)
@given(text=st.text(max_size=24))
def test_any_other_text_is_refused_with_the_form_and_an_example(kind, text):
    assume(not kind.pattern.fullmatch(text.strip(" \t\r\n").upper()) or not text.isascii())
    error = refused(kind, text)
    assert error.type == "bad-identifier"
    assert str(error.context["expected"]) == f"{kind.expected}, like {kind.example}"


@pytest.mark.parametrize(
    ("kind", "text", "hint"),
    [
        (Fnsku, "XO01ABC2D3", "the letter O where a zero belongs"),
        (Fnsku, "X0O1ABC2D3", "the letter O where a zero belongs"),
        (Fnsku, "xo01abc2d3", "the letter O where a zero belongs"),
        (Asin, "BO7XYZ1234", "the letter O where a zero belongs"),
        (OrderId, "112-48392O1-5567183", "the letter O where a zero belongs"),
        (OrderId, "II2-4839201-5567183", "the letter I where a one belongs"),
        (TransactionId, "2026441882730O", "the letter O where a zero belongs"),
        (Fnsku, "X001 ABC2D3", "there is a space or hyphen in it"),
        (ShipmentId, "FBA-15DK9QW2P", "there is a space or hyphen in it"),
        (Fnsku, "Ｘ001ABC2D3", "'Ｘ' is not a plain letter or digit"),
        (TransactionId, "２0264418827301", "'２' is not a plain letter or digit"),
        (Fnsku, "FBA15DK9QW2P", "this looks like a shipment ID"),
        (ShipmentId, "112-4839201-5567183", "this looks like an order ID"),
        (OrderId, "X001ABC2D3", "this looks like an FNSKU"),
    ],
)
def test_a_common_slip_is_named(kind, text, hint):
    error = refused(kind, text)
    assert error.type == "bad-identifier"
    assert hint in error.message()


@pytest.mark.parametrize("text", ["hello", "X00", "", "X001ABC2D34", "12"])
def test_no_hint_is_made_up_where_nothing_is_known(text):
    assert refused(Fnsku, text).message() == "this is not an FNSKU (X0 and 8 letters or digits)"


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (Fnsku, "X000000000"),
        (Fnsku, "X0XXXXXXXX"),
        (Asin, "B000000000"),
        (ShipmentId, "FBA00000000"),
        (ShipmentId, "FBA0000000000"),
        (OrderId, "123-1234567-1234567"),
        (OrderId, "111-1111111-1111111"),
        (OrderId, "000-0000000-0000000"),
        (TransactionId, "00000000000000"),
        (TransactionId, "1234567890"),
    ],
)
def test_a_placeholder_is_refused_as_one(kind, text):
    assert refused(kind, text).type == "placeholder"


@pytest.mark.parametrize(
    "text",
    ["X00ſABC2D3", "X00ıABC2D3", "X001ABC2Dß", "X００1ABC2D3", "X001ABC2D3\u200b", "\u3000X001ABC2D3", "X001ABC2D३"],
)
def test_letters_that_only_look_right_are_never_folded_into_an_identifier(text):
    assert refused(Fnsku, text).type == "bad-identifier"


def test_commingled_stock_has_the_asin_as_its_fnsku():
    assert Fnsku.parse("B07XYZ1234") == "B07XYZ1234"


def test_an_old_ten_digit_isbn_is_an_asin():
    assert Asin.parse("030640615x") == "030640615X"


def test_an_editor_is_told_the_form_and_an_example():
    schema = TypeAdapter(OrderId).json_schema()
    assert schema["examples"] == ["112-4839201-5567183"]
    assert schema["pattern"] == "^(([0-9]{3}|S[0-9]{2})-[0-9]{7}-[0-9]{7})$"


def test_a_shipment_to_awd_is_told_to_be_not_covered():
    with pytest.raises(PydanticCustomError, match="AWD, which is not covered"):
        ShipmentId.parse("STAR-7QK4DWX2LM9PV")


def test_an_order_of_multi_channel_fulfillment_is_an_order():
    assert OrderId.parse("s02-4417765-0098123") == "S02-4417765-0098123"
