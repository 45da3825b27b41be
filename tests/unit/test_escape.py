"""Nothing raw reaches a terminal, from wherever it comes."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casewright.escape import visible, visible_json, visible_line

COPY_TO_CLIPBOARD = "\x1b]52;c;cm0gLXJmIH4=\x07"
ACTING = [COPY_TO_CLIPBOARD, "\x9b31m", "\x1b[2J", "\r", "\x08", "\x7f", "\u202e", "\u2066", "\u2028", "\udc80"]
texts = st.text(st.one_of(st.characters(exclude_categories=()), st.sampled_from([c for a in ACTING for c in a])))


def acts(text: str) -> list[str]:
    """What in a text could do something, said without the list that is under test."""
    return [
        character
        for character in text
        if unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"}
        or unicodedata.bidirectional(character) in {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
        or 0xE0000 <= ord(character) <= 0xE007F
    ]


@given(texts)
def test_no_text_acts_when_it_is_shown(text: str):
    assert set(acts(visible(text))) <= {"\n", "\t"}
    assert acts(visible_line(text)) == []


@given(texts)
def test_what_is_visible_is_shown_as_it_is_and_stays_so(text: str):
    assert visible(visible(text)) == visible(text)
    if not acts(text) and not set(text) & {"\u061c", "\u200e", "\u200f"}:
        assert visible(text) == text or max(text) >= "\ufff9" or any("\u206a" <= c <= "\u206f" for c in text)


@given(st.dictionaries(texts, texts))
def test_a_json_document_shows_nothing_raw_and_says_the_same(content: dict[str, str]):
    document = visible_json(json.dumps(content, ensure_ascii=False, indent=2))
    assert set(acts(document)) <= {"\n"}
    assert json.loads(document) == json.loads(json.dumps(content))


@pytest.mark.parametrize("text", ACTING)
def test_what_acts_is_written_out_so_that_a_person_sees_that_it_was_there(text: str):
    assert "\\" in visible(text)


def test_words_of_every_script_stay_whole():
    words = "盘点差异 入庫 ते 가방 naïve 👨‍👩‍👧 שלום مرحبا\n\tÀ\u0300"
    assert visible(words) == words
