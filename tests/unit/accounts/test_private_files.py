"""Folders for their owner only."""

from __future__ import annotations

import os
import stat
import sys

import pytest

from casewright.accounts.private_files import private_folder

posix = pytest.mark.skipif(sys.platform == "win32", reason="POSIX file modes")


@posix
def test_a_folder_is_readable_by_its_owner_only_whatever_the_umask_says(tmp_path):
    before = os.umask(0)
    try:
        folder = private_folder(tmp_path / "home" / "sessions")
    finally:
        os.umask(before)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


@posix
def test_a_folder_that_others_could_read_is_closed(tmp_path):
    (tmp_path / "sessions").mkdir(mode=0o755)
    assert stat.S_IMODE(private_folder(tmp_path / "sessions").stat().st_mode) == 0o700
