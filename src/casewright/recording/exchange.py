"""What goes in and out of the recorded Seller Central: one request, one answer, nothing else."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True)
class Request:
    """One request of a browser or of a test. `path` has no query; `session` is the cookie the site gave, or ''."""

    method: str
    host: str
    path: str
    query: dict[str, str] = field(default_factory=dict)
    fields: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    session: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the site says. `fault` tells the door to hold the answer back, or to drop the connection."""

    status: int = 200
    body: bytes = b""
    media_type: str = "text/html; charset=utf-8"
    headers: dict[str, str] = field(default_factory=dict)
    session: str = ""
    delay: float = 0.0
    fault: Literal["none", "drop"] = "none"
