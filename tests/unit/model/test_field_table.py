"""The one table of fields: whoever adds a row is told at once where something is still missing."""

from __future__ import annotations

import pytest

from casewright.intake.row import READERS
from casewright.message import languages
from casewright.model.claim import CLAIM_TYPES, CommonClaim
from casewright.model.field_table import FIELDS, IDENTIFIERS, TEMPLATE, FieldKind
from casewright.model.form import Form
from casewright.model.labels import label
from casewright.wording.words import LANGUAGES, labels


def test_every_value_is_a_field_of_a_claim_and_every_field_of_a_claim_has_a_row():
    values = {name for name, field in FIELDS.items() if field.kind is FieldKind.VALUE}
    in_claims = {name for claim in (CommonClaim, *CLAIM_TYPES.values()) for name in claim.model_fields}
    assert values == in_claims - {"evidence", "place"}


@pytest.mark.parametrize("name", IDENTIFIERS)
def test_an_identifier_goes_into_forms_and_has_a_label_in_every_language_that_a_case_is_written_in(name):
    assert name in Form.model_fields
    assert all(labels(language)["fields"][name] for language in LANGUAGES)


def test_no_two_identifiers_have_one_rank():
    ranks = [field.identifier for field in FIELDS.values() if field.identifier]
    assert len(ranks) == len(set(ranks)) == len(IDENTIFIERS)


def test_every_value_can_be_read_from_a_cell():
    assert {name for name, field in FIELDS.items() if field.kind is FieldKind.VALUE} == set(READERS)


def test_every_column_of_the_template_is_explained_with_an_example():
    assert all(field.meaning and field.example for field in TEMPLATE)


@pytest.mark.parametrize("name", CLAIM_TYPES)
def test_a_claim_type_has_a_title_in_every_language(name):
    assert len({label(name).say(language) for language in languages()}) == len(languages())
