"""The pictures of a report: screens and evidence, inside its folder, small enough to send, with their sizes."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageOps

from casewright.intake.cells import Unreadable
from casewright.intake.documents import count_pages, draw_page
from casewright.intake.photos import opened
from casewright.model.evidence import Evidence
from casewright.whole_file import whole_file

_PICTURES = "pictures"
_LONGEST = 1280
"""Pixels of the longer side of an evidence file's preview: an invoice can be read at that size."""
_COLORS = 256
"""A page of controls needs fewer; a photo on it is told apart with so many."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture as a page shows it: its address relative to the page, width and height in pixels."""

    address: str
    width: int
    height: int


def show_screen(picture: Path, into: Path) -> Shown:
    """A screen's picture, in the report's folder (copied where it is not), packed as small as its colors allow.

    Raises:
        OSError: it cannot be read or written.
    """
    kept = _inside(picture, into)
    return Shown(kept.relative_to(into.resolve()).as_posix(), *_packed(kept))


def show_evidence(proofs: Sequence[Evidence], into: Path) -> dict[str, Shown]:
    """SHA-256 → a preview of the file: the photo, or a PDF's first page. A file that cannot be drawn has none.

    A preview holds the picture alone, nothing of where and when a photo was taken.

    Raises:
        CannotWrite: the folder cannot be written.
    """
    shown: dict[str, Shown] = {}
    for proof in proofs:
        target = into.resolve() / _PICTURES / f"evidence-{proof.sha256[:16]}.webp"
        size = _size_of(target) if target.is_file() else _draw_preview(proof, target)
        if size is not None:
            shown[proof.sha256] = Shown(f"{_PICTURES}/{target.name}", *size)
    return shown


def draw_evidence(proof: Evidence, number: int, longest: int) -> bytes | None:
    """A page of a PDF, counted from 1, or a photo, as a WebP picture; None where that cannot be drawn.

    What is drawn is what was approved: a file whose content is not that of its hash any more is not shown.
    """
    try:
        if sha256_of(proof.path) != proof.sha256:
            return None
        drawn = _drawn(proof, number, longest)
    except (OSError, Unreadable, IndexError):
        return None
    drawn.thumbnail((longest, longest))
    with BytesIO() as picture:
        drawn.save(picture, "WEBP", quality=80, method=2)
        return picture.getvalue()


def count_evidence_pages(proof: Evidence) -> int:
    """How many pictures show the whole file: a PDF's pages, 1 for a photo, 0 for what cannot be opened."""
    if proof.media_type != "application/pdf":
        return 1
    try:
        return count_pages(proof.path)
    except (OSError, Unreadable):
        return 0


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file's content, as hexadecimal digits.

    Raises:
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _draw_preview(proof: Evidence, target: Path) -> tuple[int, int] | None:
    try:
        drawn = _drawn(proof)
    except (OSError, Unreadable):  # gone or changed since it was checked
        return None
    drawn.thumbnail((_LONGEST, _LONGEST))
    with whole_file(target) as part:
        drawn.save(part, "WEBP", quality=72, method=2)
    return drawn.size


def _drawn(proof: Evidence, number: int = 1, longest: int = _LONGEST) -> Image.Image:
    if proof.media_type == "application/pdf":
        return draw_page(proof.path, longest, number)
    with opened(proof.path) as photo:
        photo.draft("RGB", (longest, longest))  # a JPEG is decoded no larger than it is shown
        return ImageOps.exif_transpose(photo).convert("RGB")


def _inside(picture: Path, into: Path) -> Path:
    root, real = into.resolve(), picture.resolve()
    if real.is_relative_to(root):
        return real
    target = root / _PICTURES / f"{real.parent.name}-{real.name}"
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(real, target)
    return target


def _packed(picture: Path) -> tuple[int, int]:
    """Put a picture of true colors down to a palette, once, where that makes it smaller; its size in pixels."""
    with Image.open(picture) as screen:
        size = screen.size
        if screen.format != "PNG" or screen.mode == "P":
            return size
        packed = screen.convert("RGB").quantize(_COLORS, Image.Quantize.FASTOCTREE)
    with whole_file(picture) as part:
        packed.save(part, "PNG")
    return size


def _size_of(picture: Path) -> tuple[int, int]:
    with Image.open(picture) as kept:
        return kept.size
