"""What is wrong in a flow file, with the line and a caret; and the refusal that carries all of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from unicodedata import east_asian_width

from casewright.errors import CasewrightError
from casewright.message import Message, lines, msg, msg_n
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
    message: Message

    @property
    def sentence(self) -> Message:
        """Return file, line, column and what is wrong, then the line with a caret below the place."""
        spot = self.spot
        head = msg("{place}: {message}", place=f"{spot.file}:{spot.line}:{spot.column}", message=self.message)
        if not spot.text.strip():
            return head
        number = f"{spot.line:>5} | "
        return lines([head, f"{number}{spot.text}", f"{' ' * len(number)}{_blank(spot.text[: spot.column - 1])}^"])

    def __str__(self) -> str:
        """The same in English."""
        return str(self.sentence)

    @property
    def problem(self) -> Problem:
        """Return the same as a problem for tables and JSON."""
        place = Place(file=self.spot.file, row=self.spot.line, field=f"column {self.spot.column}")
        return Problem(code="bad-flow", message=self.message, place=place, value=self.spot.text.strip()[:200] or None)


def _blank(text: str) -> str:
    """Return as many blanks as a text is wide in a terminal: a Chinese or Japanese character takes two columns."""
    return "".join("  " if east_asian_width(letter) in "WF" else " " for letter in text)


class FlowError(CasewrightError):
    """Flows that must not be walked; `faults` holds everything wrong in all files, in order."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        count = msg_n("{count} mistake in the flows:", "{count} mistakes in the flows:", len(faults))
        super().__init__(
            lines([count, *(fault.sentence for fault in faults)]),
            remedy=msg("Correct the lines shown, then run `casewright flow check` again."),
        )
        self.faults = tuple(faults)


def did_you_mean(fault: Message, word: str, known: Iterable[str]) -> Message:
    """Say what is wrong, with the known word closest to the one found, else with all of them if they are few."""
    words = sorted(known)
    if close := get_close_matches(word, words, n=1, cutoff=0.6):
        return msg('{fault}; did you mean "{word}"?', fault=fault, word=close[0])
    return msg("{fault} (known here: {words})", fault=fault, words=words) if 0 < len(words) <= 16 else fault
