"""Changes to a page that only a browser can tell: other ids and classes, wrappers, split texts, things on top."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bs4 import BeautifulSoup, Tag
from tests.mutants.site import MutantPlayer

from casewright.recording.recording import Page

_OURS = ("data-upload", "data-shows", "for", "unique-id", "id", "class")
_OVERLAY = (
    '<div style="position:fixed;inset:0;z-index:9999;background:#fffd"><h2>{title}</h2><button>Not now</button></div>'
)


def _controls(soup: BeautifulSoup) -> list[Tag]:
    return [tag for tag in soup.find_all(True) if tag.name in {"kat-button", "kat-input", "kat-textarea", "kat-tab"}]


def rename(soup: BeautifulSoup) -> None:
    """Every id and class is called otherwise, and what points to them points there still."""
    for tag in soup.find_all(True):
        for name in _OURS:
            value = tag.get(name)
            if isinstance(value, list):
                tag[name] = " ".join(f"x{word}9" for word in value)
            elif value:
                tag[name] = f"#x{value[1:]}9" if value.startswith("#") else f"x{value}9"


def wrap(soup: BeautifulSoup) -> None:
    """Three elements around every control."""
    for tag in _controls(soup):
        if tag.name != "kat-tab":  # tabs know their parent
            for _ in range(3):
                tag.wrap(soup.new_tag("div"))


def split(soup: BeautifulSoup) -> None:
    """Every heading's letters stand in two elements."""
    for tag in soup.find_all(["h1", "h2", "h3"]):
        words = tag.string
        if words:
            tag.clear()
            for part in (words[: len(words) // 2], words[len(words) // 2 :]):
                piece = soup.new_tag("span")
                piece.string = part
                tag.append(piece)


def hide(soup: BeautifulSoup) -> None:
    """Every control is there, and nobody can see it."""
    for tag in _controls(soup):
        tag["style"] = "display:none"


def disable(soup: BeautifulSoup) -> None:
    """No button can be pressed."""
    for tag in _controls(soup):
        if tag.name == "kat-button":
            tag["disabled"] = ""


def survey(soup: BeautifulSoup) -> None:
    """A survey lies over the whole page."""
    if soup.body:
        soup.body.append(BeautifulSoup(_OVERLAY.format(title="How did we do?"), "html.parser"))


def twice(soup: BeautifulSoup) -> None:
    """Every button is there a second time."""
    for tag in _controls(soup):
        if tag.name == "kat-button":
            tag.insert_after(BeautifulSoup(str(tag), "html.parser"))


HARMLESS: tuple[Callable[[BeautifulSoup], None], ...] = (rename, wrap, split)
"""What changes nothing that a person sees: the claim must be filed."""
HARMFUL: tuple[Callable[[BeautifulSoup], None], ...] = (hide, disable, survey, twice)
"""What a person would stop at."""


class DomPlayer(MutantPlayer):
    """A recorded site whose pages (or one of them) are built otherwise."""

    change: Callable[[BeautifulSoup], None] | None = None
    only: str | None = None

    def _html(self, page: Page, context: dict[str, Any]) -> str:
        html = super()._html(page, context)
        if self.change is None or (self.only and page.name != self.only):
            return html
        soup = BeautifulSoup(html, "html.parser")
        self.change(soup)
        return str(soup)
