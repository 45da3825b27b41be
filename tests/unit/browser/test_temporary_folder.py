"""Temporary files of a browser go with it, or with the next browser where the program was killed."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from casewright.browser.temporary_folder import temporary_folder

KILLED = """
import os, signal
from casewright.browser.temporary_folder import temporary_folder
with temporary_folder() as folder:
    (folder / "profile").mkdir()
    (folder / "profile" / "Cookies").write_text("x")
    os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))
"""


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    return tmp_path


def test_the_folder_is_gone_afterwards(temporary: Path) -> None:
    with temporary_folder() as folder:
        (folder / "profile").mkdir()
        assert folder.parent == temporary

    assert list(temporary.iterdir()) == []


def test_what_a_killed_program_left_is_removed_by_the_next_one(temporary: Path) -> None:
    killed = subprocess.run([sys.executable, "-c", KILLED], check=False)
    assert killed.returncode != 0
    assert [path.name for path in temporary.glob("casewright-*/profile/*")] == ["Cookies"]

    with temporary_folder() as folder:
        assert list(temporary.iterdir()) == [folder]


def test_a_folder_in_use_and_one_that_is_not_ours_stay(temporary: Path) -> None:
    (temporary / "casewright-notes").mkdir()
    (temporary / "casewright-notes" / "mine.txt").write_text("mine", encoding="utf-8")

    with temporary_folder() as first, temporary_folder() as second:
        assert first.is_dir()
        assert second.is_dir()

    assert [path.name for path in temporary.iterdir()] == ["casewright-notes"]
