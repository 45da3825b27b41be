"""Reasons: every sentence names only what it is given, and is said in the language of the person."""

from __future__ import annotations

import re
import tomllib
from importlib import resources

import pytest

from casewright.message import msg
from casewright.model.evidence import EvidenceKind
from casewright.policy.reasons import days, kinds, reason, tool_asks
from casewright.policy.rules import shipped_rules

RULE = shipped_rules().find_rule("one-case-an-issue")
SENTENCES = tomllib.loads(resources.files("casewright.policy").joinpath("reasons.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", SENTENCES)
def test_every_sentence_can_be_filled_in(name, language):
    values = dict.fromkeys(re.findall(r"{(\w+)}", str(SENTENCES[name])), "<told>")
    made = reason(RULE, name, **values)
    assert not re.search(r"[{}]", made.message.say(language) + made.remedy.say(language))
    assert made.source == RULE.source


@pytest.mark.parametrize("name", SENTENCES)
def test_every_sentence_is_whole(name):
    for text in SENTENCES[name].values():
        assert re.match(r"[A-Z{]", text)
        assert re.search(r"[.}]$", text)


def test_a_value_that_is_a_message_is_said_in_the_sentences_language():
    made = reason(RULE, "closes-soon", left=days(1))
    assert str(made.message) == "The window closes in 1 day."
    assert made.message.say("zh") == "距离截止还有 1 天。"


def test_braces_in_a_sellers_words_are_no_places_to_fill_in():
    called = msg("an email address")
    made = reason(RULE, "personal-data", where="details", called=called, text="{where}@example.com")
    assert "{where}@example.com" in str(made.message)


@pytest.mark.parametrize("kind", EvidenceKind)
def test_every_kind_of_evidence_has_a_name_and_says_what_to_add(kind):
    told = kinds((kind,))
    made = reason(RULE, "proof-advised", **told)
    assert str(made.remedy).startswith("Add ")
    assert made.remedy.say("zh").startswith("请添加")


def test_two_kinds_are_told_together():
    made = reason(RULE, "proof-missing", line="x", tool=tool_asks(None), **kinds(("stock_document", "photo")))
    assert str(made.message) == "Required evidence is missing: stock document, photo."
    assert made.message.say("zh") == "缺少必需的证据：采购凭证、照片。"
    assert str(made.remedy).count("Add ") == 2
    assert "  " not in str(made.remedy)


def test_a_sentence_that_nobody_wrote_is_an_error():
    with pytest.raises(KeyError):
        reason(RULE, "no-such-sentence")
    with pytest.raises(KeyError):
        reason(RULE, "too-late")
