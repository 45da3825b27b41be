"""Losses to file, a clock to turn, and the databases that the ledger must work on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeAlias

import pytest
from tests.postgresql import Server, schema_on, server_or_skip
from tests.sample_claims import sample

from casewright.ledger.store import Ledger, open_ledger
from casewright.model.claim import Claim
from casewright.model.evidence import Evidence, EvidenceKind
from casewright.model.fingerprint import fingerprint, reference
from casewright.model.form import Form


@dataclass(frozen=True)
class Loss:
    claim: Claim
    form: Form
    fingerprint: str


@dataclass
class Clock:
    """A clock that stands still until it is turned."""

    time: datetime = field(default=datetime(2026, 11, 23, 12, 0, tzinfo=UTC))

    def __call__(self) -> datetime:
        return self.time

    def turn(self, **by: float) -> None:
        self.time += timedelta(**by)


MakeLoss: TypeAlias = Callable[..., Loss]


def make_loss(number: int = 1, **changes: object) -> Loss:
    own = {
        "claim_id": f"A-{number}",
        "transaction_id": f"2026101000{number:04}",
        "evidence": (
            Evidence(
                kind=EvidenceKind.STOCK_DOCUMENT,
                path=Path("/somewhere/invoice.pdf"),
                name="invoice.pdf",
                media_type="application/pdf",
                size=3,
                sha256="c" * 64,
            ),
        ),
    }
    claim = sample(**own | changes)
    mark = reference(claim)
    form = Form(
        reference=mark,
        subject=f"{claim.main_identifier} {mark}",
        message=f"3 units of “Bamboo tray” 竹 were lost.\nسبب\n{claim.details}\n{mark}",
        short_message="",
        steps_taken="",
        references="",
        main_identifier=claim.main_identifier,
        claim_type=claim.type,
        evidence=claim.evidence,
    )
    return Loss(claim, form, fingerprint(claim))


@pytest.fixture(scope="session")
def loss() -> MakeLoss:
    return make_loss


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A PostgreSQL server, one a worker."""
    yield from server_or_skip()


@pytest.fixture(params=["sqlite", "postgresql"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Path | str]:
    """An empty place for a ledger: a file, and a schema on a server where one can be had."""
    if request.param == "sqlite":
        yield tmp_path / "ledger.sqlite"
        return
    with schema_on(request.getfixturevalue("server")) as address:
        yield address


@pytest.fixture
def ledger(where: Path | str, clock: Clock) -> Iterator[Ledger]:
    with open_ledger(where, "live", now=clock) as opened:
        yield opened
