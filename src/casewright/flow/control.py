"""A control: something on a page, named the way a person would name it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal, NamedTuple

from casewright.model.problem import Value

Role = Literal[
    "button",
    "pressable",
    "choice",
    "textbox",
    "heading",
    "words",
    "radio",
    "checkbox",
    "tab",
    "link",
    "combobox",
    "text",
    "file",
    "css",
    "url",
]
CASE_ID = "(?P<case_id>"
"""What makes a `text` control a pattern; a `url` control is one always. Everything else is compared word by word."""

Labels = dict[str, tuple[str, ...]]
"""Words by interface language; `en` is the base that stands in where a language has none."""


PLACE = re.compile(r"\{([a-z_]+)\}")
"""Where one of the claim's values stands in the words of a control: `{shipment_id}`."""


class Scope(NamedTuple):
    """A part of the page in which a control is looked for, by any of the words that name it.

    `in`: a landmark, or a group of this name. `row`: the table row that contains each of the words, written in one text
    separated by spaces. `below`: what follows a heading, up to the next one.
    """

    kind: Literal["in", "row", "below"]
    words: tuple[str, ...]


class Control(Value):
    """Something on a page, named the way a person would name it.

    `css` and `url` controls hold their selector or pattern in `labels["en"][0]`. `fallback` is the CSS of `or:`.
    `scope` is where on the page it is looked for (`in:`): a landmark, or the words that name a group; `row` are words
    of its row in a table, `below` is the heading that it stands under.
    """

    name: str
    role: Role
    labels: Labels
    fallback: str | None = None
    scope: Labels | None = None
    row: Labels | None = None
    below: Labels | None = None

    def names(self, language: str) -> tuple[str, ...]:
        """Return the words for an interface language (`en`, `zh-CN`, …), English if there are none."""
        return words_in(self.labels, language)

    def scopes(self, language: str) -> tuple[Scope, ...]:
        """Return where it is looked for, in the interface language; empty for the whole page."""
        written: tuple[tuple[Literal["in", "row", "below"], Labels | None], ...]
        written = (("in", self.scope), ("row", self.row), ("below", self.below))
        return tuple(Scope(kind, words_in(labels, language)) for kind, labels in written if labels)

    @property
    def places(self) -> frozenset[str]:
        """Return the names in braces in its words: the claim's values by which it is found."""
        written = (labels for labels in (self.labels, self.scope, self.row, self.below) if labels)
        return frozenset(
            name for labels in written for words in labels.values() for word in words for name in PLACE.findall(word)
        )

    def for_claim(self, value: Callable[[str], str]) -> Control:
        """Return the same with a claim's values filled in; a missing one keeps its braces, which match no page."""
        pattern = self.role == "url" or self.takes

        def fill(labels: Labels | None) -> Labels | None:
            return labels and {
                code: tuple(_fill_places(word, value, pattern=pattern) for word in words)
                for code, words in labels.items()
            }

        kept = {
            "labels": fill(self.labels),
            "scope": fill(self.scope),
            "row": fill(self.row),
            "below": fill(self.below),
        }
        return self.model_copy(update=kept) if self.places else self

    @property
    def takes(self) -> bool:
        """Return whether its pattern captures the case ID: an address or text with the named group `case_id`."""
        return self.role in {"url", "text"} and any(CASE_ID in word for words in self.labels.values() for word in words)


def words_in(labels: Labels, language: str) -> tuple[str, ...]:
    """Return the words for an interface language, English if there are none."""
    wanted = language.replace("_", "-").casefold()
    known = {code.casefold(): words for code, words in labels.items()}
    return known.get(wanted) or known.get(wanted.partition("-")[0]) or known.get("en", ())


def _fill_places(word: str, value: Callable[[str], str], *, pattern: bool) -> str:
    def fill(place: re.Match[str]) -> str:
        text = value(place[1]).strip() or place[0]
        return re.escape(text) if pattern else text

    return PLACE.sub(fill, word)
