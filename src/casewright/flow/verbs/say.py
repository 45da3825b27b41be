"""`say: CONTROL` `with: VALUE`, and `send:` the button beside it."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from pydantic import Field

from casewright.flow.step import Use, ValueStep, text_of
from casewright.flow.window import Say, Target
from casewright.flow.written import Name
from casewright.model.form import Form


class SayStep(ValueStep):
    """Say one of the claim's values in a chat: type it, read it back, press `send`."""

    verb: ClassVar[str] = "say"
    roles: ClassVar[frozenset[str]] = frozenset({"textbox", "css"})

    control: Name = Field(alias="say")
    send: Name

    @property
    def uses(self) -> tuple[Use, ...]:
        """The box, and the button that sends."""
        return (Use(("say",), self.control, self.roles), Use(("send",), self.send, frozenset({"button"})))

    def act(self, form: Form, target: Callable[[str], Target], /) -> Say:
        """Say the text.

        Raises:
            Lacking: the claim has no such text.
        """
        return Say(target(self.control), text_of(form, self.value), target(self.send))
