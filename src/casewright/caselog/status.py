"""Statuses of cases: from the names in Amazon's data to the words on its pages."""

from __future__ import annotations

import re

_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")


def shown_status(name: str) -> str:
    """`PendingAmazonAction` as the pages show it: `Pending Amazon action`. What is in words already stays as it is.

    The one name that was seen with its words is that one; the rule is taken from it, so that a status that nobody has
    seen yet reads like the others and is known again whichever of the two a page gives.
    """
    if not re.fullmatch(r"[A-Za-z0-9_]+", name):
        return name
    first, *rest = _WORDS.findall(name) or [name]
    return " ".join([first.capitalize(), *("Amazon" if word.casefold() == "amazon" else word.lower() for word in rest)])
