"""Looking at a claim's proof before it may leave the seller's desk: where it is, what it really is, and its hash."""

from __future__ import annotations

import difflib
import hashlib
from pathlib import Path, PurePosixPath, PureWindowsPath

from casewright.intake import documents, photos
from casewright.intake.cells import Unreadable
from casewright.model.evidence import MEDIA_TYPES, TAKEN, Evidence, EvidenceKind
from casewright.model.problem import Place, Problem

#: Seller Central's form: "Files exceeds our 10 MB file limit." Per file or in all is not stated; taken per file.
MAX_BYTES = 10 * 1024 * 1024

_CALLED = {
    EvidenceKind.STOCK_DOCUMENT: "a stock document",
    EvidenceKind.PROOF_OF_DELIVERY: "a proof of delivery",
    EvidenceKind.PHOTO: "a photo",
    EvidenceKind.OTHER: "evidence",
}


def inspect(path: str | Path, kind: EvidenceKind, root: Path) -> Evidence | Problem:
    """Look at one file: where it is, what it really is, how large, and its hash.

    `path` is what the claims file says, relative to the claims file's folder `root`; nothing outside is taken.
    The Problem's codes: `evidence-outside`, `evidence-not-found`, `evidence-unreadable`, `evidence-empty`,
    `evidence-too-large`, `evidence-type`, `evidence-kind`, `double-extension`, and those of the closer look.
    """
    try:
        found = _found(str(path), root)
        extension = _extension(found, kind)
        size = _size(found)
        return _read(found, kind, extension, size)
    except Unreadable as refused:
        return refused_as(refused, path)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        unread = Unreadable("evidence-unreadable", f"this file cannot be read ({why})", "a file that can be opened")
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


def _found(text: str, root: Path) -> Path:
    """The file that the text names, with every link on the way followed, still inside the folder."""
    expected = "a path inside the folder of the claims file, like evidence/invoice-41.pdf"
    if "://" in text:
        raise Unreadable("evidence-outside", "this is a link, not a file", expected)
    windows = PureWindowsPath(text)
    if windows.drive or windows.root or ".." in windows.parts or "\0" in text:
        raise Unreadable("evidence-outside", "this path leaves the folder of the claims file", expected)
    inside = root.resolve()
    wanted = inside.joinpath(*windows.parts)
    try:
        real = wanted.resolve(strict=True)
    except (FileNotFoundError, NotADirectoryError):
        raise Unreadable("evidence-not-found", f"there is no such file{_near(wanted)}", expected) from None
    except (OSError, RuntimeError) as error:
        raise Unreadable("evidence-not-found", f"this path leads nowhere ({error})", expected) from None
    if not real.is_relative_to(inside):
        raise Unreadable(
            "evidence-outside", "this is a link to a place outside the folder of the claims file", expected
        )
    if not real.is_file():
        raise Unreadable("evidence-not-found", "this is not a file", expected)
    return wanted


def _near(wanted: Path) -> str:
    """A hint for a mistyped name: the file in the same folder that is most like it."""
    if len(wanted.name) > 255 or not wanted.parent.is_dir():
        return ""
    names = [entry.name for entry in wanted.parent.iterdir() if entry.is_file()]
    near = difflib.get_close_matches(wanted.name, names, n=1, cutoff=0.7)
    return f"; did you mean {near[0]}?" if near else f" in {wanted.parent.name}"


def _extension(path: Path, kind: EvidenceKind) -> str:
    """The extension, where files of this kind may have it."""
    extension = path.suffix.casefold()
    taken = ", ".join(sorted(TAKEN[kind]))
    if extension not in MEDIA_TYPES:
        raise Unreadable("evidence-type", f"{extension or 'this'} is not a type of file that Amazon takes", taken)
    if extension not in TAKEN[kind]:
        raise Unreadable("evidence-kind", f"{extension} cannot be {_CALLED[kind]}", taken)
    before = PurePosixPath(path.stem).suffix.casefold()
    if before in MEDIA_TYPES or before in {".exe", ".js", ".zip", ".docm", ".xlsm", ".html"}:
        raise Unreadable(
            "double-extension",
            "this name ends in two types of file",
            f"a name with one ending, like {path.stem[: -len(before)]}{extension}",
        )
    return extension


def _size(path: Path) -> int:
    size = path.stat().st_size
    if size == 0:
        raise Unreadable("evidence-empty", "this file is empty", "a file with something in it")
    if size > MAX_BYTES:
        raise too_large(size)
    return size


def too_large(size: int) -> Unreadable:
    """Why a file of so many bytes is refused, and how to shrink it."""
    return Unreadable(
        "evidence-too-large",
        f"this file has {size / 1024**2:.1f} MB; Amazon takes {MAX_BYTES // 1024**2} MB a file",
        "a smaller file: save photos as JPEG at 80 %, scan documents at 150 dpi in grey, or split the PDF",
    )


def _read(path: Path, kind: EvidenceKind, extension: str, size: int) -> Evidence:
    """The content: its true type by its first bytes, and its hash, both from the one time it is opened."""
    import filetype  # type: ignore[import-untyped]  # noqa: PLC0415 (only where evidence is looked at)

    with path.open("rb") as file:
        guessed = filetype.guess_mime(file.read(8192))
        file.seek(0)
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    expected = MEDIA_TYPES[extension]
    if guessed != expected:
        really = f"really {guessed}" if guessed else "not that inside"
        raise Unreadable("evidence-type", f"this file is called {extension} and is {really}", f"a true {expected} file")
    _look_closer(path, expected, sha256)
    return Evidence(kind=kind, path=path, name=path.name, media_type=expected, size=size, sha256=sha256)


def _look_closer(path: Path, media_type: str, sha256: str) -> None:
    """Open the file as whoever receives it will: a document that shows nothing proves nothing."""
    if media_type == "application/pdf":
        documents.text_of(path, sha256)
    else:
        photos.check(path)
