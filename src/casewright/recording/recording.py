"""A recording: a walk through the site, kept. Numbered pages, their golden texts, and one recording.yaml."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from casewright.claims.problem import Value


class Go(Value):
    """What a press on a page's control does: one of `to` (a page), `open` (an address), `creates` a case.

    `needs` are draft fields without which the site shows the page `otherwise`. `top` replaces the whole window
    instead of the frame. With `creates`, the site then goes to `then`: a page, or an address with `{case_id}`.
    """

    to: str | None = None
    open: str | None = None
    creates: Literal["case"] | None = None
    then: str | None = None
    needs: tuple[str, ...] = ()
    otherwise: str | None = None
    top: bool = False


class Page(Value):
    """One document: the page itself, or one frame of it.

    `at` is the address (path) that answers with it; the first page of an address is what a new session sees.
    `fields` maps the accessible name of each text box, choice or drop-down to the draft's field name; `upload` is
    the accessible name of the button that takes files; `frames` are the addresses of its iframes, in order.
    """

    name: str
    file: str
    at: str
    status: int = 200
    evidence: Literal["captured", "composed"]
    sources: tuple[str, ...]
    fields: dict[str, str] = {}
    upload: str | None = None
    frames: tuple[str, ...] = ()
    go: dict[str, Go] = {}
    redirect: str | None = None


class Recording(Value):
    """A folder of recorded pages. `include` names recordings whose pages belong to the site too (sign-in, cases)."""

    recording: str
    about: str
    language: str = "en"
    start: str
    include: tuple[str, ...] = ()
    pages: Annotated[tuple[Page, ...], Field(min_length=1)]
    folder: Path = Path()
