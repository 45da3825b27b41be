"""`say: CONTROL` `with: VALUE`, and `send:` the button beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import ClassVar

from pydantic import Field

from casewright.flow.control import Control
from casewright.flow.step import ConditionalStep, StepFault, Use, text_of, unknown_value
from casewright.flow.window import Say, Target
from casewright.flow.written import Name, ValueName
from casewright.model.form import Form


class SayStep(ConditionalStep):
    """Say one of the claim's values in a chat: type it, read it back, press `send`."""

    verb: ClassVar[str] = "say"
    roles: ClassVar[frozenset[str]] = frozenset({"textbox", "css"})

    control: Name = Field(alias="say")
    value: ValueName = Field(alias="with")
    send: Name

    @property
    def uses(self) -> tuple[Use, ...]:
        """The box, and the button that sends."""
        return (Use(("say",), self.control, self.roles), Use(("send",), self.send, frozenset({"button"})))

    @property
    def given(self) -> str:
        """The name of the value."""
        return self.value

    def check(self, controls: Mapping[str, Control]) -> Iterator[StepFault]:
        """The value must be one that claims have."""
        yield from super().check(controls)
        yield from unknown_value(("with",), self.value)

    def act(self, form: Form, target: Callable[[str], Target], /) -> Say:
        """Say the text.

        Raises:
            Lacking: the claim has no such text.
        """
        return Say(target(self.control), text_of(form, self.value), target(self.send))
