"""The program on a generated site, through its public door: an approved plan is filed on the sandbox at its address."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

import pytest
from playwright.sync_api import Browser
from tests.unkind.axes import Sample
from tests.unkind.claims import Approved as ApprovedClaim
from tests.unkind.judge import Judgment, Told, judge
from tests.unkind.server import serve
from tests.unkind.site import UnkindSite

from casewright.app.asks import Approved
from casewright.app.filing import Filed, file_claims
from casewright.browser import start
from casewright.model.site_name import SiteName


@dataclass(frozen=True, slots=True)
class Trial:
    """One site, what the program said there, and the judge's word."""

    sample: Sample
    told: Told
    judgment: Judgment
    seconds: float
    asked: tuple[str, ...]


@dataclass(slots=True)
class Program:
    """Runs the program again and again in one browser, each time with a home folder of its own."""

    chromium: Browser
    folder: Path
    monkeypatch: pytest.MonkeyPatch
    pace: float
    patience: float

    def file(self, sample: Sample, approved: ApprovedClaim) -> Trial:
        """File the approved claim on the sampled site."""
        site = UnkindSite(sample, approved, self.pace)
        home = self.folder / f"site-{sample.seed}"
        with serve(site) as address, patch.object(start, "browser", self._shared):
            for name, value in {"HOME": home, "SANDBOX_URL": address, "PATIENCE_SECONDS": self.patience}.items():
                self.monkeypatch.setenv(f"CASEWRIGHT_{name}", str(value))
            began = time.monotonic()
            filed = file_claims([approved.plan], SiteName.SANDBOX, Approved("--yes"), out=home / "out")
            seconds = time.monotonic() - began
        told = _told(filed)
        return Trial(sample, told, judge(site.store, approved, told), seconds, tuple(site.asked))

    @contextmanager
    def _shared(self, *_: object, **__: object) -> Iterator[Browser]:
        yield self.chromium


def _told(filed: Filed) -> Told:
    """What a person reads at the end of the run."""
    assert not filed.left_out, filed.left_out
    [settled] = filed.settled
    walked = settled.walked
    return Told(str(settled.outcome), str(walked.detail), walked.case_id, walked.screens)
