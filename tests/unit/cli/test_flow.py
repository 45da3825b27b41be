from __future__ import annotations

import shutil
from pathlib import Path

from casewright.places import recordings

from .conftest import Casewright


def test_the_shipped_flows_are_sound(casewright: Casewright):
    document = casewright("flow", "check", "--json").document
    assert document["ok"] is True
    assert {"help-center", "help-hub", "contact-form"} <= {one["flow"] for one in document["data"]["flows"]}


def test_a_flow_is_shown_screen_by_screen(casewright: Casewright):
    done = casewright("flow", "show", "help-center")
    assert done.code == 0
    assert "tiles" in done.out


def test_a_flow_that_is_not_there_is_answered_with_those_that_are(casewright: Casewright):
    done = casewright("flow", "show", "help-centre")
    assert done.code == 2
    assert "help-center" in done.err


def test_a_mistake_in_a_mend_is_told_at_its_line(casewright: Casewright, at_home: Path):
    mends = at_home / "flows"
    mends.mkdir(parents=True)
    (mends / "mine.yaml").write_text("flow: help-center\nmends: 1\nscreens: {}\n", encoding="utf-8")
    done = casewright("flow", "check")
    assert done.code == 1
    assert "mine.yaml:3" in done.err


def test_the_list_tells_what_each_flow_files(casewright: Casewright):
    assert "lost_in_warehouse" in casewright("flow", "list").out


def test_the_matrix_of_one_recording_fits_eighty_columns(casewright: Casewright):
    done = casewright("flow", "check", "--recording", "help-center")
    assert done.code == 0
    assert "help-center/tiles" in done.out
    assert max(map(len, done.out.splitlines())) <= 80


def test_the_matrix_is_a_document_too(casewright: Casewright):
    pages = casewright("flow", "check", "--recording", "doors", "--json").document["data"]["pages"]
    captcha = next(page for page in pages if page["page"].endswith("/captcha"))
    assert captcha["recognised"] == ["interruptions/captcha"]
    assert "help-center/tiles" in captcha["not_recognised"]


def test_a_page_that_no_screen_fits_ends_with_one_and_says_what_is_there_instead(
    casewright: Casewright, tmp_path: Path
):
    root = shutil.copytree(recordings(), tmp_path / "recordings")
    tiles = root / "help-center" / "03-tiles.aria.yaml.j2"
    words = tiles.read_text(encoding="utf-8")
    tiles.write_text(words.replace("My issue is not listed", "My issue is not here"), encoding="utf-8")
    done = casewright("flow", "check", "--recording", root / "help-center")
    assert done.code == 1
    assert 'the page has "My issue is not here"' in done.out


def test_a_recording_that_is_not_there_is_answered_with_those_that_are(casewright: Casewright):
    done = casewright("flow", "check", "--recording", "help-centre")
    assert done.code == 2
    assert "help-center" in done.err


def test_a_recording_is_written_into_a_new_folder_with_a_plain_name_only(casewright: Casewright, tmp_path: Path):
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / "file").touch()
    for name in ("My Walk", "taken"):
        done = casewright("flow", "record", "--site", "sandbox", "-o", tmp_path / name)
        assert done.code == 2
        assert "cannot become a recording" in done.err


def test_nothing_is_recorded_on_a_site_that_nobody_named(casewright: Casewright, tmp_path: Path):
    done = casewright("flow", "record", "-o", tmp_path / "my-walk")
    assert done.code == 4
    assert "--site live" in done.err
