"""What is wrong in a flow file, with the line and a caret; and the refusal that carries all of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from unicodedata import east_asian_width

from casewright.errors import CasewrightError
from casewright.message import msg
from casewright.model.problem import Place, Problem


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a file: line and column count from 1; `text` is the whole line."""

    file: str
    line: int = 1
    column: int = 1
    text: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong in a flow, and where."""

    spot: Spot
    message: str

    def __str__(self) -> str:
        """File, line, column and sentence, then the line with a caret below the place."""
        head = f"{self.spot.file}:{self.spot.line}:{self.spot.column}: {self.message}"
        if not self.spot.text.strip():
            return head
        number = f"{self.spot.line:>5} | "
        return f"{head}\n{number}{self.spot.text}\n{' ' * len(number)}{_blank(self.spot.text[: self.spot.column - 1])}^"

    @property
    def problem(self) -> Problem:
        """The same as a problem for tables and JSON."""
        place = Place(file=self.spot.file, row=self.spot.line, field=f"column {self.spot.column}")
        return Problem(code="bad-flow", message=self.message, place=place, value=self.spot.text.strip()[:200] or None)


def _blank(text: str) -> str:
    """As much blank as a text is wide in a terminal: a Chinese or Japanese letter takes two columns."""
    return "".join("  " if east_asian_width(letter) in "WF" else " " for letter in text)


class FlowError(CasewrightError):
    """Flows that must not be walked; `faults` holds everything wrong in all files, in their order."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        count = "1 mistake" if len(faults) == 1 else f"{len(faults)} mistakes"
        super().__init__(
            f"{count} in the flows:\n" + "\n".join(map(str, faults)),
            remedy=msg("Mend the lines shown; `casewright flow check` looks again."),
        )
        self.faults = tuple(faults)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """`; did you mean "press"?` where a known word is close, else the known words themselves where they are few."""
    words = sorted(known)
    if close := get_close_matches(word, words, n=1, cutoff=0.6):
        return f'; did you mean "{close[0]}"?'
    return f" (known here: {', '.join(words)})" if 0 < len(words) <= 16 else ""
