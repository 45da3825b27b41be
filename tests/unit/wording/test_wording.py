"""The texts: what they hold, how long they may be, and that the seller's words arrive as they were written."""

from __future__ import annotations

import tomllib
from datetime import date
from importlib import resources
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.sample_claims import OWN, sample

from casewright.model.claim import CLAIM_TYPES
from casewright.model.evidence import Evidence, EvidenceKind
from casewright.model.fingerprint import reference
from casewright.model.form import VALUES
from casewright.model.problem import Place
from casewright.wording.beside import read_texts_beside
from casewright.wording.limits import MESSAGE_LIMIT, SHORT_LIMIT, SUBJECT_LIMIT, TooLong, length
from casewright.wording.words import LANGUAGES, NoWording, labels, type_words
from casewright.wording.write import write

EVERY_LANGUAGE_AND_TYPE = [(language, claim_type) for language in LANGUAGES for claim_type in CLAIM_TYPES]
PHOTO = Evidence(
    kind=EvidenceKind.PHOTO, path=Path("here/damage-1.jpg"), name="damage-1.jpg", media_type="image/jpeg", size=9,
    sha256="a" * 64,
)  # fmt: skip


@pytest.mark.parametrize(("language", "claim_type"), EVERY_LANGUAGE_AND_TYPE)
def test_every_text_holds_what_the_associate_has_to_know(language, claim_type):
    claim = sample(claim_type, fulfillment_center="PHX7", details="Natural, 30 cm", evidence=(PHOTO,))
    form = write(claim, language)
    for told in (form.message, form.short_message):
        for value in (
            *(OWN[claim_type] | {"details": claim.details}).values(),
            "X001ABC2D3",
            "Bamboo tray",
            "2026-10-10",
            "PHX7",
        ):
            assert str(value) in told
        assert "3" in told
        assert "37.50 USD" in told
        assert "Natural, 30 cm" in told
        assert "damage-1.jpg" in told
        assert reference(claim) in told
    assert form.steps_taken


@pytest.mark.parametrize(("language", "claim_type"), EVERY_LANGUAGE_AND_TYPE)
def test_what_stands_in_the_other_boxes_is_told_from_either_text(language, claim_type):
    for claim in (sample(claim_type), sample(claim_type, lpn="LPNRR123456789", details="FNSKU: X009ZZZ9Z9")):
        form = write(claim, language)
        for text in (form.message, form.short_message):
            assert set(form.texts_beside) <= set(read_texts_beside(claim_type, text))
            assert "X009ZZZ9Z9" not in read_texts_beside(claim_type, text)


def test_a_text_of_a_template_without_labels_tells_no_identifier_and_a_type_of_another_version_no_steps():
    assert "X001ABC2D3" not in read_texts_beside("lost_in_warehouse", "Please look into X001ABC2D3.")
    assert read_texts_beside("of-another-version", "FNSKU: X001ABC2D3") == ("FNSKU X001ABC2D3", "X001ABC2D3")


@pytest.mark.parametrize(("language", "claim_type"), EVERY_LANGUAGE_AND_TYPE)
def test_no_text_has_a_hole_where_the_seller_gave_nothing(language, claim_type):
    form = write(sample(claim_type), language)
    for told in (form.message, form.short_message, form.steps_taken, form.subject):
        assert "None" not in told
        assert "{" not in told
        assert "  " not in told.replace("\n", " \n")
        assert ": \n" not in told


@pytest.mark.parametrize(("language", "claim_type"), EVERY_LANGUAGE_AND_TYPE)
def test_no_text_has_more_than_one_empty_line_or_ends_with_one(language, claim_type):
    for claim in (sample(claim_type), sample(claim_type, details="more", evidence=(PHOTO,))):
        for told in (write(claim, language).message, write(claim, language).short_message):
            assert "\n\n\n" not in told
            assert told == told.strip()
            assert all(line == line.rstrip() for line in told.split("\n"))


@pytest.mark.parametrize(("language", "claim_type"), EVERY_LANGUAGE_AND_TYPE)
def test_a_subject_begins_with_the_key_identifier_and_the_reference_and_is_never_cut(language, claim_type):
    for claim in (sample(claim_type), sample(claim_type, lpn=None)):
        subject = write(claim, language).subject
        start = f"{claim.main_identifier} {reference(claim)} "
        assert subject.startswith(start)
        title = subject.removeprefix(start)
        assert 40 + 1 + len(reference(claim)) + 1 + len(title) <= SUBJECT_LIMIT


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("claim_type", ["customer_return", "return_damaged"])
def test_a_return_with_a_label_of_its_own_is_never_said_not_to_have_come_back(language, claim_type):
    form = write(sample(claim_type, lpn="LPNRRFC4481902"), language)
    without = write(sample("customer_return", lpn=None), language)
    for denial in (without.subject.split(" ", 2)[2], without.steps_taken):
        assert denial not in f"{form.subject}\n{form.message}\n{form.short_message}\n{form.steps_taken}"


def test_a_damaged_return_is_said_to_have_come_back_damaged():
    form = write(sample("return_damaged"))
    assert "came back damaged" in form.message
    assert "not received" not in f"{form.subject} {form.message} {form.steps_taken}".casefold()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_value_is_called_what_amazon_pays_by(language):
    values = {
        write(sample(claim_type, **changes), language).message
        for claim_type, changes in [
            ("lost_in_warehouse", {}),
            ("lost_in_warehouse", {"event_date": date(2025, 3, 30)}),
            ("lost_in_warehouse", {"marketplace": "IN"}),
        ]
    }
    words = [labels(language)[f"value_{basis}"].split("{currency}")[-1] for basis in ("sourcing_cost", "sale_price")]
    assert all(any(word in text for text in values) for word in words)
    assert words[1] in write(sample("customer_return"), language).message


@pytest.mark.parametrize(("language", "claim_type"), EVERY_LANGUAGE_AND_TYPE)
def test_every_language_says_the_same_things(language, claim_type):
    assert set(type_words(claim_type, language)) == {"title", "date", "happened", "asked", "steps"}
    assert labels(language).keys() == labels("en").keys()
    assert labels(language)["fields"].keys() == labels("en")["fields"].keys()
    assert labels(language)["kinds"].keys() == set(EvidenceKind)


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_unit_is_not_called_units(language):
    one, three = write(sample(quantity=1), language).message, write(sample(quantity=3), language).message
    assert labels(language)["unit"].format(n=1) in one
    assert labels(language)["units"].format(n=3) in three


def test_one_unit_in_english():
    assert "1 unit of this product" in write(sample(quantity=1)).message
    assert "1 units" not in write(sample(quantity=1)).message


@pytest.mark.parametrize("language", ["en_US", "EN", "de-DE", "zh-CN", "zh_TW"])
def test_a_language_is_known_by_its_first_part(language):
    assert write(sample(), language).message == write(sample(), language[:2].lower()).message


def test_a_language_that_nobody_has_written_is_refused_with_those_there_are():
    with pytest.raises(NoWording, match="'xx'") as caught:
        write(sample(), "xx")
    assert "en, zh" in str(caught.value.remedy)


def test_there_is_one_wording_a_claim_type_and_none_beside():
    folder = resources.files("casewright.wording").joinpath("types")
    names = {entry.name.removesuffix(".toml") for entry in folder.iterdir()}
    assert names == set(CLAIM_TYPES)
    for name in names:
        told = tomllib.loads(folder.joinpath(f"{name}.toml").read_text(encoding="utf-8"))
        assert tuple(told) == LANGUAGES


HARD = (
    '<script>alert("1")</script> {{ 7*7 }} {% raw %} & \' \\n 📦👩\u200d🔧'
    " مخزون تالف 商品が破損 Cafe\u0301 \u202eabc\u202c"
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sellers_words_are_sent_to_the_character(language):
    form = write(sample(details=HARD, product_name=HARD), language)
    assert form.message.count(HARD) == 2
    assert HARD in form.short_message


@given(st.text(alphabet=st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]) | st.just("\n"), max_size=600))
@settings(max_examples=60)
def test_any_words_are_sent_to_the_character(text):
    claim = sample(details=text)
    assert claim.details in write(claim).message


@pytest.mark.parametrize("filler", ["x", "字", "📦"])
def test_the_fullest_message_that_fits_is_sent_whole_and_one_more_character_is_refused(filler):
    size = length(filler)
    room = MESSAGE_LIMIT - length(write(sample(details="y")).message) + 1
    fits = filler * (room // size)
    message = write(sample(details=fits)).message
    assert MESSAGE_LIMIT - size < length(message) <= MESSAGE_LIMIT
    assert fits in message
    with pytest.raises(TooLong) as caught:
        write(sample(details=fits + filler, place=Place(file="claims.xlsx", sheet="Claims", row=4)))
    assert caught.value.place == Place(file="claims.xlsx", sheet="Claims", row=4, field="details")
    assert "claims.xlsx, sheet Claims, row 4, details" in str(caught.value.message)
    assert "4,000" in str(caught.value.message)
    assert "Shorten the details by" in str(caught.value.remedy)


def test_the_short_message_leaves_long_details_out_whole_and_says_so():
    form = write(sample(details="y" * 2400))
    assert length(form.request) <= SHORT_LIMIT
    assert "yy" not in form.short_message
    assert "Further details on request." in form.short_message
    assert "y" * 2400 in form.message
    assert "on request" not in write(sample(details="short")).short_message


def test_the_fullest_short_message_that_fits_keeps_its_details():
    room = SHORT_LIMIT - length(write(sample(details="y")).request) + 1
    assert length(write(sample(details="y" * room)).request) == SHORT_LIMIT
    assert "on request" in write(sample(details="y" * (room + 1))).short_message


@pytest.mark.parametrize("claim_type", CLAIM_TYPES)
def test_a_flow_finds_every_value_that_the_claim_has(claim_type):
    form = write(sample(claim_type, fulfillment_center="phx7"))
    for field, value in OWN[claim_type].items():
        if field == "details":  # words of the message, and no value of their own
            assert value in form.message
            continue
        assert form.value(field) == value
        assert value in form.references
    assert form.value("quantity") == "3"
    assert form.value("fulfillment_center") == "PHX7"
    assert {form.value(name) is not None for name in VALUES} == {True}


def test_a_value_that_no_form_has_is_an_error():
    with pytest.raises(KeyError):
        write(sample()).value("password")


def test_money_has_cents_but_for_yen():
    assert "12.50 USD a unit, 37.50 USD in all" in write(sample(unit_value="12.5")).message
    assert "1200 JPY a unit, 3600 JPY in all" in write(sample(unit_value="1200", currency="JPY")).message


def test_the_same_claim_is_always_written_the_same():
    assert write(sample()) == write(sample())
