"""A permit is the right to press submit once."""

from __future__ import annotations

import pytest

from casewright.flow.window import Submit, Target
from casewright.permit import Permit, PermitSpent

SEND = Target("contact-form.send", "button", ("Send",))


def test_a_permit_is_spent_once_and_never_again() -> None:
    permit = Permit("filing-1")
    assert not permit.spent
    permit.spend()
    assert permit.spent
    with pytest.raises(PermitSpent, match="filing-1"):
        permit.spend()


def test_a_submit_cannot_be_written_down_without_a_permit() -> None:
    with pytest.raises(TypeError):
        Submit(SEND)  # type: ignore[call-arg]


def test_a_permit_takes_no_further_fields_that_could_make_it_fresh() -> None:
    permit = Permit("filing-1")
    with pytest.raises(AttributeError):
        permit.again = True  # type: ignore[attr-defined]
