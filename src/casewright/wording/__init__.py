"""The words that are sent: from a claim to subject, message, steps and references.

A module is read when somebody first asks for it, as `wording.write.write(claim)`: whether a claim's text fits is mostly
known without Jinja.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from casewright.lazy_room import lazy_door

if TYPE_CHECKING:
    from casewright.wording import own_template as own_template
    from casewright.wording import write as write
else:
    __getattr__ = lazy_door(__name__)
