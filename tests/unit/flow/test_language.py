"""The schema that editors complete from says what the reader says."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casewright.claims.form import VALUES
from casewright.flow.language import ENDINGS, LANGUAGES, ROLES, STEPS, WrittenControl, schema
from casewright.flow.model import Step
from casewright.places import flows


def test_the_shipped_schema_is_todays(request):
    path = flows() / "schema.json"
    if request.config.getoption("--update-goldens"):
        path.write_text(json.dumps(schema(), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    assert json.loads(path.read_text(encoding="utf-8")) == schema(), "write it anew with --update-goldens"


def test_the_schema_knows_every_key_role_verb_value_language_and_ending():
    text = json.dumps(schema())
    words = {*ROLES, *STEPS, *VALUES, *LANGUAGES, *ENDINGS, "or", "hands-over", "not", "with", "mends"}
    assert {word for word in words if f'"{word}"' not in text} == set()


def test_every_part_refuses_what_it_does_not_know():
    for name, part in schema()["$defs"].items():
        assert part["additionalProperties"] is False, name


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
