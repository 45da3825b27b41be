"""A secret is taken out of a text however it is written in it."""

from __future__ import annotations

import html
import json
from urllib.parse import quote, quote_plus, urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casewright import redact as module
from casewright.errors import CasewrightError
from casewright.redact import MARK, redact, remember

AWKWARD = "Käse & \"Wein\" <100% +/= 'süß'\\ 竹🎋"


@pytest.fixture(autouse=True)
def fresh_memory(monkeypatch):
    monkeypatch.setattr(module, "_known", set())
    monkeypatch.setattr(module, "_pattern", None)


def test_without_secrets_every_text_stays_as_it_is():
    assert redact("nothing to hide") == "nothing to hide"


@pytest.mark.parametrize(
    "written",
    [
        AWKWARD,
        quote(AWKWARD),
        quote(AWKWARD, safe=""),
        quote_plus(AWKWARD),
        urlencode({"password": AWKWARD}),
        json.dumps({"password": AWKWARD}),
        json.dumps({"password": AWKWARD}, ensure_ascii=False),
        f'<input value="{html.escape(AWKWARD)}">',
        repr({"password": AWKWARD}),
        repr(ValueError(f"wrong: {AWKWARD}")),
    ],
    ids=["plain", "path", "address", "query", "form post", "json", "json in words", "html", "dict", "exception"],
)
def test_a_secret_is_found_in_every_way_of_writing_it(written):
    remember(AWKWARD)
    told = redact(f"before {written} after")
    assert MARK in told
    assert "Wein" not in told
    assert told.startswith("before ")
    assert told.endswith(" after")


def test_of_two_secrets_the_longer_is_taken_out_whole():
    remember("swordfish")
    remember("swordfish-and-more")
    assert redact("swordfish-and-more, swordfish") == f"{MARK}, {MARK}"


def test_a_secret_typed_in_groups_is_found_without_its_spaces_too():
    remember("ABCD EFGH IJKL")
    assert redact("ABCD EFGH IJKL or ABCDEFGHIJKL") == f"{MARK} or {MARK}"


def test_words_too_short_to_be_told_from_others_are_left_alone():
    remember("a")
    remember("")
    assert redact("a banana") == "a banana"


@settings(deadline=None)
@given(st.text(min_size=4, alphabet=st.characters(exclude_categories=["Cs"])), st.text(), st.text())
def test_no_text_keeps_a_remembered_secret(secret, before, after):
    remember(secret)
    assert secret not in redact(before + secret + after).replace(MARK, "\x00")


@pytest.mark.parametrize(
    ("text", "without"),
    [
        (
            "on https://a.example/ap/signin?openid.assoc_handle=x1&b=2",
            "on https://a.example/ap/signin?openid.assoc_handle=[secret]&b=2",
        ),
        ("https://a.example/?caseID=123&session-token=abc%2F.", "https://a.example/?caseID=123&session-token=[secret]"),
        ("https://a.example/#access_token=abc end", "https://a.example/#access_token=[secret] end"),
    ],
)
def test_a_key_in_an_address_is_taken_out_though_nobody_knew_it(text, without):
    assert redact(text) == without
    assert redact(without) == without


@pytest.mark.parametrize("text", ["https://a.example/view-case?caseID=18234567890&ref=x", "token = 3", "a?b=c"])
def test_other_addresses_stay(text):
    assert redact(text) == text


def test_no_refusal_says_a_secret():
    remember(AWKWARD)
    refused = CasewrightError(f"it was {AWKWARD}", remedy=f"see https://a.example/?token={AWKWARD}")
    assert AWKWARD not in f"{refused}{refused!r}{refused.message}{refused.remedy}"
    assert str(refused.message) == f"it was {MARK}"


def test_which_secrets_stand_in_a_text_is_told_as_they_are_written_there():
    remember("a b&c-secret")

    assert module.secrets_in("one a b&c-secret, one a+b%26c-secret") == {"a b&c-secret", "a+b%26c-secret"}
    assert module.secrets_in("none") == set()
