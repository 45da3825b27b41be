"""Golden texts: what can be read in a recorded page, written back as the browser writes it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

from casewright.flow.sighting import Node

_PLAIN = re.compile(r"[^\W_][^:#\n\"'{}\[\],&*!|>%@`]*", re.ASCII)


def write_aria(nodes: Iterable[Node]) -> str:
    """Nodes as the text of an ARIA snapshot; `parse_aria` reads the same nodes back.

    What is no node (`/url:` of a link) was dropped when it was read, and stays dropped.
    """
    return "\n".join(_line(node) for node in nodes)


def _line(node: Node) -> str:
    key = node.role
    if node.name:
        key += " " + json.dumps(node.name, ensure_ascii=False)
    key += "".join(f" [{state}]" for state in sorted(node.states))
    if ": " in key or " #" in key or key.endswith(":"):
        key = "'" + key.replace("'", "''") + "'"
    value = f": {_value(node.text)}" if node.text else ""
    return f"{'  ' * node.depth}- {key}{value}"


def _value(text: str) -> str:
    return text if _PLAIN.fullmatch(text) and text == text.strip() else json.dumps(text, ensure_ascii=False)
