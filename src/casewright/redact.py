"""The one place that knows what is secret: whatever is remembered here is removed from every text that leaves."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from urllib.parse import quote, quote_plus

MARK = "[secret]"
"""What stands in the place of a secret."""

_SHORTEST = 4
"""A shorter secret stands in too many innocent words to be taken out of them."""

_IN_ADDRESS = re.compile(
    r"([?&;#][\w.%-]*(?:token|session|csrf|secret|passw|credential|signature|openid|cookie|auth|otp)[\w.%-]*=)"
    r"(?!\[)[^&;\s\"'<>#]+",
    re.IGNORECASE,
)
"""What an address carries under a name that says that it is a key. Nobody has to have been told of it before."""

_known: set[str] = set()
_pattern: re.Pattern[str] | None = None


def remember(secret: str) -> None:
    """From now on, for as long as the program runs, `redact` takes this text out, however it is written."""
    global _pattern  # noqa: PLW0603 (one memory a process: whatever holds a text must be able to ask)
    if len(secret) < _SHORTEST or secret in _known:
        return
    _known.add(secret)
    ways = sorted({way for known in _known for way in _ways(known)}, key=len, reverse=True)
    _pattern = re.compile("|".join(re.escape(way) for way in ways))


def redact(text: str) -> str:
    """The text without any secret: as it is, in an address, in JSON, in HTML, or in quotes of Python.

    What an address carries under a name such as `token` or `openid.assoc_handle` is taken out as well.
    """
    if _pattern:
        text = _pattern.sub(MARK, text)
    return _IN_ADDRESS.sub(rf"\g<1>{MARK}", text) if "=" in text else text


def secrets_in(text: str) -> set[str]:
    """Which secrets stand in the text, each as it is written there."""
    return {found.group() for found in _pattern.finditer(text)} if _pattern else set()


def _ways(secret: str) -> Iterator[str]:
    """Every way in which a secret may be written."""
    yield secret
    yield quote(secret, safe="")
    yield quote(secret)
    yield quote_plus(secret)
    yield json.dumps(secret)[1:-1]
    yield json.dumps(secret, ensure_ascii=False)[1:-1]
    yield html.escape(secret)
    yield html.escape(secret, quote=False)
    yield repr(secret)[1:-1]
    yield "".join(secret.split())
