"""A mistake in a flow file, shown where it is: file, line, column, the line itself and a caret."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from casewright.errors import CasewrightError


@dataclass(frozen=True, slots=True)
class Fault:
    """One mistake. `line` and `column` count from 1; 0 where the mistake is about the whole file."""

    file: str
    message: str
    line: int = 0
    column: int = 0
    source: str = ""

    def __str__(self) -> str:
        """`help-center.yaml:12:5: …`, and under it the line with a caret."""
        if not self.line:
            return f"{self.file}: {self.message}"
        caret = " " * (self.column - 1) + "^"
        return f"{self.file}:{self.line}:{self.column}: {self.message}\n    {self.source}\n    {caret}"


class FlowError(CasewrightError):
    """Flows that must not be walked; `faults` are all their mistakes, not the first only."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(map(str, self.faults)), remedy="flows/README.md explains the flow language.")
