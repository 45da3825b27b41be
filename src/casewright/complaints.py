"""What Pydantic refuses of a value, as messages: its own sentences are English, and written for programmers."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from casewright.message import NOTHING, Message, as_message, clauses, msg

if TYPE_CHECKING:
    from pydantic import ValidationError
    from pydantic_core import ErrorDetails, PydanticCustomError

_WHOLE = msg("a whole number is expected")
_NUMBER = msg("a number is expected")
_TRUTH = msg("true or false is expected")
_LIST = msg("a list is expected")
_TABLE = msg("a table of keys and values is expected")
_SHORT = msg("it is empty or too short")
_LONG = msg("it is too long")

_REFUSALS = {
    "missing": msg("it is missing"),
    "extra_forbidden": msg("there is no such key"),
    "int_type": _WHOLE,
    "int_parsing": _WHOLE,
    "int_from_float": _WHOLE,
    "float_type": _NUMBER,
    "float_parsing": _NUMBER,
    "decimal_type": _NUMBER,
    "decimal_parsing": _NUMBER,
    "bool_type": _TRUTH,
    "bool_parsing": _TRUTH,
    "string_type": msg("text is expected"),
    "string_too_short": _SHORT,
    "too_short": _SHORT,
    "string_too_long": _LONG,
    "too_long": _LONG,
    "string_pattern_mismatch": msg("it does not match the expected format"),
    "tuple_type": _LIST,
    "list_type": _LIST,
    "dict_type": _TABLE,
    "model_type": _TABLE,
    "model_attributes_type": _TABLE,
}
"""The type of Pydantic's refusal → what it means; a type that is not here keeps Pydantic's own sentence."""

_LIMITS: dict[str, Callable[[object], Message]] = {
    "greater_than_equal": lambda limit: msg("it must be at least {limit}", limit=limit),
    "greater_than": lambda limit: msg("it must be more than {limit}", limit=limit),
    "less_than_equal": lambda limit: msg("it must be at most {limit}", limit=limit),
    "less_than": lambda limit: msg("it must be less than {limit}", limit=limit),
    "literal_error": lambda words: msg("one of {words} is expected", words=_choices(words)),
    "enum": lambda words: msg("one of {words} is expected", words=_choices(words)),
}
"""The same where the refusal names what would be taken."""


def refusal(code: str, message: Message, expected: Message = NOTHING) -> PydanticCustomError:
    """What a check of our own raises, so that its message comes through Pydantic as it is."""
    from pydantic_core import PydanticCustomError  # noqa: PLC0415 (only a program that has loaded Pydantic comes here)

    return PydanticCustomError(code, "{message}", {"message": message, "expected": expected})


def complaints(error: ValidationError) -> Message:
    """Everything that is refused, each with the key where it stands."""
    return clauses(_at_key(detail) for detail in error.errors(include_url=False))


def complaint(detail: ErrorDetails) -> Message:
    """One refusal: what a check of our own said, or what the type of Pydantic's refusal means."""
    kind, details = detail["type"], detail.get("ctx", {})
    if kind == "value_error":
        said = details["error"].args[0] if details["error"].args else ""
        return said if isinstance(said, Message) else as_message(str(details["error"]) or detail["msg"])
    if isinstance(said := details.get("message"), Message):  # a check of our own, under a code of its own
        return said
    if kind in _LIMITS:
        (limit,) = details.values()
        return _LIMITS[kind](limit)
    return _REFUSALS.get(kind) or as_message(detail["msg"])


def _choices(words: object) -> list[str]:
    return str(words).replace(" or ", ", ").split(", ")


def _at_key(detail: ErrorDetails) -> Message:
    key = ".".join(map(str, detail["loc"]))
    return msg("{place}: {message}", place=key, message=complaint(detail)) if key else complaint(detail)
