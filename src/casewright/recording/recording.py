"""A recording: a walk through the site, kept. Numbered pages, their golden texts, and one recording.yaml."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from casewright.message import msg
from casewright.model.problem import Value

_PLACE = re.compile(r"\{(\w+)\}")


def _pattern(text: str) -> str:
    try:
        re.compile(text)
    except re.error as error:
        raise ValueError(msg("this pattern is not valid: {reason}", reason=error)) from None
    return text


class Go(Value):
    """What a press on a page's control does: one of `to` (a page), `open` (an address), `creates` a case or a reply.

    A reply is the draft's `reply` with the files that were sent from the page, added to the case that it shows.

    `needs` are draft fields without which the site shows the page `otherwise`. `top` replaces the whole window
    instead of the frame. With `creates`, the site then goes to `then`: a page, or an address with `{case_id}`;
    `writes` are draft fields that the site itself fills in for the case, with `{names}` of what was typed.
    """

    to: str | None = None
    open: str | None = None
    creates: Literal["case", "reply"] | None = None
    then: str | None = None
    writes: dict[str, str] = {}
    needs: tuple[str, ...] = ()
    otherwise: str | None = None
    top: bool = False

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        ways = [way for way in (self.to, self.open, self.creates) if way is not None]
        if len(ways) != 1:
            raise ValueError(
                msg("a press leads one way only: `to` a page, `open` an address, or `creates` a case or a reply")
            )
        if (self.creates is None) != (self.then is None):
            raise ValueError(msg("`then` says where the site goes after `creates`, and needs it"))
        if bool(self.needs) != (self.otherwise is not None):
            raise ValueError(msg("`needs` and `otherwise` belong together"))
        return self

    @property
    def pages(self) -> tuple[str, ...]:
        """The pages that this press may lead to, by name."""
        named = (self.to, self.otherwise, None if is_address(self.then) else self.then)
        return tuple(name for name in named if name)


class Page(Value):
    """One document: the page itself, or one frame of it.

    `at` is the address (path) that answers with it; the first page of an address is what a new session sees. A part of
    it in braces, `{shipment}`, stands for any; what it was becomes a draft field.
    `fields` maps the accessible name of each text box, choice or drop-down to the draft's field name; `upload` is
    the accessible name of the button that takes files; `frames` are the addresses of its iframes, in order.
    `shows` names what the page's own script does without asking the site: the control that is pressed or chosen →
    the ending of the golden text that can be read afterwards (`Email: email` → `09-contact-form.email.aria.yaml`).
    `reads` are patterns that take parts of what was typed: their named groups become draft fields of their own.
    `accounts` says that its buttons named like an account choose it, as in the account chooser.
    `example` is what the page shows of the draft when nothing was typed: its golden text has a place for it.
    `anchor` is the part of the page that its address names (`#…`), where it is known by that.
    `level` marks a level of categories: no screen, but walked between two of them by the words of the claim.
    `language` and `words` are those of the recording it belongs to.
    """

    name: str
    file: str
    at: Annotated[str, Field(pattern=r"^/[^?#\s]*$")]
    status: Annotated[int, Field(ge=200, le=599)] = 200
    evidence: Literal["captured", "composed"]
    sources: tuple[str, ...]
    fields: dict[str, str] = {}
    upload: str | None = None
    frames: tuple[str, ...] = ()
    go: dict[str, Go] = {}
    redirect: str | None = None
    reads: dict[str, Annotated[str, AfterValidator(_pattern)]] = {}
    example: dict[str, str] = {}
    language: str = ""
    words: dict[str, str] = {}
    shows: dict[str, Annotated[str, Field(pattern=r"^[a-z0-9-]+$")]] = {}
    accounts: bool = False
    anchor: str = ""
    level: bool = False

    def golden(self, shown: str | None = None) -> str:
        """The golden text's file beside the page, without a template's ending: `03-tiles.aria.yaml`."""
        stem = self.file.removesuffix(".j2").removesuffix(".html")
        return f"{stem}.{shown}.aria.yaml" if shown else f"{stem}.aria.yaml"


class Recording(Value):
    """A folder of recorded pages, in one interface language: `words` are what English labels are called in it.

    `include` names recordings whose pages belong to the site too (sign-in, cases). `replaces` names recordings whose
    pages these are in another form: a site that includes this one first has none of theirs.

    Files of pages are named relative to `folder`.
    """

    recording: str
    about: str
    language: str = "en"
    words: dict[str, str] = {}
    start: str
    include: tuple[str, ...] = ()
    replaces: tuple[str, ...] = ()
    pages: Annotated[tuple[Page, ...], Field(min_length=1)]
    folder: Path = Path()

    def page(self, name: str) -> Page:
        """The page of this name.

        Raises:
            KeyError: there is none; reading a recording proves that what it names is there.
        """
        for page in self.pages:
            if page.name == name:
                return page
        raise KeyError(name)

    def pages_at(self, path: str) -> tuple[Page, ...]:
        """All pages that this address may answer with, the first being what a new session sees."""
        return tuple(page for page in self.pages if page.at == path)

    def address_of(self, path: str) -> tuple[str, dict[str, str]]:
        """The address as its pages have it, and what stands in its braces."""
        for at in dict.fromkeys(page.at for page in self.pages if _PLACE.search(page.at)):
            if found := re.fullmatch(_PLACE.sub(r"(?P<\1>[^/]+)", at), path):
                return at, found.groupdict()
        return path, {}

    @property
    def frames(self) -> frozenset[str]:
        """The paths that are shown inside another page."""
        return frozenset(path_of(frame) for page in self.pages for frame in page.frames)


def is_address(text: str | None) -> bool:
    """Return whether a target is an address (`/home`) rather than a page's name."""
    return text is not None and text.startswith("/")


def path_of(address: str) -> str:
    """An address without query and fragment."""
    return str(PurePosixPath(address.partition("?")[0].partition("#")[0]))


def filled_in(text: str, draft: Mapping[str, str]) -> str:
    """A text with each `{name}` of the draft replaced; nothing in it is looked up any deeper."""
    return _PLACE.sub(lambda place: draft.get(place[1], ""), text)
