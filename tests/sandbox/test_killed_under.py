"""Kill what the program stands on, after a claim was armed: everybody tells the same story, and nothing is lost."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from tests.postgresql import Server, schema_on, server_or_skip

from casewright.errors import ExitCode
from casewright.ledger.filing import IN_DOUBT, State
from casewright.ledger.store import Ledger, open_ledger

from .killed import STANDS_ON
from .test_killed import Desk, desk, plan

__all__ = ["desk", "plan"]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="finds the processes in /proc"),
]
AFTER_ARMED = (
    *("after:arm", "before:submit", "after:submit", "before:look", "after:look", "before:clicked", "after:clicked"),
    *("before:observe", "after:observe", "before:search", "after:search", "before:read", "after:read"),
    *("before:verify", "after:verify", "before:write_receipt", "after:write_receipt"),
)
KILLS = [f"{what}:{when}" for when, what in product(AFTER_ARMED, STANDS_ON)]
IN_DOUBT_TOLD = {"uncertain", "filed_unverified"}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """So many kills as are asked for, evenly over all moments; of each kind as many."""
    if "kill" in metafunc.fixturenames:
        asked = min(metafunc.config.getoption("--real-kills"), len(KILLS))
        metafunc.parametrize("kill", [KILLS[at * len(KILLS) // asked] for at in range(asked)])


@dataclass(frozen=True)
class ServedDesk(Desk):
    """The same desk with its ledger on a database server, which may be killed as well."""

    server: Server
    address: str

    @property
    def environment(self) -> dict[str, str]:
        shared = {"CASEWRIGHT_LEDGER_URL": self.address, "TESTS_SERVER_PROCESS": str(self.server.process)}
        return {**super().environment, **shared}

    def ledger(self) -> Ledger:
        return open_ledger(self.address, "sandbox")


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    yield from server_or_skip()


@pytest.fixture
def stands(desk: Desk, kill: str, request: pytest.FixtureRequest) -> Iterator[Desk]:
    """The desk; on a database server where that is what is killed."""
    if not kill.startswith("server:"):
        yield desk
        return
    server = request.getfixturevalue("server")
    with schema_on(server) as address:
        try:
            yield ServedDesk(desk.folder, desk.plan, desk.url, server, address)
        finally:
            server.restart()  # whatever became of this kill, the next finds it running


def test_whatever_is_killed_under_the_program_everybody_tells_the_same_story(
    stands: Desk, kill: str, record_property
) -> None:
    done = stands.file(killed_at=kill)
    if isinstance(stands, ServedDesk):
        stands.server.restart()
    assert "Traceback" not in done.stderr
    document = json.loads(done.stdout)
    assert "claims" in document["data"], document["problems"]
    (claim,) = document["data"]["claims"]
    assert done.returncode == document["exit_code"]
    same_story(stands, claim, done.returncode)
    record_property(f"crash real kills, {kill.partition(':')[0]}", 1)
    record_property(f"crash real kills told as {claim['outcome']}", 1)

    stands.file()
    assert len(stands.stored()) == 1, "twice, or lost"
    with stands.ledger() as ledger:
        assert not ledger.in_doubt()
        assert len(ledger.filings(state=State.VERIFIED)) == 1
        assert ledger.verify_chain() is None


def same_story(stands: Desk, claim: dict[str, Any], code: int) -> None:
    """JSON, exit code, run log, ledger and the site's own record agree; none says more than the site stored."""
    stored, outcome = stands.stored(), claim["outcome"]
    assert len(stored) <= 1
    with stands.ledger() as ledger:
        (filing,) = ledger.filings()
        receipts = ledger.receipts(filing)
    if filing.state in IN_DOUBT or outcome in IN_DOUBT_TOLD:
        assert (code, outcome in IN_DOUBT_TOLD) == (ExitCode.UNCERTAIN, True)
    elif filing.state is State.VERIFIED:
        # A server that died at the very end could not be asked what else is in doubt, and the exit code says so.
        assert code == ExitCode.DONE or (code == ExitCode.REFUSED and isinstance(stands, ServedDesk))
        assert (outcome, len(stored)) == ("verified", 1)
        assert not receipts or receipts[-1].outcome == "verified"
    else:
        assert not stored, f"{filing.state}, told as {outcome}, and the case is there"
    log = Path(stands.environment["CASEWRIGHT_HOME"]) / "runs.jsonl"
    deeds = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    assert [deed["what"] for deed in deeds if deed.get("claim_id")] == ["armed", outcome]
