"""Which encoding a text file is in, and its lines: single bytes that do not fit become �, and the file is read."""

from __future__ import annotations

import codecs
import gzip
import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, TextIO

from casewright.message import msg

#: Encodings in the field, by what a seller would call them.
NAMES = {
    "utf-8": msg("UTF-8"),
    "utf-8-sig": msg("UTF-8 with a byte order mark"),
    "utf-16": msg("UTF-16"),
    "gb18030": msg("GB18030 (Chinese Excel)"),
    "cp932": msg("Shift-JIS (Japanese Excel)"),
    "cp1252": msg("Windows-1252 (Western Excel)"),
}
LOST_LETTER = "\ufffd"
"""What stands in place of a byte that is no letter in the file's encoding."""
MAX_UNPACKED = 512 * 1024**2
"""Bytes that a packed file may unfold to."""

_FALLBACKS = ("gb18030", "cp932", "cp1252")
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_GZIP = b"\x1f\x8b"
_SAMPLE = 64 * 1024
_BLOCK = 1024 * 1024
_FEW = 20
"""One zero byte in so many may be a slip in a text; more are no text, or UTF-16 without its mark."""


class TooLarge(ValueError):
    """A packed file unfolds to more than a report or a sheet of claims ever has."""

    def __init__(self) -> None:
        super().__init__(msg("it unpacks to more than {size} MB", size=MAX_UNPACKED // 1024**2))


class _Unpacked(io.RawIOBase):
    """What a gzip file holds, up to the limit."""

    def __init__(self, packed: gzip.GzipFile) -> None:
        self._packed = packed
        self._left = MAX_UNPACKED

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # the stubs name a protocol
        block = self._packed.read(len(buffer))
        self._left -= len(block)
        if self._left < 0:
            raise TooLarge
        buffer[: len(block)] = block
        return len(block)


@contextmanager
def open_bytes(path: Path) -> Iterator[BinaryIO]:
    """A file's bytes, unpacked where it is gzip (`.txt.gz`, as Amazon's API delivers reports).

    Raises:
        OSError: it cannot be read, or its packing is damaged.
        TooLarge: while it is read, where it unfolds to more than 512 MB.
    """
    with path.open("rb") as file:
        packed = file.read(2) == _GZIP
        file.seek(0)
        if not packed:
            yield file
            return
        try:
            with gzip.GzipFile(fileobj=file) as unpacked:
                yield io.BufferedReader(_Unpacked(unpacked), _BLOCK)
        except EOFError as error:
            raise OSError(msg("the packed file breaks off")) from error


@contextmanager
def open_text(path: Path, encoding: str) -> Iterator[TextIO]:
    """The file's lines with their ends; bytes that do not fit the encoding are `LOST_LETTER`s.

    Raises:
        OSError, TooLarge: as for `open_bytes`.
    """
    with open_bytes(path) as file:
        text = io.TextIOWrapper(file, encoding, errors="replace", newline="")
        try:
            yield text
        finally:
            text.detach()


def find_encoding(path: Path, count_headers: Callable[[str], int]) -> str | None:
    """The encoding of a file, None where it is no text in any that is known here.

    `count_headers` counts the known headers in the beginning of a text: the surest sign that it was decoded rightly.

    Raises:
        OSError, TooLarge: as for `open_bytes`.
    """
    with open_bytes(path) as file:
        sample = file.read(_SAMPLE)
    marked = next((name for mark, name in _MARKS if sample.startswith(mark)), None)
    if marked:
        return marked if _mostly_letters(sample.decode(marked, "replace")) else None
    if sample.count(0) * _FEW > len(sample) or _controls(sample) * _FEW > len(sample):
        return None
    foreign, strict = _foreign_lines(path)
    if strict or _mostly_utf8(foreign):
        return "utf-8"
    if b"\0" in sample:
        return None
    texts = {name: (sample + b"\n" + b"".join(foreign)).decode(name, "replace") for name in _FALLBACKS}
    return max(_FALLBACKS, key=lambda name: (count_headers(texts[name]), _reads_like(texts[name], name)))


def _controls(sample: bytes) -> int:
    """Bytes that stand in no text: controls other than white space and the end mark of old systems."""
    return sum(sample.count(byte) for byte in range(1, 32) if byte not in b"\t\n\x0b\x0c\r\x1a\x1b")


def _mostly_letters(text: str) -> bool:
    return text.count(LOST_LETTER) * _FEW <= len(text)


def _foreign_lines(path: Path) -> tuple[list[bytes], bool]:
    """The first lines that are not plain ASCII, and whether the whole file is strict UTF-8."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    lines: list[bytes] = []
    size, strict, begun = 0, True, b""
    with open_bytes(path) as file:
        while block := file.read(_BLOCK):
            if strict:
                strict = _decodes(decoder, block, final=False)
            if size < _SAMPLE:
                whole, end, begun = (begun + block).rpartition(b"\n")
                foreign = [line for line in (whole + end).splitlines(keepends=True) if not line.isascii()]
                lines += foreign
                size += sum(map(len, foreign))
    lines += [] if begun.isascii() else [begun]
    return lines, strict and _decodes(decoder, b"", final=True)


def _decodes(decoder: codecs.IncrementalDecoder, block: bytes, *, final: bool) -> bool:
    try:
        decoder.decode(block, final=final)
    except UnicodeError:
        return False
    return True


def _mostly_utf8(lines: list[bytes]) -> bool:
    """Whether at least half of the lines that could tell are UTF-8; lines of other encodings almost never are."""
    valid = sum(_decodes(codecs.getincrementaldecoder("utf-8")(), line, final=True) for line in lines)
    return bool(lines) and valid * 2 >= len(lines)


def _reads_like(text: str, name: str) -> int:
    """How much a text looks like what people write in an encoding, from 0 to 2.

    A few characters are too little for statistics, and the same bytes are often words in one encoding and rubbish in
    another: people in China write the common characters, and in Japan hardly a line without kana.
    """
    foreign = [letter for letter in text if not letter.isascii()]
    if name == "gb18030":
        return 2 * (sum(map(_is_common_chinese, foreign)) * 5 >= len(foreign) * 4)
    if name == "cp932":
        kana = sum("\u3041" <= letter <= "\u30fe" for letter in foreign)
        rubbish = sum("\uff61" <= letter <= "\uff9f" for letter in foreign)  # the half-width ones
        return 2 * (kana > 0 and rubbish * _FEW <= len(foreign))
    return 1


def _is_common_chinese(character: str) -> bool:
    """Return whether it is punctuation or one of the 3,755 characters that GB 2312 calls common."""
    try:
        return character.encode("gb2312") < b"\xd8"
    except UnicodeEncodeError:
        return False
