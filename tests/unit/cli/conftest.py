"""A person at a command line: runs it in a home of its own and hands back what was printed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from casewright.cli import speech
from casewright.cli.app import run
from casewright.intake.demo_files import write_demo


class Done(NamedTuple):
    """What one command line came to."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> dict[str, Any]:
        """The one JSON document that was printed."""
        return json.loads(self.out)


Casewright = Callable[..., Done]


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Each test begins in English, whatever the one before it spoke."""
    speech.speak("en")
    yield
    speech.speak(None)


@pytest.fixture
def chinese(english: None) -> None:
    """The person is spoken to in Chinese."""
    speech.speak("zh")


@pytest.fixture
def at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home folder and an empty working folder."""
    monkeypatch.setenv("CASEWRIGHT_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("CASEWRIGHT_STOP", raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path / "home"


@pytest.fixture
def casewright(at_home: Path, capsys: pytest.CaptureFixture[str]) -> Casewright:
    """Runs a command line, words given one by one."""

    def call(*words: object) -> Done:
        code = run([str(word) for word in words])
        captured = capsys.readouterr()
        return Done(code, captured.out, captured.err)

    return call


@pytest.fixture
def demo_claims(tmp_path: Path) -> Path:
    """The demo's workbook, dated from today: four claims ready, one too early, one without photos."""
    return write_demo(tmp_path / "claims", date.today())  # noqa: DTZ011 (the sheet is read on this machine's day)
