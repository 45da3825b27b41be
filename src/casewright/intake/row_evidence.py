"""The evidence of a row: the files its cells name and those in its folder, looked at in parallel, each once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from casewright.intake.cells import Cell, Unreadable, file_names
from casewright.intake.documents import text_of
from casewright.intake.evidence_file import inspect, refused_as
from casewright.intake.photo_copies import Copies
from casewright.model.evidence import Evidence, EvidenceKind, kind_of
from casewright.model.problem import Problem

_KINDS: Mapping[str, EvidenceKind | None] = {
    "stock_documents": EvidenceKind.STOCK_DOCUMENT,
    "photos": EvidenceKind.PHOTO,
    "proof_of_delivery": EvidenceKind.PROOF_OF_DELIVERY,
    "evidence": None,
}

#: A file that a claim names: its path as written, and what it proves.
Named = tuple[str, EvidenceKind]

#: The folder beside the claims file that holds one folder for each claim, named like it.
FOLDER = "evidence"


def named_in(field: str, cell: Cell) -> list[Named]:
    """The files that a cell of an evidence column names.

    Raises:
        Unreadable: the cell holds something else than names.
    """
    return [(name, _KINDS[field] or kind_of(name)) for name in file_names(cell)]


def in_folder(root: Path, claim_id: str) -> list[Named]:
    """The files in `evidence/<claim id>/`, by name; what the system puts there itself is passed over."""
    folder = root / FOLDER / claim_id
    if not claim_id.strip(".") or not folder.is_dir():
        return []
    names = sorted(one.name for one in folder.iterdir() if one.is_file() and not one.name.startswith((".", "~$")))
    return [(f"{FOLDER}/{claim_id}/{name}", kind_of(name)) for name in names if name not in _OF_THE_SYSTEM]


_OF_THE_SYSTEM = frozenset({"Thumbs.db", "desktop.ini"})


class Desk:
    """Looks at evidence files for one claims folder: several at a time, and each only once."""

    def __init__(self, root: Path, copies: Copies | None = None) -> None:
        self.root = root
        self._copies = copies or Copies()
        self.folders = (root / FOLDER).is_dir()
        self._seen: dict[Named, Evidence | Problem] = {}

    def look(self, wanted: Iterable[Named]) -> None:
        """Look at those not seen yet; hashing and reading run in parallel."""
        new = [named for named in dict.fromkeys(wanted) if named not in self._seen]
        if len(new) < 2:
            self._seen.update((named, self._one(named)) for named in new)
            return
        with ThreadPoolExecutor(max_workers=min(8, len(new))) as workers:
            self._seen.update(zip(new, workers.map(self._one, new), strict=True))

    def texts(self, evidence: Iterable[Evidence]) -> list[str]:
        """The text of each stock document that is a PDF."""
        return [
            text_of(proof.path, proof.sha256)
            for proof in evidence
            if proof.kind is EvidenceKind.STOCK_DOCUMENT and proof.media_type == "application/pdf"
        ]

    def _one(self, named: Named) -> Evidence | Problem:
        path, kind = named
        found = inspect(path, kind, self.root)
        if isinstance(found, Problem):
            return found
        try:
            return self._copies.instead_of(found)
        except Unreadable as refused:
            return refused_as(refused, path)

    def results(self, wanted: Sequence[Named]) -> list[Evidence | Problem]:
        """What was found, in order; a file that two columns name counts once, as the first says."""
        self.look(wanted)
        results: list[Evidence | Problem] = []
        taken: set[Path] = set()
        for named in dict.fromkeys(wanted):
            result = self._seen[named]
            if isinstance(result, Problem):
                results.append(result)
            elif result.path not in taken:
                taken.add(result.path)
                results.append(result)
        return results
