"""`attach: CONTROL` `with: evidence`, or `with: document` where the site takes one file."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, Literal

from pydantic import Field

from casewright.flow.step import ConditionalStep, Lacking, Use
from casewright.flow.window import Attach, Target
from casewright.flow.written import Name
from casewright.model.evidence import Evidence
from casewright.model.form import Form
from casewright.model.outcome import Outcome


class AttachStep(ConditionalStep):
    """Give the claim's evidence to the page."""

    verb: ClassVar[str] = "attach"
    roles: ClassVar[frozenset[str]] = frozenset({"file", "css"})

    control: Name = Field(alias="attach")
    value: Literal["evidence", "document"] = Field(
        "evidence", alias="with", description="All files, or the one document."
    )

    @property
    def uses(self) -> tuple[Use, ...]:
        """The button that opens the file chooser."""
        return (Use(("attach",), self.control, self.roles),)

    @property
    def given(self) -> str:
        """`evidence` or `document`."""
        return self.value

    def act(self, form: Form, target: Callable[[str], Target]) -> Attach | None:
        """Attach the files; None for a claim without any.

        Raises:
            Lacking: the site asks for a document, and the claim has none.
        """
        files = self._files(form)
        return Attach(target(self.control), files) if files else None

    def _files(self, form: Form) -> tuple[Evidence, ...]:
        if self.value == "evidence":
            return form.evidence
        if form.document is None:
            raise Lacking(Outcome.EVIDENCE_MISSING, "document as PDF, JPEG, PNG or TIFF")
        return (form.document,)
