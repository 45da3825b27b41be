"""What is written in place of a character that a console's encoding lacks (ASCII, cp936, cp1252)."""

from __future__ import annotations

import codecs

from casewright.escape import json_escape

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
