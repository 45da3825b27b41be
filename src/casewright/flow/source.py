"""A YAML file as plain words with a place for each: strings only, duplicate keys refused."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import cast

from ruamel.yaml import YAML
from ruamel.yaml.composer import Composer, ComposerError
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import AliasEvent
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from casewright.flow.fault import Fault, Spot
from casewright.message import Message, msg

Plain = str | list["Plain"] | dict[str, "Plain"]
"""What stands in the file: every scalar is the words as they were written, so that the label `No` stays "No"."""

Where = tuple[str | int, ...]
_DEEPEST = 12
"""More than the language ever nests."""
_MOST_BYTES = 512 * 1024
"""More than ten times what the longest flow holds."""


@dataclass
class Source:
    """One file. `name` is how messages call it; `faults` collects what is wrong while it is read."""

    name: str
    text: str
    faults: list[Fault] = field(default_factory=list)

    @classmethod
    def of(cls, path: Path, name: str) -> Source:
        """Read a file; one that is too long, or not valid UTF-8 text, is a fault."""
        try:
            if path.stat().st_size > _MOST_BYTES:
                return cls(
                    name, "", [Fault(Spot(name), msg("the file is larger than {limit} KiB", limit=_MOST_BYTES // 1024))]
                )
            return cls(name, path.read_text(encoding="utf-8-sig"))
        except (OSError, UnicodeDecodeError) as error:
            why = error.strerror if isinstance(error, OSError) else msg("it is not UTF-8 text")
            return cls(name, "", [Fault(Spot(name), msg("the file cannot be read: {reason}", reason=why))])

    @cached_property
    def root(self) -> Node | None:
        """The composed document: nodes with marks, scalars unresolved. None for an empty or broken file."""
        if self.faults:
            return None
        try:
            root = _composed(self.text)
        except MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            spot = self._spot(mark.line, mark.column) if mark else Spot(self.name)
            self.faults.append(Fault(spot, msg("this is not YAML: {reason}", reason=error.problem or error.context)))
            return None
        except (YAMLError, ValueError) as error:  # a character that YAML refuses has no mark
            self.faults.append(
                Fault(Spot(self.name), msg("this is not YAML: {reason}", reason=str(error).splitlines()[0]))
            )
            return None
        if root is None:
            self.faults.append(Fault(Spot(self.name), msg("the file is empty")))
        return root

    @cached_property
    def content(self) -> Plain | None:
        """Return the document as words, lists and dictionaries; None if it could not be read."""
        return self._value_of(self.root) if self.root else None

    def fault(self, where: Where, message: Message, *, at_key: bool = False) -> Fault:
        """Report what is wrong at a path such as `("screens", "email", "do", 0)`, as near as it can be found."""
        found = Fault(self.spot(where, at_key=at_key), message)
        self.faults.append(found)
        return found

    def spot(self, where: Where, *, at_key: bool = False) -> Spot:
        """Return the place of the value at a path, or of its key; the last existing one if the path leads nowhere."""
        node: Node | None = self.root
        mark = node.start_mark if node else None
        for depth, step in enumerate(where):
            key, value = _child(node, step)
            if value is None:
                break
            last = depth == len(where) - 1
            mark = key.start_mark if key and at_key and last else value.start_mark
            node = value
        return self._spot(mark.line, mark.column) if mark else Spot(self.name)

    def _spot(self, line: int, column: int) -> Spot:
        lines = self.text.split("\n")
        return Spot(self.name, line + 1, column + 1, lines[line].rstrip("\r") if line < len(lines) else "")

    def _value_of(self, node: Node) -> Plain:
        if isinstance(node, MappingNode):
            return self._mapping(node)
        if isinstance(node, SequenceNode):
            return [self._value_of(child) for child in node.value]
        return str(node.value)

    def _mapping(self, node: MappingNode) -> dict[str, Plain]:
        found: dict[str, Plain] = {}
        for key, value in node.value:
            spot = self._spot(key.start_mark.line, key.start_mark.column)
            if not isinstance(key, ScalarNode):
                self.faults.append(Fault(spot, msg("a key must be a plain word")))
            elif key.value in found:
                self.faults.append(Fault(spot, msg('the key "{key}" appears twice', key=key.value)))
            else:
                found[str(key.value)] = self._value_of(value)
        return found


class _LimitedComposer(Composer):
    """Composes plain documents only: a few aliases can expand to gigabytes, and deep nesting ends the stack."""

    _depth = 0

    def compose_node(self, parent: Node | None, index: object) -> Node | None:
        """Return the next node.

        Raises:
            ComposerError: it is an alias, or nested more deeply than anything in the language.
        """
        event = self.parser.peek_event()
        if isinstance(event, AliasEvent) or event.anchor is not None:
            raise ComposerError(
                None, None, msg("anchors and aliases are not part of the flow language"), event.start_mark
            )
        if self._depth > _DEEPEST:
            raise ComposerError(None, None, msg("this is nested too deeply"), event.start_mark)
        self._depth += 1
        try:
            return cast("Node | None", super().compose_node(parent, index))
        finally:
            self._depth -= 1


@lru_cache(maxsize=64)
def _composed(text: str) -> Node | None:
    """Return a document's nodes, for reading only; cached by text, because a run reads its flows repeatedly.

    Raises:
        YAMLError, ValueError: it is not YAML.
    """
    reader = YAML(typ="safe", pure=True)
    reader.Composer = _LimitedComposer
    return cast("Node | None", reader.compose(text))


def _child(node: Node | None, step: str | int) -> tuple[Node | None, Node | None]:
    """Return the key and value nodes below a step of a path."""
    if isinstance(node, MappingNode):
        return next(((key, value) for key, value in node.value if key.value == step), (None, None))
    if isinstance(node, SequenceNode) and isinstance(step, int) and step < len(node.value):
        return None, node.value[step]
    return None, None
