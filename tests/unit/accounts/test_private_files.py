"""Files for their owner only, whole or not at all."""

from __future__ import annotations

import os
import stat
import sys

import pytest

from casewright.accounts.private_files import private_folder, write_private

posix = pytest.mark.skipif(sys.platform == "win32", reason="POSIX file modes")


@posix
def test_folder_and_file_are_readable_by_their_owner_only_whatever_the_umask_says(tmp_path):
    before = os.umask(0)
    try:
        folder = private_folder(tmp_path / "home" / "sessions")
        write_private(folder / "a.session", b"x")
    finally:
        os.umask(before)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / "a.session").stat().st_mode) == 0o600


@posix
def test_a_folder_that_others_could_read_is_closed(tmp_path):
    (tmp_path / "sessions").mkdir(mode=0o755)
    assert stat.S_IMODE(private_folder(tmp_path / "sessions").stat().st_mode) == 0o700


def test_a_write_that_breaks_off_leaves_the_old_content_and_no_rest(tmp_path, monkeypatch):
    file = tmp_path / "a.session"
    write_private(file, b"old")

    def give_way(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", give_way)
    with pytest.raises(OSError, match="No space"):
        write_private(file, b"new")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("a.session", b"old")]
