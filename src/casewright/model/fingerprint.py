"""What makes a loss the same loss: digest, fingerprint, and the reference that stands in the case."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Iterable
from datetime import date

from casewright.model.claim import CommonClaim

_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""No 0/O, 1/I/L or U: a reference is read aloud and typed by people."""


def digest(value: object) -> str:
    """Return the SHA-256, in hex, of a JSON-able value in one canonical form."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def claim_digest(claim: CommonClaim) -> str:
    """Digest everything the claim says, evidence by hash: changes if anything in it changes, not if a file moves."""
    data = claim.model_dump(mode="json")
    data["evidence"] = sorted((proof.kind, proof.name, proof.sha256) for proof in claim.evidence)
    return digest(data)


def fingerprint(claim: CommonClaim) -> str:
    """Return what identifies a loss, from any file: account, marketplace, type and Amazon's identifiers.

    The transaction item ID names one row of Amazon's ledger, so if there is one, it is enough; otherwise the product
    and the type's own `identity` (day and place, order, shipment) tell one loss from another. Of several product
    numbers the best is taken, so that a sheet with more columns names the same loss. Quantity, value and words are not
    part of it.
    """
    return digest({name: value.isoformat() if isinstance(value, date) else value for name, value in loss(claim)})


def loss(claim: CommonClaim) -> tuple[tuple[str, object], ...]:
    """Return what the fingerprint is made of: equal exactly when the fingerprints are equal, and fast to make."""
    common = (("account", _account(claim)), ("marketplace", claim.marketplace), ("type", vars(claim)["type"]))
    if claim.transaction_id:
        return (*common, ("transaction_id", claim.transaction_id))
    return (*common, ("product", _product(claim)), *((name, getattr(claim, name)) for name in claim.identity))


def _account(claim: CommonClaim) -> str:
    return " ".join(claim.account.split()).casefold()


def _product(claim: CommonClaim) -> str | None:
    return claim.fnsku or claim.asin or claim.sku


def may_be_same(one: CommonClaim, other: CommonClaim) -> bool:
    """Return whether two claims with different fingerprints may be one loss: alike, but one says more.

    The same row of Amazon's ledger, say, once with its transaction item ID and once without; or the same product, once
    by its FNSKU and once by its ASIN.
    """
    if _where(one) != _where(other) or not _is_same_product(one, other) or fingerprint(one) == fingerprint(other):
        return False
    return not are_apart(tell_apart(one), tell_apart(other))


def tell_apart(claim: CommonClaim) -> tuple[str | None, ...]:
    """Return what distinguishes two alike claims, if both have it: the transaction item ID, then the identity."""
    values = (getattr(claim, name) for name in ("transaction_id", *claim.identity[1:]))
    return tuple(None if value is None else str(value) for value in values)


def are_apart(one: Iterable[str | None], other: Iterable[str | None]) -> bool:
    """Return whether both give something of the same kind that differs."""
    pairs = zip(one, other, strict=False)  # a ledger's may be of another version
    return any(mine is not None and theirs not in (None, mine) for mine, theirs in pairs)


def likenesses(claim: CommonClaim) -> list[tuple[object, ...]]:
    """Return keys of which two claims share one if they may be the same loss, one for each name of the product."""
    where = _where(claim)
    return [(*where, kind, name) for kind in _PRODUCT_NAMES if (name := getattr(claim, kind))]


def like_marks(claim: CommonClaim) -> dict[str, tuple[str | None, ...]]:
    """Return the same for a ledger: the digest of a key → what distinguishes two losses that share it.

    Better names of the product are among that. A row of Amazon's inventory ledger is a key of its own, and nothing
    tells its losses apart.
    """
    marks: dict[str, tuple[str | None, ...]] = {}
    better: list[str | None] = []
    for kind in _PRODUCT_NAMES:
        name = getattr(claim, kind)
        if name:
            marks[digest([str(part) for part in (*_where(claim), kind, name)])] = (*better, *tell_apart(claim))
        better.append(name)
    row = ledger_row(claim)
    return marks | ({digest([str(part) for part in row]): ()} if row else {})


def ledger_row(claim: CommonClaim) -> tuple[object, ...] | None:
    """Return the inventory ledger row that a claim is about, for any type and marketplace; None if not given."""
    return (_store(claim), claim.transaction_id.lstrip("0")) if claim.transaction_id else None


_PRODUCT_NAMES = ("fnsku", "asin", "sku")
"""The best name first."""


def _is_same_product(one: CommonClaim, other: CommonClaim) -> bool:
    """Return whether the best name that both have is the same."""
    pairs = ((getattr(one, kind), getattr(other, kind)) for kind in _PRODUCT_NAMES)
    return next((mine == theirs for mine, theirs in pairs if mine and theirs), False)


def _where(claim: CommonClaim) -> tuple[object, ...]:
    """Return store, marketplace, type, and the day, order or shipment: what claims of one loss always share."""
    return (_store(claim), claim.marketplace, vars(claim)["type"], getattr(claim, claim.identity[0]))


def _store(claim: CommonClaim) -> str:
    """The account in half-width letters, too; the fingerprint's own stays as it is, because references rest on it."""
    return unicodedata.normalize("NFKC", _account(claim)).casefold()


def reference(claim: CommonClaim) -> str:
    """Return `CW-` and 8 characters of the fingerprint: the key that Amazon does not offer, for subject and text.

    Made from the fingerprint and not from the digest: the same loss keeps its reference when its text changes, so that
    the case log answers for it even if the ledger was lost (docs/decisions/0002).
    """
    number = int(fingerprint(claim), 16)
    characters = []
    for _ in range(8):
        number, rest = divmod(number, len(_ALPHABET))
        characters.append(_ALPHABET[rest])
    return "CW-" + "".join(characters)
