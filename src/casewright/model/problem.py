"""What is wrong with the input, as a value with a place: all of it at once, never just the first."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

from casewright.message import Message, listed, msg


class Value(BaseModel):
    """A frozen value that refuses fields it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Place(Value):
    """Where something was read: a file, and inside it a sheet, a row (1-based, as a spreadsheet counts), a field.

    `column` is the letter of the field's column and `header` its name, as the sheet has them.
    """

    file: str
    sheet: str | None = None
    row: int | None = None
    field: str | None = None
    column: str | None = None
    header: str | None = None

    @property
    def cell(self) -> str | None:
        """The cell as a spreadsheet names it, such as `Claims!E3`; None where the place is no cell."""
        if self.column is None or self.row is None:
            return None
        return f"{self.sheet}!{self.column}{self.row}" if self.sheet else f"{self.column}{self.row}"

    def __str__(self) -> str:
        """The place in English."""
        return str(self.message)

    @property
    def message(self) -> Message:
        """`claims.xlsx, Claims!E4 (Quantity)`: as a person would say it."""
        return listed([self.file, *self.inside])

    @property
    def inside(self) -> tuple[Message | str, ...]:
        """Where inside the file it is: the cell with its header, or the sheet, the row and the field."""
        if self.cell:
            return (f"{self.cell} ({self.header})" if self.header else self.cell,)
        sheet = [msg("sheet {name}", name=self.sheet)] if self.sheet else []
        row = [msg("row {number}", number=self.row)] if self.row else []
        field = self.header or self.field
        return (*sheet, *row, *([field] if field else []))


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
