"""What is wrong with the input, as a value with a place: all of it at once, never the first only."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict


class Value(BaseModel):
    """A frozen value that refuses fields it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Place(Value):
    """Where something was read: a file, and inside it a sheet, a row (1-based, as a spreadsheet counts), a field."""

    file: str
    sheet: str | None = None
    row: int | None = None
    field: str | None = None

    def __str__(self) -> str:
        """`claims.xlsx, sheet Claims, row 4, quantity`: as a person would say it."""
        parts = [self.file]
        if self.sheet:
            parts.append(f"sheet {self.sheet}")
        if self.row:
            parts.append(f"row {self.row}")
        if self.field:
            parts.append(self.field)
        return ", ".join(parts)


class Problem(Value):
    """One thing wrong in what the person gave: where, what, what was expected, what to do.

    `code` is stable and lower-case with hyphens (`bad-date`); `value` is what was found, cut to 200 characters.
    A warning does not stop the claim.
    """

    code: str
    message: str
    place: Place
    value: str | None = None
    expected: str | None = None
    severity: Literal["error", "warning"] = "error"
    claim_id: str | None = None
