"""A claim's proof as a value: which file, of which kind, and its hash."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path, PurePosixPath

from casewright.model.problem import Value


class EvidenceKind(StrEnum):
    """What a file proves."""

    STOCK_DOCUMENT = "stock_document"
    PHOTO = "photo"
    PROOF_OF_DELIVERY = "proof_of_delivery"
    OTHER = "other"


class Evidence(Value):
    """One file that goes with a claim: looked at, measured and hashed when the claim was loaded.

    `path` is absolute; `name` is what the form will show; `size` is in bytes; `sha256` is of the content.
    """

    kind: EvidenceKind
    path: Path
    name: str
    media_type: str
    size: int
    sha256: str


#: Extension → content type. What Amazon's forms are known to take (.jpg .jpeg .png .tif .tiff .pdf), HEIC, in which
#: telephones keep their photos, and .jfif, as some browsers save JPEG: both are sent as a .jpg copy.
MEDIA_TYPES = {
    ".pdf": "application/pdf",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".jfif": "image/jpeg",
    ".png": "image/png",
    ".tif": "image/tiff",
    ".tiff": "image/tiff",
    ".heic": "image/heic",
    ".heif": "image/heic",
}
PICTURES = frozenset(MEDIA_TYPES) - {".pdf"}
TAKEN = {
    EvidenceKind.STOCK_DOCUMENT: frozenset(MEDIA_TYPES),
    EvidenceKind.PROOF_OF_DELIVERY: frozenset(MEDIA_TYPES),
    EvidenceKind.PHOTO: PICTURES,
    EvidenceKind.OTHER: frozenset(MEDIA_TYPES),
}
_DELIVERY_WORDS = ("delivery", "pod", "lading", "bol", "tracking", "签收", "提单")


def kind_of(name: str) -> EvidenceKind:
    """What a file of this name most likely proves, where the sheet does not say."""
    path = PurePosixPath(name.replace("\\", "/"))
    if path.suffix.casefold() in PICTURES:
        return EvidenceKind.PHOTO
    words = path.stem.casefold().replace("_", " ").replace("-", " ").split()
    if any(word in _DELIVERY_WORDS for word in words) or any(word in path.stem for word in _DELIVERY_WORDS[-2:]):
        return EvidenceKind.PROOF_OF_DELIVERY
    return EvidenceKind.STOCK_DOCUMENT
