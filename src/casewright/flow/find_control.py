"""Find a control in a sighting as a person would: a pure function, the same for recognising and for acting.

A control is found by its role and name. A box without a name is found by the words beside it: the label precedes it in
reading order, in the same group, with no other box between. A disabled control counts only if there is no enabled one
of its name: a help center keeps earlier steps on the page, with their buttons disabled.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from casewright.flow.control import Scope
from casewright.flow.sighting import Node, Sighting
from casewright.flow.words import fold, fold_label, without_number

BOXES = frozenset({"textbox", "searchbox", "combobox", "spinbutton", "listbox"})
"""What somebody types or chooses in."""
_CHOICES = frozenset({"checkbox", "radio", "switch"})
USABLE = BOXES | _CHOICES | {"button", "link", "menuitem", "tab"}
"""What somebody can use in any way."""
_GROUPS = frozenset(
    {"article", "banner", "cell", "complementary", "contentinfo", "dialog", "alertdialog", "form", "group", "gridcell"}
    | {"listitem", "main", "navigation", "radiogroup", "region", "row", "search", "tabpanel"}
)
"""Beyond these no words belong to a box inside."""
LANDMARKS = frozenset({"banner", "complementary", "contentinfo", "dialog", "form", "main", "navigation", "search"})
"""What `in:` may say in one word; anything else is the name of a group."""
_FURNITURE = frozenset({"banner", "contentinfo", "navigation"})
"""Where no step of a claim is taken."""
UNNAMED = frozenset({"", "undefined", "null"})
"""How a box without a name is read; a component that was given none may write so (seen live)."""
_SAYS = ("paragraph", "strong", "text")
"""Blocks that only say something: found by what they say."""
_ROLES = {
    "file": ("button", "link"),
    "textbox": ("textbox", "searchbox"),
    "combobox": ("combobox", "listbox"),
    "pressable": ("button", "link", "tab", "menuitem"),
    "choice": ("radio", "checkbox", "button", "tab"),
    "words": ("heading", *_SAYS),
}
"""Where a control's role may be read in several ways; every other is read as it is called."""
_TRIGGER = "cursor=pointer"
WORDS = ("cell", "gridcell", "text")
"""How the words on a drop-down are read that has no role (a kat-dropdown, seen live): as what is said in its place."""


@dataclass(frozen=True, slots=True)
class Spotted:
    """One control in a sighting: in which of its frames, at which of the frame's nodes."""

    frame: int
    place: int
    node: Node


def find_controls(sighting: Sighting, role: str, names: Iterable[str], scopes: Sequence[Scope] = ()) -> list[Spotted]:
    """Return every control that counts: the enabled ones, or the last of the disabled ones."""
    found = find_twins(sighting, role, names, scopes)
    enabled = [one for one in found if not one.node.disabled]
    return enabled or found[-1:]


def find_twins(sighting: Sighting, role: str, names: Iterable[str], scopes: Sequence[Scope] = ()) -> list[Spotted]:
    """Return every control of this name, disabled or not."""
    index = index_of(sighting)
    wanted = {fold(name) for name in names}
    found = index.find_named(role, wanted) or index.find_beside(role, wanted) or index.find_said(role, wanted)
    if scopes:
        found = [one for one in found if all(index.is_inside(one, scope) for scope in scopes)]
    return found


def roles_of(role: str) -> tuple[str, ...]:
    """Return the roles that a control may have on a page, for one role in a flow."""
    return _ROLES.get(role, (role,))


def pressables(sighting: Sighting) -> list[Spotted]:
    """Return every button, link, tab and trigger outside the page's header and footer, in reading order."""
    index = index_of(sighting)
    kinds = {*_ROLES["pressable"], "radio", "generic"}
    found = [one for (role, name), many in index.by_name.items() if role in kinds and name for one in many]
    inside = [one for one in found if not any(node.role in _FURNITURE for node in index.above(one))]
    return sorted(inside, key=lambda one: (one.frame, one.place))


@dataclass(slots=True)
class Index:
    """A sighting, sorted once by everything that controls are compared with."""

    sighting: Sighting
    by_name: dict[tuple[str, str], list[Spotted]] = field(default_factory=lambda: defaultdict(list))
    by_label: dict[str, list[Spotted]] = field(default_factory=lambda: defaultdict(list))
    parents: list[list[int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Sort every node by role and name, and every box without a name by the words beside it."""
        for number, frame in enumerate(self.sighting.frames):
            self.parents.append(list(_parents(frame.nodes)))
            for place, node in enumerate(frame.nodes):
                self._sort(Spotted(number, place, node))

    def find_named(self, role: str, names: set[str]) -> list[Spotted]:
        """Return everything with this role and one of the names."""
        roles = roles_of(role)
        found = [one for kind in roles for name in names for one in self.by_name.get((kind, name), ())]
        if not found and role in {"pressable", "combobox"}:  # made by the site, without a role
            found = [one for name in names for one in self.by_name.get(("generic", name), ())]
        if not found and role == "choice":  # offered as a link, where nothing else is called so
            found = [one for name in names for one in self.by_name.get(("link", name), ())]
        if role == "words":  # a heading and the text in it say the same once
            spots = {(one.frame, one.place) for one in found}
            found = [one for one in found if not any((one.frame, place) in spots for place in self._places_above(one))]
        return sorted(found, key=lambda one: (one.frame, one.place))

    def find_beside(self, role: str, labels: set[str]) -> list[Spotted]:
        """Return the boxes without a name that have one of the words beside them."""
        if role not in {"textbox", "combobox"}:
            return []
        roles = {*_ROLES[role], *({"generic"} if role == "combobox" else ())}
        found = [one for label in labels for one in self.by_label.get(fold_label(label), ())]
        return sorted({one for one in found if one.node.role in roles}, key=lambda one: (one.frame, one.place))

    def find_said(self, role: str, names: set[str]) -> list[Spotted]:
        """Return the drop-downs of which these words are all that can be read: they have no role."""
        if role != "combobox":
            return []
        return [one for kind in WORDS for name in names for one in self.by_name.get((kind, name), ())]

    def is_inside(self, one: Spotted, scope: Scope) -> bool:
        """Return whether a control is in a part of the page, as any of the words name it."""
        inside = {"in": self.within, "row": self.in_row, "below": self.below}[scope.kind]
        return any(inside(one, words) for words in scope.words)

    def in_row(self, one: Spotted, words: str) -> bool:
        """Return whether a control is in a table row that contains each of these as a whole word."""
        nodes, place = self.sighting.frames[one.frame].nodes, one.place
        while place >= 0 and nodes[place].role != "row":
            place = self.parents[one.frame][place]
        return place >= 0 and _holds(nodes, place, words)

    def rows_with(self, words: str) -> Iterator[list[Node]]:
        """Return everything in each table row that contains each of these as a whole word."""
        for frame in self.sighting.frames:
            for place, node in enumerate(frame.nodes):
                if node.role == "row" and _holds(frame.nodes, place, words):
                    yield list(_inside(frame.nodes, place))

    def below(self, one: Spotted, heading: str) -> bool:
        """Return whether a control has these words above it, in its own frame.

        They are the nearest heading before it, or a block that says just this with neither a heading nor a control
        of the same role and name between: whether a page makes its titles headings is not known.
        """
        for node in reversed(self.sighting.frames[one.frame].nodes[: one.place]):
            if node.role in _ROLES["words"] and fold_label(node.name or node.text) == fold_label(heading):
                return True
            if node.role == "heading" or (node.role, node.name) == (one.node.role, one.node.name):
                return False
        return False

    def within(self, one: Spotted, scope: str) -> bool:
        """Return whether a control is in a landmark or in a group of this name.

        On a page without a banner, the header is what comes before the main part. A frame's contents belong to the main
        part.
        """
        above = list(self.above(one))
        if scope not in LANDMARKS:
            return any(node.role in _GROUPS and fold(node.name) == fold(scope) for node in above)
        if any(node.role == scope for node in above):
            return True
        nodes = self.sighting.frames[0].nodes
        if scope == "main":
            return one.frame > 0
        if scope != "banner" or one.frame > 0 or any(node.role == "banner" for node in nodes):
            return False
        content = ("main",) if any(node.role == "main" for node in nodes) else ("heading",)
        first = next((place for place, node in enumerate(nodes) if node.role in content), len(nodes))
        return one.place < first

    def above(self, one: Spotted) -> Iterator[Node]:
        """Return everything that contains a control, from the inside out, in its own frame."""
        nodes = self.sighting.frames[one.frame].nodes
        return (nodes[place] for place in self._places_above(one))

    def _places_above(self, one: Spotted) -> Iterator[int]:
        place = self.parents[one.frame][one.place]
        while place >= 0:
            yield place
            place = self.parents[one.frame][place]

    def labels(self, one: Spotted) -> tuple[str, ...]:
        """Return the words beside a box, the nearest first: those of the smallest part of the page with any before it.

        They reach back to the box before it, and never out of its group.
        """
        nodes, parents = self.sighting.frames[one.frame].nodes, self.parents[one.frame]
        inside = one.place
        while inside >= 0:
            around = parents[inside]
            words, ended = _words_before(nodes, around, inside)
            if words or ended or (around >= 0 and nodes[around].role in _GROUPS):
                return words
            inside = around
        return ()

    def _chosen(self, one: Spotted) -> str:
        """Return what a drop-down without a name shows as chosen: the words on it."""
        inside = _inside(self.sighting.frames[one.frame].nodes, one.place)
        return next((node.name for node in inside if node.role == "option" and "selected" in node.states), "")

    def _sort(self, one: Spotted) -> None:
        node = one.node
        if node.role == "generic":
            if not _is_trigger(node):
                return
            self.by_name["generic", fold(node.text or node.name)].append(one)
        elif node.role in _SAYS:
            self.by_name[node.role, fold(node.text or node.name)].append(one)
        else:
            self.by_name[node.role, fold(node.name)].append(one)
        if node.role in _ROLES["words"] and (numbered := without_number(said := fold(node.name or node.text))) != said:
            self.by_name[node.role, numbered].append(one)
        if node.role == "combobox" and node.name in UNNAMED and (shown := self._chosen(one)):
            self.by_name["combobox", fold(shown)].append(one)
        if (node.role in BOXES and node.name in UNNAMED) or node.role == "generic":
            for words in self.labels(one):
                self.by_label[fold_label(words)].append(one)


def _is_trigger(node: Node) -> bool:
    """Return whether it can be pressed though it has no role: it has words, and the pointer says so."""
    return node.role == "generic" and _TRIGGER in node.states and bool(node.text)


def _holds(nodes: Sequence[Node], place: int, words: str) -> bool:
    held = fold(" ".join(f"{node.name} {node.text}" for node in _inside(nodes, place)))
    return all(re.search(rf"(?<![\w-]){re.escape(fold(word))}(?![\w-])", held) for word in words.split())


def _inside(nodes: Sequence[Node], place: int) -> Iterator[Node]:
    """Return a node and everything in it."""
    yield nodes[place]
    for node in nodes[place + 1 :]:
        if node.depth <= nodes[place].depth:
            return
        yield node


def _parents(nodes: Sequence[Node]) -> Iterator[int]:
    """Return for each node the index of its parent; -1 for the outermost."""
    open_nodes: list[int] = []
    for place, node in enumerate(nodes):
        while open_nodes and nodes[open_nodes[-1]].depth >= node.depth:
            open_nodes.pop()
        yield open_nodes[-1] if open_nodes else -1
        open_nodes.append(place)


def _words_before(nodes: Sequence[Node], around: int, place: int) -> tuple[tuple[str, ...], bool]:
    """Return the words in a part of the page before a place, the nearest first, and whether a box ended them."""
    words: list[str] = []
    for node in reversed(nodes[around + 1 : place]):
        if node.role in BOXES or node.role in _CHOICES or _is_trigger(node):
            return tuple(words), True
        words += [said for said in (node.text, node.name) if said]
    return tuple(words), False


def index_of(sighting: Sighting) -> Index:
    """Return the index of a sighting, made once and kept with it."""
    known = sighting.__dict__.get("_index")
    if known is None:
        known = sighting.__dict__["_index"] = Index(sighting)
    return known
