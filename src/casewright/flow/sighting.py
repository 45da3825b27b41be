"""What can be read on a page right now: each frame's ARIA snapshot, parsed into role and name."""

from __future__ import annotations

import json
import re
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


# A snapshot is YAML, but of one narrow shape that Playwright writes line by line. A YAML library takes about a hundred
# times as long, at every look; a test holds this reader and the library to the same answer.
_NODE = re.compile(
    r'(?P<role>[A-Za-z][A-Za-z-]*)(?: (?P<name>"(?:[^"\\]|\\.)*"))?(?P<states>(?: \[[^\]]*\])*)', re.DOTALL
)
_LINE = re.compile(
    rf"(?P<indent> *)- (?:'(?P<quoted>(?:[^']|'')*)'|{_NODE.pattern})(?::(?: (?P<text>.*))?)?", re.DOTALL
)
_ESCAPE = re.compile(r"\\(?:x([0-9A-Fa-f]{2})|(.))", re.DOTALL)
_SHORT = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}


def parse_aria(aria: str) -> tuple[Node, ...]:
    """Read an ARIA snapshot; a line that is no node (`/url:`, `/placeholder:`) is left out."""
    return tuple(node for line in aria.split("\n") if (node := _node(line)))


def _node(line: str) -> Node | None:
    """One line; a key that holds what YAML gives a meaning stands in single quotes, each inner one doubled."""
    whole = _LINE.fullmatch(line.rstrip("\r"))
    if whole is None:
        return None
    quoted = whole["quoted"]
    key = whole if quoted is None else _NODE.fullmatch(quoted.replace("''", "'"))
    if key is None:
        return None
    return Node(
        role=key["role"],
        name=json.loads(key["name"], strict=False) if key["name"] else "",
        states=frozenset(re.findall(r"\[([^\]]*)\]", key["states"] or "")),
        text=_text(whole["text"] or ""),
        depth=len(whole["indent"]) // 2,
    )


def _text(written: str) -> str:
    """What stands behind the colon: plain, or in double quotes with escapes."""
    if len(written) < 2 or written[0] != '"' or written[-1] != '"':
        return written.strip(" ")
    return _ESCAPE.sub(lambda found: _unescaped(found[1], found[2]), written[1:-1])


def _unescaped(code: str | None, letter: str) -> str:
    return chr(int(code, 16)) if code else _SHORT.get(letter, letter)
