"""Looking at a claim's proof before it may leave the seller's desk: where it is, what it really is, and its hash."""

from __future__ import annotations

import hashlib
from pathlib import Path, PurePosixPath

from casewright.intake import documents, photos
from casewright.intake.cells import Unreadable
from casewright.intake.evidence_path import find_file
from casewright.intake.file_content import HEAD, HEIC, JPEG, PDF, PNG, TIFF, Content, recognise_content
from casewright.message import msg
from casewright.model.evidence import MEDIA_TYPES, TAKEN, Evidence, EvidenceKind
from casewright.model.problem import Place, Problem

#: Seller Central's form: "Files exceeds our 10 MB file limit." Per file or in all is not stated; taken per file.
MAX_BYTES = 10 * 1024 * 1024

_CALLED = {
    EvidenceKind.STOCK_DOCUMENT: msg("a stock document"),
    EvidenceKind.PROOF_OF_DELIVERY: msg("a proof of delivery"),
    EvidenceKind.PHOTO: msg("a photo"),
    EvidenceKind.OTHER: msg("evidence"),
}
_TAKEN_CONTENT = {content.media_type: content for content in (PDF, JPEG, PNG, TIFF, HEIC)}
_OTHER_ENDINGS = frozenset({".exe", ".js", ".zip", ".docm", ".xlsm", ".html"})


def inspect(path: str | Path, kind: EvidenceKind, root: Path) -> Evidence | Problem:
    """Look at one file: where it is, what it really is, how large, and its hash.

    `path` is what the claims file says, relative to the claims file's folder `root`; nothing outside is taken.
    The Problem's codes: `evidence-outside`, `evidence-not-found`, `evidence-unreadable`, `evidence-empty`,
    `evidence-too-large`, `evidence-type`, `evidence-kind`, `double-extension`, and those of the closer look.
    """
    try:
        found = find_file(str(path), root)
        extension = _extension(found, kind)
        size = _size(found)
        return _read(found, kind, extension, size)
    except Unreadable as refused:
        return refused_as(refused, path)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        unread = Unreadable(
            "evidence-unreadable", msg("this file cannot be read ({why})", why=why), msg("a file that can be opened")
        )
        return refused_as(unread, path)


def refused_as(why: Unreadable, path: str | Path) -> Problem:
    """The problem of a file named so."""
    return Problem(
        code=why.code,
        message=why.message,
        expected=why.expected,
        value=str(path)[:200],
        place=Place(file=str(path)[-200:]),
    )


def _extension(path: Path, kind: EvidenceKind) -> str:
    """The extension, where files of this kind may have it."""
    extension = path.suffix.casefold()
    taken = ", ".join(sorted(TAKEN[kind]))
    if extension not in TAKEN[kind]:
        _tell_right_ending(path, kind)
    if extension not in MEDIA_TYPES:
        raise Unreadable(
            "evidence-type",
            msg("{extension} is not a type of file that Amazon accepts", extension=extension or "this"),
            taken,
        )
    if extension not in TAKEN[kind]:
        raise Unreadable(
            "evidence-kind", msg("{extension} cannot be {what}", extension=extension, what=_CALLED[kind]), taken
        )
    before = PurePosixPath(path.stem).suffix.casefold()
    if before in MEDIA_TYPES or before in _OTHER_ENDINGS:
        raise Unreadable(
            "double-extension",
            msg("this name ends in two types of file"),
            msg("a name with one ending, like {stem}{extension}", stem=path.stem[: -len(before)], extension=extension),
        )
    return extension


def _tell_right_ending(path: Path, kind: EvidenceKind) -> None:
    """Refuse a file whose bytes could be taken under another name, and say which: a JPEG called .jpe, or .pdf.

    Raises:
        Unreadable: it is such a file.
    """
    with path.open("rb") as file:
        content = recognise_content(file.read(HEAD))
    if content and content.media_type in _TAKEN_CONTENT and content.ending in TAKEN[kind]:
        raise _mislabelled(path, content, content.media_type)


def _size(path: Path) -> int:
    size = path.stat().st_size
    if size == 0:
        raise Unreadable("evidence-empty", msg("this file is empty"), msg("a file with something in it"))
    if size > MAX_BYTES:
        raise too_large(size)
    return size


def too_large(size: int) -> Unreadable:
    """Why a file of so many bytes is refused, and how to shrink it."""
    return Unreadable(
        "evidence-too-large",
        msg(
            "this file has {size:.1f} MB; Amazon takes {most} MB a file",
            size=size / 1024**2,
            most=MAX_BYTES // 1024**2,
        ),
        msg("a smaller file: save photos as JPEG at 80 %, scan documents at 150 dpi in grey, or split the PDF"),
    )


def _read(path: Path, kind: EvidenceKind, extension: str, size: int) -> Evidence:
    """The content: its true type by its first bytes, and its hash, both from the one time it is opened."""
    with path.open("rb") as file:
        content = recognise_content(file.read(HEAD))
        file.seek(0)
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    expected = MEDIA_TYPES[extension]
    if content is None or content.media_type != expected:
        raise _mislabelled(path, content, expected)
    _look_closer(path, expected, sha256)
    return Evidence(kind=kind, path=path, name=path.name, media_type=expected, size=size, sha256=sha256)


def _mislabelled(path: Path, content: Content | None, expected: str) -> Unreadable:
    """Why a file whose name says another type than its bytes is refused, and what to do about it."""
    wanted = _TAKEN_CONTENT[expected]
    if content is None:
        message = msg("this file has a {suffix} name but is not {name}", suffix=path.suffix, name=wanted.name)
        return Unreadable("evidence-type", message, msg("{name} that opens in a viewer", name=wanted.name))
    known = {"suffix": path.suffix, "name": content.name}
    if content.media_type in _TAKEN_CONTENT:
        right = path.stem + content.ending
        message = msg("this file has a {suffix} name but is {name}: rename it to {right}", **known, right=right)
        return Unreadable("evidence-type", message, msg("a name that fits, like {right}", right=right))
    if content.media_type.startswith("image/"):
        message = msg("this file has a {suffix} name but is {name}: open it and save it as JPEG", **known)
        return Unreadable("evidence-type", message, msg("a photo as JPEG or PNG"))
    message = msg("this file has a {suffix} name but is {name}", **known)
    return Unreadable("evidence-type", message, msg("the same as PDF, JPEG or PNG"))


def _look_closer(path: Path, media_type: str, sha256: str) -> None:
    """Open the file as whoever receives it will: a document that shows nothing proves nothing."""
    if media_type == PDF.media_type:
        documents.read_pdf(path, sha256)
    else:
        photos.check(path)
