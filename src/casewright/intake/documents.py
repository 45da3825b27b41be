"""A closer look at PDF documents: can they be opened, do they show anything, and what do they say."""

from __future__ import annotations

import logging
import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from casewright.intake.cells import Unreadable

if TYPE_CHECKING:
    from pypdf import PageObject

#: Pages looked through for text; identifiers stand on the first ones.
_PAGES = 20
_PAINTS = re.compile(rb"(?<![\w/])(?:Do|f\*?|F|S|s|B\*?|b\*?|sh|Tj|TJ|EI)(?!\w)")
"""The PDF operators that leave something on the page: a picture, a filled or drawn shape, text."""

# What pypdf thinks of a file is said in our own words; its log would only disturb the screen.
logging.getLogger("pypdf").addHandler(logging.NullHandler())


@lru_cache(maxsize=512)
def text_of(path: Path, sha256: str) -> str:  # noqa: ARG001 (the hash tells the cache that the content is the same)
    """The text of a PDF's first pages, empty for a scan.

    Raises:
        Unreadable: it is locked, broken, or shows nothing (`document-locked`, `document-broken`, `document-empty`).
    """
    try:
        locked, text, shows = _opened(path)
    except Exception as error:  # noqa: BLE001 (whatever a broken PDF makes the library raise)
        why = f"this PDF cannot be opened ({type(error).__name__})"
        raise Unreadable("document-broken", why, "a PDF that a viewer opens") from None
    if locked:
        raise Unreadable("document-locked", "this PDF is locked with a password", "the same PDF without a password")
    if not shows:
        raise Unreadable("document-empty", "there is nothing on the pages of this PDF", "a document with content")
    return text


def _opened(path: Path) -> tuple[bool, str, bool]:
    """Whether it is locked, the text of its first pages, and whether there is anything to see on them."""
    from pypdf import PdfReader  # noqa: PLC0415 (only where documents are looked at)

    reader = PdfReader(path)
    if reader.is_encrypted:
        return True, "", False
    pages = list(reader.pages[:_PAGES])
    text = "\n".join(page.extract_text() for page in pages)
    return False, text, bool(text.strip()) or any(map(_paints, pages))


def _paints(page: PageObject) -> bool:
    """Whether a page's content paints at all: a page set up and left empty has content too."""
    content = page.get_contents()
    return "/Annots" in page or (content is not None and bool(_PAINTS.search(content.get_data())))
