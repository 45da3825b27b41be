"""A writer: its language, and a seller's own templates, which cannot do more than write."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.sample_claims import OWN, sample

from casewright.model.claim import CLAIM_TYPES
from casewright.model.evidence import Evidence, EvidenceKind
from casewright.model.fingerprint import reference
from casewright.wording.limits import TooLong, surely_fits
from casewright.wording.own_template import BadTemplate
from casewright.wording.words import LANGUAGES, NoWording
from casewright.wording.write import write
from casewright.wording.writer import Writer, load_writer

GOOD = "Hello. {{ units }} of {{ product_name }} ({{ main_identifier }}) are gone. {{ reference }}"


@pytest.fixture
def templates(tmp_path):
    """Writes templates into a folder: name → text."""

    def make(**files: str) -> Path:
        for name, text in files.items():
            (tmp_path / f"{name.replace('__', '.')}.j2").write_text(text, encoding="utf-8")
        return tmp_path

    return make


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_templates_it_writes_the_shipped_words(language):
    assert load_writer(language)(sample()) == write(sample(), language)


def test_a_language_that_nobody_has_written_is_refused_at_once():
    with pytest.raises(NoWording):
        load_writer("xx")


def test_a_sellers_template_makes_the_message_and_nothing_else(templates):
    form = load_writer("en", templates(lost_in_warehouse=GOOD))(sample())
    assert form.message == f"Hello. 3 units of Bamboo tray (X001ABC2D3) are gone. {reference(sample())}"
    assert form.model_copy(update={"message": ""}) == write(sample()).model_copy(update={"message": ""})


def test_a_template_for_all_types_gives_way_to_one_for_its_type_and_that_to_one_for_its_language(templates):
    folder = templates(
        message="all " + GOOD, lost_in_warehouse="lost " + GOOD, lost_in_warehouse__de="verloren " + GOOD
    )
    assert load_writer("en", folder)(sample()).message.startswith("lost ")
    assert load_writer("de", folder)(sample()).message.startswith("verloren ")
    assert load_writer("de", folder)(sample("inbound_lost")).message.startswith("all ")


def test_other_types_keep_the_shipped_words(templates):
    writer = load_writer("en", templates(lost_in_warehouse=GOOD))
    assert writer(sample("inbound_lost")) == write(sample("inbound_lost"))


def test_the_sellers_details_are_never_taken_for_a_template(templates):
    writer = load_writer("en", templates(message=GOOD + " {{ details }}"))
    assert "{{ 7 * 7 }}" in writer(sample(details="{{ 7 * 7 }}")).message


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (GOOD + " {{ pasword }}", "'pasword' is undefined"),
        (GOOD + " {{ 1 / 0 }}", "division by zero"),
        (GOOD + " {{ labels.__class__.__mro__ }}", "unsafe"),
        (GOOD + " {{ labels.clear() }}", "not safely callable|unsafe"),
        (GOOD + " {{ 'a' * 1000000000 }}", r"\* is not allowed"),
        (GOOD + " {{ 9 ** 9 ** 9 }}", r"\*\* is not allowed"),
        (GOOD + " {% for n in range(10000000) %}x{% endfor %}", "Range too big|too big"),
        (GOOD + " {% include 'labels.toml' %}", "no loader"),
        (GOOD + " {{ units + 1 }}", "str"),
        ("{{ main_identifier }}", "leaves out the reference"),
        ("{{ reference }}", "leaves out the main identifier"),
        ("", "leaves out the reference"),
    ],
)
def test_a_template_that_fails_or_reaches_out_is_refused(templates, text, told):
    writer = load_writer("en", templates(lost_in_warehouse=text))
    with pytest.raises(BadTemplate, match=told) as caught:
        writer(sample())
    assert str(caught.value.remedy)
    assert isinstance(writer.what_hinders(sample()), BadTemplate)


def test_a_template_that_is_none_is_refused_with_its_line(templates):
    with pytest.raises(BadTemplate, match=r"lost_in_warehouse\.j2, line 2"):
        load_writer("en", templates(lost_in_warehouse="Hello\n{% if %}"))


def test_a_template_named_for_no_claim_type_is_refused(templates):
    with pytest.raises(BadTemplate, match="no claim type 'lost'") as caught:
        load_writer("en", templates(lost=GOOD))
    assert "lost_in_warehouse" in str(caught.value.remedy)


def test_a_template_in_another_encoding_is_refused(tmp_path):
    (tmp_path / "message.j2").write_bytes("商品".encode("gb18030"))
    with pytest.raises(BadTemplate, match="UTF-8"):
        load_writer("en", tmp_path)


def test_a_template_saved_on_windows_is_read_as_any_other(tmp_path):
    (tmp_path / "message.j2").write_bytes(b"\xef\xbb\xbf" + GOOD.replace(". ", ".\r\n").encode())
    assert load_writer("en", tmp_path)(sample()).message.startswith("Hello.\n3 units")


def test_a_template_cannot_make_the_message_too_long(templates):
    writer = load_writer("en", templates(message=GOOD + " {{ details }}{{ details }}"))
    assert isinstance(writer.what_hinders(sample(details="x" * 2500)), TooLong)


@given(
    st.sampled_from(sorted(CLAIM_TYPES)),
    st.sampled_from(LANGUAGES),
    st.integers(0, 400),
    st.integers(0, 1500),
    st.integers(0, 9),
    st.sampled_from(["x", "字", "📦"]),
)
def test_what_surely_fits_fits(claim_type, language, name, details, files, filler):
    everything = {field: value for own in OWN.values() for field, value in own.items()}
    longest = {
        "details": filler * max(details, 1),
        "sku": "s" * 40,
        "removal_order_id": "r" * 40,
        "tracking_id": "t" * 40,
        "asin": "B07XYZ1234",
    }
    proofs = tuple(
        Evidence(
            kind=EvidenceKind.PROOF_OF_DELIVERY, path=Path("p"), name="n" * 60, media_type="", size=1, sha256="a" * 64
        )
        for _ in range(files)
    )
    claim = sample(
        claim_type,
        **(everything | longest | {"transaction_id": "98765432109876543210", "quantity": 100_000}),
        unit_value="9999999999.99",
        product_name="p" + filler * min(name, 399),
        evidence=proofs,
        fulfillment_center="PHX7AB",
    )
    if surely_fits(claim):
        write(claim, language)
    assert (Writer(language).what_hinders(claim) is None) or not surely_fits(claim)


def test_the_template_in_the_manual_works(templates):
    manual = Path(__file__).parents[3] / "docs" / "how-to" / "write-your-own-message.md"
    example = manual.read_text(encoding="utf-8").split("```jinja\n")[1].split("```")[0]
    form = load_writer("en", templates(message=example))(sample(fulfillment_center="PHX7", details="Natural, 30 cm"))
    assert "3 units of Bamboo tray (FNSKU X001ABC2D3) went missing in PHX7." in form.message
    assert "Natural, 30 cm" in form.message


def test_every_word_that_the_manual_promises_is_there(templates):
    manual = Path(__file__).parents[3] / "docs" / "how-to" / "write-your-own-message.md"
    promised = manual.read_text(encoding="utf-8").split("You may use:")[1].split("\n\n")[0]
    names = promised.split("`")[1::2]
    assert len(names) > 25
    everything = GOOD + "".join(f" {{{{ {name} }}}}" for name in names)
    assert load_writer("en", templates(message=everything))(sample()).message


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_seller_who_wants_it_says_in_the_text_that_software_filed_it(language: str) -> None:
    claim = sample("lost_in_warehouse")
    plain = load_writer(language)(claim)
    said = load_writer(language, says_automated=True)(claim)
    for before, after in ((plain.message, said.message), (plain.short_message, said.short_message)):
        assert after.startswith(before)
        assert "Casewright" in after.removeprefix(before)
    assert (said.subject, said.reference) == (plain.subject, plain.reference)


def test_the_sentence_never_pushes_a_text_over_amazons_limit() -> None:
    claim = sample("lost_in_warehouse", details="x" * 3300)
    for length in range(3300, 3900, 7):
        long = claim.model_copy(update={"details": "x" * length})
        writer = load_writer(says_automated=True)
        hindered = writer.what_hinders(long)
        if hindered is None:
            assert len(writer(long).message) <= 4000
        else:
            assert isinstance(hindered, TooLong)
