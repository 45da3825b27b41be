"""The language as it is written is the language that is walked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casewright.flow.language import ROLES, STEPS, WrittenControl
from casewright.flow.model import Step


def test_the_verbs_are_those_of_the_walk():
    assert STEPS.keys() == {kind.model_fields["verb"].default for kind in Step.__args__}


@pytest.mark.parametrize("role", ROLES)
def test_every_role_can_be_written(role):
    written = WrittenControl.model_validate({role: "(?P<case_id>x)"})
    assert (written.role, written.labels) == (role, {"en": ("(?P<case_id>x)",)})


@given(st.dictionaries(st.sampled_from([*ROLES, "or"]), st.just("x"), max_size=3))
def test_a_control_has_exactly_one_role(keys):
    roles = keys.keys() - {"or"}
    fits = len(roles) == 1 and not ("or" in keys and roles & {"text", "css", "url"})
    try:
        WrittenControl.model_validate(keys)
    except ValueError:
        assert not fits
    else:
        assert fits
