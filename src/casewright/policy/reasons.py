"""From a rule and what was found to a reason a person can read, in both languages of the interface."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import Any

from casewright.model.evidence import EvidenceKind
from casewright.policy.rules import Bilingual, Conduct
from casewright.policy.verdict import Reason


def reason(rule: Conduct, sentence: str, **values: object) -> Reason:
    """Fill in a sentence of reasons.toml; values that are `Bilingual` are said in the sentence's language.

    Raises:
        KeyError: there is no such sentence, or it names a value that was not given.
    """
    words = _sentences()[sentence]
    english, chinese = _said(values, "en"), _said(values, "zh")
    todo = words.get("do", {"en": "", "zh": ""})
    return Reason(
        rule=rule.name,
        message=words["en"].format_map(english),
        remedy=todo["en"].format_map(english),
        message_zh=words["zh"].format_map(chinese),
        remedy_zh=todo["zh"].format_map(chinese),
        source=rule.source,
    )


def days(count: int) -> Bilingual:
    """A number of days in words."""
    return Bilingual(en="1 day" if count == 1 else f"{count} days", zh=f"{count} 天")


def kinds(wanted: Sequence[EvidenceKind]) -> dict[str, Bilingual]:
    """The values `kinds` (with its verb in English) and `examples` for sentences about evidence."""
    known = _sentences()["kinds"]
    told = [known[kind] for kind in wanted]
    verb = "is" if len(told) == 1 else "are"
    return {
        "kinds": Bilingual(
            en=" and ".join(one["name"]["en"] for one in told) + f" {verb}",
            zh="和".join(one["name"]["zh"] for one in told),
        ),
        "examples": Bilingual(
            en="; and ".join(one["example"]["en"] for one in told),
            zh="；以及".join(one["example"]["zh"] for one in told),
        ),
    }


def tool_asks(asked: Bilingual | None) -> Bilingual:
    """What Amazon's own tool asks for, as a sentence before another; empty where it asks for nothing else."""
    if asked is None:
        return Bilingual(en="", zh="")
    return Bilingual(en=f"Amazon's own tool asks for {asked.en} alone. ", zh=f"亚马逊自己的工具只要求{asked.zh}。")


def kind_named(kind: str, language: str) -> str:
    """What a kind of evidence is called in a list."""
    names: dict[str, str] = _sentences()["kinds"][kind]["name"]
    return Bilingual(**names).say(language).removeprefix("a ")


def _said(values: dict[str, object], language: str) -> dict[str, object]:
    return {name: value.say(language) if isinstance(value, Bilingual) else value for name, value in values.items()}


@cache
def _sentences() -> dict[str, Any]:
    return tomllib.loads(resources.files("casewright.policy").joinpath("reasons.toml").read_text(encoding="utf-8"))
