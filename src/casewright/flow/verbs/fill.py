"""`fill: CONTROL` `with: VALUE`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import ClassVar

from pydantic import Field

from casewright.flow.control import Control
from casewright.flow.step import ConditionalStep, StepFault, Use, text_of, unknown_value
from casewright.flow.window import Fill, Target
from casewright.flow.written import Name, ValueName
from casewright.model.form import Form


class FillStep(ConditionalStep):
    """Type one of the claim's values and read it back."""

    verb: ClassVar[str] = "fill"
    roles: ClassVar[frozenset[str]] = frozenset({"textbox", "combobox", "css"})

    control: Name = Field(alias="fill")
    value: ValueName = Field(alias="with")

    @property
    def uses(self) -> tuple[Use, ...]:
        """The box."""
        return (Use(("fill",), self.control, self.roles),)

    @property
    def given(self) -> str:
        """The name of the value."""
        return self.value

    def check(self, controls: Mapping[str, Control]) -> Iterator[StepFault]:
        """The value must be one that claims have."""
        yield from super().check(controls)
        yield from unknown_value(("with",), self.value)

    def act(self, form: Form, target: Callable[[str], Target], /) -> Fill:
        """Type the text.

        Raises:
            Lacking: the claim has no such text.
        """
        return Fill(target(self.control), text_of(form, self.value))
