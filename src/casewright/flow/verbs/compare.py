"""`compare: CONTROL` `with: VALUE`: the page shows that text behind the control."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from pydantic import Field

from casewright.flow.step import Use, ValueStep, text_of
from casewright.flow.window import Compare, Target
from casewright.flow.written import Name
from casewright.model.form import Form


class CompareStep(ValueStep):
    """See that the page shows one of the claim's values behind a control; quotes and list numbers may differ."""

    verb: ClassVar[str] = "compare"
    roles: ClassVar[frozenset[str]] = frozenset({"heading", "words", "button", "tab", "link"})

    control: Name = Field(alias="compare")

    @property
    def uses(self) -> tuple[Use, ...]:
        """What the text stands behind."""
        return (Use(("compare",), self.control, self.roles),)

    def act(self, form: Form, target: Callable[[str], Target], /) -> Compare:
        """Compare with the text.

        Raises:
            Lacking: the claim has no such text.
        """
        return Compare(target(self.control), text_of(form, self.value))
