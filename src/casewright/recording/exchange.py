"""The interface of the recorded Seller Central: one request, one answer, nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import parse_qsl, urlsplit

FORM = "application/x-www-form-urlencoded"
HTML = "text/html; charset=utf-8"
COOKIE = "casewright-session"
NOT_RECORDED = "X-Casewright-Not-Recorded"
"""The header of an answer to something that was never recorded: what a dry run counts as refused."""
PAGE = "X-Casewright-Page"
"""The header that names the recorded page of an answer."""


@dataclass(frozen=True, slots=True)
class Request:
    """One request of a browser or of a test. `path` has no query; `session` is the cookie the site gave, or ''.

    `wants` is `text` for a reader without a browser: the answer is then the page's golden text instead of HTML.
    """

    method: str
    host: str
    path: str
    query: dict[str, str] = field(default_factory=dict)
    fields: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    session: str = ""
    wants: Literal["html", "text"] = "html"


@dataclass(frozen=True, slots=True)
class Answer:
    """What the site says. `fault` tells the door to hold the answer back, or to drop the connection.

    `delay` is in seconds.
    """

    status: int = 200
    body: bytes = b""
    media_type: str = HTML
    headers: dict[str, str] = field(default_factory=dict)
    session: str = ""
    delay: float = 0.0
    fault: Literal["none", "drop"] = "none"

    @property
    def recorded(self) -> bool:
        """Whether the recording knows what was asked for."""
        return NOT_RECORDED not in self.headers

    @property
    def page(self) -> str:
        """The name of the recorded page that this is, or ''."""
        return self.headers.get(PAGE, "")

    @property
    def location(self) -> str | None:
        """Where a redirect leads."""
        return self.headers.get("Location") if 300 <= self.status < 400 else None


def read_request(method: str, url: str, *, body: bytes = b"", content_type: str = "", session: str = "") -> Request:
    """A request as it comes over the wire: the address taken apart, a form's fields read.

    A form that is not UTF-8 loses only the broken bytes; a field that is there twice counts with its first value.
    """
    parts = urlsplit(url)
    typed = content_type.partition(";")[0].strip().lower() == FORM
    return Request(
        method=method.upper(),
        host=parts.netloc,
        path=parts.path or "/",
        query=_first(parse_qsl(parts.query, keep_blank_values=True)),
        fields=read_form(body) if typed else {},
        body=b"" if typed else body,
        session=session,
    )


def read_form(body: bytes) -> dict[str, str]:
    """The fields of a form post; forms send every line's end as CR LF, and what was typed had LF."""
    pairs = parse_qsl(body.decode("ascii", errors="replace"), keep_blank_values=True, max_num_fields=1000)
    return _first((name, value.replace("\r\n", "\n").replace("\r", "\n")) for name, value in pairs)


def _first(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in pairs:
        found.setdefault(name, value)
    return found
