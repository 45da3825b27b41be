"""The smallest parts of the flow language as they are written: names, words, labels by interface language, truth."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, ConfigDict, Field, WithJsonSchema
from typing_extensions import TypeAliasType

from casewright.message import msg
from casewright.model.claim import CLAIM_TYPES
from casewright.model.form import VALUES
from casewright.model.problem import Value

#: The interface languages of Seller Central; `en` stands in where a control has no words of its own.
LANGUAGES = frozenset(
    {"ar", "de", "en", "en-GB", "es", "fr", "hi", "it", "ja", "ko", "nl", "pl", "pt", "pt-BR", "sv", "ta", "th"}
    | {"tr", "vi", "zh", "zh-CN", "zh-TW"}
)


class Written(Value):
    """Part of a flow file; a key it does not know is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


def _need_words(words: object) -> object:
    if isinstance(words, str) and not words.strip():
        raise ValueError(msg("text is missing here"))
    return words


def _sort_by_language(label: object) -> object:
    """Words, a list of words, or either by language: all become lists by language."""
    by_language = label if isinstance(label, dict) else {"en": label}
    return {code: [words] if isinstance(words, str) else words for code, words in by_language.items()}


def _read_truth(written: object) -> object:
    """YAML 1.2 knows two words for it; `yes` and `on` are labels."""
    if isinstance(written, bool):
        return written
    if written not in {"true", "false"}:
        raise ValueError(msg('"true" or "false" is expected'))
    return written == "true"


_WORDS_SCHEMA: dict[str, Any] = {
    "anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}, "minItems": 1}]
}
_LABEL_SCHEMA = {
    "description": "What is written on it: words, a list of words (any of them), or either by interface language.",
    "anyOf": [
        *_WORDS_SCHEMA["anyOf"],
        {
            "type": "object",
            "propertyNames": {"enum": sorted(LANGUAGES)},
            "additionalProperties": _WORDS_SCHEMA,
            "required": ["en"],
        },
    ],
}

Words = Annotated[str, Field(min_length=1), BeforeValidator(_need_words)]
Label = TypeAliasType(
    "Label",
    Annotated[
        dict[str, Annotated[tuple[Words, ...], Field(min_length=1)]],
        BeforeValidator(_sort_by_language),
        WithJsonSchema(_LABEL_SCHEMA),
    ],
)
"""Written once in the schema, under `$defs`."""
Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]
Names = Annotated[tuple[Name, ...], Field(min_length=1)]
Truth = Annotated[bool, BeforeValidator(_read_truth)]

ValueName = TypeAliasType("ValueName", Annotated[str, WithJsonSchema({"enum": [*sorted(VALUES)]})])
"""One of the claim's values, as it may stand after `with:`. Whether it is one, a step sees for itself."""
ClaimType = TypeAliasType("ClaimType", Annotated[str, WithJsonSchema({"type": "string", "enum": [*CLAIM_TYPES]})])
"""Whether it is one, the reader sees for itself."""
