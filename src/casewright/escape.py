"""What no terminal may receive raw: control characters, escape sequences, what turns the direction of text."""

from __future__ import annotations

import codecs
import re

_RAW = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 without tab and line feed, DEL, C1
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # every character with the property Bidi_Control (UAX 9)
    "\u2028\u2029\u206a-\u206f\ufff9-\ufffb"  # separators that some terminals break at; deprecated and annotations
    "\ud800-\udfff"  # half a character: a file name that is not UTF-8
    "\U000e0000-\U000e007f]"  # tags, which nobody sees
)


def visible(text: str) -> str:
    r"""The text with everything that could act on a terminal written out: `\x1b`, `\u202e`. Lines stay lines.

    Applied to its own result it changes nothing.
    """
    return _RAW.sub(_written_out, text.replace("\r\n", "\n"))


def visible_line(text: str) -> str:
    r"""The same for what has to stay one line, such as a name: a line feed is written `\n`, a tab `\t`."""
    return visible(text).replace("\n", "\\n").replace("\t", "\\t")


def visible_json(document: str) -> str:
    r"""A JSON document in which such characters stand as JSON writes them (`\u202e`): the same values to a program."""
    return _RAW.sub(lambda found: json_escape(found[0]), document)


def _written_out(found: re.Match[str]) -> str:
    code = ord(found[0])
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def json_escape(character: str) -> str:
    r"""A character as JSON writes it in ASCII: `\u202e`, two of them beyond the first plane."""
    units = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))


STAND_INS = "casewright.stand-ins"
"""The way to handle such a character in text: a sign that resembles it, or its number."""
JSON_STAND_INS = "casewright.json-stand-ins"
"""The way to handle it in a JSON document: as JSON writes it, so that a program reads the same value."""

_SIGNS = {"·": "-", "×": "x", "…": "...", "→": "->", "–": "-", "—": "-", "“": '"', "”": '"', "’": "'", "✓": "+"}


def _resemble(error: UnicodeError) -> tuple[str | bytes, int]:
    if isinstance(error, UnicodeEncodeError) and error.object[error.start] in _SIGNS:
        return _SIGNS[error.object[error.start]], error.start + 1
    return codecs.backslashreplace_errors(error)


def _escape_in_json(error: UnicodeError) -> tuple[str | bytes, int]:
    if isinstance(error, UnicodeEncodeError):
        return "".join(map(json_escape, error.object[error.start : error.end])), error.end
    raise error


codecs.register_error(STAND_INS, _resemble)
codecs.register_error(JSON_STAND_INS, _escape_in_json)
