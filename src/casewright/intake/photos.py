"""A closer look at pictures: do they decode to the end, are they large enough, do they say where they were taken."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from casewright.extras import how_to_install
from casewright.intake.cells import Unreadable
from casewright.message import msg

if TYPE_CHECKING:
    from PIL.Image import Image

#: Pixels across: below, a support associate sees nothing on a photo.
MIN_WIDTH = 500
#: EXIF's tag for the block that holds the position.
GPS = 0x8825
_POSITION = frozenset({2, 4})
"""Latitude and longitude inside that block; it also holds clocks and directions."""
_XMP = ("xmp", "XML:com.adobe.xmp")
_EXPECTED = msg(
    "a photo that opens in a viewer, at least {MIN_WIDTH} pixels wide, saved as JPEG or PNG", MIN_WIDTH=MIN_WIDTH
)


@contextmanager
def opened(path: Path) -> Iterator[Image]:
    """A picture, HEIC too; it is decoded when it is used.

    Raises:
        Unreadable: it breaks off or is far larger than any camera's (`photo-broken`, `photo-too-large`), or nothing
            here reads HEIC (`photo-needs-extra`).
    """
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415 (only where photos are looked at)

    if path.suffix.casefold() in (".heic", ".heif"):
        _know_heic()
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    try:
        with Image.open(path) as picture:
            yield picture
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise Unreadable("photo-too-large", msg("this picture has more than 89 million pixels"), _EXPECTED) from None
    except (UnidentifiedImageError, OSError, RuntimeError, SyntaxError, ValueError, IndexError, MemoryError) as error:
        raise Unreadable(
            "photo-broken", msg("this picture cannot be read completely ({error})", error=error), _EXPECTED
        ) from None


def _know_heic() -> None:
    """Teach Pillow to read HEIC, in which telephones keep photos.

    Raises:
        Unreadable: the library for it is not installed (`photo-needs-extra`).
    """
    try:
        import_module("pi_heif").register_heif_opener(thumbnails=False)
    except ModuleNotFoundError:
        how = msg("the photo as JPEG; or, to read HEIC, {how}", how=how_to_install("photos"))
        raise Unreadable("photo-needs-extra", msg("HEIC photos cannot be read by this installation"), how) from None


def check(path: Path) -> None:
    """Decode a picture whole.

    Raises:
        Unreadable: it breaks off, is too small, or is far larger than any camera's (`photo-broken`,
            `photo-too-small`, `photo-too-large`).
    """
    with opened(path) as picture:
        picture.load()
        width, height = picture.size
    if width < MIN_WIDTH:
        raise Unreadable(
            "photo-too-small", msg("this picture is {width} × {height} pixels", width=width, height=height), _EXPECTED
        )


ORIENTATION = 0x0112
"""EXIF's tag for how a picture has to be turned to stand upright; 1 is upright already."""


def scan_size(path: Path) -> tuple[int, int]:
    """Width and height of a picture in pixels, as it is stored.

    Raises:
        Unreadable: as for `opened`.
    """
    with opened(path) as picture:
        return picture.size


def lies_on_its_side(path: Path) -> bool:
    """Return whether a picture has to be turned to be read: not everybody who receives it has a viewer that does.

    Raises:
        Unreadable: as for `opened`.
    """
    with opened(path) as picture:
        return picture.getexif().get(ORIENTATION, 1) not in (0, 1)


def says_where(path: Path) -> bool:
    """Return whether a picture carries the position at which it was taken, in EXIF or in XMP.

    Raises:
        Unreadable: as for `opened`.
    """
    with opened(path) as picture:
        if _POSITION & picture.getexif().get_ifd(GPS).keys():
            return True
        xmp = [picture.info.get(name, b"") for name in _XMP]
    return any(b"GPSLatitude" in (text.encode() if isinstance(text, str) else text) for text in xmp)
