"""`keep: NAME`: a picture of this moment."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from casewright.flow.step import FlowStep
from casewright.flow.written import Name


class KeepStep(FlowStep):
    """Keep a picture of this moment under a name."""

    verb: ClassVar[str] = "keep"

    name: Name = Field(alias="keep")
