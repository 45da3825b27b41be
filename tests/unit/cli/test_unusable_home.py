"""A home that cannot be written: what is wrong is said, with the way out, and the stop switch still works.

The disks are real: small, full and read-only ones in a mount namespace of the test's own.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from casewright.casework.brakes import Brakes
from casewright.casework.stop_switch import second_switch

ROOT = Path(__file__).parents[3]
ALONE = ("unshare", "--map-root-user", "--mount")
WRITES = ("cases", "decide", "CW-ABCD2345", "--not-sent", "--why", "not there", "--site", "sandbox")
"""A command that opens the ledger for writing, and needs no browser."""
REPLIES = ("cases", "reply", "17204938815", "--text", "Hello", "--site", "sandbox", "--yes")
DISKS = {
    "read-only": "mount -t tmpfs -o ro tmpfs {home}",
    "full": "mount -t tmpfs -o size=4k tmpfs {home} && head -c 4096 /dev/zero > {home}/filler",
    "nearly full": "mount -t tmpfs -o size=40k tmpfs {home}",
    "without a single name left": "mount -t tmpfs -o nr_inodes=1 tmpfs {home}",
}


def why_not() -> str | None:
    """Why no disks of our own can be had here; None where they can."""
    if shutil.which("unshare") is None:
        return "there is no `unshare`"
    tried = subprocess.run([*ALONE, "mount", "-t", "tmpfs", "tmpfs", "/mnt"], capture_output=True, check=False)
    return None if tried.returncode == 0 else "no mounts of one's own are allowed here"


@pytest.fixture(scope="module")
def _disks() -> None:
    if reason := why_not():
        pytest.skip(reason)


def casewright(home: Path, temporary: Path, *words: str, disk: str = "true") -> subprocess.CompletedProcess[str]:
    """Run a command with a home on such a disk."""
    program = f'{disk.format(home=home)} && exec {sys.executable} -m casewright "$@"'
    alone = () if disk == "true" else ALONE
    paths = os.pathsep.join((str(ROOT / "src"), str(ROOT)))
    return subprocess.run(
        [*alone, "sh", "-c", program, "sh", *words],
        env={**os.environ, "CASEWRIGHT_HOME": str(home), "PYTHONPATH": paths, "TMPDIR": str(temporary)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "home"
    folder.mkdir()
    return folder


@pytest.mark.usefixtures("_disks")
@pytest.mark.parametrize("words", [WRITES, REPLIES], ids=["decide", "reply"])
@pytest.mark.parametrize("disk", DISKS)
def test_a_home_on_such_a_disk_is_told_with_the_way_out(
    home: Path, tmp_path: Path, disk: str, words: tuple[str, ...]
) -> None:
    done = casewright(home, tmp_path, *words, disk=DISKS[disk])
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr
    assert "unexpected" not in done.stderr
    assert "CASEWRIGHT_HOME" in done.stderr or "Make room on the disk" in done.stderr, done.stderr


@pytest.mark.usefixtures("_disks")
@pytest.mark.parametrize("disk", ["read-only", "full", "without a single name left"])
def test_the_stop_switch_works_on_such_a_disk_too(
    home: Path, tmp_path: Path, disk: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = casewright(home, tmp_path, "stop", disk=DISKS[disk])
    assert done.returncode == 0, done.stderr
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert second_switch(home / "STOP").is_file(), "a file beside"
    assert Brakes(home / "STOP", per_day=9, batch=9, pause=0).stopped(), "which every run looks at"


def test_a_home_whose_folder_cannot_be_made_is_told_with_the_way_out(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    done = casewright(tmp_path / "file" / "home", tmp_path, *WRITES)
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr
    assert "CASEWRIGHT_HOME" in done.stderr


def test_the_environment_stops_where_no_file_can_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CASEWRIGHT_STOP", "1")
    assert Brakes(tmp_path / "nowhere" / "STOP", per_day=9, batch=9, pause=0).stopped()
