"""What is wrong with the input, as a value with a place: all of it at once, never the first only."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

from casewright.message import Message, listed, msg


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
        """The place in English."""
        return str(self.message)

    @property
    def message(self) -> Message:
        """`claims.xlsx, sheet Claims, row 4, quantity`: as a person would say it."""
        return listed([self.file, *self.inside])

    @property
    def inside(self) -> tuple[Message | str, ...]:
        """Where inside the file it is, from the sheet to the field."""
        sheet = [msg("sheet {name}", name=self.sheet)] if self.sheet else []
        row = [msg("row {number}", number=self.row)] if self.row else []
        return (*sheet, *row, *([self.field] if self.field else []))


class Problem(Value):
    """One thing wrong in what the person gave: where, what, what was expected, what to do.

    `code` is stable and lower-case with hyphens (`bad-date`); `value` is what was found, cut to 200 characters.
    A warning does not stop the claim.
    """

    code: str
    message: Message
    place: Place
    value: str | None = None
    expected: Message | None = None
    severity: Literal["error", "warning"] = "error"
    claim_id: str | None = None
