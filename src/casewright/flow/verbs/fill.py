"""`fill: CONTROL` `with: VALUE`."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from pydantic import Field

from casewright.flow.step import Use, ValueStep, text_of
from casewright.flow.window import Fill, Target
from casewright.flow.written import Name
from casewright.model.form import Form


class FillStep(ValueStep):
    """Type one of the claim's values and read it back."""

    verb: ClassVar[str] = "fill"
    roles: ClassVar[frozenset[str]] = frozenset({"textbox", "combobox", "css"})

    control: Name = Field(alias="fill")

    @property
    def uses(self) -> tuple[Use, ...]:
        """The box."""
        return (Use(("fill",), self.control, self.roles),)

    def act(self, form: Form, target: Callable[[str], Target], /) -> Fill:
        """Type the text.

        Raises:
            Lacking: the claim has no such text.
        """
        return Fill(target(self.control), text_of(form, self.value))
