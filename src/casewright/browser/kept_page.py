"""Keeping a moment: a picture, the page as one silent HTML file, and its text; secrets never get into them."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Page

from casewright.browser.cover import covered
from casewright.browser.picture import picture_of
from casewright.file_names import file_name
from casewright.flow.sighting import Sighting
from casewright.flow.window import Kept
from casewright.privacy.scrub import Scrubber

_SCRIPT = (Path(__file__).parent / "scripts" / "keep.js").read_text(encoding="utf-8")


def keep(page: Page, seen: Sighting, folder: Path, name: str, scrubber: Scrubber, own: str = "") -> Kept:
    """Write `name.png`, `name.html` and `name.aria.yaml`; a name that is taken gets a number.

    What the scrubber knows for personal or secret is replaced in page and text, and covered in the picture, but for
    `own`: what the claim itself put there is what the person looks at before saying yes.

    Raises:
        playwright.sync_api.Error: the page went away meanwhile.
    """
    stem = _free(folder.absolute(), name)
    stem.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    picture, html, text = (stem.with_name(stem.name + ending) for ending in (".png", ".html", ".aria.yaml"))
    scrubber.found.clear()
    html.write_text(scrubber.html(str(page.evaluate(_SCRIPT))), encoding="utf-8")
    text.write_text(scrubber.text(seen.text) + "\n", encoding="utf-8")
    with covered(page, {word for word in scrubber.found if word not in own}):
        picture.write_bytes(picture_of(page))
    return Kept(name, picture, html, text)


def _free(folder: Path, name: str) -> Path:
    """A path inside `folder` that no earlier moment has; slashes in the name make folders, nothing leads out."""
    parts = [file_name(part, "") for part in re.split(r"[/\\]", name)]
    stem = folder.joinpath(*[part for part in parts if part] or ["page"])
    number, free = 1, stem
    while free.with_name(free.name + ".png").exists():
        number += 1
        free = stem.with_name(f"{stem.name}-{number}")
    return free
