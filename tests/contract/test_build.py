"""Two builds of one source are the same, byte for byte."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from .source import ROOT

_EPOCH = "1760000000"


def _build(into: Path, **environment: str) -> dict[str, str]:
    """The file names of an sdist and a wheel, with their hashes, built from a copy of the sources."""
    ignored = shutil.ignore_patterns("*.mo", "__pycache__", ".git", "dist", ".venv", "*.egg-info", ".*_cache")
    shutil.copytree(ROOT, into / "source", ignore=ignored)
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-d", str(into / "dist")],
        cwd=into / "source",
        env={**os.environ, "SOURCE_DATE_EPOCH": _EPOCH, **environment},
        check=True,
        capture_output=True,
        timeout=600,
    )
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in (into / "dist").iterdir()}


def test_two_builds_at_other_times_and_places_are_the_same(tmp_path: Path):
    first = _build(tmp_path / "first")
    for path in (tmp_path / "first" / "source").rglob("*.py"):
        os.utime(path, (time.time() - 86_400,) * 2)
    assert sorted(name.rpartition(".")[2] for name in first) == ["gz", "whl"]
    assert _build(tmp_path / "a longer place" / "second", TZ="Asia/Shanghai", LANG="C") == first
