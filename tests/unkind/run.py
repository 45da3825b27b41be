"""The program on a generated site, through its public door: an approved plan, `casewright file … --site sandbox --yes`."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from playwright.sync_api import Browser
from tests.unkind.axes import Sample
from tests.unkind.claims import Approved
from tests.unkind.judge import Judgment, Told, judge
from tests.unkind.site import UnkindSite

from casewright.browser import start
from casewright.cli.app import run


@dataclass(frozen=True, slots=True)
class Trial:
    """One site, what the program said there, and the judge's word."""

    sample: Sample
    told: Told
    judgment: Judgment
    asked: tuple[str, ...]


@dataclass(slots=True)
class Program:
    """Runs the program again and again in one browser, each time with a home folder of its own."""

    chromium: Browser
    folder: Path
    capsys: pytest.CaptureFixture[str]
    monkeypatch: pytest.MonkeyPatch
    scale: float
    patience: float

    def file(self, sample: Sample, approved: Approved) -> Trial:
        """File the approved claim on the sampled site."""
        site = UnkindSite(sample, approved, self.scale)
        home = self.folder / f"site-{sample.seed}"
        with site.serve() as address:
            settings = {"HOME": home, "SANDBOX_URL": address, "PATIENCE_SECONDS": self.patience, "SETTLE_SECONDS": 0}
            for name, value in settings.items():
                self.monkeypatch.setenv(f"CASEWRIGHT_{name}", str(value))
            told = self._run(approved.plan, home)
        return Trial(sample, told, judge(site.store, approved, told), tuple(site.asked))

    def _run(self, plan: Path, home: Path) -> Told:
        self.capsys.readouterr()
        with patch.object(start, "browser", self._shared):
            run(["file", str(plan), "--site", "sandbox", "--yes", "--json", "-o", str(home / "out")])
        document = json.loads(self.capsys.readouterr().out)
        return _told(document)

    @contextmanager
    def _shared(self, *_: object, **__: object) -> Iterator[Browser]:
        yield self.chromium


def _told(document: dict[str, Any]) -> Told:
    data = document.get("data") or {}
    if not data.get("claims"):
        return Told("refused", json.dumps(document.get("problems") or data)[:300])
    [one] = data["claims"]
    return Told(one["outcome"], one["detail"], one["case_id"], tuple(one["screens"]))
