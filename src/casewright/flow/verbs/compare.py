"""`compare: CONTROL` `with: VALUE`: the page shows that text behind the control."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import ClassVar

from pydantic import Field

from casewright.flow.control import Control
from casewright.flow.step import ConditionalStep, StepFault, Use, text_of, unknown_value
from casewright.flow.window import Compare, Target
from casewright.flow.written import Name, ValueName
from casewright.model.form import Form


class CompareStep(ConditionalStep):
    """See that the page shows one of the claim's values behind a control; quotes and list numbers may differ."""

    verb: ClassVar[str] = "compare"
    roles: ClassVar[frozenset[str]] = frozenset({"heading", "button", "tab", "link"})

    control: Name = Field(alias="compare")
    value: ValueName = Field(alias="with")

    @property
    def uses(self) -> tuple[Use, ...]:
        """What the text stands behind."""
        return (Use(("compare",), self.control, self.roles),)

    @property
    def given(self) -> str:
        """The name of the value."""
        return self.value

    def check(self, controls: Mapping[str, Control]) -> Iterator[StepFault]:
        """The value must be one that claims have."""
        yield from super().check(controls)
        yield from unknown_value(("with",), self.value)

    def act(self, form: Form, target: Callable[[str], Target], /) -> Compare:
        """Compare with the text.

        Raises:
            Lacking: the claim has no such text.
        """
        return Compare(target(self.control), text_of(form, self.value))
