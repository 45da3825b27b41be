"""The recorded pages as text: HTML for a browser, golden texts for a reader without one, and what belongs to pages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from jinja2 import FileSystemLoader
from jinja2.sandbox import SandboxedEnvironment

from casewright.errors import CasewrightError
from casewright.message import msg
from casewright.places import recordings
from casewright.recording.read import home_of
from casewright.recording.recording import Page, Recording

ASSETS = "/shared/"
"""Where pages find their script and style."""
_ASSET_TYPES = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
    "png": "image/png",
    "woff2": "font/woff2",
}
_ASSET = re.compile(r"[\w-]+(?:\.[\w-]+)*\.(?P<ending>[a-z0-9]+)", re.ASCII)


class NotReadable(CasewrightError):
    """A recorded page has no golden text, so it cannot be read without a browser."""


class Pages:
    """Renders the pages of one site; templates may build on any file under its folder, or on the shipped ones."""

    def __init__(self, recording: Recording) -> None:
        self._folder = recording.folder
        loader = FileSystemLoader([recording.folder, recordings()])
        self._html = SandboxedEnvironment(loader=loader, autoescape=True)
        self._text = SandboxedEnvironment(loader=loader, autoescape=False, finalize=one_line)

    def html(self, page: Page, context: Mapping[str, Any]) -> str:
        """The page as a browser gets it."""
        if page.file.endswith(".j2"):
            return self._html.get_template(page.file).render(context)
        return (home_of(self._folder, page.file) / page.file).read_text(encoding="utf-8")

    def text(self, page: Page, context: Mapping[str, Any], shown: str | None = None) -> str:
        """What can be read in the page, as the browser told it; `shown` as in `Page.shows`.

        Raises:
            NotReadable: nobody recorded that text.
        """
        golden, folder = page.golden(shown), home_of(self._folder, page.file)
        if (folder / f"{golden}.j2").is_file():
            return self._text.get_template(f"{golden}.j2").render(context)
        try:
            return (folder / golden).read_text(encoding="utf-8")
        except FileNotFoundError:
            raise NotReadable(
                msg("The recorded page {name!r} has no text {golden}.", name=page.name, golden=golden),
                remedy=msg("Write it with `casewright flow golden`."),
            ) from None

    def asset(self, name: str) -> tuple[bytes, str] | None:
        """A style, script, picture or font that pages share, with its media type; None where there is none.

        A recording that lies elsewhere uses the shipped ones where it brings none.
        """
        found = _ASSET.fullmatch(name)
        media_type = _ASSET_TYPES.get(found["ending"]) if found else None
        file = next(
            (one / "shared" / name for one in (self._folder, recordings()) if (one / "shared" / name).is_file()), None
        )
        return (file.read_bytes(), media_type) if media_type and file else None


def one_line(value: object) -> object:
    """A value as it stands in a golden text: white space collapsed, as a browser does."""
    return " ".join(value.split()) if isinstance(value, str) else value
