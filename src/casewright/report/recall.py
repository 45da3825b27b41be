"""Sentences kept in English, in a ledger or a log, found again in the catalogs so that they can be translated."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from string import Formatter

from casewright.message import SOURCE, Message, catalog

_LEAST = 6
"""So many letters of its own a sentence must have to be known again: `{place}: {message}` would fit any text."""


class Recalled(Message):
    """A text that was a message once, and is said as that sentence; a text that never was one stays as it is.

    A ledger keeps no arguments, only the English text: they are read from between the words of the sentence.
    """

    __slots__ = ()

    def say(self, language: str) -> str:
        """The sentence in a language; as it was kept where no catalog knows it."""
        return _say(self.text, language) if language != SOURCE else self.text


def recall(text: str) -> Recalled:
    """A text from a ledger or a log, to be said."""
    return Recalled(text)


def _say(text: str, language: str) -> str:
    translated = catalog(language).gettext(text) if text else ""
    if translated != text:
        return translated
    for pattern, sentence in _sentences(language):
        if found := pattern.fullmatch(text):
            said = {name: _say(value, language) for name, value in found.groupdict().items()}
            return "".join(_filled(catalog(language).gettext(sentence), said))
    return text


def _filled(sentence: str, said: dict[str, str]) -> Iterator[str]:
    """A sentence with its arguments, which are texts here: how it would write a number was done long ago."""
    for literal, name, _, _ in Formatter().parse(sentence):
        yield literal
        if name is not None:
            yield said.get(name, "")


@cache
def _sentences(language: str) -> list[tuple[re.Pattern[str], str]]:
    """Each sentence with arguments as a pattern, the longest first: of two that fit, it says more."""
    known = getattr(catalog(language), "_catalog", {})  # gettext hands out its sentences one by one only
    named = [text for text in known if isinstance(text, str) and "{" in text and "\x04" not in text]
    parts = {text: list(Formatter().parse(text)) for text in named}
    letters = {text: sum(map(str.isalpha, "".join(literal for literal, *_ in parts[text]))) for text in named}
    ordered = sorted(named, key=lambda text: -letters[text])
    return [(re.compile(_pattern(parts[text]), re.DOTALL), text) for text in ordered if letters[text] >= _LEAST]


def _pattern(parts: list[tuple[str, str | None, str | None, str | None]]) -> str:
    pattern, seen = "", set()
    for literal, name, *_ in parts:
        pattern += re.escape(literal)
        if name is not None:
            pattern += f"(?P={name})" if name in seen else f"(?P<{name}>.+?)"
            seen.add(name)
    return pattern
