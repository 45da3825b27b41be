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


_LINE = re.compile(r"^(?P<indent> *)- (?P<rest>.+)$")
_QUOTED_KEY = re.compile(r"^'(?P<key>(?:[^']|'')*)'(?P<value>:.*)?$")
_NODE = re.compile(
    r'^(?P<role>[a-z]+)(?: (?P<name>"(?:[^"\\]|\\.)*"))?(?P<states>(?: \[[^\]]*\])*)(?P<value>:(?: .*)?)?$', re.DOTALL
)
_STATE = re.compile(r"\[([^\]]*)\]")
_HEX = re.compile(r"\\x([0-9a-fA-F]{2})")


def parse_aria(aria: str) -> tuple[Node, ...]:
    """Read an ARIA snapshot; a line that is no node (`/url:`, `/placeholder:`) is left out.

    A snapshot is YAML, but of one shape only, a node a line; a YAML library takes longer for one page than the browser
    takes to write it, and a walk looks many times. The tests hold this reader against ruamel on generated snapshots.
    """
    return tuple(node for line in aria.splitlines() if (node := _node(line)) is not None)


def _node(line: str) -> Node | None:
    found = _LINE.match(line)
    if found is None:
        return None
    rest, value = found["rest"], None
    if quoted := _QUOTED_KEY.match(rest):
        rest, value = quoted["key"].replace("''", "'"), quoted["value"]
    parts = _NODE.match(rest)
    if parts is None:
        return None
    return Node(
        role=parts["role"],
        name=_unquoted(parts["name"] or ""),
        states=frozenset(_STATE.findall(parts["states"])),
        text=_unquoted((value or parts["value"] or ":")[1:].strip()),
        depth=len(found["indent"]) // 2,
    )


def _unquoted(scalar: str) -> str:
    """A YAML scalar as the browser writes it: in double quotes with escapes, in single quotes, or plain."""
    if len(scalar) > 1 and scalar[0] == scalar[-1] == '"':
        return str(json.loads(_HEX.sub(r"\\u00\1", scalar), strict=False))
    if len(scalar) > 1 and scalar[0] == scalar[-1] == "'":
        return scalar[1:-1].replace("''", "'")
    return scalar
