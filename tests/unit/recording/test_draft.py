"""A kept moment becomes a recording of one page."""

from __future__ import annotations

from pathlib import Path

import pytest

from casewright.flow.window import Kept
from casewright.recording.draft import draft_name, write_draft
from casewright.recording.read import read_recording


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    paths = [tmp_path / f"moment.{ending}" for ending in ("png", "html", "aria.yaml")]
    for path, content in zip(paths, (b"a picture", b"<h1>Help</h1>", b'- heading "Help" [level=1]\n'), strict=True):
        path.write_bytes(content)
    return Kept("moment", *paths)


def test_page_text_and_picture_lie_in_a_recording_of_one_page(kept: Kept, tmp_path: Path):
    draft = write_draft(tmp_path / "cw-a-1", kept, "https://a.example/help/center?token=1", "de", "why")
    assert draft
    recording = read_recording(draft)
    assert (recording.recording, recording.language, recording.about) == ("cw-a-1", "de", "why")
    [page] = recording.pages
    assert (page.at, page.evidence) == ("/help/center", "captured")
    assert (draft / page.file).read_bytes() == b"<h1>Help</h1>"
    assert (draft / page.golden()).read_text(encoding="utf-8") == '- heading "Help" [level=1]\n'
    assert (draft / "01-unknown.png").read_bytes() == b"a picture"


def test_a_moment_without_page_and_picture_is_still_a_recording(kept: Kept, tmp_path: Path):
    bare = Kept("moment", None, None, kept.text)
    draft = write_draft(tmp_path / "cw-a-2", bare, "https://a.example", "", "why")
    assert draft
    assert read_recording(draft).pages[0].at == "/"


def test_a_moment_whose_text_was_not_kept_is_none(tmp_path: Path):
    assert write_draft(tmp_path / "cw-a-3", Kept("moment", None, None, None), "https://a.example", "en", "") is None
    assert not (tmp_path / "cw-a-3").exists()


@pytest.mark.parametrize(("words", "name"), [("CW-ABCD2345-1", "cw-abcd2345-1"), ("../x y", "x-y"), ("", "unknown")])
def test_words_become_a_name(words: str, name: str):
    assert draft_name(words) == name
