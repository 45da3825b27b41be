"""`choose: CONTROL`, in a drop-down with `option:`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import ClassVar

from pydantic import Field

from casewright.flow.control import Control
from casewright.flow.step import ConditionalStep, StepFault, Use
from casewright.flow.window import Choose, Target
from casewright.flow.written import Name, Words
from casewright.model.form import Form


class ChooseStep(ConditionalStep):
    """Take a radio button, checkbox, tab or toggle, or `option` of a drop-down."""

    verb: ClassVar[str] = "choose"
    roles: ClassVar[frozenset[str]] = frozenset({"radio", "checkbox", "combobox", "button", "tab", "css"})

    control: Name = Field(alias="choose")
    option: Words | None = None

    @property
    def uses(self) -> tuple[Use, ...]:
        """What is taken."""
        return (Use(("choose",), self.control, self.roles),)

    @property
    def given(self) -> str:
        """The option."""
        return self.option or ""

    def check(self, controls: Mapping[str, Control]) -> Iterator[StepFault]:
        """A drop-down needs an option, and nothing else has any."""
        yield from super().check(controls)
        control = controls.get(self.control)
        if control is None:
            return
        if self.option is None and control.role == "combobox":
            yield StepFault((), '"option" is missing: which line of the drop-down is taken')
        if self.option is not None and control.role in {"radio", "checkbox", "tab"}:
            yield StepFault(("option",), f"a {control.role} has no options", at_key=True)

    def act(self, form: Form, target: Callable[[str], Target]) -> Choose:  # noqa: ARG002 (no value of it is needed)
        """Take it."""
        return Choose(target(self.control), self.option)
