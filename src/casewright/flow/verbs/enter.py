"""`enter: CONTROL` `with: email`, `password` or `code`: signs in with what the seller stored, if they did."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from pydantic import Field

from casewright.flow.step import FlowStep, Use
from casewright.flow.window import Enter, Key, Target
from casewright.flow.written import Name
from casewright.model.form import Form


class EnterStep(FlowStep):
    """On a sign-in screen: what the seller stored to sign in. What it is, no flow can read."""

    verb: ClassVar[str] = "enter"
    roles: ClassVar[frozenset[str]] = frozenset({"textbox"})

    control: Name = Field(alias="enter")
    what: Key = Field(alias="with")

    @property
    def uses(self) -> tuple[Use, ...]:
        """The field."""
        return (Use(("enter",), self.control, self.roles),)

    @property
    def value_name(self) -> str:
        """`email`, `password` or `code`."""
        return self.what

    def act(self, _form: Form, target: Callable[[str], Target], /) -> Enter:
        """Type what is stored; the act does not hold it."""
        return Enter(target(self.control), self.what)
