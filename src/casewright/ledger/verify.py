"""Prove a ledger: receipts, seals, and what people read, each against the others; streamed, in constant memory."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from casewright.ledger.chain import links
from casewright.ledger.journal import account_key
from casewright.ledger.receipt import BrokenLink, Link, Receipt, first_break
from casewright.ledger.schema import filings, receipts, replies, seals, transitions
from casewright.ledger.seals import (
    GENESIS,
    READ_OF_A_FILING,
    READ_OF_A_REPLY,
    REPLY,
    STEP,
    Head,
    Seal,
    digest_of,
    hash_of,
)
from casewright.message import NOTHING, Message, clauses, msg, msg_n

_BATCH = 400
"""Rows that are compared at a time."""


def find_break(connection: sa.Connection, site: str, kept: Head | None) -> BrokenLink | None:
    """Return the first record of a site that was changed; None if everything is intact.

    `kept` is the chain's end as kept separately from the ledger; without it, a tail that was cut off with everything
    belonging to it cannot be noticed.
    """
    return (
        first_break(links(connection, site))
        or _broken_seal(connection, site, kept)
        or _uncounted(connection, site)
        or _changed_filing(connection, site)
        or _changed_reply(connection, site)
    )


def _stream(connection: sa.Connection, asked: sa.Select[Any]) -> Iterator[sa.RowMapping]:
    with connection.execute(asked.execution_options(yield_per=_BATCH)) as rows:
        yield from rows.mappings()


def _broken_seal(connection: sa.Connection, site: str, kept: Head | None) -> BrokenLink | None:
    """Check the seals from first to last, including the end that was kept separately."""
    previous, sequence = GENESIS, 0
    asked = sa.select(seals).where(seals.c.site == site).order_by(seals.c.sequence)
    for sequence, row in enumerate(_stream(connection, asked), start=1):
        seal = Seal(**row)
        wanted = hash_of(previous, seal.kind, seal.key, seal.number, seal.digest, seal.stands)
        record = msg("seal {number}", number=sequence)
        if seal.sequence != sequence:
            return _broken(record, msg("it is missing: the next one is {number}", number=seal.sequence))
        if seal.hash != wanted:
            return _broken(record, msg("it was changed after it was written"))
        if kept and kept.sequence == sequence and kept.hash != seal.hash:
            return _broken(record, msg("it is not the one that was the last when the end was kept apart"))
        previous = seal.hash
    if kept and kept.sequence > sequence:
        lost = kept.sequence - sequence
        missing = msg_n("{count} record that was there is missing", "{count} records that were there are missing", lost)
        return _broken(msg("the end of the chain"), missing)
    return None


def _uncounted(connection: sa.Connection, site: str) -> BrokenLink | None:
    """Check that every step and receipt has one seal, and none was inserted."""
    steps = (
        sa.select(sa.func.count())
        .select_from(transitions.join(filings, filings.c.filing_id == transitions.c.filing_id))
        .where(filings.c.site == site)
    )
    there = {"step": steps, "receipt": sa.select(sa.func.count()).where(receipts.c.site == site)}
    asked = sa.select(seals.c.kind, sa.func.count()).where(seals.c.site == site).group_by(seals.c.kind)
    sealed = {str(row[0]): int(row[1]) for row in connection.execute(asked)}
    for kind, count in there.items():
        found, wanted = int(connection.execute(count).scalar_one()), sealed.get(kind, 0)
        if found != wanted:
            number = min(found, wanted) + 1 if kind == "receipt" else 0
            reason = msg("there are {found}, and {wanted} were sealed", found=found, wanted=wanted)
            record = msg("the steps") if kind == "step" else NOTHING if number else msg("the receipts")
            return BrokenLink(sequence=number, record=record, reason=reason)
    return None


def _changed_filing(connection: sa.Connection, site: str) -> BrokenLink | None:
    """Check each filing against its steps, its last seal and its last receipt."""
    for batch in _batches(connection, filings, filings.c.filing_id, site):
        names = [row["filing_id"] for row in batch]
        sealed = _seals_of(connection, names)
        steps = _grouped(connection, transitions, transitions.c.filing_id, names, transitions.c.number)
        proofs = _last_receipts(connection, names)
        for row in batch:
            name = row["filing_id"]
            reason = _wrong_filing(row, sealed.get(name, ()), steps.get(name, ()), proofs.get(name))
            if reason:
                return _broken(msg("filing {reference}", reference=row["reference"]), reason)
    return None


def _wrong_filing(
    row: Mapping[str, Any], sealed: Sequence[Seal], steps: Sequence[Mapping[str, Any]], proof: Receipt | None
) -> Message:
    marks = [seal for seal in sealed if seal.kind == "step"]
    told = [(step["number"], digest_of(step, STEP)) for step in steps]
    if [(seal.number, seal.digest) for seal in marks] != told:
        return msg("its steps are not those that were written")
    if not marks or marks[-1].stands != digest_of(row, READ_OF_A_FILING):
        changed, differs = msg("what it says was changed after its last step"), _what_differs(row, proof)
        return msg("{what}: {details}", what=changed, details=differs) if differs else changed
    if changed := _unlike_last_step(row, steps[-1]):
        return changed
    if row["outcome"] is not None and (proof is None or proof.outcome != row["outcome"]):
        return msg("its receipt that says {outcome} is missing", outcome=row["outcome"])
    return _what_differs(row, proof)


def _unlike_last_step(row: Mapping[str, Any], last: Mapping[str, Any]) -> Message:
    """Return which fields that follow from a filing's last step, or from its account, differ."""
    follows = {
        "detail": last["note"],
        "updated_at": last["at"],
        "step": last["number"],
        "account_key": account_key(row["account"]),
    }
    differ = [
        msg("its {field} is {value!r}, not {wanted!r}", field=name, value=row[name], wanted=wanted)
        for name, wanted in follows.items()
        if row[name] != wanted
    ]
    return clauses(differ)


def _what_differs(row: Mapping[str, Any], proof: Receipt | None) -> Message:
    """Return which fields of a receipt the filing contradicts."""
    if proof is None:
        return NOTHING
    same = (
        "claim_id",
        "claim_type",
        "account",
        "marketplace",
        "reference",
        "subject",
        "approval",
        "amount",
        "currency",
    )
    differ = [
        msg(
            "its {field} is {value!r}, its receipt says {receipt!r}",
            field=name,
            value=row[name],
            receipt=getattr(proof, name),
        )
        for name in same
        if row[name] != getattr(proof, name)
    ]
    if hashlib.sha256(row["message"].encode(errors="surrogateescape")).hexdigest() != proof.message_sha256:
        differ.append(msg("its message is not the one of its receipt"))
    if tuple(map(tuple, row["evidence"])) != proof.evidence:
        differ.append(msg("its evidence is not that of its receipt"))
    if row["state"] == "verified" == proof.outcome and row["case_id"] != proof.case_id:
        differ.append(
            msg("its case is {case_id}, its receipt says {receipt}", case_id=row["case_id"], receipt=proof.case_id)
        )
    return clauses(differ)


def _changed_reply(connection: sa.Connection, site: str) -> BrokenLink | None:
    for batch in _batches(connection, replies, replies.c.reply_id, site):
        sealed = _seals_of(connection, [row["reply_id"] for row in batch])
        for row in batch:
            marks = sealed.get(row["reply_id"], [])
            whole = marks and all(seal.digest == digest_of(row, REPLY) for seal in marks)
            if not whole or marks[-1].stands != digest_of(row, READ_OF_A_REPLY):
                return _broken(
                    msg("the reply to case {case_id}", case_id=row["case_id"]),
                    msg("it was changed after it was written"),
                )
    asked = sa.select(sa.func.count(seals.c.key.distinct())).where(seals.c.site == site, seals.c.kind == "reply")
    there = sa.select(sa.func.count()).where(replies.c.site == site)
    if int(connection.execute(asked).scalar_one()) != int(connection.execute(there).scalar_one()):
        return _broken(msg("the replies"), msg("one that was sealed is missing"))
    return None


def _batches(
    connection: sa.Connection, table: sa.Table, key: sa.Column[Any], site: str
) -> Iterator[list[Mapping[str, Any]]]:
    """Yield a site's rows of a table by key, in batches."""
    last = ""
    while True:
        asked = sa.select(table).where(table.c.site == site, key > last).order_by(key).limit(_BATCH)
        batch: list[Mapping[str, Any]] = [dict(row) for row in connection.execute(asked).mappings()]
        if not batch:
            return
        yield batch
        last = batch[-1][key.name]


def _seals_of(connection: sa.Connection, keys: Sequence[str]) -> dict[str, list[Seal]]:
    asked = sa.select(seals).where(seals.c.key.in_(keys)).order_by(seals.c.key, seals.c.sequence)
    return _by(connection, asked, lambda row: Seal(**row), "key")


def _grouped(
    connection: sa.Connection, table: sa.Table, key: sa.Column[Any], keys: Sequence[str], order: sa.Column[Any]
) -> dict[str, list[Mapping[str, Any]]]:
    asked = sa.select(table).where(key.in_(keys)).order_by(key, order)
    return _by(connection, asked, dict, key.name)


def _by(
    connection: sa.Connection, asked: sa.Select[Any], made: Callable[[sa.RowMapping], Any], key: str
) -> dict[str, list[Any]]:
    groups: dict[str, list[Any]] = {}
    for row in connection.execute(asked).mappings():
        groups.setdefault(row[key], []).append(made(row))
    return groups


def _last_receipts(connection: sa.Connection, names: Sequence[str]) -> dict[str, Receipt]:
    columns = [receipts.c[name] for name in Link._fields]
    asked = sa.select(*columns).where(receipts.c.filing_id.in_(names)).order_by(receipts.c.sequence)
    links_found = (Link(*row) for row in connection.execute(asked))
    return {link.filing_id: link.receipt() for link in links_found}


def _broken(record: Message, reason: Message) -> BrokenLink:
    return BrokenLink(record=record, reason=reason)
