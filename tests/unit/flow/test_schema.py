"""The schema that editors complete from says what the reader says."""

from __future__ import annotations

import json

import pytest
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML
from tests.unit.flow.conftest import HELP

from casewright.flow.language import ENDINGS, ROLES
from casewright.flow.schema import schema
from casewright.flow.verbs import VERBS
from casewright.flow.written import LANGUAGES
from casewright.model.form import VALUES
from casewright.places import flows


def test_the_shipped_schema_is_todays(request):
    path = flows() / "schema.json"
    if request.config.getoption("--update-goldens"):
        path.write_text(json.dumps(schema(), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    assert json.loads(path.read_text(encoding="utf-8")) == schema(), "write it anew with --update-goldens"


def test_the_schema_knows_every_key_role_verb_value_language_and_ending():
    text = json.dumps(schema())
    words = {*ROLES, *VERBS, *VALUES, *LANGUAGES, *ENDINGS, "or", "hands-over", "not", "with", "mends"}
    assert {word for word in words if f'"{word}"' not in text} == set()


@pytest.fixture(scope="module")
def schema_finds():
    """Whether the schema finds something wrong in a YAML text, as an editor would read it."""
    check = Draft202012Validator(schema())

    def wrong(text: str) -> bool:
        return not check.is_valid(YAML(typ="safe", pure=True).load(text))

    return wrong


def test_the_schema_is_a_schema():
    Draft202012Validator.check_schema(schema())


@pytest.mark.parametrize("path", sorted(flows().rglob("*.yaml")), ids=lambda path: path.stem)
def test_the_shipped_flows_fit_the_schema(schema_finds, path):
    assert not schema_finds(path.read_text(encoding="utf-8"))


def test_a_mend_fits_the_schema(schema_finds):
    assert not schema_finds("flow: help\nmends: 3\ncontrols: {send: {button: {en: Go, ja: 送信}}}")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("version: 3", "verison: 3"),
        ("version: 3", "version: three"),
        ("- press: ask", "- pres: ask"),
        ("with: message", "with: mesage"),
        ("{textbox: What happened?}", "{text-box: x}"),
        ("{textbox: What happened?}", "{textbox: x, button: y}"),
        ("ja: ヘルプ", "jp: ヘルプ"),
        ("start: /home", "start: //elsewhere"),
        ("start: /home", "start:"),
        ("seen: [ask]", "seen: []"),
        ("[lost_in_warehouse]", "[lost]"),
    ],
)
def test_what_the_reader_refuses_an_editor_underlines(schema_finds, old, new):
    assert not schema_finds(HELP)
    assert schema_finds(HELP.replace(old, new, 1))


def test_every_part_refuses_what_it_does_not_know():
    for name, part in schema()["$defs"].items():
        assert part.get("additionalProperties") is False or "enum" in part or name == "Label", name


def test_a_label_is_defined_once():
    assert json.dumps(schema()).count('"What is written on it') == 1
