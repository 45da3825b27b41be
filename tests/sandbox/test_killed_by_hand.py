"""Kill the program between "I am about to send it" and the proof: one doubt, and never a second case."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from pathlib import Path
from typing import Any

import pytest

from casewright.ledger.filing import State
from casewright.model.outcome import Outcome

from .test_killed import Desk, desk, plan

__all__ = ["desk", "plan"]

pytestmark = pytest.mark.browser

HERE = Path(__file__).parent
NOT_SENT = ("after:arm", "after:clicked", "before:press")
SENT = ("after:press", "after:search", "before:verify")


def file_by_hand(desk: Desk, point: str) -> subprocess.CompletedProcess[str]:
    root = str(HERE.parents[1])
    path = os.pathsep.join([root, *filter(None, [os.environ.get("PYTHONPATH")])])
    words = (str(HERE / "killed_by_hand.py"), point, str(desk.plan), str(desk.folder / "out"))
    return desk.run_python(*words, timeout=180, PYTHONPATH=path)


def told(done: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


@pytest.mark.parametrize("point", ["before:arm", *NOT_SENT, *SENT])
def test_killed_around_a_press_by_hand_and_run_again_there_is_exactly_one_case(desk: Desk, point: str) -> None:
    killed = file_by_hand(desk, point)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert len(desk.stored()) == (point in SENT)
    with desk.ledger() as ledger:
        assert len(ledger.in_doubt()) == (point != "before:arm")

    again = told(file_by_hand(desk, "-"))

    [case] = desk.stored()
    assert again["walked"] == (point not in SENT), "what was sent is proven, and nobody is asked to walk again"
    with desk.ledger() as ledger:
        assert [filing.case_id for filing in ledger.filings(state=State.VERIFIED)] == [case["case_id"]]
        assert not ledger.in_doubt()
        assert ledger.verify_chain() is None
        assert ledger.receipts()[-1].outcome is Outcome.VERIFIED
