"""Answers of a review, kept in the home folder from one desk to the next: one per line, the last one counts."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from casewright.app.workspace import make_home
from casewright.places import home
from casewright.whole_file import PRIVATE, CannotWrite


class ReviewAnswer(StrEnum):
    """A reviewer's answer: the claim may be filed, needs a second look, or is skipped this time."""

    APPROVED = "approve"
    HELD = "hold"
    SKIPPED = "skip"


Answers = dict[str, tuple[ReviewAnswer, str]]
"""By claim: the answer, and the digest of what was shown."""


@dataclass(frozen=True, slots=True)
class KeptAnswers:
    """The answers to the claims of some files. Two desks may add to them; each line is written at once.

    A skip counts for that time only, so it is not kept.
    """

    path: Path

    @classmethod
    def of(cls, sources: Sequence[Path]) -> KeptAnswers:
        """Return the answers to the claims of these files, however their paths were given."""
        names = "\0".join(sorted(str(path.resolve()) for path in sources))
        return cls(home().answers / f"{hashlib.sha256(names.encode()).hexdigest()[:32]}.jsonl")

    def read(self) -> Answers:
        """Return the answers so far. A line that a power cut left half written is ignored."""
        answers: Answers = {}
        try:
            lines = self.path.read_text(encoding="utf-8").splitlines()
        except FileNotFoundError:
            return answers
        for line in lines:
            claim, digest, said = _read_line(line)
            if said in _KEPT:
                answers[claim] = (ReviewAnswer(said), digest)
            else:
                answers.pop(claim, None)
        return answers

    def add(self, claim_id: str, digest: str, answer: ReviewAnswer | None) -> None:
        """Keep an answer; None withdraws an earlier one.

        Raises:
            CannotWrite: the home folder cannot be written. Nothing was kept.
        """
        make_home(home())
        line = json.dumps({"claim": claim_id, "digest": digest, "answer": answer}, ensure_ascii=False)
        try:
            self.path.parent.mkdir(mode=0o700, exist_ok=True)
            to = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, PRIVATE)
            try:
                os.write(to, f"\n{line}\n".encode())
                os.fsync(to)
            finally:
                os.close(to)
        except OSError as error:
            raise CannotWrite(self.path, error) from error


_KEPT = frozenset({ReviewAnswer.APPROVED, ReviewAnswer.HELD})


def _read_line(line: str) -> tuple[str, str, str | None]:
    """Claim, digest and answer of a line; empty where it holds none."""
    try:
        kept = json.loads(line)
        return str(kept["claim"]), str(kept["digest"]), kept["answer"]
    except (ValueError, KeyError, TypeError):
        return "", "", None
