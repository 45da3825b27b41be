"""The command line: parse, call one use case, print one result."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casewright.lazy_room import lazy_door

if TYPE_CHECKING:
    from casewright.cli import hand_prompt as hand_prompt
    from casewright.cli import progress as progress
    from casewright.cli import prompt as prompt
    from casewright.cli import screen as screen
else:
    __getattr__ = lazy_door(__name__)
