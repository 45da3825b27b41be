"""What can be read on a page right now: each frame's ARIA snapshot, parsed into role and name."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property


@dataclass(frozen=True, slots=True)
class Node:
    """One line of an ARIA snapshot: `button "Send" [disabled]`. `text` is what stands behind the colon."""

    role: str
    name: str = ""
    states: frozenset[str] = frozenset()
    text: str = ""
    depth: int = 0


@dataclass(frozen=True)
class Frame:
    """One frame of the page: its address and the ARIA snapshot of its body, as the browser wrote it."""

    url: str
    aria: str

    @cached_property
    def nodes(self) -> tuple[Node, ...]:
        """The snapshot's lines as values, from top to bottom."""
        return parse_aria(self.aria)


@dataclass(frozen=True)
class Sighting:
    """What one look at the window saw: the address, the interface language, every frame (the page itself first)."""

    url: str
    language: str
    frames: tuple[Frame, ...] = field(default=())

    @property
    def text(self) -> str:
        """All frames as one text: for golden files, drift reports and receipts."""
        return "\n".join(f"# {frame.url}\n{frame.aria}" for frame in self.frames)


def parse_aria(aria: str) -> tuple[Node, ...]:
    """Read an ARIA snapshot; a line that is no node (`/url:`, `/placeholder:`) is left out."""
    raise NotImplementedError
