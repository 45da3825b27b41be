"""Kill the program at any boundary of a filing and run it again: never two cases, never a claim lost, never a lie."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Collection, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from tests.demo_sheet import demo_with

from casewright.app.practice import PracticePages
from casewright.ledger.filing import State
from casewright.ledger.store import Ledger, open_ledger
from casewright.model.marketplaces import marketplace
from casewright.model.outcome import Outcome
from casewright.places import Home
from casewright.settings import Settings

pytestmark = pytest.mark.browser

HERE = Path(__file__).parent
TWO_CLAIMS = {"HL-1041", "HL-1042"}
BOUNDARIES = ("prepare", "approve", "arm", "submit", "clicked", "observe", "verify", "write_receipt")
POINTS = [f"{when}:{what}" for what in BOUNDARIES for when in ("before", "after")]
BEFORE_THE_CLICK = {f"{when}:{what}" for what in ("prepare", "approve") for when in ("before", "after")} | {
    "before:arm"
}


@dataclass(frozen=True)
class Desk:
    """A seller's machine: a home folder, a practice server outside the program, a plan that was approved."""

    folder: Path
    plan: Path
    url: str

    @property
    def environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "CASEWRIGHT_HOME": str(self.folder / "home"),
            "CASEWRIGHT_SANDBOX_URL": self.url,
            "CASEWRIGHT_SETTLE_SECONDS": "0",
            "CASEWRIGHT_PATIENCE_SECONDS": "10",
        }

    def run(self, *words: str, killed_at: str | None = None) -> subprocess.CompletedProcess[str]:
        program = [str(HERE / "killed.py"), killed_at] if killed_at else ["-m", "casewright"]
        return self.run_python(*program, *words, timeout=400)

    def run_python(self, *arguments: str, timeout: float, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *arguments],
            env=self.environment | environment,
            cwd=self.folder,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=timeout,
            check=False,
        )

    def file(self, *words: str, killed_at: str | None = None) -> subprocess.CompletedProcess[str]:
        return self.run("file", str(self.plan), "--site", "sandbox", "--yes", "--json", *words, killed_at=killed_at)

    def ledger(self) -> Ledger:
        return open_ledger(self.folder / "home" / "ledger-sandbox.sqlite", "sandbox")

    def stored(self) -> list[dict[str, Any]]:
        """The practice site's own record: what Amazon would have."""
        record = self.folder / "server-home" / "sandbox" / "cases.jsonl"
        return [json.loads(line) for line in record.read_text(encoding="utf-8").splitlines()] if record.exists() else []


def approved(folder: Path, claims: Collection[str]) -> Path:
    """A plan of some of the demo's claims, previewed by the program, that may be filed."""
    sheet = demo_with(claims, folder / "claims", marketplace("US").day(datetime.now(UTC)))
    environment = {**os.environ, "CASEWRIGHT_HOME": str(folder / "home")}
    words = [sys.executable, "-m", "casewright", "preview", str(sheet), "-o", str(folder / "review"), "--json"]
    shown = subprocess.run(words, env=environment, capture_output=True, text=True, encoding="utf-8", check=False)
    assert shown.returncode == 0, shown.stderr
    return folder / "review" / "plan.json"


@pytest.fixture(scope="session")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One claim, approved; made once, because filing does not change it."""
    return approved(tmp_path_factory.mktemp("approved"), {"HL-1041"})


@pytest.fixture
def desk(tmp_path: Path, plan: Path) -> Iterator[Desk]:
    """A practice server that outlives the program, and an empty ledger."""
    with PracticePages(Settings()).serve_cases(
        Home(tmp_path / "server-home"), "Harbor Lane Goods", "US", own=True
    ) as url:
        yield Desk(tmp_path, plan, url)


@pytest.fixture
def far_desk(tmp_path: Path, plan: Path) -> Iterator[Desk]:
    """The same with `casewright sandbox`, as a seller starts it in another terminal."""
    server = subprocess.Popen(
        [sys.executable, "-m", "casewright", "sandbox", "--port", "0"],
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "CASEWRIGHT_HOME": str(tmp_path / "server-home")},
    )
    assert server.stderr is not None
    try:
        address = re.search(r"http://127\.0\.0\.1:\d+", server.stderr.readline())
        assert address
        yield Desk(tmp_path, plan, address[0])
    finally:
        server.terminate()
        server.wait(20)
        server.stderr.close()


@pytest.mark.parametrize("point", POINTS)
def test_killed_at_a_boundary_and_run_again_there_is_exactly_one_case(desk: Desk, point: str) -> None:
    killed = desk.file(killed_at=point)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert not (desk.stored() and point in BEFORE_THE_CLICK)

    again = desk.file()
    cases = desk.stored()
    assert len(cases) == 1, again.stderr
    with desk.ledger() as ledger:
        proven = ledger.filings(state=State.VERIFIED)
        assert [filing.case_id for filing in proven] == [case["case_id"] for case in cases]
        assert not ledger.in_doubt()
        assert ledger.verify_chain() is None
        assert ledger.receipts()[-1].outcome is Outcome.VERIFIED


def test_killed_in_the_middle_of_a_plan_the_next_run_files_the_rest(desk: Desk, tmp_path: Path) -> None:
    two = replace(desk, plan=approved(tmp_path / "two", TWO_CLAIMS))
    two.file(killed_at="after:submit")
    two.file()
    cases = two.stored()
    assert len({case["subject"] for case in cases}) == len(cases) == 2
    with two.ledger() as ledger:
        assert {one.case_id for one in ledger.filings(state=State.VERIFIED)} == {case["case_id"] for case in cases}


def test_run_again_a_filed_plan_files_nothing_and_says_so(desk: Desk) -> None:
    assert desk.file().returncode == 0
    again = desk.file()
    assert len(desk.stored()) == 1
    assert "already exists for this loss" in json.loads(again.stdout)["data"]["left_out"][0]["reason"]


def test_two_programs_that_file_the_same_plan_at_the_same_time_file_each_claim_once(
    far_desk: Desk, tmp_path: Path
) -> None:
    two = replace(far_desk, plan=approved(tmp_path / "two", TWO_CLAIMS))
    with ThreadPoolExecutor(2) as both:
        runs = [both.submit(two.file) for _ in range(2)]
    told = [run.result().stderr for run in runs]
    two.file()
    cases = two.stored()
    assert len({case["subject"] for case in cases}) == len(cases) == 2, told
    with two.ledger() as ledger:
        assert {one.case_id for one in ledger.filings(state=State.VERIFIED)} == {case["case_id"] for case in cases}
        assert ledger.verify_chain() is None


AROUND_THE_PRESS = ("after:arm", "before:submit", "after:submit", "before:observe")


@pytest.mark.parametrize("presses", ["interrupt", "interrupt2"])
@pytest.mark.parametrize("point", AROUND_THE_PRESS)
def test_ctrl_c_around_the_press_names_the_doubt_and_what_settles_it(desk: Desk, point: str, presses: str) -> None:
    done = desk.file(killed_at=f"{presses}:{point}")
    document = json.loads(done.stdout)
    pressed = point in {"after:submit", "before:observe"}
    assert "Traceback" not in done.stderr
    assert len(desk.stored()) == pressed
    (claim,) = document["data"]["claims"]
    with desk.ledger() as ledger:
        in_doubt = ledger.in_doubt()
    if pressed or in_doubt:
        assert done.returncode == document["exit_code"] == 5
        assert claim["outcome"] in {"uncertain", "filed_unverified"}
        assert document["data"]["doubts"][0]["claim_id"] == "HL-1041"
        assert document["data"]["reconcile"] == "casewright cases reconcile --site sandbox"
    else:
        assert (done.returncode, claim["outcome"]) == (130, "cancelled"), "armed, and known not to be sent"
    deeds = [json.loads(line) for line in (desk.folder / "home" / "runs.jsonl").read_text("utf-8").splitlines()]
    assert [deed["what"] for deed in deeds if deed.get("claim_id")] == ["armed", claim["outcome"]]

    desk.run("cases", "reconcile", "--site", "sandbox", "--json")
    desk.file()
    assert len(desk.stored()) == 1
    with desk.ledger() as ledger:
        assert len(ledger.filings(state=State.VERIFIED)) == 1
        assert ledger.verify_chain() is None
