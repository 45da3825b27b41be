"""A closer look at PDF documents, with the engine of Chrome: what a viewer opens is opened here, and read."""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module
from pathlib import Path
from threading import Lock
from types import ModuleType
from typing import TYPE_CHECKING, NamedTuple

from casewright.intake.cells import Unreadable
from casewright.message import msg

if TYPE_CHECKING:
    from PIL.Image import Image
    from pypdfium2 import PdfDocument, PdfPage  # type: ignore[import-untyped]  # it ships no types

#: Pages looked through for text; identifiers stand on the first ones.
_PAGES = 20
_ONE_AT_A_TIME = Lock()
"""The engine must not be called by two threads at once, not even for two documents."""


class PdfContent(NamedTuple):
    """What a PDF shows: the text of its first pages, and the pixels of its largest picture (0, 0 without one)."""

    text: str
    picture: tuple[int, int] = (0, 0)

    @property
    def is_scan(self) -> bool:
        """Whether it is pictures of pages, without a word that a program can read."""
        return not self.text.strip()


def _pdfium() -> ModuleType:
    """The library that reads PDFs as a viewer does, loaded where the first document is looked at."""
    return import_module("pypdfium2")


@lru_cache(maxsize=512)
def read_pdf(path: Path, _sha256: str) -> PdfContent:
    """What a PDF shows on its first pages.

    Raises:
        Unreadable: it is locked, broken, or shows nothing (`document-locked`, `document-broken`, `document-empty`).
    """
    pdfium, content = _pdfium(), path.read_bytes()
    try:
        with _ONE_AT_A_TIME:
            found = _look_through(pdfium.PdfDocument(content))
    except pdfium.PdfiumError as error:
        raise _refusal(error) from None
    if found is None:
        raise Unreadable("document-empty", msg("the pages of this PDF are empty"), msg("a document with content"))
    return found


def draw_page(path: Path, longest: int, number: int = 1) -> Image:
    """A page of a PDF, counted from 1, as a picture, its longer side so many pixels.

    Raises:
        Unreadable: it is locked or broken.
        IndexError: it has no such page.
        OSError: the file cannot be read.
    """
    pdfium, content = _pdfium(), path.read_bytes()
    try:
        with _ONE_AT_A_TIME, pdfium.PdfDocument(content) as document:
            if not 1 <= number <= len(document):
                raise IndexError(number)
            page = document[number - 1]
            drawn: Image = page.render(scale=longest / max(page.get_size())).to_pil()
            return drawn.convert("RGB")
    except pdfium.PdfiumError as error:
        raise _refusal(error) from None


def count_pages(path: Path) -> int:
    """How many pages a PDF has.

    Raises:
        Unreadable: it is locked or broken.
        OSError: the file cannot be read.
    """
    pdfium, content = _pdfium(), path.read_bytes()
    try:
        with _ONE_AT_A_TIME, pdfium.PdfDocument(content) as document:
            return len(document)
    except pdfium.PdfiumError as error:
        raise _refusal(error) from None


def _refusal(error: Exception) -> Unreadable:
    raw = _pdfium().raw
    code = getattr(error, "err_code", None)
    if code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
        return Unreadable(
            "document-locked", msg("this PDF asks for a password"), msg("the same PDF without a password")
        )
    return Unreadable(
        "document-broken", msg("this PDF cannot be opened, not even in a viewer"), msg("a PDF that a viewer opens")
    )


def _look_through(document: PdfDocument) -> PdfContent | None:
    """Text and largest picture of the first pages; None where nothing is on them."""
    try:
        pages = [document[number] for number in range(min(len(document), _PAGES))]
        text = "\n".join(_text_of(page) for page in pages)
        if not text.strip() and not any(map(_shows_something, pages)):
            return None
        return PdfContent(text, max((size for page in pages for size in _picture_sizes(page)), default=(0, 0)))
    finally:
        document.close()


def _text_of(page: PdfPage) -> str:
    words: str = page.get_textpage().get_text_range()
    return "\n".join(words.splitlines())


def _shows_something(page: PdfPage) -> bool:
    """Return whether anything is on a page: a page set up and left empty has no object and no note."""
    raw = _pdfium().raw
    return bool(raw.FPDFPage_CountObjects(page) > 0 or raw.FPDFPage_GetAnnotCount(page) > 0)


def _picture_sizes(page: PdfPage) -> list[tuple[int, int]]:
    """Width and height in pixels of each picture on a page."""
    return [picture.get_px_size() for picture in page.get_objects(filter=[_pdfium().raw.FPDF_PAGEOBJ_IMAGE])]
