"""`choose: CONTROL`, in a drop-down with `option:`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import ClassVar

from pydantic import Field

from casewright.flow.control import Control
from casewright.flow.step import ConditionalStep, StepFault, Use, unknown_control
from casewright.flow.window import Choose, Target
from casewright.flow.written import Name, Names, Words
from casewright.message import msg
from casewright.model.form import Form


class ChooseStep(ConditionalStep):
    """Take a radio button, checkbox, tab or toggle, or `option` of a drop-down."""

    verb: ClassVar[str] = "choose"
    roles: ClassVar[frozenset[str]] = frozenset({"radio", "checkbox", "choice", "combobox", "button", "tab", "css"})

    control: Name = Field(alias="choose")
    option: Words | None = None
    otherwise: Name | None = Field(None, alias="else", description="What is taken where the page does not have it.")
    among: Names | tuple[()] = Field(
        (),
        description="The other choices: where neither these nor the control are there, nothing is to be chosen.",
    )

    @property
    def uses(self) -> tuple[Use, ...]:
        """What is taken."""
        first = Use(("choose",), self.control, self.roles)
        return (first, Use(("else",), self.otherwise, self.roles)) if self.otherwise else (first,)

    @property
    def value_name(self) -> str:
        """The option."""
        return self.option or ""

    def check(self, controls: Mapping[str, Control]) -> Iterator[StepFault]:
        """A drop-down needs an option, and nothing else has any."""
        yield from super().check(controls)
        for place, name in enumerate(self.among):
            if name not in controls:
                yield unknown_control(("among", place), name, controls)
        if self.among and not self.offered:
            yield StepFault(("among",), msg('"among" needs "offered: true"'), at_key=True)
        control = controls.get(self.control)
        if control is None:
            return
        if self.option is None and control.role == "combobox":
            yield StepFault((), msg('"option" is missing: the entry of the drop-down to choose'))
        if self.option is not None and control.role in {"radio", "checkbox", "choice", "tab"}:
            yield StepFault(("option",), msg("the role {role} has no options", role=control.role), at_key=True)

    def act(self, _form: Form, target: Callable[[str], Target], /) -> Choose:
        """Take it."""
        return Choose(target(self.control), self.option)
