"""The words of a scan, read by OCR where that extra is installed: to be told and compared, never to decide by."""

from __future__ import annotations

import io
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import Any

from PIL import Image

from casewright.extras import LIBRARIES
from casewright.intake.cells import Unreadable
from casewright.intake.documents import count_pages, draw_page

_PAGES = 2
"""What an associate looks for stands on the first ones, and each takes seconds."""
_LONGEST = 2000
"""Pixels of the longer side: enough for small print of a page."""
_ONE_AT_A_TIME = Lock()


@lru_cache(maxsize=512)
def read_scan(path: Path, media_type: str, _sha256: str) -> str | None:
    """The words on a scan, line by line, as OCR reads them: with mistakes. None where `casewright[ocr]` is missing.

    The models come with the library: nothing is downloaded, and nothing leaves this machine.
    """
    if not all(map(find_spec, sorted(LIBRARIES["ocr"]))):
        return None
    try:
        pages = _draw_pages(path) if media_type == "application/pdf" else [_open_picture(path)]
    except (Unreadable, OSError):  # gone since it was looked at: whoever sends it will see that
        return ""
    with _ONE_AT_A_TIME:
        return "\n".join(line for page in pages for line in _read_lines(page))


def _draw_pages(path: Path) -> list[bytes]:
    return [_as_png(draw_page(path, _LONGEST, number)) for number in range(1, min(count_pages(path), _PAGES) + 1)]


def _open_picture(path: Path) -> bytes:
    with Image.open(path) as picture:
        picture.thumbnail((_LONGEST, _LONGEST))
        return _as_png(picture.convert("RGB"))


def _as_png(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


@lru_cache(maxsize=1)
def _engine() -> Any:  # noqa: ANN401 (the library ships no types)
    return import_module("rapidocr").RapidOCR(params={"Global.log_level": "error"})


def _read_lines(page: bytes) -> list[str]:
    return [str(line) for line in _engine()(page).txts or ()]
