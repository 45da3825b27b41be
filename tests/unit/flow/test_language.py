"""The language as it is written is the language that is walked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casewright.flow.language import ROLES, WrittenControl
from casewright.flow.verbs import VERBS, FlowStep


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_stands_in_a_file_of_its_own_name(verb):
    assert VERBS[verb].__module__ == f"casewright.flow.verbs.{verb}"


@pytest.mark.parametrize("kind", VERBS.values())
def test_every_verb_reads_itself_and_names_what_it_uses(kind: type[FlowStep]):
    written = {"with": {"attach": "evidence", "enter": "email"}.get(kind.verb, "message"), "send": "the-button"}
    known = {field.alias or name for name, field in kind.model_fields.items()}
    word = {"pick": "account", "open": "/an/address"}.get(kind.verb, "the-control")
    step = kind.model_validate({kind.verb: word} | {key: value for key, value in written.items() if key in known})
    assert {use.key[0] for use in step.uses} <= {kind.verb, "send"}
    told = [str(fault.message) for fault in step.check({})]
    assert len(told) == len(step.uses)
    assert all("there is no control" in message for message in told)


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
