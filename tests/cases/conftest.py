"""A seller at a command line on 27 November 2026, in Seattle: the windows of all cases are of that day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine
from tests.unit.cli.conftest import at_home, casewright, chinese, english

from .seller_files import Desk

__all__ = ["at_home", "casewright", "chinese", "english"]

NOW = datetime(2026, 11, 27, 20, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def the_day() -> Iterator[None]:
    """It is noon in Seattle; the clock runs."""
    with time_machine.travel(NOW):
        yield


@pytest.fixture
def desk(at_home: Path, tmp_path: Path) -> Desk:
    """The seller's folder, which is where the commands run."""
    return Desk(tmp_path)


class Verdicts(dict[str, str]):
    """Claim → verdict of one check, with the whole document beside it."""

    def __init__(self, document) -> None:
        data = document["data"]
        super().__init__((one["claim_id"], one["verdict"]) for one in data["claims"])
        self.claims = {one["claim_id"]: one for one in data["claims"]}
        self.problems = document["problems"]
        self.code = document["exit_code"]
