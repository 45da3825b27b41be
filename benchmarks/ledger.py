"""How long the ledger takes with 1,000 to 1,000,000 filings: `python benchmarks/ledger.py [SIZE …] [--at URL]`.

The rows are written straight into the tables, as a life of each filing would leave them; then the ledger is asked as
the program asks it. Look-ups must stay flat (within 2 × from the smallest to the largest); what reads everything is
given with the memory that it takes at most.
"""

from __future__ import annotations

import argparse
import hashlib
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from casewright.ledger.followed import Followed
from casewright.ledger.receipt import GENESIS as FIRST
from casewright.ledger.receipt import Receipt
from casewright.ledger.schema import filings, followed, receipts, seals, transitions
from casewright.ledger.seals import GENESIS, READ_OF_A_FILING, STEP, digest_of, hash_of
from casewright.ledger.store import Ledger, open_ledger
from casewright.model.outcome import Outcome

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
STATES = ("prepared", "approved", "armed", "clicked", "observed", "verified")
MESSAGE = "3 units of a product were lost in your warehouse. " * 20
BATCH = 2000
FLAT = 2.0


def fingerprint(number: int) -> str:
    return hashlib.sha256(str(number).encode()).hexdigest()


def lives(size: int) -> Iterator[dict[str, list[dict[str, Any]]]]:
    """The rows of so many proven filings, some at a time, sealed as they would have been."""
    sealed, previous, hashed = 0, GENESIS, FIRST
    rows: dict[str, list[dict[str, Any]]] = {}
    for number in range(1, size + 1):
        at = NOW - timedelta(minutes=size - number)
        name, case_id = f"{number:032x}", f"{10**10 + number}"
        filing: dict[str, Any] = {
            "filing_id": name,
            "number": number,
            "site": "live",
            "claim_id": f"A-{number}",
            "step": len(STATES),
            "claim_type": "lost_in_warehouse",
            "account": f"Shop {number % 50}",
            "account_key": f"shop {number % 50}",
            "marketplace": "US",
            "fingerprint": fingerprint(number),
            "reference": f"CW-{number:08X}",
            "main_identifier": str(number),
            "subject": f"{number} lost",
            "message": MESSAGE,
            "evidence": [],
            "amount": "37.50",
            "currency": "USD",
            "state": "verified",
            "approval": "a" * 64,
            "case_id": case_id,
            "outcome": "verified",
            "detail": "found",
            "created_at": at,
            "updated_at": at,
            "armed_at": at,
        }
        steps = [
            {"filing_id": name, "number": n, "follows": n - 1 or None, "before": STATES[n - 2] if n > 1 else None}
            | {"after": STATES[n - 1], "at": at, "by": "", "note": ""}
            for n in range(1, len(STATES) + 1)
        ]
        receipt = _receipt(filing, number, at, hashed)
        hashed = receipt.hash
        marks = [("step", step["number"], digest_of(step, STEP)) for step in steps] + [("receipt", number, hashed)]
        for kind, count, digest in marks:
            stands = digest_of(filing, READ_OF_A_FILING) if (kind, count) == ("step", len(STATES)) else ""
            previous, sealed = hash_of(previous, kind, name, count, digest, stands), sealed + 1
            seal = {"site": "live", "sequence": sealed, "kind": kind, "key": name, "number": count, "digest": digest}
            rows.setdefault("seals", []).append(seal | {"stands": stands, "hash": previous})
        rows.setdefault("transitions", []).extend(steps)
        rows.setdefault("filings", []).append(filing)
        link = {"site": "live", "sequence": number, "filing_id": name, "body": receipt.body()}
        rows.setdefault("receipts", []).append(link | {"previous": receipt.previous, "hash": hashed})
        seen = {"site": "live", "case_id": case_id, "status": "Answered", "answers": 0, "answer": ""}
        rows.setdefault("followed", []).append(
            seen | {"answered_at": None, "attachments": [], "reply_until": None, "seen_at": at}
        )
        if number % BATCH == 0 or number == size:
            yield rows
            rows = {}


def _receipt(filing: dict[str, Any], number: int, at: datetime, previous: str) -> Receipt:
    copied = (
        *("filing_id", "claim_id", "claim_type", "account", "marketplace", "reference", "case_id"),
        *("subject", "approval", "amount", "currency", "site"),
    )
    made = Receipt(
        sequence=number,
        outcome=Outcome.VERIFIED,
        message_sha256=hashlib.sha256(MESSAGE.encode()).hexdigest(),
        at=at,
        previous=previous,
        **{name: filing[name] for name in copied},
    )
    return made.model_copy(update={"hash": made.computed_hash()})


def fill(where: Path | str, size: int) -> None:
    tables = {table.name: table for table in (transitions, filings, receipts, seals, followed)}
    with open_ledger(where, "live") as ledger, ledger._database.writing() as connection:  # noqa: SLF001 (rows by the million)
        for rows in lives(size):
            for name, table in tables.items():
                connection.execute(table.insert(), rows[name])
    with open_ledger(where, "live") as ledger, ledger._database.writing() as connection:  # noqa: SLF001 (rows by the million)
        connection.exec_driver_sql("ANALYZE")


class Loss:
    """What can be filed, made new for each time."""

    def __init__(self, number: int) -> None:
        from tests.unit.ledger.conftest import make_loss  # noqa: PLC0415 (the tests know how a claim is made)

        made = make_loss(number)
        self.claim, self.form, self.fingerprint = made.claim, made.form, made.fingerprint


def lookups(size: int) -> dict[str, Callable[[Ledger, int], object]]:
    middle = size // 2
    return {
        "look up one loss": lambda ledger, _: ledger.taken([fingerprint(middle)]),
        "check 24 losses": lambda ledger, _: ledger.taken([fingerprint(middle + n) for n in range(24)]),
        "what is in doubt": lambda ledger, _: ledger.in_doubt(),
        "prepare": lambda ledger, turn: ledger.prepare(Loss(9000 - turn)),  # type: ignore[arg-type]
        "follow one case": lambda ledger, _: ledger.follow(
            Followed(case_id=f"{10**10 + middle}", status="Answered", seen_at=NOW)
        ),
        "by case ID": lambda ledger, _: ledger.filing(f"{10**10 + middle}"),
        "newest page": lambda ledger, _: list(islice(ledger.stream_filings(newest_first=True), 200)),
        "filed lately": lambda ledger, _: ledger.filed_by_account(NOW - timedelta(minutes=500)),
    }


def taken_by(work: Callable[[], object], times: int = 15) -> float:
    """Milliseconds, the median."""
    spans = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        spans.append((time.perf_counter() - began) * 1000)
    return statistics.median(spans)


def measure(where: Path | str, size: int, *, whole: bool) -> dict[str, float]:
    told = {"open": taken_by(lambda: open_ledger(where, "live").close())}
    with open_ledger(where, "live") as ledger:
        for name, ask in lookups(size).items():
            turns = iter(range(1000))
            told[name] = taken_by(lambda ask=ask, turns=turns: ask(ledger, next(turns)))
        if whole:
            told["read all, streamed (s)"] = taken_by(lambda: sum(1 for _ in ledger.stream_filings()), 1) / 1000
            told["verify, streamed (s)"] = taken_by(ledger.verify_chain, 1) / 1000
    told["memory (MB)"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return told


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=[1_000, 100_000, 1_000_000])
    parser.add_argument("--at", help="an empty PostgreSQL database, with {size} where its name differs by size")
    parser.add_argument("--look-ups-only", action="store_true")
    arguments = parser.parse_args()
    columns = []
    for size in sorted(arguments.sizes):
        with tempfile.TemporaryDirectory() as folder:
            where = arguments.at.format(size=size) if arguments.at else Path(folder) / "ledger.sqlite"
            fill(where, size)
            columns.append((size, measure(where, size, whole=not arguments.look_ups_only)))
    print(f"{'milliseconds':26}" + "".join(f"{size:>12,}" for size, _ in columns))
    slow = []
    for name in columns[0][1]:
        values = [told[name] for _, told in columns]
        print(f"{name:26}" + "".join(f"{value:>12.2f}" for value in values))
        if "(" not in name and values[-1] > FLAT * values[0] and values[-1] - values[0] > 1:
            slow.append(name)
    for name in slow:
        print(f"not flat: {name}")
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
