"""`-` in the place of a file: what is read comes from standard input, and what is written goes to standard output."""

from __future__ import annotations

import json
import re
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from casewright.errors import UsageError
from casewright.message import msg

_STANDARD = Path("-")
_YAML = re.compile(rb"\s*(?:#.*\s*)*(?:-\s|[\w-]+:\s)")


class CaughtFile:
    """Where a result is written: the file that was named, or one whose `content` goes to standard output."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.content: bytes | None = None


@contextmanager
def catch_output(out: Path, ending: str) -> Iterator[CaughtFile]:
    """The file that was named; for `-` one with this ending, whose content is there at the end."""
    if out != _STANDARD:
        yield CaughtFile(out)
        return
    with tempfile.TemporaryDirectory(prefix="casewright-") as folder:
        caught = CaughtFile(Path(folder) / f"standard-output{ending}")
        yield caught
        caught.content = caught.path.read_bytes()


@contextmanager
def given_claims(paths: Sequence[Path]) -> Iterator[list[Path]]:
    """The files that were named; for `-` one in this folder, which evidence is named from, and only for so long.

    Raises:
        UsageError: nobody writes to standard input, or this folder takes no file.
    """
    if _STANDARD not in paths:
        yield list(paths)
        return
    content = _read_input()
    with _kept_here(content, f"standard-input{_ending_of(content)}") as file:
        yield [file if path == _STANDARD else path for path in dict.fromkeys(paths)]


def read_given_text(file: Path | None, text: str | None) -> tuple[Path | None, str | None]:
    """A file of text, or, for `-`, the text itself in the place of the one that was given.

    Raises:
        UsageError: a text was given as well, nobody writes to standard input, or it is not UTF-8.
    """
    if file != _STANDARD:
        return file, text
    if text is not None:
        raise UsageError(msg("One text is sent: from {flag}, or from standard input.", flag="--text"))
    try:
        return None, _read_input().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError(msg("Standard input is not UTF-8.")) from error


def _read_input() -> bytes:
    if sys.stdin.isatty():
        raise UsageError(
            msg("Nothing is piped into standard input, which {sign} stands for.", sign="`-`"),
            remedy=msg("For instance: {words}", words="`casewright check - < claims.csv`"),
        )
    return sys.stdin.buffer.read()


def _ending_of(content: bytes) -> str:
    """The format, by how it begins: a workbook, JSON, YAML, and else a table."""
    if content.startswith(b"PK"):
        return ".xlsx"
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        return ".xls"
    if content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in {b"{", b"["}:
        return ".json" if _is_json(content) else ".jsonl"
    return ".yaml" if _YAML.match(content.removeprefix(b"\xef\xbb\xbf")) else ".csv"


def _is_json(content: bytes) -> bool:
    try:
        json.loads(content.decode("utf-8-sig"))
    except ValueError:
        return b"\n" not in content.strip()
    return True


@contextmanager
def _kept_here(content: bytes, name: str) -> Iterator[Path]:
    file = Path(name)
    try:
        with file.open("xb") as opened:
            opened.write(content)
    except OSError as error:
        raise UsageError(
            msg("Standard input cannot be kept as {path}: {reason}.", path=name, reason=error.strerror or error),
            remedy=msg("Work in a folder in which you may write, or name the file itself."),
        ) from error
    try:
        yield file
    finally:
        file.unlink(missing_ok=True)
