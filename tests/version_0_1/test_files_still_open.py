"""Files of version 0.1.0: its demo made the ledger and the plan, its flows read the mend; they are never made anew."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from casewright.casework.plan import PlanError, read_plan
from casewright.flow.fault import FlowError
from casewright.flow.read import read_flows
from casewright.ledger.filing import State
from casewright.ledger.store import open_ledger
from casewright.model.outcome import Outcome
from casewright.places import flows
from casewright.recording.matrix import matrix
from casewright.settings import load_settings

MADE = Path(__file__).parent


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = Path(shutil.copytree(MADE / "home", tmp_path / "home"))
    monkeypatch.setenv("CASEWRIGHT_HOME", str(folder))
    monkeypatch.chdir(tmp_path)
    return folder


def test_its_ledger_says_what_it_said_and_is_whole(home):
    with open_ledger(home / "ledger-sandbox.sqlite", "sandbox") as ledger:
        assert [(filing.claim_id, filing.state) for filing in ledger.filings()] == [
            ("HL-1041", State.VERIFIED),
            ("HL-1042", State.VERIFIED),
            ("HL-1043", State.VERIFIED),
            ("HL-1044", State.VERIFIED),
        ]
        assert [receipt.outcome for receipt in ledger.receipts()] == [Outcome.VERIFIED] * 4
        assert ledger.verify_chain() is None


def test_its_settings_hold(home):
    settings = load_settings()
    assert (settings.language, settings.per_day, settings.batch, settings.pause_seconds) == ("zh", 7, 5, 45)
    assert (settings.settle_seconds, settings.patience_seconds, settings.recording) == (1200, 90, "help-hub")
    assert (settings.wording, settings.say_automated, settings.strip_location) == ("de", True, True)
    assert settings.columns == {"Store code": "account"}


def test_its_mend_is_laid_over_a_flow_that_is_still_of_that_version(home):
    mended = read_flows(flows(), home / "flows").flows["assistant"]
    assert mended.mended
    assert mended.controls["approve"].labels["en"] == ("Approve and send",)


def test_its_mend_of_a_flow_that_went_on_is_refused_with_both_versions_and_what_to_do(home):
    stale = "flow: help-center\nmends: 2\ncontrols:\n  not-listed: {button: {en: Something else}}\n"
    (home / "flows" / "my-help.yaml").write_text(stale, encoding="utf-8")
    with pytest.raises(FlowError, match=r"written for help-center@2.*check whether it is still needed"):
        read_flows(flows(), home / "flows")


def test_its_recording_is_played_and_recognised_as_it_was():
    rows = list(matrix(read_flows(flows()), MADE / "recordings", ("cases",)))
    assert len(rows) == 3
    assert all(row.sound for row in rows)


def test_its_plan_is_not_filed_and_is_to_be_made_again():
    """What was approved then is bound to flows and rules that have changed since."""
    with pytest.raises(PlanError, match="earlier version of Casewright") as refused:
        read_plan(MADE / "plan.json")
    assert "casewright preview" in str(refused.value.remedy)
