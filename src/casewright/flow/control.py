"""A control: something on a page, named the way a person names it."""

from __future__ import annotations

from typing import Literal

from casewright.model.problem import Value

Role = Literal[
    "button",
    "pressable",
    "textbox",
    "heading",
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


class Control(Value):
    """Something on a page, named the way a person names it.

    `css` and `url` controls hold their selector or pattern in `labels["en"][0]`. `fallback` is the CSS of `or:`.
    `scope` is where on the page it is looked for (`in:`): a landmark, or the words that name a group.
    """

    name: str
    role: Role
    labels: Labels
    fallback: str | None = None
    scope: Labels | None = None

    def names(self, language: str) -> tuple[str, ...]:
        """The words for an interface language (`en`, `zh-CN`, …), English where there are none."""
        return words_in(self.labels, language)

    def scopes(self, language: str) -> tuple[str, ...]:
        """Where it is looked for, in the words of the interface language; empty for the whole page."""
        return words_in(self.scope, language) if self.scope else ()

    @property
    def takes(self) -> bool:
        """Whether it is a pattern that takes the case ID: an address or a text with the named group `case_id`."""
        return self.role in {"url", "text"} and any(CASE_ID in word for words in self.labels.values() for word in words)


def words_in(labels: Labels, language: str) -> tuple[str, ...]:
    """The words for an interface language, English where there are none."""
    wanted = language.replace("_", "-").casefold()
    known = {code.casefold(): words for code, words in labels.items()}
    return known.get(wanted) or known.get(wanted.partition("-")[0]) or known.get("en", ())
