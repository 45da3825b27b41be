from __future__ import annotations

from pathlib import Path

from .conftest import Casewright


def test_the_switch_holds_everything_until_it_is_taken_away(casewright: Casewright, at_home: Path):
    done = casewright("stop", "--reason", "Amazon asked")
    assert done.code == 0
    assert "Amazon asked" in (at_home / "STOP").read_text(encoding="utf-8")
    assert casewright("resume", "--json").document["data"] == {"stopped": False, "was_on": True}
    assert not (at_home / "STOP").exists()


def test_taking_away_a_switch_that_is_not_on_changes_nothing(casewright: Casewright):
    assert casewright("resume").out == "The stop switch was not on.\n"
