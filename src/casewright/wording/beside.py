"""What stood in a form's other boxes, told from the text that was approved: the inverse of writing. Pure."""

from __future__ import annotations

from casewright.model.claim import CLAIM_TYPES
from casewright.model.field_table import IDENTIFIERS
from casewright.wording.templates import sentence
from casewright.wording.words import LANGUAGES, labels, type_words


def read_texts_beside(claim_type: str, message: str) -> tuple[str, ...]:
    """The answer on steps taken, and every identifier, alone and together, as the shipped words give them.

    Nothing is among them that the approved text and the type of the claim do not say. A seller's own template that
    leaves an identifier out leaves it out here.
    """
    texts: list[str] = []
    for language in LANGUAGES:
        names = labels(language)["fields"]
        given = _read_identifiers(message, names)
        together = ", ".join(f"{names[name]} {value}" for name, value in given.items() if value)
        texts += [_steps(claim_type, language, given), together, *given.values()]
    return tuple(dict.fromkeys(filter(None, texts)))


def _read_identifiers(message: str, names: dict[str, str]) -> dict[str, str]:
    """Each identifier behind its label at the beginning of a line; empty where there is none."""
    lines = [line.strip().removeprefix("- ") for line in reversed(message.splitlines())]  # the first of a name counts
    facts = {name.strip(): value.strip() for name, colon, value in (line.partition(":") for line in lines) if colon}
    return {name: facts.get(names[name], "") for name in IDENTIFIERS}


def _steps(claim_type: str, language: str, given: dict[str, str]) -> str:
    if claim_type not in CLAIM_TYPES:  # filed by another version, which knew it
        return ""
    return sentence(type_words(claim_type, language)["steps"]).render(given)
