"""Which column of a sheet is which field of a claim: headers and claim types, in every language of the interface."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from casewright.intake.header_currency import without_currency
from casewright.intake.header_words import fold_header
from casewright.message import Message, languages, listed, msg
from casewright.model.claim import CLAIM_TYPES, CommonClaim
from casewright.model.field_table import FIELDS, FieldKind

EVIDENCE_COLUMNS = tuple(name for name, field in FIELDS.items() if field.kind is FieldKind.FILES)
"""Columns that hold names of files."""

OWN_COLUMNS = tuple(name for name, field in FIELDS.items() if field.kind is FieldKind.OWN)
"""What a seller's own sheet keeps beside the claim."""


def _in_every_language(title: Message) -> list[str]:
    return [title.say(language) for language in languages()]


HEADERS: dict[str, tuple[str, ...]] = {
    name: tuple(dict.fromkeys((*_in_every_language(field.title), *field.words))) for name, field in FIELDS.items()
}
"""Field → the headers that mean it, besides its own name: its title in every language, then other words."""

_FIELDS = {fold_header(word): field for field, words in HEADERS.items() for word in (field, *words)}
_TYPES = {
    fold_header(word): name
    for name, claim in CLAIM_TYPES.items()
    for word in (name, *_in_every_language(claim.title), *claim.words)
}

REQUIRED = tuple(name for name, field in CommonClaim.model_fields.items() if field.is_required() and name != "claim_id")
"""Fields without which no row can become a claim; the claim's own name can be made from the row."""


def claim_type(words: str) -> str | None:
    """The claim type that the words of a cell mean, None where they mean none."""
    return _TYPES.get(fold_header(words))


@cache
def types_expected() -> Message:
    """What may stand in the type column, for a message."""
    return listed(msg("{name} ({title})", name=name, title=claim.title) for name, claim in CLAIM_TYPES.items())


def is_field(name: str) -> bool:
    """Return whether a seller's own header may be mapped to this name."""
    return name in HEADERS


def field_of(header: str, own: Mapping[str, str] | None = None) -> str | None:
    """The field that a header means; `own` are the seller's headers, already made `fold_header`, and come first.

    A currency in it, as in `Unit cost (CNY)`, changes nothing of that.
    """
    known = own or {}
    key = fold_header(header)
    bare = "" if key in known or key in _FIELDS else fold_header(without_currency(header))
    return known.get(key) or _FIELDS.get(key) or known.get(bare) or _FIELDS.get(bare)


_ALIKE = 0.8
"""Likeness of two headers from which one may be the other mistyped; below, a suggestion misleads."""


def closest(header: str) -> str | None:
    """The known header that is most like an unknown one, None where none is near."""
    known = {fold_header(word): word for words in HEADERS.values() for word in words}
    near = difflib.get_close_matches(fold_header(header), [*known, *_FIELDS], n=1, cutoff=_ALIKE)
    return known.get(near[0], _FIELDS[near[0]]) if near else None


@dataclass(frozen=True, slots=True)
class Columns:
    """A header row, understood: position → field, the headers nobody knows, and required fields without a column.

    `extra` holds positions whose values are kept beside the claim: unknown ones, repeated ones, the seller's own;
    `nameless` are those without a header among the `width` columns that have one.
    """

    fields: dict[int, str]
    unknown: dict[int, str]
    repeated: dict[int, str]
    extra: dict[int, str]
    missing: tuple[str, ...]
    nameless: tuple[int, ...]
    width: int


def understand(header: Sequence[str], own: Mapping[str, str] | None = None) -> Columns:
    """Say what each column of a header row means. Evidence columns may repeat; of others the first one counts."""
    fields: dict[int, str] = {}
    unknown: dict[int, str] = {}
    repeated: dict[int, str] = {}
    extra: dict[int, str] = {}
    for position, words in enumerate(header):
        field = field_of(words, own)
        if field is None:
            if words.strip():
                unknown[position] = extra[position] = words
        elif field in OWN_COLUMNS:
            extra[position] = words
        elif field in fields.values() and field not in EVIDENCE_COLUMNS:
            repeated[position] = extra[position] = words
        else:
            fields[position] = field
    present = set(fields.values())
    missing = tuple(name for name in (*REQUIRED, "type") if name not in present)
    nameless = tuple(position for position, words in enumerate(header) if not words.strip())
    return Columns(fields, unknown, repeated, extra, missing, nameless, len(header))


_MOST_OF_A_CLAIM = 4


def names_claims(header: Sequence[str], own: Mapping[str, str] | None = None) -> bool:
    """Return whether a header is of a sheet of claims, and not of prices, addresses or orders beside them."""
    fields = {field_of(words, own) for words in header}
    return len(fields & {*REQUIRED, "type"}) >= _MOST_OF_A_CLAIM


def count_known(header: Sequence[str], own: Mapping[str, str] | None = None) -> int:
    """How many cells of a row are known headers: what tells the header row from any other."""
    return sum(field_of(words, own) is not None for words in header)
