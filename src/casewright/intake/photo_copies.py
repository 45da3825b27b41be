"""Copies of photos, where Amazon should not get the original: HEIC as JPEG, and without the position where asked."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from casewright.intake.cells import Unreadable
from casewright.intake.evidence_file import MAX_BYTES, too_large
from casewright.intake.photos import GPS, opened, says_where
from casewright.message import Message, msg, msg_n
from casewright.model.evidence import Evidence
from casewright.places import home
from casewright.whole_file import whole_file

if TYPE_CHECKING:
    from PIL.Image import Image

_HEIC, _JPEG, _TIFF = "image/heic", "image/jpeg", "image/tiff"
_JFIF = ".jfif"
_QUALITIES = (92, 85, 75)
"""Of JPEG: the best whose file is small enough is taken."""

_WORDS_IN_TIFF = frozenset({0x010E, 0x010F, 0x0110, 0x0112, 0x0131, 0x0132, 0x013B})
"""Description, make, model, orientation, software, time, author."""


class Copies:
    """Makes the files that are sent in place of photos; the originals stay as they are.

    A copy lies in `folder` (by default in the home folder) under the hash of its original, so that the same photo
    gives the same file, with the same hash, each time it is looked at.
    """

    def __init__(self, folder: Path | None = None, *, strip_location: bool = False) -> None:
        self._folder = folder
        self._strip = strip_location
        self._converted: set[Path] = set()
        self._stripped: set[Path] = set()

    @property
    def statements(self) -> list[Message]:
        """What was copied so far, for a person who wonders about the names of files."""
        converted = msg_n(
            "{count} HEIC photo is sent as a JPEG copy, because Amazon's forms do not accept HEIC",
            "{count} HEIC photos are sent as JPEG copies, because Amazon's forms do not accept HEIC",
            len(self._converted),
        )
        stripped = msg_n(
            "{count} photo is sent as a copy without its location; the original stays as it is",
            "{count} photos are sent as copies without their locations; the originals stay as they are",
            len(self._stripped),
        )
        return [line for line in (converted, stripped) if line.count]

    def instead_of(self, proof: Evidence) -> Evidence:
        """The evidence to be sent: the original itself where nothing speaks against it.

        Raises:
            Unreadable: no copy can be made (`photo-broken`, `evidence-too-large`, `evidence-not-copied`,
                `photo-location-kept`).
        """
        if not proof.media_type.startswith("image/"):
            return proof
        strip = self._strip and says_where(proof.path)
        if not strip and proof.media_type != _HEIC and proof.path.suffix.casefold() != _JFIF:
            return proof
        return self._copy(proof, strip=strip)

    def _copy(self, proof: Evidence, *, strip: bool) -> Evidence:
        heic = proof.media_type == _HEIC
        renamed = proof.path.suffix.casefold() == _JFIF
        name = f"{proof.path.stem}{'-heic' * heic}.jpg" if heic or renamed else proof.name
        folder = self._folder or home().evidence
        path = folder / (proof.sha256[:16] + ("-no-location" if strip else "")) / name
        if not path.is_file():
            _make(proof.path, path, _JPEG if heic else proof.media_type, strip=strip)
        if strip and says_where(path):
            raise Unreadable(
                "photo-location-kept",
                msg("the location could not be removed from this photo"),
                msg("a photo without a location: take a screenshot of it, or export it without location"),
            )
        if heic:
            self._converted.add(proof.path)
        if strip:
            self._stripped.add(proof.path)
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise too_large(size)
        sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
        media_type = _JPEG if heic else proof.media_type
        return proof.model_copy(
            update={"path": path, "name": name, "media_type": media_type, "size": size, "sha256": sha256}
        )


def carries_position(proof: Evidence) -> bool:
    """Return whether what would be sent says where it was taken."""
    try:
        return proof.media_type.startswith("image/") and says_where(proof.path)
    except Unreadable:  # gone since it was looked at: whoever sends it will see that
        return False


def _make(original: Path, path: Path, media_type: str, *, strip: bool) -> None:
    """Write the copy as one whole file or not at all: two runs may make it at the same time."""
    with opened(original) as picture:
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with whole_file(path) as part:
                picture.load()
                for options in _ways(picture, media_type, strip=strip):
                    _written(picture, part, media_type, options)
                    if part.stat().st_size <= MAX_BYTES:
                        break
        except OSError as error:
            why = msg(
                "the copy of this photo that would be sent cannot be made ({reason})", reason=error.strerror or error
            )
            raise Unreadable(
                "evidence-not-copied", why, msg("room on the disk, and a home folder to write to")
            ) from None


def _ways(picture: Image, media_type: str, *, strip: bool) -> Iterator[dict[str, Any]]:
    """How to save the copy, the best way first. EXIF is kept but for the position; XMP, which may repeat it, is not."""
    exif = picture.getexif()
    if strip and GPS in exif:
        del exif[GPS]
    kept: dict[str, Any] = {"exif": exif.tobytes()} if exif else {}
    if profile := picture.info.get("icc_profile"):
        kept["icc_profile"] = profile
    if media_type == _JPEG and picture.format == "JPEG":
        yield kept | {"quality": "keep"}
    elif media_type == _JPEG:
        yield from (kept | {"quality": quality} for quality in _QUALITIES)
    else:
        yield kept


def _written(picture: Image, path: Path, media_type: str, options: dict[str, Any]) -> None:
    if media_type == _TIFF:
        _pages_written(picture, path, options)
    elif options.get("quality") == "keep" or media_type != _JPEG:
        picture.save(path, **options)
    else:
        picture.convert("RGB").save(path, **options)


def _pages_written(picture: Image, path: Path, options: dict[str, Any]) -> None:
    """All pages of a TIFF, which may be a scanned document; of its tags, which describe the file itself, only words."""
    from PIL import Image, ImageSequence  # noqa: PLC0415 (only where copies are made)

    found, words = picture.getexif(), Image.Exif()
    for tag in _WORDS_IN_TIFF & found.keys():
        words[tag] = found[tag]
    told = {name: picture.info[name] for name in ("compression", "dpi") if name in picture.info}
    first, *others = [page.copy() for page in ImageSequence.Iterator(picture)]
    first.save(path, save_all=True, append_images=others, **options | told | {"exif": words})
