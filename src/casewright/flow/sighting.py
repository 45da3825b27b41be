"""What can be read on a page right now: each frame's ARIA snapshot, parsed into roles and names."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property


@dataclass(frozen=True, slots=True)
class Node:
    """One line of an ARIA snapshot: `button "Send" [disabled]`. `text` is what follows the colon.

    `ref` identifies the browser element from which it was read; `address` is where a link leads.
    """

    role: str
    name: str = ""
    states: frozenset[str] = frozenset()
    text: str = ""
    depth: int = 0
    ref: str = field(default="", compare=False)
    address: str = field(default="", compare=False)

    @property
    def disabled(self) -> bool:
        """Whether nobody can use it now."""
        return "disabled" in self.states


@dataclass(frozen=True)
class Frame:
    """One frame of the page: its address, and what can be read in it as the text of an ARIA snapshot."""

    url: str
    aria: str

    @classmethod
    def of(cls, url: str, nodes: Sequence[Node]) -> Frame:
        """Return a frame read from a browser: its nodes know their elements."""
        frame = cls(url, write_aria(nodes))
        frame.__dict__["nodes"] = tuple(nodes)
        return frame

    @cached_property
    def nodes(self) -> tuple[Node, ...]:
        """The snapshot's lines as values, from top to bottom."""
        return parse_aria(self.aria)


@dataclass(frozen=True)
class Sighting:
    """What one look at the window showed: the address, the interface language, every frame (the page itself first)."""

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


_ADDRESS = re.compile(r"\s*- /url: (?P<address>.*)")
_REF = re.compile(r"ref=(?P<ref>\w+)")


def parse_aria(aria: str) -> tuple[Node, ...]:
    """Parse an ARIA snapshot; a line that is not a node (`/placeholder:`) is left out, `/url:` goes to its link."""
    nodes: list[Node] = []
    for line in aria.split("\n"):
        if node := _node(line):
            nodes.append(node)
        elif nodes and (address := _ADDRESS.fullmatch(line)):
            nodes[-1] = replace(nodes[-1], address=_text(address["address"]))
    return tuple(nodes)


def _node(line: str) -> Node | None:
    """Parse one line; a key with YAML syntax in it is in single quotes, with each inner one doubled."""
    whole = _LINE.fullmatch(line.rstrip("\r"))
    if whole is None:
        return None
    quoted = whole["quoted"]
    key = whole if quoted is None else _NODE.fullmatch(quoted.replace("''", "'"))
    if key is None:
        return None
    states = re.findall(r"\[([^\]]*)\]", key["states"] or "")
    refs = [found["ref"] for state in states if (found := _REF.fullmatch(state))]
    return Node(
        role=key["role"],
        name=json.loads(key["name"], strict=False) if key["name"] else "",
        states=frozenset(state for state in states if not _REF.fullmatch(state)),
        text=_text(whole["text"] or ""),
        depth=len(whole["indent"]) // 2,
        ref=refs[0] if refs else "",
    )


def _text(written: str) -> str:
    """Return what follows the colon: plain, or in double quotes with escapes."""
    if len(written) < 2 or written[0] != '"' or written[-1] != '"':
        return written.strip(" ")
    return _ESCAPE.sub(lambda found: _unescaped(found[1], found[2]), written[1:-1])


def _unescaped(code: str | None, letter: str) -> str:
    return chr(int(code, 16)) if code else _SHORT.get(letter, letter)


_PLAIN = re.compile(r"[^\W_][^:#\n\"'{}\[\],&*!|>%@`]*", re.ASCII)


def write_aria(nodes: Iterable[Node]) -> str:
    """Return nodes as the text of an ARIA snapshot, without references; `parse_aria` reads the same nodes back."""
    return "\n".join(line for node in nodes for line in _lines(node))


def _lines(node: Node) -> Iterable[str]:
    key = node.role
    if node.name:
        key += " " + json.dumps(node.name, ensure_ascii=False)
    key += "".join(f" [{state}]" for state in sorted(node.states))
    if ": " in key or " #" in key or key.endswith(":"):
        key = "'" + key.replace("'", "''") + "'"
    value = f": {_value(node.text)}" if node.text else ""
    yield f"{'  ' * node.depth}- {key}{value}"
    if node.address:
        yield f"{'  ' * (node.depth + 1)}- /url: {_value(node.address)}"


def _value(text: str) -> str:
    return text if _PLAIN.fullmatch(text) and text == text.strip() else json.dumps(text, ensure_ascii=False)
