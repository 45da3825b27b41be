"""Everything the program keeps is in one folder, which the environment can move and only its owner can read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from casewright import places
from casewright.places import user_data_folder


def test_the_environment_moves_everything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CASEWRIGHT_HOME", str(tmp_path / "elsewhere"))
    home = places.home()
    kept = (home.settings, home.mends, home.browsers, home.sessions, home.stop_switch, home.reviews, home.sandbox)
    assert all(path.is_relative_to(tmp_path / "elsewhere") for path in kept)


def test_asking_where_things_are_makes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CASEWRIGHT_HOME", str(tmp_path / "elsewhere"))
    assert not places.home().root.exists()


@pytest.mark.skipif(os.name == "nt", reason="file modes are not those of Windows")
def test_the_home_is_readable_by_its_owner_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CASEWRIGHT_HOME", str(tmp_path / "elsewhere"))
    assert places.home().make().root.stat().st_mode & 0o077 == 0


def test_practice_and_the_real_site_have_ledgers_of_their_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CASEWRIGHT_HOME", str(tmp_path))
    assert places.home().ledger("sandbox") != places.home().ledger("live")


def test_what_is_shipped_is_there() -> None:
    assert (places.flows() / "help-center.yaml").is_file()
    assert (places.recordings() / "help-center" / "recording.yaml").is_file()
    assert (places.demo_claims() / "claims.yaml").is_file()


@pytest.mark.parametrize(
    ("platform", "environment", "folder"),
    [
        ("linux", {}, "/home/me/.local/share"),
        ("linux", {"XDG_DATA_HOME": "/data"}, "/data"),
        ("linux", {"XDG_DATA_HOME": "relative"}, "/home/me/.local/share"),
        ("darwin", {}, "/home/me/Library/Application Support"),
        ("win32", {"LOCALAPPDATA": "/Users/me/AppData/Local"}, "/Users/me/AppData/Local"),
        ("win32", {}, "/home/me/AppData/Local"),
    ],
)
def test_each_platform_keeps_data_where_its_other_programs_do(platform, environment, folder):
    assert user_data_folder(platform, environment, Path("/home/me")) == Path(folder)
