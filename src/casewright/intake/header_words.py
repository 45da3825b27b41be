"""The words of a header without the chance of their writing, so that they can be compared."""

from __future__ import annotations

import re
import unicodedata

_NOISE = re.compile(r"[\W_]+")


def fold_header(words: str) -> str:
    """A header or type word without case, spaces, punctuation and width: `＂Order-ID *＂` and `order id` are one."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", words)).casefold()
