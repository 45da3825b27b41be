"""`attach: CONTROL` `with: evidence`, or `with:` the files of one kind where the site takes no others."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, Literal

from pydantic import Field

from casewright.flow.step import ConditionalStep, Lacking, Use
from casewright.flow.window import Attach, Target
from casewright.flow.written import Name
from casewright.message import msg
from casewright.model.evidence import Evidence
from casewright.model.form import Form
from casewright.model.outcome import Outcome

_LACKING = {
    "document": msg("a document as PDF, JPEG, PNG or TIFF"),
    "ownership": msg("a proof of ownership (an invoice) as PDF, JPEG, PNG or TIFF"),
    "delivery": msg("a proof of delivery as PDF, JPEG, PNG or TIFF"),
}
"""What a claim is told to lack where it has no file of the kind that the site asks for."""


class AttachStep(ConditionalStep):
    """Give the claim's evidence to the page; with `upload`, press that button then, where the page has it."""

    verb: ClassVar[str] = "attach"
    roles: ClassVar[frozenset[str]] = frozenset({"file", "css"})

    control: Name = Field(alias="attach")
    value: Literal["evidence", "document", "ownership", "delivery"] = Field(
        "evidence", alias="with", description="All files, the one document, or the documents of one kind."
    )
    upload: Name | None = Field(None, description="The button that sends what was chosen, where the page has one.")

    @property
    def uses(self) -> tuple[Use, ...]:
        """The button that opens the file chooser, and the one that sends the files."""
        chooser = Use(("attach",), self.control, self.roles)
        sends = Use(("upload",), self.upload or "", frozenset({"button"}), optional=True)
        return (chooser, sends) if self.upload else (chooser,)

    @property
    def value_name(self) -> str:
        """`evidence`, `document`, or a kind of document."""
        return self.value

    def act(self, form: Form, target: Callable[[str], Target], /) -> Attach | None:
        """Attach the files; None for a claim without any.

        Raises:
            Lacking: the site asks for a document, and the claim has none of the kind.
        """
        files = self._files(form)
        sends = target(self.upload) if self.upload else None
        return Attach(target(self.control), files, sends=sends) if files else None

    def _files(self, form: Form) -> tuple[Evidence, ...]:
        files = form.files(self.value)
        if not files and self.value in _LACKING:
            raise Lacking(Outcome.EVIDENCE_MISSING, _LACKING[self.value])
        return files
