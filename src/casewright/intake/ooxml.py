"""What a workbook (xlsx) holds that its values do not tell: hidden rows, formulas without results, errors, its span."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO
from xml.etree import ElementTree as ET

from casewright.message import Message, msg

_BLOCK = 1024 * 1024
_OVERLAP = 4096
_WORTH_A_LOOK = re.compile(
    rb'hidden="(?:1|true)"|t="e"|<(?:\w+:)?f\b[^>]*(?:/>|>[^<]*</(?:\w+:)?f>)\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></|</(?:\w+:)?c>)'
)
_FAR = re.compile(rb'r="(?=\d{6}|[A-Za-z]{3}|[A-Za-z]{2}\d{5}|[A-Za-z]\d{6})([A-Za-z]*)(\d+)"')
_FAR_ODDLY_WRITTEN = re.compile(_FAR.pattern.replace(b'r="', rb"""r\s*=\s*["']""")[:-1] + rb"""["']""")
"""Rows below 99,999, cells right of column ZZ, or both a bit; nearer ones cannot span too much."""
_ANYWHERE = re.compile(rb"""\br\s*=\s*["']([A-Za-z]*)(\d+)["']""")
_NEAR_ROWS, _NEAR_COLUMNS = 99_999, 26
_CELL = re.compile(r"([A-Z]+)(\d+)")

#: Rows × columns a sheet may span. A grid of that size is held in memory even where its cells are empty.
MAX_CELLS = 10_000_000


@dataclass(frozen=True, slots=True)
class SheetLook:
    """Hidden rows (1-based), and why cells came out empty, by (row, column from 0)."""

    hidden: frozenset[int] = frozenset()
    broken: dict[tuple[int, int], Message] = field(default_factory=dict)
    cells: int = 0


def look_at(path: Path) -> dict[str, SheetLook]:
    """Look at each sheet of an xlsx workbook, by name; empty for other formats and for what cannot be read.

    A fast search over the raw text decides whether a sheet is worth parsing; most are not.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            return {name: _sheet(archive, part) for name, part in _parts(archive)}
    except (zipfile.BadZipFile, zipfile.LargeZipFile, OSError, ValueError, KeyError, ET.ParseError, EOFError):
        return {}
    except (NotImplementedError, RuntimeError):  # packed or locked in a way that is not read here
        return {}


def _parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Each sheet's name, and the part of the archive in which it stands."""
    book, links = (
        ET.fromstring(archive.read(name))  # noqa: S314 (expat refuses entity bombs by itself)
        for name in ("xl/workbook.xml", "xl/_rels/workbook.xml.rels")
    )
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    for element in book.iter():
        if element.tag.endswith("}sheet"):
            link = next((value for name, value in element.attrib.items() if name.endswith("}id")), None)
            part = posixpath.normpath(posixpath.join("/xl", targets.get(link, ""))).lstrip("/")
            if part in archive.NameToInfo:
                yield element.get("name", ""), part


def _sheet(archive: zipfile.ZipFile, part: str) -> SheetLook:
    with archive.open(part) as file:
        worth, cells = _search(file)
    if cells > MAX_CELLS:
        with archive.open(part) as file:
            cells = _span(file)
    if cells > MAX_CELLS or not worth:
        return SheetLook(cells=cells)
    with archive.open(part) as file:
        hidden, broken = _parsed(file)
    return SheetLook(frozenset(hidden), broken, cells)


def _search(file: IO[bytes]) -> tuple[bool, int]:
    """Whether the sheet is worth parsing, and how many cells it spans at most."""
    worth, rows, columns = False, _NEAR_ROWS, _NEAR_COLUMNS
    before = b""
    while block := file.read(_BLOCK):
        text = before + block
        worth = worth or (_hinted(text) and bool(_WORTH_A_LOOK.search(text)))
        far = _FAR_ODDLY_WRITTEN if _oddly_written(text) else _FAR
        for letters, row in far.findall(text):
            rows, columns = max(rows, _number(row)), max(columns, _column(letters.decode().upper()))
        before = text[-_OVERLAP:]
    return worth, rows * columns


def _hinted(text: bytes) -> bool:
    """Return whether it is worth running the slow pattern. One letter is found many times faster than two."""
    if b"hidden=" in text or b't="e"' in text:
        return True
    return b"f" in text and (b"<f" in text or b":f" in text)


def _oddly_written(text: bytes) -> bool:
    """Return whether an address may stand in single quotes, or with space around its equals sign."""
    return (
        (b"'" in text and b"r='" in text)
        or (b"\t" in text and b"r\t" in text)
        or (b"\n" in text and b"r\n" in text)
        or b"r =" in text
        or b"r= " in text
    )


def _span(file: IO[bytes]) -> int:
    """The cells that a sheet really spans: looked for only where a cell stands far out."""
    rows = columns = 0
    before = b""
    while block := file.read(_BLOCK):
        text = before + block
        for letters, row in _ANYWHERE.findall(text):
            rows, columns = max(rows, _number(row)), max(columns, _column(letters.decode().upper()))
        before = text[-_OVERLAP:]
    return rows * columns


def _parsed(file: IO[bytes]) -> tuple[set[int], dict[tuple[int, int], Message]]:
    hidden: set[int] = set()
    broken: dict[tuple[int, int], Message] = {}
    for _, element in ET.iterparse(file):  # noqa: S314 (expat refuses entity bombs by itself)
        name = element.tag.rpartition("}")[2]
        if name == "c":
            _cell(element, broken)
        elif name == "row":
            if element.get("hidden") in ("1", "true") and (element.get("r") or "").isdigit():
                hidden.add(int(element.get("r", "0")))
            element.clear()
    return hidden, broken


def _cell(element: ET.Element, broken: dict[tuple[int, int], Message]) -> None:
    parts = {child.tag.rpartition("}")[2]: child.text or "" for child in element}
    place = _CELL.fullmatch(element.get("r") or "")
    if place is None:
        return
    spot = (int(place[2]), _column(place[1]) - 1)
    if element.get("t") == "e":
        broken[spot] = msg("the error {code}", code=parts.get("v") or "#N/A")
    elif "f" in parts and not parts.get("v"):
        broken[spot] = msg("a formula whose result was not saved; open the file in Excel and save it once")


def _number(digits: bytes) -> int:
    """A row's number; of a thousand digits only that they are too many."""
    return int(digits[:12])


def _column(letters: str) -> int:
    number = 0
    for letter in letters[:7]:
        number = number * 26 + ord(letter) - 64
    return number
