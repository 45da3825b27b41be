"""The shipped words, by claim type and language."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any

from casewright.errors import CasewrightError
from casewright.message import msg

LANGUAGES: tuple[str, ...] = ("en", "zh", "ja", "de", "fr", "it", "es")
"""The languages that a case can be written in."""


class NoWording(CasewrightError):
    """There are no words for a claim type in a language."""


@cache
def labels(language: str) -> dict[str, Any]:
    """The words that every claim type uses.

    Raises:
        NoWording: the language is none of `LANGUAGES`.
    """
    return _of_language(_toml("labels.toml"), language, "labels")


@cache
def type_words(claim_type: str, language: str) -> dict[str, str]:
    """The sentences of one claim type: title, date, happened, asked, steps.

    Raises:
        NoWording: the language is none of `LANGUAGES`.
    """
    return _of_language(_toml(f"types/{claim_type}.toml"), language, claim_type)


def _of_language(words: dict[str, Any], language: str, what: str) -> dict[str, Any]:
    short = language.replace("_", "-").split("-")[0].lower()
    if short not in words:
        raise NoWording(
            msg("There is no wording for {what} in {language!r}.", what=what, language=language),
            remedy=msg("Choose one of {words}.", words=[*words]),
        )
    found: dict[str, Any] = words[short]
    return found


@cache
def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads(resources.files(__package__).joinpath(name).read_text(encoding="utf-8"))
