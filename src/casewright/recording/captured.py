"""What was seen of a site while a person walked through it: every document, at every press."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class CapturedDocument:
    """One document: the page itself (position `0`) or a frame of it (`0.0`, …), without scripts and typed texts.

    `typed` is what stood in its boxes by name, `unnamed` what stood in those without one; `files` are the names of
    chosen files, `upload` is the button that chose them, `go` the control that was pressed just then.
    """

    position: str
    url: str
    html: str
    language: str = ""
    frames: tuple[str, ...] = ()
    typed: dict[str, str] = field(default_factory=dict)
    unnamed: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    upload: str | None = None
    go: str | None = None

    @classmethod
    def of(cls, told: dict[str, Any]) -> CapturedDocument:
        """As the page's script told it."""
        lists = {key: tuple(told[key]) for key in ("frames", "files", "unnamed")}
        return cls(**{**told, **lists})

    @property
    def at(self) -> str:
        """The path of its address."""
        return urlsplit(self.url).path or "/"


@dataclass(frozen=True, slots=True)
class CapturedMoment:
    """All documents of the page at a press, or at the end; `href` is where a pressed link leads."""

    documents: tuple[CapturedDocument, ...]
    href: str | None = None

    @property
    def pressed(self) -> CapturedDocument | None:
        """The document whose control was pressed."""
        return next((one for one in self.documents if one.go is not None), None)

    def at(self, position: str) -> CapturedDocument | None:
        """The document at a position."""
        return next((one for one in self.documents if one.position == position), None)
