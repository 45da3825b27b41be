from __future__ import annotations

import re
from pathlib import Path

import pytest

from .conftest import Casewright


def _states(casewright: Casewright) -> dict[str, str]:
    findings = casewright("doctor", "--json").document["data"]["findings"]
    return {one["what"]: one["state"] for one in findings}


def test_flows_and_recordings_are_looked_at(casewright: Casewright):
    states = _states(casewright)
    assert states["flows"] == "good"
    assert states["recordings"] == "good"


def test_a_browser_that_is_set_and_not_there_is_missing_with_what_to_do(
    casewright: Casewright, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("CASEWRIGHT_BROWSER", "/no/such/browser")
    done = casewright("doctor")
    assert done.code == 1
    assert "/no/such/browser" in done.out
    assert "casewright setup" in done.out


def test_a_stop_switch_that_is_on_is_told(casewright: Casewright):
    casewright("stop")
    assert _states(casewright)["stop switch"] == "notice"


def test_looking_changes_nothing(casewright: Casewright, at_home: Path):
    casewright("doctor")
    assert not at_home.exists()


def test_whoever_reads_chinese_is_told_in_chinese(casewright: Casewright, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("CASEWRIGHT_BROWSER", "/no/such/browser")
    done = casewright("--lang", "zh", "doctor")
    assert "指定的浏览器不存在：/no/such/browser。" in done.out
    assert not re.search(r"\b(the|is|not|none|found|good|off|played|keyring|machine)\b", done.out)
