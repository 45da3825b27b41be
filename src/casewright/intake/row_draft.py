"""A row on its way to a claim: what was read of it, and everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from casewright.intake.cells import Cell, show_cell
from casewright.intake.row_evidence import Named
from casewright.message import Text, as_message
from casewright.model.problem import Place, Problem

Severity = Literal["error", "warning"]


@dataclass(slots=True)
class RowDraft:
    """A row on its way: the values read so far, the files it names, and what is wrong with it."""

    place: Place
    claim_id: str
    cells: Mapping[str, Mapping[str, str | None]] = field(default_factory=dict)
    """Field → letter and header of its column."""
    values: dict[str, Any] = field(default_factory=dict)
    files: list[Named] = field(default_factory=list)
    named_by: dict[str, str] = field(default_factory=dict)
    extras: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    broken: bool = False

    def wrong(self, code: str, message: Text, name: str | None, expected: Text | None, cell: Cell = None) -> None:
        """Note an error: the row cannot become a claim."""
        self.broken = True
        self._note("error", code, message, name, expected, cell)

    def doubtful(self, code: str, message: Text, name: str | None, expected: Text | None, cell: Cell = None) -> None:
        """Note something that a person should know."""
        self._note("warning", code, message, name, expected, cell)

    def _note(
        self, severity: Severity, code: str, message: Text, name: str | None, expected: Text | None, cell: Cell
    ) -> None:
        place = self.place.model_copy(update={"field": name, **self.cells.get(name or "", {})})
        value = None if cell is None else show_cell(cell)
        self.problems.append(
            Problem(
                code=code,
                message=as_message(message),
                place=place,
                value=value,
                expected=as_message(expected) if expected else None,
                severity=severity,
                claim_id=self.claim_id,
            )
        )
