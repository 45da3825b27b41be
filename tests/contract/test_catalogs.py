"""Every sentence for a person is in every catalog, translated, with the same arguments; and nowhere else."""

from __future__ import annotations

import ast
import re
from string import Formatter

import pytest

from .catalogs import SAY, catalogs, fields, read_catalog, sentences
from .source import calls_with_nodes, modules, texts

LANGUAGES = catalogs()
CHINESE = re.compile("[\u4e00-\u9fff]")

_SEEN_NOT_SAID = {
    "cli/questions.py": "another word for an answer, which older habits know",
    "flow/safety.py": "labels of submit controls, which are read on the page",
    "model/claim.py": "words for claim types, which are read in sheets",
    "model/evidence.py": "words in names of files",
    "model/field_table.py": "headers, which are read in sheets",
    "model/marketplaces.py": "names of countries, which are read on the page",
    "wording/writer.py": "sent to Amazon",
}
"""Where Chinese stands in the code: never as something that is said to the person."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalog_has_every_sentence_of_the_sources_and_no_other(language):
    wanted = {(message.id, message.context) for message in sentences() if message.id}
    there = {(message.id, message.context) for message in read_catalog(LANGUAGES[language]) if message.id}
    assert there == wanted, "run `python -m tests.contract.catalogs`, then translate what is new"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_translated_and_none_is_a_guess(language):
    catalog = read_catalog(LANGUAGES[language])
    for message in catalog:
        if message.id:
            strings = message.string if isinstance(message.string, tuple) else (message.string,)
            assert all(strings), message.id
            assert not message.fuzzy, message.id
            assert len(strings) == (catalog.num_plurals if message.pluralizable else 1), message.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_names_the_arguments_of_its_sentence(language):
    for message in read_catalog(LANGUAGES[language]):
        if message.id:
            sources = message.id if message.pluralizable else (message.id,)
            wanted = set().union(*map(fields, sources))
            for text in message.string if message.pluralizable else (message.string,):
                assert fields(text) <= wanted, text
                assert wanted - fields(text) <= ({"count"} if message.pluralizable else set()), text
                list(Formatter().parse(text))


def test_a_message_names_exactly_the_arguments_that_it_is_given():
    for where, call in calls_with_nodes():
        if isinstance(call.func, ast.Name) and call.func.id in SAY and not any(k.arg is None for k in call.keywords):
            texts_given = [each.value for each in call.args if isinstance(each, ast.Constant) and each.value]
            assert texts_given, f"{where}:{call.lineno}: the text must be written out where the message is made"
            wanted = set().union(*(fields(str(text)) for text in texts_given))
            given = {keyword.arg for keyword in call.keywords} | ({"count"} if call.func.id == "msg_n" else set())
            assert wanted <= given, f"{where}:{call.lineno}: {wanted - given}"
            assert given - wanted <= {"count"}, f"{where}:{call.lineno}: {given - wanted}"


def test_no_chinese_stands_in_the_code_but_what_is_read_or_sent():
    chinese = {name for name, text in texts().items() if CHINESE.search(text)}
    assert {name for name in chinese if not name.startswith(_READ)} - _SEEN_NOT_SAID.keys() == set()


def test_no_message_is_written_in_another_language_than_english():
    assert not [message.id for message in sentences() if CHINESE.search(str(message.id))]


_READ = ("intake/", "privacy/")
"""Rooms that look for words in sheets and texts."""


def test_no_code_asks_for_a_language_by_name():
    for name, tree in modules().items():
        if name not in {
            "wording/words.py",
            "wording/writer.py",
            "settings.py",
            "flow/language.py",
            "flow/written.py",
            "browser/install.py",
        }:
            assert not [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and node.value == "zh"], name
