"""Words as a person compares them: without case, kinds of quotes, ellipsis, and runs of spaces."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "‚": "'", "`": "'"})
_ELLIPSIS = re.compile(r"\s*(?:\.\.\.|…)")
_MARKS = re.compile(r"(?:\s*[*:：])+$")
"""What a label beside its box ends with: a colon, the star of what is required."""

_STEP = re.compile(r"\A(?:\d{1,2}[.)]?|[①-⑳])\s+")
"""What a page that counts its steps writes before their titles."""


@lru_cache(maxsize=8192)
def collapse_spaces(words: str) -> str:
    """NFC, white space collapsed; upper and lower case kept apart."""
    return " ".join(unicodedata.normalize("NFC", words).split())


@lru_cache(maxsize=8192)
def fold(words: str) -> str:
    """Return what two labels have in common if a person takes them for the same."""
    return _ELLIPSIS.sub("...", collapse_spaces(words).translate(QUOTES).casefold()).strip()


@lru_cache(maxsize=8192)
def fold_label(words: str) -> str:
    """Do the same for words beside a box: a trailing colon or star is not part of them."""
    return _MARKS.sub("", fold(words))


def without_number(words: str) -> str:
    """The title of a step without its number: `2. Troubleshoot issue`, or the number in a circle."""
    return _STEP.sub("", words)
