"""The browser's snapshot of a whole page, with references to its elements, as the nodes of each frame.

The format is Playwright's (`page.aria_snapshot(mode="ai")`): frames are nested in the page, empty groups are kept, and
a name is left out if it only repeats its contents. A contract test pins what is relied on here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from casewright.flow.sighting import Node, parse_aria, write_aria

_PREFIX = re.compile(r"(f\d+)?e\d+")
_NOISE = frozenset({"active"})
"""States that change while nothing does: the cursor stands in it."""
_TYPED_IN = frozenset({"textbox", "searchbox"})
_POINTER = "cursor=pointer"
ONLY_SEEN = "aria-hidden"
"""Words that a person sees and that no screen reader says: a label that stands beside its box once more."""
NAMED_BY_CONTENT = frozenset(
    {"button", "cell", "checkbox", "columnheader", "gridcell", "heading", "link", "menuitem", "option", "radio"}
    | {"row", "rowheader", "switch", "tab", "treeitem"}
)
"""Roles whose accessible name is what stands inside them (WAI-ARIA 1.2, "name from content")."""


@dataclass(slots=True)
class FrameNodes:
    """The nodes of one frame; `prefix` is how its references begin, empty for the page itself."""

    prefix: str = ""
    nodes: list[Node] = field(default_factory=list)


def read_snapshot(text: str) -> list[FrameNodes]:
    """Return the frames of a snapshot, the page itself first, each before the frames inside it.

    An invisible or empty frame is left out.
    """
    page = FrameNodes()
    frames = [page]
    inside: list[tuple[int, FrameNodes]] = []
    for node in parse_aria(text):
        while inside and node.depth <= inside[-1][0]:
            inside.pop()
        base, frame = (inside[-1][0] + 1, inside[-1][1]) if inside else (0, page)
        frame.nodes.append(replace(node, depth=node.depth - base))
        if node.role == "iframe":
            inner = FrameNodes()
            frames.append(inner)
            inside.append((node.depth, inner))
    for frame in frames:
        frame.prefix = next((_prefix(node) for node in frame.nodes if node.ref), "")
        frame.nodes = list(_clean(frame.nodes))
    return [frame for frame in frames if frame is page or frame.nodes]


def document_text(text: str) -> str:
    """Return the readable text of a snapshot's outermost document, as a golden text holds it."""
    return write_aria(read_snapshot(text)[0].nodes)


def _prefix(node: Node) -> str:
    found = _PREFIX.fullmatch(node.ref)
    return (found[1] if found else "") or ""


def _clean(nodes: Sequence[Node]) -> Iterator[Node]:
    """Return the same nodes as a reader needs them: no empty groups, every name, no meaningless states."""
    nodes = _with_values(_without_root(nodes))
    for place, node in enumerate(nodes):
        children = _inside(nodes, place)
        states = frozenset(state for state in node.states if _counts(state, node))
        if node.role == "generic" and _POINTER not in states and not children:
            if node.text:  # a block that holds words and nothing else
                yield Node("text", states=states & {ONLY_SEEN}, text=node.text, depth=node.depth, ref=node.ref)
            continue
        if node.role == "iframe":
            yield Node("iframe", depth=node.depth)
            continue
        name = node.name or (_words(node, children) if node.role in NAMED_BY_CONTENT else "")
        text = "" if name == node.text and not node.name else node.text
        yield replace(node, states=states, name=name, text=text)


def _without_root(nodes: Sequence[Node]) -> Sequence[Node]:
    """Return what is in the document's own group, which exists only if it has more than one child."""
    while nodes and nodes[0].role == "generic" and not nodes[0].text and len(_inside(nodes, 0)) == len(nodes) - 1 > 0:
        nodes = [replace(node, depth=node.depth - 1) for node in nodes[1:]]
    return nodes


def _with_values(nodes: Sequence[Node]) -> Sequence[Node]:
    """Return the nodes with each box's value in the box: beside a placeholder it appears as a text of its own."""
    together: list[Node] = []
    for node in nodes:
        box = together[-1] if together else None
        if box and box.role in _TYPED_IN and not box.text and node.role == "text" and node.depth == box.depth + 1:
            together[-1] = replace(box, text=node.text)
        else:
            together.append(node)
    return together


def _counts(state: str, node: Node) -> bool:
    """Return whether the pointer matters: only for what has no role of its own, where it means pressable."""
    if state in {_POINTER, ONLY_SEEN}:
        return node.role in {"generic", "text"}
    return state not in _NOISE and not state.startswith("box=")


def _inside(nodes: Sequence[Node], place: int) -> Sequence[Node]:
    end = place + 1
    while end < len(nodes) and nodes[end].depth > nodes[place].depth:
        end += 1
    return nodes[place + 1 : end]


def _words(node: Node, children: Sequence[Node]) -> str:
    """Return the words inside, each once: a name that repeats its own content is not repeated."""
    if not children:
        return node.text
    told: list[str] = [node.text]
    hidden = -1
    for child in children:
        if 0 <= hidden < child.depth:
            continue
        hidden = child.depth if child.name else -1
        told.append(child.name or child.text)
    return " ".join(" ".join(told).split())
