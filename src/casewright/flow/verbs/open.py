"""`open: PATH`: goes to an address of the site, once a walk; `{shipment_id}` and the like are the claim's values."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Annotated, ClassVar
from urllib.parse import quote

from pydantic import Field

from casewright.flow.control import PLACE, Control
from casewright.flow.step import ConditionalStep, StepFault, text_of, unknown_value
from casewright.flow.window import Open, Target
from casewright.message import msg
from casewright.model.form import Form


class OpenStep(ConditionalStep):
    """Go to an address; the walk goes on from where that leads, and the steps behind it are for when it leads back."""

    verb: ClassVar[str] = "open"

    path: Annotated[str, Field(alias="open", pattern=r"^/([^/\\\s][^\\\s]*)?$")]

    def check(self, controls: Mapping[str, Control]) -> Iterator[StepFault]:
        """Its places are values that claims have; nothing can be waited for on a page that is left."""
        yield from super().check(controls)
        for name in PLACE.findall(self.path):
            yield from unknown_value(("open",), name)
        for key, said in (("offered", self.offered), ("until", self.until)):
            if said:
                misfit = msg('"{key}" cannot be combined with "{other}"', key=key, other="open")
                yield StepFault((key,), misfit, at_key=True)

    def act(self, form: Form, _target: Callable[[str], Target], /) -> Open:
        """Go there.

        Raises:
            Lacking: the claim has no such value.
        """
        return Open(PLACE.sub(lambda place: quote(text_of(form, place[1]).strip(), safe=""), self.path))
