"""Personal data in a captured page becomes typed placeholders; what still looks like some is told."""

from __future__ import annotations

import pytest

from casewright.privacy.captured_page import KINDS, Leftover, Replacer

SAMPLES = {
    "email": "jane.doe@shop.example",
    "order": "113-5550101-7654321",
    "address": "12 Harbor Lane Street",
    "price": "$1,284.90",
    "merchant": "A1B2C3D4E5F6G7",
    "case": "12345678901",
    "shipment": "FBA17K4R2WQD",
    "product": "X0012AB34C",
    "token": "session-id=133-5550101a",
    "account": "amzn1.account.AEXAMPLE",
}


def test_there_is_a_sample_of_every_kind():
    assert SAMPLES.keys() == KINDS.keys()


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_of_any_kind_stays(kind: str):
    replacer = Replacer()
    page = replacer.html(f"<p>Before {SAMPLES[kind]} behind</p>")
    assert SAMPLES[kind] not in page
    assert list(replacer.leftovers("page", page)) == []


@pytest.mark.parametrize("kind", KINDS)
def test_what_stays_is_told_with_its_page_and_kind(kind: str):
    [found] = [one for one in Replacer().leftovers("03-tiles", f"Before {SAMPLES[kind]} behind") if one.kind == kind]
    assert found.page == "03-tiles"
    assert SAMPLES[kind] not in str(found), "the list itself is shown to others, too"


def test_the_same_thing_has_the_same_placeholder_in_every_page():
    replacer = Replacer()
    first = replacer.html("<p>$5.00 and $7.00</p>")
    assert first == "<p>[price 1] and [price 2]</p>"
    assert replacer.html("<p>$7.00</p>") == "<p>[price 2]</p>"


def test_a_name_that_was_given_is_replaced_and_looked_for():
    replacer = Replacer(["Jane Doe"])
    assert "Jane" not in replacer.html("<b>jane doe</b>")
    assert list(replacer.leftovers("p", "by JANE DOE")) == [Leftover("p", "name", "Jane Doe")]


def test_scripts_and_comments_are_gone_and_shadow_roots_stay():
    page = Replacer().html(
        '<div><template shadowrootmode="open"><b onclick="x()">in</b></template></div><script>a()</script><!-- note -->'
    )
    assert page == '<div><template shadowrootmode="open"><b>in</b></template></div>'


@pytest.mark.parametrize("label", ["Continue", "My issue is not listed", "Up to 10 MB for each file.", "Form 401"])
def test_what_the_site_says_stays(label: str):
    assert Replacer().html(f"<p>{label}</p>") == f"<p>{label}</p>"
