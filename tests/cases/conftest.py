"""A seller at a command line on 27 November 2026, in Seattle: the windows of all cases are of that day."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import time_machine
from tests.unit.cli.conftest import Casewright, at_home, casewright, english

from .seller_files import ACCOUNT, Desk

__all__ = ["at_home", "casewright", "english"]

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


class Checked:
    """What `check` came to."""

    def __init__(self, document: dict[str, Any]) -> None:
        self.code = document["exit_code"]
        self.data = document["data"]
        self.problems = document["problems"]
        self.verdicts = {claim["claim_id"]: claim["verdict"] for claim in self.data["claims"]}

    @property
    def messages(self) -> list[str]:
        """What was told of the files: problems, notices, and what was taken for granted."""
        return [*(problem["message"] for problem in self.problems), *self.data["statements"]]

    @property
    def errors(self) -> list[dict[str, Any]]:
        """The problems that stop a row."""
        return [problem for problem in self.problems if problem["severity"] == "error"]

    def told(self, words: str) -> bool:
        """Whether something was told in these words."""
        return any(words in message for message in self.messages)


class Prepared:
    """What `prepare` came to."""

    def __init__(self, document: dict[str, Any], path: Path) -> None:
        self.code = document["exit_code"]
        self.drafts = document["data"]["drafts"]
        self.left_out = document["data"]["left_out"]
        self.problems = document["problems"]
        self.messages = [*(one["message"] for one in self.problems), *document["data"]["statements"]]
        self.path = path

    @property
    def units(self) -> list[int]:
        """The units of each draft."""
        return [draft["quantity"] for draft in self.drafts]

    def told(self, words: str) -> bool:
        """Whether something was told in these words, of the files or of what was left out."""
        return any(words in message for message in (*self.messages, *(one["why"] for one in self.left_out)))


@pytest.fixture
def check(casewright: Casewright, desk: Desk) -> Callable[..., Checked]:
    """`casewright check …`, with the claims in `claims.csv` where no file is named."""

    def call(*words: object) -> Checked:
        named = words if words and not str(words[0]).startswith("-") else ("claims.csv", *words)
        return Checked(casewright("check", *named, "--json").document)

    return call


@pytest.fixture
def prepare(casewright: Casewright, desk: Desk) -> Callable[..., Prepared]:
    """`casewright prepare …` into `drafts.xlsx`."""

    def call(*words: object) -> Prepared:
        done = casewright("prepare", *words, "--account", ACCOUNT, "-o", "drafts.xlsx", "--json")
        return Prepared(done.document, desk.folder / "drafts.xlsx")

    return call
