"""The JSON Schema of the flow language, made from the models that read it: `flows/schema.json`."""

from __future__ import annotations

from pydantic import JsonValue

from casewright.flow.language import WrittenFlow, WrittenMend


def schema() -> dict[str, JsonValue]:
    """Return the schema of a flow file or a mend, for editors that complete and check while you type."""
    flow, mend = WrittenFlow.model_json_schema(), WrittenMend.model_json_schema()
    definitions = {**mend.pop("$defs", {}), **flow.pop("$defs", {})}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A flow of Casewright, or a mend of one",
        "anyOf": [_without_null(flow), _without_null(mend)],
        "$defs": _without_null(definitions),
    }


def _without_null(part: JsonValue) -> JsonValue:
    """Return a schema in which nothing may be null: what is not meant is left out, not written as nothing."""
    if isinstance(part, list):
        return [_without_null(one) for one in part if one != {"type": "null"}]
    if not isinstance(part, dict):
        return part
    kept = {key: _without_null(value) for key, value in part.items() if (key, value) != ("default", None)}
    match kept.get("anyOf"):
        case [dict(only)]:
            return {**{key: value for key, value in kept.items() if key != "anyOf"}, **only}
    return kept
