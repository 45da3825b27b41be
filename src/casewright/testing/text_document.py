"""A recorded document as a reader without a browser holds it: its golden text, and what was typed over it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache

from casewright.flow.find_control import BOXES, UNNAMED, Spotted, index_of
from casewright.flow.sighting import Frame, Node, Sighting, write_aria
from casewright.recording.recording import Page

TYPED = frozenset({"textbox", "searchbox", "spinbutton", "combobox"})
"""Roles whose text is what somebody typed or chose."""
_GROUPS = frozenset({"group", "radiogroup", "tabpanel", "main", "dialog", "form", "region", "list"})
"""What holds the alternatives of one choice together."""
CHOSEN = frozenset({"radio", "checkbox", "switch"})
"""Roles that are chosen by ticking them."""


@dataclass(slots=True)
class TextDocument:
    """The page itself or one frame of it; frames below it in their order. `page` is None where nothing recorded is.

    What a person changes is kept beside the golden text, so that the text can be changed by the page's own script
    (`Page.shows`) without losing it.
    """

    url: str
    path: str
    query: dict[str, str] = field(default_factory=dict)
    page: Page | None = None
    golden: str = ""
    frames: list[TextDocument] = field(default_factory=list)
    typed: dict[str, str] = field(default_factory=dict)
    ticked: dict[tuple[str, str], bool] = field(default_factory=dict)
    files: list[tuple[str, int]] = field(default_factory=list)

    def walk(self) -> Iterator[TextDocument]:
        """This document and every frame below it, each before its own frames."""
        yield self
        for frame in self.frames:
            yield from frame.walk()

    @property
    def nodes(self) -> tuple[Node, ...]:
        """What can be read in it now."""
        named = zip(_frame(self.url, self.golden).nodes, _site_names(self.url, self.golden), strict=True)
        nodes = [self._now(node, name) for node, name in named]
        return tuple(nodes) if not self.files else tuple(self._with_files(nodes))

    @property
    def sight(self) -> Frame:
        """What can be read in it now, as one look sees it."""
        changed = self.typed or self.ticked or self.files
        return _frame(self.url, write_aria(self.nodes) if changed else self.golden)

    @property
    def called(self) -> tuple[Node, ...]:
        """The same nodes as the site calls them: a box without a name of its own by the words beside it."""
        sight = self.sight
        named = zip(sight.nodes, _site_names(sight.url, sight.aria), strict=True)
        return tuple(node if node.name == name else replace(node, name=name) for node, name in named)

    @property
    def links(self) -> dict[str, str]:
        """The addresses of its links, by name."""
        found: dict[str, str] = {}
        for node in self.nodes:
            if node.role == "link" and node.address:
                found.setdefault(node.name, node.address)
        return found

    def tick(self, node: Node) -> None:
        """Choose a radio button, tab or toggle, which lets go of its neighbours, or tick a box."""
        if node.role != "checkbox":
            for other in self._neighbours(node):
                self.ticked[other.role, other.name] = False
        self.ticked[node.role, node.name] = True

    def untick(self, node: Node) -> None:
        """Let go of a toggle."""
        self.ticked[node.role, node.name] = False

    def _with_files(self, nodes: list[Node]) -> list[Node]:
        """The files that were given stand in the first list behind their button, else at the end."""
        upload = self.page.upload if self.page else None
        button = next((place for place, node in enumerate(nodes) if node.role == "button" and node.name == upload), 0)
        lists = [place for place, node in enumerate(nodes) if place > button and node.role == "list"]
        place = lists[0] + 1 if lists else len(nodes)
        depth = nodes[lists[0]].depth + 1 if lists else 0
        told = [Node("listitem", text=f"{name} ({size} bytes)", depth=depth) for name, size in self.files]
        return [*nodes[:place], *told, *nodes[place:]]

    def _neighbours(self, node: Node) -> list[Node]:
        """The nodes of the same role in the same group, however deep in it each of them stands."""
        groups: list[list[Node]] = []
        inside: list[tuple[int, list[Node]]] = [(-1, [])]
        for one in self.nodes:
            while one.depth <= inside[-1][0]:
                inside.pop()
            if one.role in _GROUPS:
                inside.append((one.depth, []))
            elif one.role == node.role:
                inside[-1][1].append(one)
                groups.append(inside[-1][1])
        return next((group for group in groups if any(one.name == node.name for one in group)), [])

    def _now(self, node: Node, name: str) -> Node:
        """One node, by what the site calls it, with what a person did to it; a step that is over stays as it is."""
        if node.role in TYPED and name in self.typed and not node.disabled:
            return replace(node, text=shown_text(self.typed[name]))
        ticked = self.ticked.get((node.role, node.name))
        if ticked is None:
            return node
        state = tick_state(node.role)
        return replace(node, states=node.states | {state} if ticked else node.states - {state})


@lru_cache(maxsize=512)
def _frame(url: str, aria: str) -> Frame:
    """A frame as it is seen; the same one again for the same text, so that very many walks read it once."""
    return Frame(url, aria)


@lru_cache(maxsize=512)
def _site_names(url: str, aria: str) -> tuple[str, ...]:
    """What the site calls each node of a frame."""
    frame = _frame(url, aria)
    index = index_of(Sighting(url, "", (frame,)))

    def name_of(place: int, node: Node) -> str:
        if node.role not in BOXES or node.name not in UNNAMED:
            return node.name
        beside = index.labels(Spotted(0, place, node))
        return beside[0] if beside else node.name

    return tuple(name_of(place, node) for place, node in enumerate(frame.nodes))


def tick_state(role: str) -> str:
    """How a browser tells that a control of this role is chosen."""
    return {"tab": "selected", "button": "pressed"}.get(role, "checked")


def shown_text(typed: str) -> str:
    """A typed text as a browser's snapshot shows it: white space and line ends collapsed."""
    return " ".join(typed.split())
