"""A plan is filed through the seller's own browser as anywhere; one that goes away after the press leaves a doubt."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.demo_sheet import demo_with
from tests.sandbox.own_browser import RunningBrowser, running_browser

from casewright.accounts.own_browser import read_own_browser
from casewright.app import sites
from casewright.browser.launch import FoundBrowser
from casewright.browser.limited import LimitedWindow
from casewright.cli.app import run
from casewright.flow.window import Act, Reading, Submit
from casewright.recording.practice_cases import FileCaseLog
from casewright.site.live import identity
from casewright.site.open import Ground, Opener, OpenVisit, Profile
from casewright.site.served_pages import Through

pytestmark = pytest.mark.browser

Casewright = Callable[..., tuple[int, dict[str, Any]]]


class OwnBrowserOpener:
    """Opens the visits to the practice site in the seller's own browser, and all others as before."""

    def __init__(self, opener: Opener, address: str) -> None:
        self._opener = replace(opener, headless=True)
        self._address = address

    @contextmanager
    def visit(self, ground: Ground, keep_in: Path) -> Iterator[OpenVisit]:
        if not isinstance(ground.source, Through):
            with self._opener.visit(ground, keep_in) as visit:
                yield visit
            return
        own = read_own_browser(f"cdp:{self._address}")
        profile = Profile(identity(), frozenset({"127.0.0.1"}), own=own, origins=ground.source.origins)
        with self._opener.visit(replace(ground, profile=profile), keep_in) as visit:
            yield visit


@pytest.fixture
def theirs(found: FoundBrowser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[RunningBrowser]:
    (tmp_path / "profile").mkdir()
    with running_browser(found, tmp_path / "profile", "data:text/html,<title>theirs</title>") as browser:
        opener = sites.Opener
        monkeypatch.setattr(sites, "Opener", lambda *a, **k: OwnBrowserOpener(opener(*a, **k), browser.address))
        yield browser


@pytest.fixture
def casewright(
    tmp_path: Path, theirs: RunningBrowser, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Casewright:
    monkeypatch.setenv("CASEWRIGHT_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("CASEWRIGHT_STOP", raising=False)
    monkeypatch.chdir(tmp_path)

    def call(*words: object) -> tuple[int, dict[str, Any]]:
        code = run([*(str(word) for word in words), "--json"])
        return code, json.loads(capsys.readouterr().out)

    return call


@pytest.fixture
def plan(tmp_path: Path, casewright: Casewright) -> Path:
    claims = demo_with({"HL-1042"}, tmp_path / "claims", date.today())  # noqa: DTZ011 (read on this machine's day)
    casewright("preview", claims, "-o", "review")
    return tmp_path / "review" / "plan.json"


def outcomes(document: dict[str, Any]) -> list[str]:
    return [claim["outcome"] for claim in (document["data"] or {}).get("claims", ())]


def stored(folder: Path) -> int:
    return len(FileCaseLog(folder / "home" / "sandbox" / "cases.jsonl").cases())


def test_a_plan_is_filed_and_proven_in_a_tab_of_the_sellers_browser(
    casewright: Casewright, plan: Path, theirs: RunningBrowser, tmp_path: Path
) -> None:
    before = theirs.tabs()

    code, document = casewright("file", plan, "--site", "sandbox", "--yes")

    assert outcomes(document) == ["verified"], document
    assert code == 0
    assert stored(tmp_path) == 1
    assert theirs.runs
    assert theirs.tabs() == before


def test_a_browser_that_goes_away_right_after_the_press_leaves_a_doubt_and_no_failure(
    casewright: Casewright, plan: Path, theirs: RunningBrowser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    do = LimitedWindow.do

    def press_and_lose(window: LimitedWindow, act: Act) -> Reading:
        reading = do(window, act)
        if isinstance(act, Submit):
            theirs.process.kill()
            theirs.process.wait()
        return reading

    monkeypatch.setattr(LimitedWindow, "do", press_and_lose)

    code, document = casewright("file", plan, "--site", "sandbox", "--yes")

    assert outcomes(document) == ["uncertain"], document
    assert code == 5
    assert casewright("cases", "list", "--site", "sandbox")[0] == 5
    assert stored(tmp_path) <= 1
