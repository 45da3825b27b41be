"""Text in the columns of a terminal, without a library: for `--help`, which must need none."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Sequence
from unicodedata import east_asian_width

_WIDEST_PAGE = 80
"""Columns that a page of help takes at most."""

_WIDEST_NAME = 30
"""Columns of a name beside which its meaning still stands; beside a longer one it stands in the next line."""

_PIECE = re.compile(
    r"(?P<gap>\s+)|\[[^\]]{1,40}\]"
    r"|[(\uff08\u300c\u201c\u300a]*(?:[^\s\u2e80-\u9fff\uac00-\ud7a3\uff00-\uffef]+|.)"
    r"[\uff0c\u3002\u3001\uff1b\uff1a\uff01\uff1f\uff09\u300d\u201d\u300b,.;:)]*"
)
"""What is not broken: a word, a remark in brackets, or one Chinese character, with its punctuation."""


def page_width() -> int:
    """Columns of the terminal, as far as a page of help takes them."""
    return min(shutil.get_terminal_size().columns, _WIDEST_PAGE)


def count_columns(text: str) -> int:
    """Columns that a text takes: a Chinese character takes two."""
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)


def wrap_text(text: str, width: int) -> list[str]:
    """A text as lines: broken at spaces, and between Chinese characters, which stand without any."""
    lines, line, gap = [], "", ""
    for piece in _PIECE.finditer(text.strip()):
        if piece["gap"]:
            gap = " "
            continue
        if line and count_columns(line + gap + piece[0]) > width:
            lines.append(line)
            line, gap = "", ""
        line, gap = line + gap + piece[0], ""
    return [*lines, line] if line else lines


def two_columns(rows: Sequence[tuple[str, str]], width: int) -> Iterator[str]:
    """Names and what they mean, as lines: two columns under each other, indented."""
    most = min(_WIDEST_NAME, width // 3)
    widest = max((size for name, _ in rows if (size := count_columns(name)) <= most), default=0)
    indent = " " * (widest + 4)
    for name, meaning in rows:
        lines = wrap_text(meaning, width - len(indent))
        beside = count_columns(name) <= widest
        if not beside or not lines:
            yield from _name_lines(name, width)
        else:
            yield f"  {name}{' ' * (widest - count_columns(name))}  {lines.pop(0)}"
        yield from (indent + line for line in lines)


def _name_lines(name: str, width: int) -> Iterator[str]:
    """A name as lines: one that is too long is broken behind a bar, where its values end."""
    line = "  "
    for part in re.findall(r"[^|]+\|?", name):
        if line.strip() and count_columns(line + part) > width:
            yield line
            line = "    "
        line += part
    yield line
