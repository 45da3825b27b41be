"""Whether a page shows that it has taken files: each is listed, none is pending, none failed. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from casewright.flow.find_control import Spotted, find_controls
from casewright.flow.recognise import TYPED
from casewright.flow.sighting import Node, Sighting
from casewright.flow.window import Target
from casewright.flow.words import collapse_spaces
from casewright.message import Message, as_message, msg
from casewright.model.evidence import Evidence

_ON_ITS_WAY = re.compile(
    r"\b(?:uploading|sending|processing|scanning|pending|in progress|please wait|loading)\b|\d\s?%|…\s*$|\.\.\.\s*$",
    re.IGNORECASE,
)
_FAILED = re.compile(
    r"\b(?:error|fail(?:ed|ure)?|unsuccessful|could not|couldn't|cannot|can't|unable|invalid|not supported|too large"
    r"|exceeds?|issue (?:attaching|uploading)|try again|rejected|not allowed)\b",
    re.IGNORECASE,
)


@dataclass
class FilesShown:
    """What a page shows about these files, compared with what it showed before they were given.

    `goes_on` is the button that may be pressed next: a page that is still uploading often keeps it disabled. After
    `finished_in`, `missing`, `waiting` and `errors` describe the last sighting.
    """

    files: Sequence[Evidence]
    before: Sighting | None = None
    goes_on: Target | None = None
    missing: tuple[str, ...] = ()
    waiting: tuple[Message, ...] = ()
    errors: tuple[str, ...] = ()
    _known: Counter[str] = field(default_factory=Counter)
    _progress: int = 0

    def __post_init__(self) -> None:
        """Remember what the page said before."""
        if self.before is not None:
            self._known = Counter(_read_words(self.before))
            self._progress = _progress_bars(self.before)

    def finished_in(self, seen: Sighting) -> bool:
        """Return whether every file is listed, none is pending, none failed, and the page can go on."""
        new = list((Counter(_read_words(seen)) - self._known).elements())
        self.missing = self._not_in(new)
        self.errors = tuple(dict.fromkeys(words for words in new if _FAILED.search(self._without_names(words))))
        self.waiting = tuple(self._waits(new, seen))
        return not (self.missing or self.errors or self.waiting)

    def missing_in(self, seen: Sighting) -> tuple[str, ...]:
        """Return the names that the page does not list anywhere."""
        return self._not_in(list(_read_words(seen)))

    def _not_in(self, said: Sequence[str]) -> tuple[str, ...]:
        return tuple(file.name for file in self.files if not any(collapse_spaces(file.name) in words for words in said))

    def _waits(self, new: Sequence[str], seen: Sighting) -> Iterator[Message]:
        yield from (as_message(words) for words in new if _ON_ITS_WAY.search(self._without_names(words)))
        if _progress_bars(seen) > self._progress:
            yield msg("a progress bar is shown")
        if self.goes_on and all(one.node.disabled for one in _find(seen, self.goes_on)):
            yield msg("{label} cannot be pressed yet", label=self.goes_on.label)

    def _without_names(self, words: str) -> str:
        """Return what is said about the files: a file may be called "upload error 5 %.png"."""
        for file in self.files:
            words = words.replace(collapse_spaces(file.name), " ")
        return words


def _find(seen: Sighting, target: Target) -> list[Spotted]:
    return find_controls(seen, target.role, target.names, target.scopes)


def _read_words(seen: Sighting) -> Iterator[str]:
    """Return everything that the page says, without what somebody typed into a box."""
    for frame in seen.frames:
        for node in frame.nodes:
            yield from _words(node)


def _words(node: Node) -> Iterator[str]:
    if node.role not in TYPED:
        yield from (collapse_spaces(words) for words in (node.name, node.text) if words)


def _progress_bars(seen: Sighting) -> int:
    return sum(node.role == "progressbar" for frame in seen.frames for node in frame.nodes)
