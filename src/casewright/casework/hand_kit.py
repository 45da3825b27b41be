"""What a person needs to file a claim by hand: its texts by name, and its files, together in one folder."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from casewright.errors import CasewrightError
from casewright.file_names import file_name
from casewright.message import msg
from casewright.model.evidence import Evidence
from casewright.model.field_table import IDENTIFIERS
from casewright.model.form import Form
from casewright.whole_file import write_whole

TEXTS = ("subject", "message", "short_message", "steps_taken", "references")
"""The texts of a claim in the order in which forms usually ask for them."""


class ChangedEvidence(CasewrightError):
    """A file is not what was approved, or can no longer be read: it must not be handed out."""


@dataclass(frozen=True, slots=True)
class HandKit:
    """`values` are (name, text) pairs in numbering order; `files` are in `folder`/files, in order."""

    folder: Path
    values: tuple[tuple[str, str], ...]
    files: tuple[Evidence, ...]

    def text(self, name: str) -> str:
        """Return the text of one value; empty for a name that the claim does not have."""
        return dict(self.values).get(name, "")


def values_of(form: Form) -> Iterator[tuple[str, str]]:
    """Return every text that a person may want to enter, once each: texts first, then identifiers."""
    said: set[str] = set()
    for name in (*TEXTS, *IDENTIFIERS, "quantity"):
        text = form.value(name)
        if text.strip() and text not in said:
            said.add(text)
            yield name, text


def write_kit(folder: Path, form: Form) -> HandKit:
    """Write the claim's texts and copies of its files into a folder of its own.

    The files keep their names, by which the case is compared with what was approved; their times are in order, so that
    a folder sorted by time shows them in that order.

    Raises:
        ChangedEvidence: a file is not what was approved.
        OSError: the folder cannot be written.
    """
    kept = folder / "by-hand" / file_name(form.reference)
    (kept / "files").mkdir(parents=True, exist_ok=True, mode=0o700)
    values = tuple(values_of(form))
    for number, (name, text) in enumerate(values, 1):
        write_whole(kept / f"{number:02}-{file_name(name)}.txt", text)
    for place, proof in enumerate(form.evidence):
        copy = kept / "files" / proof.name
        copy.write_bytes(_approved_content(proof))
        os.utime(copy, (_FIRST + place, _FIRST + place))
    return HandKit(kept, values, form.evidence)


_FIRST = 1_000_000_000
"""A time for the first file; which one is of no matter."""


def _approved_content(proof: Evidence) -> bytes:
    try:
        content = proof.path.read_bytes()
    except OSError as error:
        raise ChangedEvidence(
            msg("{file} can no longer be read: {reason}", file=proof.name, reason=error.strerror or error)
        ) from error
    if hashlib.sha256(content).hexdigest() != proof.sha256:
        raise ChangedEvidence(
            msg("{file} was changed since it was approved.", file=proof.name),
            remedy=msg("Check the claims again, look at the file, and approve it anew."),
        )
    return content
