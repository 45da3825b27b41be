"""The JSON Schema of claims in YAML and JSON: editors complete and check with it while a person types."""

from __future__ import annotations

from typing import Any

from casewright.intake.columns import EVIDENCE_COLUMNS, OWN_COLUMNS, REQUIRED
from casewright.model.claim import CLAIM_TYPES, CommonClaim
from casewright.model.field_table import FIELDS

#: What stands beside `claims:` and holds for all of them; the other required fields differ from claim to claim.
_SHARED = tuple(name for name in REQUIRED if name in ("account", "marketplace", "currency"))
_FILES = {"oneOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}


def json_schema() -> dict[str, Any]:
    """The schema (draft 2020-12) of a whole file: a list of claims, or `claims` with what holds for all above it."""
    types = {name: _claim(model) for name, model in CLAIM_TYPES.items()}
    entries = {"type": "array", "items": {"oneOf": [{"$ref": f"#/$defs/{name}"} for name in types]}}
    properties = _common_properties()
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Casewright claims",
        "description": "Claims for Casewright. Check a file with: casewright check claims.yaml",
        "anyOf": [
            entries,
            {
                "type": "object",
                "required": ["claims"],
                "properties": {"$schema": {"type": "string"}, **properties, "claims": entries},
                "additionalProperties": False,
            },
        ],
        "$defs": types,
    }


def _claim(model: type[CommonClaim]) -> dict[str, Any]:
    """One claim type's schema, as a file holds it: evidence as names of files, numbers as anybody writes them."""
    made = model.model_json_schema()
    name = str(model.model_fields["type"].default)
    kept = {
        field: _loose(field, one) for field, one in made["properties"].items() if field not in ("evidence", "place")
    }
    kept["type"] = {"enum": [name, str(model.title), *model.words], "description": made.get("description", "")}
    kept |= {column: _explained(column, _FILES) for column in EVIDENCE_COLUMNS}
    kept |= {column: {"description": "For yourself; never sent."} for column in OWN_COLUMNS}
    required = ["type", *(field for field in made.get("required", ()) if field in model.needs)]
    schema: dict[str, Any] = {"type": "object", "title": str(model.title), "properties": kept, "required": required}
    schema["additionalProperties"] = False
    return schema | ({"allOf": made["allOf"]} if "allOf" in made else {})


def _common_properties() -> dict[str, Any]:
    properties = CommonClaim.model_json_schema()["properties"]
    return {field: _loose(field, properties[field]) for field in _SHARED}


def _loose(field: str, schema: dict[str, Any]) -> dict[str, Any]:
    """The field's schema with its meaning; identifiers of digits may stand without quotes, numbers within."""
    kept = {key: value for key, value in schema.items() if key not in ("title", "default")}
    if field in ("transaction_id", "quantity"):
        kept = {"anyOf": [*kept.pop("anyOf", [kept]), {"type": "integer", "minimum": 1}]}
    return _explained(field, kept)


def _explained(field: str, schema: dict[str, Any]) -> dict[str, Any]:
    told = FIELDS.get(field)
    return schema | ({"description": str(told.meaning), "examples": [told.example]} if told and told.meaning else {})
