"""A secret is taken out of a text however it is written in it."""

from __future__ import annotations

import html
import json
from urllib.parse import quote, quote_plus, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casewright import redact as module
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


@given(st.text(min_size=4, alphabet=st.characters(exclude_categories=["Cs"])), st.text(), st.text())
def test_no_text_keeps_a_remembered_secret(secret, before, after):
    remember(secret)
    assert secret not in redact(before + secret + after).replace(MARK, "\x00")
