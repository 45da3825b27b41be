"""`press: CONTROL`, and `submits: true` on the one that creates the case."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import ClassVar

from pydantic import Field

from casewright.flow.control import Control
from casewright.flow.step import ConditionalStep, StepFault, Use
from casewright.flow.window import Press, Target
from casewright.flow.written import Name, Truth
from casewright.message import msg
from casewright.model.form import Form


class PressStep(ConditionalStep):
    """Press a button, link or tab; `submits: true` on the one that creates the case."""

    verb: ClassVar[str] = "press"
    roles: ClassVar[frozenset[str]] = frozenset({"button", "link", "tab", "pressable", "css"})

    control: Name = Field(alias="press")
    creates: Truth = Field(False, alias="submits")

    @property
    def uses(self) -> tuple[Use, ...]:
        """What is pressed."""
        return (Use(("press",), self.control, self.roles),)

    @property
    def submits(self) -> bool:
        """Whether this press creates the case."""
        return self.creates

    def check(self, controls: Mapping[str, Control]) -> Iterator[StepFault]:
        """A submit is for all that came so far: what it sends is on the page."""
        yield from super().check(controls)
        if self.submits and self.conditional:
            yield StepFault((), msg("a submit has no conditions: it is pressed for every claim that comes here"))
        if self.submits and self.until:
            yield StepFault(("until",), msg('after a submit, only the screens in "next" are waited for'), at_key=True)

    def act(self, _form: Form, target: Callable[[str], Target], /) -> Press:
        """A press that submits nothing; for the other the walk asks its gate.

        Raises:
            ValueError: it submits.
        """
        if self.submits:
            raise ValueError(f"{self.control} submits, and a submit needs a permit")
        return Press(target(self.control))
