"""`pick: account`: in the account chooser, the account and the marketplace of the claim."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from casewright.flow.step import FlowStep


class PickStep(FlowStep):
    """In the account chooser: press the claim's account and its marketplace. Which they are, no flow says."""

    verb: ClassVar[str] = "pick"

    what: Literal["account"] = Field("account", alias="pick")
