"""A shared ledger on a real PostgreSQL server, an account, and a plan of two accounts that somebody approved."""

from __future__ import annotations

import json
import sys
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import psycopg
import pytest
from tests.postgresql import Server, server_or_skip
from tests.unit.ledger.conftest import make_loss

from casewright.casework.plan import Entry, Plan, make_plan, save_plan
from casewright.cli.app import run
from casewright.ledger.store import Ledger, open_ledger
from casewright.model.claim import Claim
from casewright.model.form import Form
from casewright.model.site_name import SiteName
from casewright.policy.verdict import Verdict
from casewright.worker import work

Returned = TypeVar("Returned")
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    yield from server_or_skip()


@pytest.fixture
def database(server: Server) -> str:
    """The address of an empty database of its own."""
    name = f"jobs_{uuid.uuid4().hex}"
    with psycopg.connect(server.url, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    return server.url.rpartition("/")[0] + f"/{name}"


def run_apart(work: Callable[[], Returned]) -> Returned:
    """Run something that needs an event loop: in this thread the loop of another test's browser may be running."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(work).result()


class Done(NamedTuple):
    code: int
    data: Any
    problems: list[dict[str, Any]]


Casewright = Callable[..., Done]


@pytest.fixture
def casewright(
    database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Casewright:
    """Runs a command line with `--json` on a machine whose ledger is the shared one."""
    monkeypatch.setenv("CASEWRIGHT_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("CASEWRIGHT_LEDGER_URL", database.replace("postgresql:", "postgresql+psycopg:"))
    monkeypatch.delenv("CASEWRIGHT_STOP", raising=False)
    monkeypatch.chdir(tmp_path)

    def call(*words: object) -> Done:
        code = run_apart(lambda: run([*(str(word) for word in words), "--json"]))
        document = json.loads(capsys.readouterr().out)
        return Done(code, document["data"], document["problems"])

    return call


@contextmanager
def shared_ledger(database: str) -> Iterator[Ledger]:
    with open_ledger(database.replace("postgresql:", "postgresql+psycopg:"), SiteName.SANDBOX) as ledger:
        yield ledger


def claim_name(account: str, number: int) -> str:
    """What a claim of an account is called."""
    return f"{account.partition(' ')[0]}-{number}"


def make_account_plan(*accounts: str) -> Plan:
    """An approved plan with two claims for each account."""
    claims = [
        make_loss(10 * at + number, claim_id=claim_name(account, number), account=account)
        for at, account in enumerate(accounts)
        for number in (1, 2)
    ]
    forms = {loss.claim.claim_id: loss.form for loss in claims}

    def write(claim: Claim) -> Form:
        return forms[claim.claim_id]

    return make_plan([Verdict(claim=loss.claim) for loss in claims], {"help-hub": "f" * 64}, write, [], NOW)


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return save_plan(make_account_plan("Harbor Lane Goods", "Lagoon Supplies"), tmp_path / "plan.json")


@pytest.fixture
def commands(monkeypatch: pytest.MonkeyPatch) -> Commands:
    """What the jobs' commands do, in place of the program."""
    made = Commands()
    monkeypatch.setattr(work, "command_of", made.command_of)
    return made


class Commands:
    """Stands in for the program's own commands: each ends with a code and a document, and is noted."""

    def __init__(self) -> None:
        self.jobs: list[tuple[str, str]] = []
        self.code = 0
        self.outcomes: list[str] = ["verified"]
        self.entries: list[tuple[str, ...]] = []

    def command_of(self, job: Any, number: int) -> list[str]:
        self.jobs.append((str(job.kind), job.account))
        if job.plan:
            self.entries.append(tuple(_entry_name(entry) for entry in Plan.model_validate_json(job.plan).entries))
        claims = [{"outcome": outcome} for outcome in self.outcomes]
        document = json.dumps({"data": {"claims": claims}, "problems": []})
        return [sys.executable, "-c", f"import sys; print({document!r}); sys.exit({self.code})"]


def _entry_name(entry: Entry) -> str:
    return entry.claim.claim_id
