"""Check a source against the language: what pydantic refuses, with line, caret and a guess at what was meant."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar, cast

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from casewright.complaints import complaint
from casewright.flow.fault import did_you_mean
from casewright.flow.language import WrittenControl, WrittenFlow, WrittenMend, WrittenScreen
from casewright.flow.source import Source, Where
from casewright.flow.verbs import VERBS
from casewright.flow.written import Written
from casewright.message import Message, as_message, either, msg

T = TypeVar("T", WrittenFlow, WrittenMend)

_SIMPLE = {
    "string_type": msg("text is expected here, not a list or a mapping"),
    "string_too_short": msg("text is missing here"),
    "dict_type": msg("a mapping of keys to values is expected here"),
    "model_type": msg("a mapping of keys to values is expected here"),
    "model_attributes_type": msg("a mapping of keys to values is expected here"),
    "tuple_type": msg("a list is expected here"),
    "too_short": msg("at least one entry is expected here"),
    "int_parsing": msg("a whole number is expected here"),
    "int_type": msg("a whole number is expected here"),
    "greater_than_equal": msg("a number of 1 or more is expected here"),
}


def checked(source: Source, kind: type[T]) -> T | None:
    """Return the file as `kind`, or None with every reason among the source's faults."""
    plain = source.content
    if plain is None:
        return None
    try:
        return kind.model_validate(plain, by_alias=True, by_name=False)
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            _tell(source, detail, kind)
        return None


def _tell(source: Source, detail: ErrorDetails, kind: type[Written]) -> None:
    where, tag = _without_tags(detail["loc"])
    match detail["type"]:
        case "extra_forbidden":
            word, is_role = str(where[-1]), len(where) == 3 and where[0] == "controls"
            unknown = msg('unknown role "{word}"', word=word) if is_role else msg('unknown key "{word}"', word=word)
            source.fault(where, did_you_mean(unknown, word, _keys(where, tag, kind)), at_key=True)
        case "missing":
            source.fault(where[:-1], msg('"{key}" is missing', key=where[-1]))
        case "union_tag_not_found" | "union_tag_invalid":
            step = detail["input"]
            word = str(next(iter(step))) if isinstance(step, dict) and step else ""
            unknown = did_you_mean(msg('unknown verb "{word}"', word=word), word, VERBS)
            message = unknown if word else msg("a step is expected here")
            source.fault((*where, word) if word else where, message, at_key=True)
        case "string_pattern_mismatch":
            source.fault(where, _shape(where, str(detail["input"])), at_key=detail["loc"][-1] == "[key]")
        case "literal_error":
            expected = either(str(detail["ctx"]["expected"]).replace(" or ", ", ").split(", "))
            only = msg('"{word}" is not expected here, only {expected}', word=detail["input"], expected=expected)
            source.fault(where, only)
        case "value_error":
            source.fault(where, complaint(detail))
        case other:
            source.fault(where, _SIMPLE.get(other, as_message(detail["msg"])))


def _shape(where: Where, word: str) -> Message:
    if where in {("start",), ("english",)}:
        return msg('"{word}" is not a path of the marketplace: a path begins with a single "/"', word=word)
    return msg(
        '"{word}" is not a name: lowercase letters, digits and single hyphens, beginning with a letter', word=word
    )


def _without_tags(loc: Iterable[int | str]) -> tuple[Where, str]:
    """Return the path in the file, and the verb: pydantic puts a step's verb into the path, the file has none there."""
    parts = [part for part in loc if part != "[key]"]
    if len(parts) > 4 and parts[2] == "do":
        return (*parts[:4], *parts[5:]), str(parts[4])
    return tuple(parts), ""


def _keys(where: Where, tag: str, kind: type[Written]) -> list[str]:
    """Return the known keys at the place of an unknown one."""
    part = kind
    if tag:
        part = VERBS[tag]
    elif len(where) == 3:
        part = cast("type[Written]", {"controls": WrittenControl, "screens": WrittenScreen}[str(where[0])])
    return [field.alias or name for name, field in part.model_fields.items()]
