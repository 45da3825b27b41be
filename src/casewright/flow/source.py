"""A YAML file with the place of everything in it: what turns a mistake into a line and a caret."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from casewright.flow.fault import Fault


@dataclass(slots=True)
class Source:
    """One file, and the faults found in it so far."""

    path: Path
    lines: list[str]
    faults: list[Fault] = field(default_factory=list)

    @classmethod
    def open(cls, path: Path) -> tuple[Source, CommentedMap | None]:
        """Read a file as YAML 1.2 (the label `No` stays a word, a key twice is a mistake); None where it cannot be."""
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            return cls(path, [], [Fault(str(path), f"cannot be read: {error}")]), None
        source = cls(path, text.splitlines())
        try:
            content = YAML(typ="rt").load(text)
        except MarkedYAMLError as error:
            mark = error.problem_mark
            problem = str(error.problem or error).split("\n")[0]
            source.fault(problem, (mark.line, mark.column) if mark else None)
            return source, None
        except YAMLError as error:
            source.fault(str(error).split("\n")[0], None)
            return source, None
        if not isinstance(content, CommentedMap):
            source.fault("a flow file holds keys such as `flow:`, `controls:` and `screens:`", (0, 0))
            return source, None
        return source, content

    def fault(self, message: str, place: tuple[int, int] | None) -> None:
        """Note a mistake at a place (line and column from 0, as the YAML reader counts)."""
        if place is None:
            self.faults.append(Fault(self.path.name, message))
            return
        line, column = place
        shown = self.lines[line] if line < len(self.lines) else ""
        self.faults.append(Fault(self.path.name, message, line + 1, column + 1, shown))

    def known(self, node: CommentedMap, keys: Iterable[str], what: str) -> None:
        """Refuse keys that the language does not have, and say which one was probably meant."""
        keys = tuple(keys)
        for key in node:
            if key not in keys:
                self.fault(f"{what} has no key `{key}`{meant(str(key), keys)}", node.lc.key(key))

    def words(self, node: CommentedMap, key: str, what: str) -> str:
        """A value that must be text; '' (and a fault) where it is not."""
        value = node.get(key)
        if isinstance(value, str) and value.strip():
            return str(value)
        self.fault(f"{what}: `{key}` must be words in quotes, not {shown(value)}", node.lc.value(key))
        return ""

    def list_of_words(self, node: CommentedMap, key: str, what: str) -> tuple[str, ...]:
        """A value that must be a list of names; one name alone is a list of one."""
        value = node.get(key)
        if value is None:
            return ()
        items = value if isinstance(value, CommentedSeq) else [value]
        for item in items:
            if not isinstance(item, str):
                self.fault(f"{what}: `{key}` must be a list of names, not {shown(item)}", node.lc.value(key))
        return tuple(str(item) for item in items if isinstance(item, str))

    def children(self, node: CommentedMap, key: str) -> Iterator[tuple[str, CommentedMap]]:
        """The named parts under a key (`controls:`, `screens:`), each of which must be a mapping."""
        parts = node.get(key)
        if parts is None:
            return
        if not isinstance(parts, CommentedMap):
            self.fault(f"`{key}:` must hold names with what they mean", node.lc.key(key))
            return
        for name, part in parts.items():
            if isinstance(part, CommentedMap):
                yield str(name), part
            else:
                self.fault(f"`{name}` is empty or not made of keys", parts.lc.key(name))


def meant(word: str, known: Iterable[str]) -> str:
    """`; did you mean `fill`?` where something known is close, else nothing."""
    close = difflib.get_close_matches(word, list(known), n=1)
    return f"; did you mean `{close[0]}`?" if close else ""


def shown(value: Any) -> str:  # noqa: ANN401 (whatever a file holds)
    """A foreign value, short enough for a sentence."""
    return "nothing" if value is None else f"`{str(value)[:40]}`"
