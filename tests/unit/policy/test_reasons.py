"""Reasons: every one can be said in both languages, with the same facts in it."""

from __future__ import annotations

import re
import tomllib
from importlib import resources

import pytest

from casewright.model.evidence import EvidenceKind
from casewright.policy.reasons import days, kinds, reason
from casewright.policy.rules import Bilingual, shipped_rules
from casewright.policy.verdict import Reason

RULE = shipped_rules().named("one-case-an-issue")
SENTENCES = tomllib.loads(resources.files("casewright.policy").joinpath("reasons.toml").read_text(encoding="utf-8"))
KINDS = SENTENCES.pop("kinds")


def named(text: str) -> set[str]:
    return set(re.findall(r"{(\w+)}", text))


@pytest.mark.parametrize("name", SENTENCES)
def test_both_languages_tell_the_same_facts(name):
    words = SENTENCES[name]
    assert named(words["en"]) == named(words["zh"])
    if "do" in words:
        assert named(words["do"]["en"]) == named(words["do"]["zh"])


@pytest.mark.parametrize("name", SENTENCES)
def test_every_sentence_can_be_filled_in(name):
    values = dict.fromkeys(named(str(SENTENCES[name])), "<told>")
    made = reason(RULE, name, **values)
    assert "{" not in made.message + made.remedy + made.message_zh + made.remedy_zh
    assert made.source == RULE.source


def test_a_value_in_two_languages_is_said_in_the_sentences_own():
    made = reason(RULE, "closes-soon", left=days(1))
    assert made.say("en") == "the window closes in 1 day"
    assert made.say("zh-CN") == "距离截止还有 1 天"


def test_braces_in_a_sellers_words_are_no_places_to_fill_in():
    called = Bilingual(en="an e-mail address", zh="电子邮件地址")
    made = reason(RULE, "personal-data", where="details", called=called, text="{where}@example.com")
    assert made.message.endswith("{where}@example.com")


@pytest.mark.parametrize("kind", EvidenceKind)
def test_every_kind_of_evidence_has_a_name_and_an_example(kind):
    told = kinds((kind,))
    assert told["kinds"].en.endswith(" is")
    assert told["kinds"].zh
    assert told["examples"].en
    assert told["examples"].zh


def test_two_kinds_are_told_together():
    told = kinds((EvidenceKind.STOCK_DOCUMENT, EvidenceKind.PHOTO))
    assert told["kinds"].say("en") == "a stock document and a photo are"
    assert told["kinds"].say("zh") == "采购凭证和照片"


def test_a_sentence_that_nobody_wrote_is_an_error():
    with pytest.raises(KeyError):
        reason(RULE, "no-such-sentence")
    with pytest.raises(KeyError):
        reason(RULE, "too-late")


def test_a_reason_without_chinese_is_said_in_english():
    assert Reason(rule="x", message="no").say("zh") == "no"
    assert Reason(rule="x", message="no", remedy="wait").to_do("zh") == "wait"
