"""The words of the case log's pages, from the flow `case-log`: mending the flow mends the reading."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from casewright.flow.model import Flow, FlowSet

FLOW = "case-log"
"""The flow that holds them."""
_NUMBER = r"\d+(?:[.,\u00a0\u202f ]\d{3})*"


@dataclass(frozen=True, slots=True)
class CaseLogLabels:
    """The words of the pages in one interface language; the English ones count in every other as well."""

    flow: Flow
    language: str

    def words(self, control: str) -> tuple[str, ...]:
        """Everything that may stand on a control, or in a text."""
        named = self.flow.controls[control]
        return tuple(dict.fromkeys((*named.names(self.language), *named.names("en"))))

    def speaks(self, control: str) -> bool:
        """Return whether the language has words of its own for a control."""
        codes = {code.partition("-")[0].casefold() for code in self.flow.controls[control].labels}
        return self.language.partition("-")[0].casefold() in codes

    def fallback(self, control: str) -> str | None:
        """The CSS selector for when no words fit."""
        return self.flow.controls[control].fallback

    def is_label(self, text: str, control: str) -> bool:
        """Return whether a text is a control's words, perhaps with a colon."""
        return _folded(text.rstrip().rstrip(":：")) in {_folded(word.rstrip(":：")) for word in self.words(control)}

    def is_in(self, text: str, control: str) -> bool:
        """Return whether a text holds a control's words."""
        return any(_folded(word) in _folded(text) for word in self.words(control))

    def numbers(self, text: str, control: str) -> tuple[int, ...]:
        """The numbers in a text that reads like a control's words, whose own numbers stand for any; empty for none."""
        for word in self.words(control):
            if found := re.search(_pattern(word), " ".join(text.split()), re.IGNORECASE):
                return tuple(int(re.sub(r"\D", "", number)) for number in found.groups())
        return ()

    @property
    def added(self) -> tuple[str, ...]:
        """Lines that some way of filing adds to the end of a seller's words, in any language."""
        named = (control for name, control in self.flow.controls.items() if name.startswith("added-by-"))
        return tuple(word for control in named for words in control.labels.values() for word in words)


def labels_of(flows: FlowSet, language: str) -> CaseLogLabels:
    """The words for pages in an interface language; English for one that nobody knows."""
    return CaseLogLabels(flows.flows[FLOW], language or "en")


def value_after(lines: Iterable[str], labels: CaseLogLabels, control: str) -> str | None:
    """Return what follows a label: on its own line after a colon, or on the next line that is not empty."""
    following = iter([line.strip() for line in lines if line.strip()])
    for line in following:
        if labels.is_label(line, control):
            return next(following, None)
        head, colon, value = line.replace("：", ":").partition(":")
        if colon and value.strip() and labels.is_label(head, control):
            return value.strip()
    return None


def without_added(text: str, labels: CaseLogLabels) -> tuple[str, tuple[str, ...]]:
    """A message without the lines that the site adds to its end, and those lines."""
    lines = text.split("\n")
    known = {_folded(line) for line in labels.added}
    end = len(lines) - sum(1 for _ in _added(lines, known))
    return "\n".join(lines[:end]).rstrip() if end < len(lines) else text, tuple(filter(str.strip, lines[end:]))


def known_lines(text: str, labels: CaseLogLabels) -> tuple[str, ...]:
    """The lines of a text that the site is known to add, wherever they stand."""
    known = {_folded(line) for line in labels.added}
    return tuple(line for line in text.split("\n") if _folded(line) in known)


def known_labels(text: str, labels: CaseLogLabels) -> tuple[str, ...]:
    """The beginnings of lines, up to their colon, that are labels of what a case lists below a seller's words."""
    heads = (line.replace("：", ":").partition(":")[0].strip() for line in text.split("\n"))
    return tuple(dict.fromkeys(head for head in heads if head and labels.is_label(head, "listed-label")))


def _added(lines: list[str], known: set[str]) -> Iterator[str]:
    """The lines at the end that are known to be added, and the empty ones before them."""
    pending: list[str] = []
    for line in reversed(lines):
        pending.append(line)
        if _folded(line) in known:
            yield from pending
            pending.clear()
        elif line.strip():
            return


def _pattern(word: str) -> str:
    parts = re.split(r"\d[\d,]*", " ".join(word.split()))
    return rf"({_NUMBER})".join(re.escape(part) for part in parts)


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


_NAME_PARTS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")


def shown_status(name: str) -> str:
    """`PendingAmazonAction` as the pages show it: `Pending Amazon action`. What is in words already stays as it is.

    The one name that was seen with its words is that one; the rule is taken from it, so that a status that nobody has
    seen yet reads like the others and is known again whichever of the two a page gives.
    """
    if not re.fullmatch(r"[A-Za-z0-9_]+", name):
        return name
    first, *rest = _NAME_PARTS.findall(name) or [name]
    return " ".join([first.capitalize(), *("Amazon" if word.casefold() == "amazon" else word.lower() for word in rest)])
