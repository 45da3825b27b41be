"""Seals: every step, reply and receipt is hashed into one chain, so that what people read can be proven later."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Literal, NamedTuple

import sqlalchemy as sa

from casewright.ledger.schema import seals

GENESIS = "0" * 64
"""What the first seal of a site follows."""

Kind = Literal["step", "reply", "receipt"]

#: What people read of a filing. The state is in it, so that a row which was set back is noticed.
READ_OF_A_FILING = (
    *("filing_id", "claim_id", "claim_type", "account", "marketplace", "fingerprint", "reference", "main_identifier"),
    *("subject", "message", "evidence", "amount", "currency", "state", "approval", "case_id"),
    *("created_at", "armed_at"),
)
STEP = ("filing_id", "number", "before", "after", "at", "by", "note")
REPLY = ("reply_id", "filing_id", "case_id", "digest", "text", "attachments", "by", "armed_at")
READ_OF_A_REPLY = ("reply_id", "state", "detail")


class Seal(NamedTuple):
    """One link: `digest` covers a record that never changes, `stands` what the record's subject looked like then."""

    site: str
    sequence: int
    kind: str
    key: str
    number: int
    digest: str
    stands: str
    hash: str


class Head(NamedTuple):
    """The end of a site's chain: kept separately from the ledger so that a missing tail is noticed."""

    sequence: int
    hash: str


def digest_of(values: Mapping[Any, Any], names: tuple[str, ...]) -> str:
    """Return a digest that is equal for equal values, on every database."""
    told = {name: _canonical(values[name]) for name in names}
    text = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode(errors="surrogateescape")).hexdigest()


def _canonical(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, (list, tuple)):
        return [_canonical(one) for one in value]
    return value if value is None or isinstance(value, int) else str(value)


def hash_of(previous: str, kind: str, key: str, number: int, digest: str, stands: str) -> str:
    """The hash that a seal must carry, given the one before it."""
    return hashlib.sha256("\n".join((previous, kind, key, str(number), digest, stands)).encode()).hexdigest()


def head_of(connection: sa.Connection, site: str) -> Head:
    """The end of a site's chain."""
    asked = (
        sa.select(seals.c.sequence, seals.c.hash).where(seals.c.site == site).order_by(seals.c.sequence.desc()).limit(1)
    )
    row = connection.execute(asked).one_or_none()
    return Head(*row) if row else Head(0, GENESIS)


def holds_end(connection: sa.Connection, site: str, end: Head) -> bool:
    """Return whether a site's chain contains this end: what was once its last seal is still in it."""
    asked = sa.select(seals.c.hash).where(seals.c.site == site, seals.c.sequence == end.sequence)
    return connection.execute(asked).scalar_one_or_none() == end.hash


def add_seal(
    connection: sa.Connection, site: str, kind: Kind, key: str, number: int, digest: str, stands: str = ""
) -> None:
    """Append a seal to the chain. Writers take turns, so there is one end."""
    head = head_of(connection, site)
    seal = Seal(
        *(site, head.sequence + 1, kind, key, number, digest, stands),
        hash_of(head.hash, kind, key, number, digest, stands),
    )
    connection.execute(seals.insert().values(seal._asdict()))


def last_number(connection: sa.Connection, key: str) -> int:
    """The number of a record's last seal; 0 where it has none."""
    asked = sa.select(seals.c.number).where(seals.c.key == key).order_by(seals.c.sequence.desc()).limit(1)
    return connection.execute(asked).scalar_one_or_none() or 0
