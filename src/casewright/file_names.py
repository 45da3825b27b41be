"""File names that every system takes: made from words that a person or a flow chose."""

from __future__ import annotations

import re

_MOST = 80
"""Letters: with the folders above it and an ending, a path stays under the 260 that Windows takes."""
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)", re.IGNORECASE)
"""What Windows takes for a device, whatever the ending."""


def is_device_name(name: str) -> bool:
    """Return whether Windows takes a part of a path for a device."""
    return bool(_RESERVED.match(name))


def file_name(words: str, otherwise: str = "page") -> str:
    """Words as one part of a path: no separator, colon or control character, no dot at an end, no device's name."""
    name = re.sub(r"[^\w.-]+", "-", words)[:_MOST].strip("-.")
    if is_device_name(name):
        return f"_{name}"
    return name or otherwise
