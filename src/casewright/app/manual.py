"""The manual: the documentation's pages, shipped with the program and found by name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from casewright import places
from casewright.errors import UsageError
from casewright.message import SOURCE, msg

_ROOMS = (".", "reference", "how-to", "explanation")
"""The folders of pages in English, those that are looked up first."""

_LINK = re.compile(r"(?P<picture>!?)\[(?P<words>[^\]]*)\]\((?P<target>[^)\s]+)\)")


@dataclass(frozen=True, slots=True)
class ManualPage:
    """A page: its name, its title, and its text as Markdown, without links to files and without pictures."""

    name: str
    title: str
    text: str


def list_pages(language: str = SOURCE) -> tuple[ManualPage, ...]:
    """Return every page, in the language if it exists there, else in English."""
    return tuple(_read_page(file) for file in _files(language).values())


def read_page(name: str, language: str = SOURCE) -> ManualPage:
    """The page of that name.

    Raises:
        UsageError: there is none.
    """
    files = _files(language)
    if name not in files:
        near = get_close_matches(name, files, n=1)
        raise UsageError(
            msg("The manual has no page {name}, and there is no such command.", name=name),
            remedy=msg("Did you mean {name}?", name=near[0])
            if near
            else msg("{command} lists the pages.", command="`casewright help topics`"),
        )
    return _read_page(files[name])


def _files(language: str) -> dict[str, Path]:
    """Map each page's name to its file."""
    folder = places.manual()
    own = (folder / language).glob("*.md") if language != SOURCE else iter(())
    pages = [path for room in _ROOMS for path in sorted((folder / room).glob("*.md")) if path.stem not in _NO_PAGES]
    return {path.stem: path for path in (*pages, *sorted(own))}


_NO_PAGES = frozenset({"index", "words"})
"""What lists the others, and what is for those who write the program."""


def _read_page(file: Path) -> ManualPage:
    text = _LINK.sub(_unlinked, file.read_text(encoding="utf-8"))
    return ManualPage(file.stem, text.partition("\n")[0].lstrip("# "), text)


def _unlinked(link: re.Match[str]) -> str:
    if link["picture"]:
        return ""
    return link[0] if "://" in link["target"] else link["words"]
