"""Changes to a page's golden text of the kind that Amazon makes, each on one control, each repeatable by its name."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from casewright.flow.find_control import BOXES, UNNAMED
from casewright.flow.sighting import Node, parse_aria, write_aria

DECOY = "!decoy"
"""What the site calls a control that a mutation added and that nobody may press."""
CONTROLS = frozenset({"button", "textbox", "radio", "checkbox", "tab", "link", "combobox", "searchbox"})
LABEL = "text"
"""The words beside a box that has no name: what becomes of them decides whether it is found."""
OF_LABELS = frozenset({"reword", "case", "translate", "split", "twice", "hide", "banner"})
"""What may happen to them; moved elsewhere they would be the words of another box."""
FOREIGN = {
    "Send": "发送",
    "Submit": "提交",
    "Continue": "続行",
    "Subject": "件名",
    "Description": "説明",
    "Email": "E-Mail-Adresse",
    "Help": "Ayuda",
}


@dataclass(frozen=True)
class Mutant:
    """One change to one control of one page. `seed` decides what the kind leaves open."""

    recording: str
    page: str
    kind: str
    role: str
    name: str
    seed: int

    def __str__(self) -> str:
        return f"{self.recording}/{self.page}:{self.kind}:{self.role}:{self.name}:{self.seed}"

    @property
    def chance(self) -> random.Random:
        return random.Random(str(self))

    @property
    def new_name(self) -> str:
        """What the control is called now, for the kinds that change its words."""
        name, chance = self.name, self.chance
        match self.kind:
            case "case":
                return chance.choice(
                    [change for change in (name.upper(), name.lower(), name.title()) if change != name]
                )
            case "reword":
                return chance.choice([f"{name} now", f"Your {name}", f"{name} (optional)", f"{name} *", name[:-1]])
            case "translate":
                return FOREIGN.get(name, f"{name[::-1]} [zh]")
            case "split":
                middle = len(name) // 2 or 1
                return f"{name[:middle]} {name[middle:]}"
            case _:
                return name

    def original(self, name: str) -> str:
        """What the site calls a control that the page calls `name`."""
        if name != self.name and name in self._decoys:
            return DECOY
        return self.name if name == self.new_name else name

    @property
    def _decoys(self) -> frozenset[str]:
        return frozenset({f"{self.name} feedback", f"{self.name} later", "Not now", "Accept all cookies", "Rate us"})

    def apply(self, text: str) -> str:
        """The golden text with the change; as it was where the control is not in it."""
        lines = text.rstrip("\n").split("\n")
        place = next((at for at, line in enumerate(lines) if _is(line, self.role, self.name)), None)
        return text if place is None else "\n".join(KINDS[self.kind](self, lines, place)) + "\n"


def _is(line: str, role: str, name: str) -> bool:
    node = next(iter(parse_aria(line)), None)
    return node is not None and (node.role, words_of(node)) == (role, name)


def words_of(node: Node) -> str:
    return node.text if node.role == LABEL else node.name


def _node(line: str) -> Node:
    [node] = parse_aria(line)
    return node


def _depth(line: str) -> int:
    return (len(line) - len(line.lstrip())) // 2


def _end(lines: list[str], place: int) -> int:
    """Where the part of the page below this line ends."""
    return next((at for at in range(place + 1, len(lines)) if _depth(lines[at]) <= _depth(lines[place])), len(lines))


def _renamed(mutant: Mutant, lines: list[str], place: int) -> list[str]:
    changed = {"text" if mutant.role == LABEL else "name": mutant.new_name}
    return [*lines[:place], _line(replace(_node(lines[place]), **changed)), *lines[place + 1 :]]


def _line(node: Node) -> str:
    return write_aria([node])


def _wrapped(_: Mutant, lines: list[str], place: int) -> list[str]:
    """Two elements around it that were not there."""
    end, depth = _end(lines, place), _depth(lines[place])
    outside = [f"{'  ' * depth}- group:", f"{'  ' * (depth + 1)}- list:"]
    return [*lines[:place], *outside, *(f"    {line}" for line in lines[place:end]), *lines[end:]]


def _reordered(mutant: Mutant, lines: list[str], place: int) -> list[str]:
    """Behind everything else around it, or in front of it."""
    end, depth = _end(lines, place), _depth(lines[place])
    first = next((at + 1 for at in range(place - 1, -1, -1) if _depth(lines[at]) < depth), 0)
    last = next((at for at in range(place, len(lines)) if _depth(lines[at]) < depth), len(lines))
    rest = lines[first:place] + lines[end:last]
    moved = lines[place:end]
    around = [*moved, *rest] if mutant.chance.random() < 0.5 else [*rest, *moved]
    return [*lines[:first], *around, *lines[last:]]


def _twice(mutant: Mutant, lines: list[str], place: int) -> list[str]:
    end, copy = _end(lines, place), lines[place : _end(lines, place)]
    return [*lines[:end], *copy, *lines[end:]] if mutant.chance.random() < 0.5 else [*lines, *_top(copy)]


def _top(lines: list[str]) -> list[str]:
    return [line[2 * _depth(lines[0]) :] for line in lines]


def _disabled(_: Mutant, lines: list[str], place: int) -> list[str]:
    node = _node(lines[place])
    return [*lines[:place], _line(replace(node, states=node.states | {"disabled"})), *lines[place + 1 :]]


def _hidden(_: Mutant, lines: list[str], place: int) -> list[str]:
    return [*lines[:place], *lines[_end(lines, place) :]]


def _decoy(mutant: Mutant, lines: list[str], place: int) -> list[str]:
    """A control of the same kind with nearly the same words beside it."""
    name = f"{mutant.name} {mutant.chance.choice(['feedback', 'later'])}"
    other = _line(replace(_node(lines[place]), name=name, text=""))
    return [*lines[:place], other, *lines[place:]] if mutant.chance.random() < 0.5 else [*lines, *_top([other])]


def _banner(_: Mutant, lines: list[str], place: int) -> list[str]:
    return ["- alert:", "  - paragraph: We have updated our terms. What changed and what you need to do.", *lines]


def _cookies(mutant: Mutant, lines: list[str], place: int) -> list[str]:
    """A cookie wall, whose button may be called like the page's own."""
    same = lines[place].strip() if mutant.chance.random() < 0.5 else '- button "Accept all cookies"'
    return [
        *lines,
        '- dialog "Your cookie choices":',
        '  - heading "Cookies" [level=2]',
        f"  {same}",
        '  - button "Not now"',
    ]


def _survey(mutant: Mutant, lines: list[str], place: int) -> list[str]:
    """A survey over the form, whose controls may be called like the page's own."""
    same = lines[place].strip() if mutant.chance.random() < 0.5 else '- textbox "Rate us"'
    return ['- dialog "How did we do?":', f"  {same}", '  - button "Not now"', *lines]


KINDS: dict[str, Callable[[Mutant, list[str], int], list[str]]] = {
    "reword": _renamed,
    "case": _renamed,
    "translate": _renamed,
    "split": _renamed,
    "wrap": _wrapped,
    "reorder": _reordered,
    "twice": _twice,
    "disable": _disabled,
    "hide": _hidden,
    "move": _hidden,
    "decoy": _decoy,
    "banner": _banner,
    "cookie-wall": _cookies,
    "survey": _survey,
}
"""`move` takes a control away here; the site puts it into another frame."""


def candidates(recording: str, page: str, text: str, *, framed: bool) -> Iterator[tuple[str, str, str, str, str]]:
    """Every change that can be made to what was read on a page: recording, page, kind, role and name."""
    for node, after in pairwise([*parse_aria(text), Node("end")]):
        labels = node.role == LABEL and after.role in BOXES and after.name in UNNAMED and not after.disabled
        words = words_of(node)
        if not labels and (words in UNNAMED or node.role not in CONTROLS | {"heading"}):
            continue
        for kind in KINDS:
            possible = {
                "case": any(letter.isascii() and letter.isalpha() for letter in words),
                "disable": node.role in CONTROLS,
                "move": framed,
                "reword": len(words) > 1,
                "split": len(words) > 1,
            }
            if possible.get(kind, True) and (not labels or kind in OF_LABELS):
                yield recording, page, kind, node.role, words
