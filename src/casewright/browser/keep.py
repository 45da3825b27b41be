"""Keeping a moment: a picture, the page as one silent HTML file, and its text; secrets never get into them."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Frame, Locator, Page

from casewright.browser.frames import shown_frames
from casewright.flow.sighting import Sighting
from casewright.flow.window import Kept
from casewright.recording.scrub import Scrubber

_SCRIPT = (Path(__file__).parent / "scripts" / "keep.js").read_text(encoding="utf-8")
_FITS = "document.documentElement.scrollHeight <= innerHeight && document.documentElement.scrollWidth <= innerWidth"
_SECRETS = (
    "input[type=password], input[type=email], input[autocomplete=one-time-code], input[autocomplete=username], "
    "input[autocomplete=email], input[name=otpCode], input[name=email], input[name=code], #cvf-input-code"
)
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
_EMAIL_BOX = re.compile(r"e-?mail|メール|邮箱|电子邮件", re.IGNORECASE)


def keep(page: Page, seen: Sighting, folder: Path, name: str, scrubber: Scrubber) -> Kept:
    """Write `name.png`, `name.html` and `name.aria.yaml`; a name that is taken gets a number.

    What the scrubber knows for personal or secret is replaced in page and text; the picture, which the person looks at
    before saying yes, shows the form as it is, passwords, codes and e-mail addresses covered.

    Raises:
        playwright.sync_api.Error: the page went away meanwhile.
    """
    stem = _free(folder.absolute(), name)
    stem.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    picture, html, text = (stem.with_name(stem.name + ending) for ending in (".png", ".html", ".aria.yaml"))
    masks = [mask for frame in shown_frames(page) for mask in _masks(frame)]
    whole = not page.evaluate(_FITS)  # drawing more than the window shows takes twice as long
    page.screenshot(path=picture, full_page=whole, mask=masks, animations="disabled", scale="css")
    html.write_text(scrubber.html(str(page.evaluate(_SCRIPT))), encoding="utf-8")
    text.write_text(scrubber.text(seen.text) + "\n", encoding="utf-8")
    return Kept(name, picture, html, text)


def _masks(frame: Frame) -> tuple[Locator, ...]:
    """What is covered in a picture: fields that hold what signs in or an e-mail address, and shown addresses."""
    return (
        frame.locator(_SECRETS),
        frame.get_by_role("textbox", name=_EMAIL_BOX),
        frame.get_by_text(_EMAIL),
    )


def _free(folder: Path, name: str) -> Path:
    """A path inside `folder` that no earlier moment has; slashes in the name make folders, nothing leads out."""
    parts = [re.sub(r"[^\w.-]+", "-", part).strip("-.") for part in re.split(r"[/\\]", name)]
    stem = folder.joinpath(*[part for part in parts if part] or ["page"])
    number, free = 1, stem
    while free.with_name(free.name + ".png").exists():
        number += 1
        free = stem.with_name(f"{stem.name}-{number}")
    return free
