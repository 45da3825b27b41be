"""A message is an English sentence with arguments until a face says it in a language."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from pydantic import BaseModel

from casewright import message
from casewright.message import NOTHING, Message, as_message, msg, msg_n


class Note(BaseModel):
    said: Message


@pytest.fixture
def translated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """A catalog of the given sentences in Polish, which has three forms, instead of the program's own."""

    def write(sentences: dict[str | tuple[str, str], str | tuple[str, ...]]) -> None:
        catalog = Catalog(locale="pl")
        for source, target in sentences.items():
            catalog.add(source, target)
        folder = tmp_path / "pl" / "LC_MESSAGES"
        folder.mkdir(parents=True)
        with (folder / "casewright.mo").open("wb") as file:
            write_mo(file, catalog)

    monkeypatch.setattr(message, "FOLDER", tmp_path)
    message.catalog.cache_clear()
    yield write
    message.catalog.cache_clear()


def test_a_message_is_english_until_it_is_said_in_a_language(translated):
    translated({"There is no account {name}.": "Nie ma konta {name}."})
    refusal = msg("There is no account {name}.", name="Harbor")
    assert str(refusal) == "There is no account Harbor."
    assert refusal.say("pl") == refusal.say("pl_PL") == "Nie ma konta Harbor."


def test_the_number_chooses_the_form_that_the_language_has(translated):
    translated({("{count} case", "{count} cases"): ("{count} sprawa", "{count} sprawy", "{count} spraw")})
    cases = [msg_n("{count} case", "{count} cases", count) for count in (1, 2, 5)]
    assert list(map(str, cases)) == ["1 case", "2 cases", "5 cases"]
    assert [each.say("pl") for each in cases] == ["1 sprawa", "2 sprawy", "5 spraw"]


def test_messages_and_lists_inside_a_message_are_said_in_the_same_language(translated):
    translated({"{who} and {what}": "{who} oraz {what}", "nobody": "nikt", ", ": " / "})
    both = msg("{who} and {what}", who=msg("nobody"), what=["a", msg("nobody")])
    assert str(both) == "nobody and a, nobody"
    assert both.say("pl") == "nikt oraz a / nikt"


def test_a_format_may_stand_in_the_sentence(translated):
    translated({"on {day:%d %b %Y}": "{day:%Y-%m-%d}"})
    day = msg("on {day:%d %b %Y}", day=date(2026, 11, 27))
    assert (str(day), day.say("pl")) == ("on 27 Nov 2026", "2026-11-27")


@pytest.mark.parametrize("text", ["{", "}", "{0}", "{name}", "100 %", "%s", "\\n"])
def test_a_text_without_arguments_is_said_as_it_is_written(text):
    assert str(as_message(text)) == msg(text).say("zh") == text


def test_an_argument_is_never_read_as_a_pattern():
    assert str(msg("{x}", x="{y} {x.__class__}")) == "{y} {x.__class__}"


def test_a_language_without_a_catalog_speaks_english():
    assert msg("There is no {x}.", x=1).say("xx") == "There is no 1."


def test_nothing_says_nothing_in_every_language():
    assert not NOTHING
    assert NOTHING.say("zh") == str(NOTHING) == ""


def test_what_is_no_plain_value_is_kept_as_its_text():
    kept = msg("{error} {path}", error=ValueError("bad"), path=Path("a"))
    assert hash(kept)
    assert str(kept) == "bad a"


def test_a_field_takes_messages_and_texts_and_is_written_in_english():
    said = msg("{count} left", count=3)
    assert Note(said=said).said is said
    assert Note(said=said).model_dump() == Note(said=said).model_dump(mode="json") == {"said": "3 left"}
    assert Note.model_validate_json(Note(said=said).model_dump_json()).said == Message("3 left")
    assert Note.model_json_schema()["properties"]["said"]["type"] == "string"


def test_a_sentence_that_comes_back_from_a_file_is_translated_again(translated):
    translated({"Nothing was sent.": "Nic nie wysłano."})
    assert Note.model_validate_json('{"said": "Nothing was sent."}').said.say("pl") == "Nic nie wysłano."


def test_a_change_reaches_every_text_that_is_named_and_no_word_of_the_sentence():
    said = msg("key {a} {b}", a="key", b=[msg("{c}", c="key"), 1])
    assert str(said.with_text(str.upper)) == "key KEY KEY, 1"
    assert str(as_message("key").with_text(str.upper)) == "KEY"


def test_the_languages_are_english_and_every_one_that_has_a_catalog(translated):
    translated({})
    assert message.languages() == ("en", "pl")


def test_the_program_speaks_chinese():
    assert "zh" in message.languages()
    assert str(msg("{x}", x=["a", "b"])) == "a, b"
    assert msg("{x}", x=["a", "b"]).say("zh") == "a、b"
