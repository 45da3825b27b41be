"""A person at a command line: runs it in a home of its own and hands back what was printed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from casewright.casework.plan import Plan, make_plan
from casewright.cli import speech
from casewright.cli.app import run
from casewright.intake.demo_files import write_demo
from casewright.intake.load import load
from casewright.ledger.filing import Filing
from casewright.ledger.store import Ledger, open_ledger
from casewright.model.outcome import Outcome
from casewright.policy.facts import Facts
from casewright.policy.judge_batch import judge_all
from casewright.policy.rules import shipped_rules
from casewright.wording.write import write


class Done(NamedTuple):
    """What one command line came to."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> dict[str, Any]:
        """The one JSON document that was printed."""
        return json.loads(self.out)


Casewright = Callable[..., Done]


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Each test begins in English, whatever the one before it spoke."""
    speech.speak("en")
    yield
    speech.speak(None)


@pytest.fixture
def chinese(english: None) -> None:
    """The person is spoken to in Chinese."""
    speech.speak("zh")


@pytest.fixture
def at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home folder and an empty working folder."""
    monkeypatch.setenv("CASEWRIGHT_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("CASEWRIGHT_STOP", raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path / "home"


@pytest.fixture
def casewright(at_home: Path, capsys: pytest.CaptureFixture[str]) -> Casewright:
    """Runs a command line, words given one by one."""

    def call(*words: object) -> Done:
        code = run([str(word) for word in words])
        captured = capsys.readouterr()
        return Done(code, captured.out, captured.err)

    return call


@pytest.fixture
def demo_claims(tmp_path: Path) -> Path:
    """The demo's workbook, dated from today: four claims ready, one too early, one without photos."""
    return write_demo(tmp_path / "claims", date.today())  # noqa: DTZ011 (the sheet is read on this machine's day)


@pytest.fixture
def plan(demo_claims: Path) -> Plan:
    """The plan of the demo's claims."""
    now = datetime.now(UTC)
    verdicts = judge_all(load([demo_claims]).claims, shipped_rules(), Facts(now=now))
    return make_plan(verdicts, {"help-center@1": "a" * 64}, write, [demo_claims], now)


@pytest.fixture
def ledger(at_home: Path) -> Iterator[Ledger]:
    """The practice ledger of the home folder."""
    at_home.mkdir()
    with open_ledger(at_home / "ledger-sandbox.sqlite", "sandbox") as opened:
        yield opened


def arm(ledger: Ledger, plan: Plan, at: int) -> Filing:
    """The claim at a place of the plan, about to be sent."""
    entry = plan.entries[at]
    approved = ledger.approve(ledger.prepare(entry), entry.digest, by="a test")
    ledger.arm(approved)
    return approved


@pytest.fixture
def filed(ledger: Ledger, plan: Plan) -> str:
    """The reference of a claim that became case 17204938815, with its receipt."""
    filing = ledger.observe(arm(ledger, plan, 0), "17204938815")
    verified = ledger.verify(filing, "17204938815", "the case holds the approved text and files")
    ledger.write_receipt(verified, Outcome.VERIFIED, flows=("help-center@1",))
    return verified.reference
