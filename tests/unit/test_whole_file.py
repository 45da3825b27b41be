"""Files are written whole or not at all, and what cannot be written is a refusal."""

from __future__ import annotations

import errno
import os
import stat
import sys
from pathlib import Path

import pytest

from casewright.errors import ExitCode
from casewright.whole_file import PRIVATE, CannotWrite, make_folder, whole_file, write_whole

posix = pytest.mark.skipif(sys.platform == "win32", reason="POSIX file modes")


def content(folder: Path) -> list[tuple[str, bytes]]:
    return [(path.name, path.read_bytes()) for path in folder.iterdir()]


def give_way(number: int):
    def refuse(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    return refuse


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EACCES])
@pytest.mark.parametrize("step", ["open", "write", "fsync", "replace"])
def test_a_write_that_breaks_off_leaves_the_old_content_and_no_rest(tmp_path, monkeypatch, step, number):
    write_whole(tmp_path / "a.json", "old")
    owner = Path if step in {"replace", "write"} else os
    monkeypatch.setattr(owner, "write_bytes" if step == "write" else step, give_way(number))
    with pytest.raises(CannotWrite, match="Cannot write") as caught:
        write_whole(tmp_path / "a.json", "new")
    assert caught.value.exit_code is ExitCode.REFUSED
    assert content(tmp_path) == [("a.json", b"old")]


def test_a_writer_that_fails_in_its_own_way_leaves_the_old_content_and_its_failure(tmp_path):
    write_whole(tmp_path / "a.json", "old")

    def write_half() -> None:
        with whole_file(tmp_path / "a.json") as part:
            part.write_text("half")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_half()
    assert content(tmp_path) == [("a.json", b"old")]


@pytest.mark.parametrize("name", ["claims.xlsx", "claims.CSV", "报告.xlsx"])
def test_a_sheet_in_use_is_asked_about_in_the_words_of_whoever_has_it_open(tmp_path, monkeypatch, name):
    monkeypatch.setattr(Path, "replace", give_way(errno.EACCES))
    with pytest.raises(CannotWrite) as caught:
        write_whole(tmp_path / name, b"x")
    assert str(caught.value.message) == f"Cannot write {tmp_path / name}. Is it open in Excel?"


def test_a_folder_in_the_files_place_is_named_as_one(tmp_path):
    with pytest.raises(CannotWrite, match=r"[Ii]s a directory") as caught:
        write_whole(tmp_path, b"x")
    assert "folder" in str(caught.value.remedy)


def test_a_file_where_a_folder_should_be_is_a_refusal(tmp_path):
    write_whole(tmp_path / "file", b"x")
    with pytest.raises(CannotWrite):
        write_whole(tmp_path / "file" / "below.json", b"y")


def test_missing_folders_are_made(tmp_path):
    assert write_whole(tmp_path / "a" / "b" / "c.txt", "ü").read_bytes() == "ü".encode()


@posix
def test_a_private_file_is_private_whatever_was_there_and_whatever_the_umask_says(tmp_path):
    before = os.umask(0)
    try:
        path = write_whole(tmp_path / "a.session", b"x")
        write_whole(path, b"y", mode=PRIVATE)
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@posix
def test_an_ordinary_file_keeps_the_permissions_that_its_owner_gave_it(tmp_path):
    path = write_whole(tmp_path / "report.html", b"x")
    path.chmod(0o640)
    write_whole(path, b"y")
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


@posix
def test_a_link_stays_a_link_and_the_file_behind_it_is_written(tmp_path):
    (tmp_path / "shared").mkdir()
    real = write_whole(tmp_path / "shared" / "real.csv", "old")
    link = tmp_path / "link.csv"
    link.symlink_to(real)
    write_whole(link, "new")
    assert link.is_symlink()
    assert real.read_text() == "new"


@posix
def test_what_is_no_file_is_written_to_and_never_replaced(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        write_whole(pipe, b"through")
        assert os.read(reader, 100) == b"through"
    finally:
        os.close(reader)
    assert pipe.is_fifo()


def test_the_content_is_on_the_disk_before_it_takes_the_place(tmp_path, monkeypatch):
    done: list[str] = []
    replace, sync = Path.replace, os.fsync
    monkeypatch.setattr(os, "fsync", lambda file: (done.append("synced"), sync(file))[1])
    monkeypatch.setattr(Path, "replace", lambda path, to: (done.append("replaced"), replace(path, to))[1])
    write_whole(tmp_path / "a.json", "x")
    assert done[:2] == ["synced", "replaced"]


def test_a_file_that_stands_where_a_folder_should_be_is_told_as_the_person_wrote_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(tmp_path)
    Path("taken").write_text("a file", encoding="utf-8")
    with pytest.raises(CannotWrite) as caught:
        write_whole(Path("taken/claims.csv"), "text")
    assert str(caught.value) == f"Cannot write {Path('taken/claims.csv')}: Not a directory."
    assert str(caught.value.remedy) == "Name a file inside a folder."
    with pytest.raises(CannotWrite, match="Not a directory"):
        make_folder(Path("taken"))
    assert Path("taken").read_text(encoding="utf-8") == "a file"
