"""A claim's proof: which file, of which kind, and its hash."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from casewright.claims.problem import Value

#: Seller Central's form: "Files exceeds our 10 MB file limit." Per file or in all is not stated; taken per file.
MAX_BYTES = 10 * 1024 * 1024


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
