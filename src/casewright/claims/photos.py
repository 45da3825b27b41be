"""A closer look at pictures: do they decode to the end, and are they large enough to show anything."""

from __future__ import annotations

import warnings
from pathlib import Path

from casewright.claims.cells import Unreadable

#: Pixels across: below, a support associate sees nothing on a photo.
MIN_WIDTH = 500
_EXPECTED = f"a photo that opens in a viewer, at least {MIN_WIDTH} pixels wide, saved as JPEG or PNG"


def check(path: Path) -> None:
    """Decode a picture whole.

    Raises:
        Unreadable: it breaks off, is too small, or is far larger than any camera's (`photo-broken`,
            `photo-too-small`, `photo-too-large`).
    """
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415 (only where photos are looked at)

    if path.suffix.casefold() == ".heic":
        return  # Pillow cannot decode it; its first bytes were looked at
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    try:
        with Image.open(path) as picture:
            width, height = picture.size
            picture.load()
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise Unreadable("photo-too-large", "this picture has more than 89 million pixels", _EXPECTED) from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, IndexError, EOFError, MemoryError) as error:
        raise Unreadable("photo-broken", f"this picture cannot be opened to its end ({error})", _EXPECTED) from None
    if width < MIN_WIDTH:
        raise Unreadable("photo-too-small", f"this picture is {width} × {height} pixels", _EXPECTED)
