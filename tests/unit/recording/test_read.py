"""A recording is read with what it includes, or refused with every mistake, each at its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from casewright.recording.read import RecordingError, read_recording, read_site, recording_names
from casewright.recording.recording import path_of

PAGE = "  - {name: one, file: one.html, at: /one, evidence: composed, sources: [ours]}\n"
HEAD = "recording: small\nabout: a\nstart: /one\npages:\n"


@pytest.fixture
def small(tmp_path: Path):
    """Writes a recording of one folder and gives the folder."""

    def write(text: str) -> Path:
        folder = tmp_path / "small"
        folder.mkdir(exist_ok=True)
        (folder / "one.html").write_text("<p>one</p>", encoding="utf-8")
        (folder / "recording.yaml").write_text(text, encoding="utf-8")
        return folder

    return write


def mistakes(folder: Path) -> str:
    with pytest.raises(RecordingError) as refused:
        read_recording(folder)
    return str(refused.value.message)


def test_a_recording_is_read_with_its_folder(small):
    folder = small(HEAD + PAGE)
    recording = read_recording(folder)
    assert (recording.recording, recording.folder, recording.language) == ("small", folder, "en")
    assert recording.page("one").golden() == "one.aria.yaml"
    assert recording.page("one").golden("email") == "one.email.aria.yaml"


def test_a_recording_that_was_changed_since_is_read_anew(small):
    before = read_recording(small(HEAD + PAGE))
    after = read_recording(small(HEAD + PAGE.replace("/one,", "/two,")))
    assert [before.pages[0].at, after.pages[0].at] == ["/one", "/two"]


def test_equal_recordings_in_two_folders_tell_their_mistakes_each_with_its_own_file(small, tmp_path):
    wrong = HEAD + PAGE + PAGE
    other = tmp_path / "other" / "small"
    other.mkdir(parents=True)
    (other / "one.html").write_text("<p>one</p>", encoding="utf-8")
    (other / "recording.yaml").write_text(wrong, encoding="utf-8")
    for folder in (small(wrong), other):
        assert mistakes(folder).startswith(f"{folder / 'recording.yaml'}, line 6")


def test_a_site_holds_the_pages_that_it_includes(root):
    site = read_site(root, "little")
    assert {"home", "sign-in", "case-log"} <= {page.name for page in site.pages}
    assert site.page("sign-in").file == "doors/01-sign-in.html"
    assert site.folder == root
    assert site.frames == {"/help/app"}
    assert [page.name for page in site.pages_at("/help/app")] == ["ask", "refused", "form", "thanks", "failed"]


def test_own_pages_stand_before_included_ones(root):
    outer = root / "outer"
    outer.mkdir()
    (outer / "h.html").write_text("<p>h</p>", encoding="utf-8")
    (outer / "recording.yaml").write_text(
        "recording: outer\nabout: a\nstart: /home\ninclude: [little]\npages:\n"
        "  - {name: our-home, file: h.html, at: /home, evidence: composed, sources: [ours]}\n",
        encoding="utf-8",
    )
    site = read_site(root, "outer")
    assert [page.name for page in site.pages_at("/home")] == ["our-home", "home"]
    assert site.page("captcha")


def test_recordings_that_include_each_other_are_read_once(root):
    doors = root / "doors" / "recording.yaml"
    doors.write_text(doors.read_text(encoding="utf-8") + "include: [little]\n", encoding="utf-8")
    assert len(read_site(root, "little").pages) == 12


def test_the_recordings_of_a_folder_are_known_by_name(root):
    assert recording_names(root) == ("doors", "little")


def test_a_recording_that_is_not_there_is_refused_with_those_that_are(root):
    with pytest.raises(RecordingError, match="no recording 'nothing'") as refused:
        read_site(root, "nothing")
    assert str(refused.value.remedy) == "The recordings here are: doors, little."


@pytest.mark.parametrize("name", ["../little", "/etc", "", "Little", ".hidden"])
def test_a_name_cannot_lead_out_of_the_folder(root, name):
    with pytest.raises(RecordingError, match="not the name of a recording"):
        read_site(root, name)


def page(**changes: object) -> str:
    """One page, a key a line."""
    keys = {"name": "one", "file": "one.html", "at": "/one", "evidence": "composed", "sources": "[ours]", **changes}
    return "  - " + "\n    ".join(f"{key}: {value}" for key, value in keys.items()) + "\n"


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        (page(file="two.html"), 6, "there is no file 'two.html'"),
        (page(file="../one.html"), 6, "outside the recording's folder"),
        (page(at="one"), 7, "pages.0.at"),
        (page(at="/one?a=1"), 7, "pages.0.at"),
        (page(evidence="guessed"), 8, "'captured', 'composed'"),
        (page(colour="red"), 10, "pages.0.colour"),
        (page() + page(), 10, "two pages called 'one'"),
        (page(status=99), 10, "pages.0.status"),
        (page(go="\n      Send:\n        creates: case"), 11, "`then` says where"),
        (page(shows="{Email: ../x}"), 10, "pages.0.shows.Email"),
    ],
)
def test_a_mistake_is_told_with_its_line(small, text, line, told):
    message = mistakes(small(HEAD + text))
    assert f"recording.yaml, line {line}: " in message
    assert told in message


@pytest.mark.parametrize(
    "go",
    [
        "{}",
        "{to: one, open: /one}",
        "{to: one, then: one}",
        "{to: one, needs: [a]}",
        "{to: one, otherwise: one}",
        "{to: one, wait: 3}",
    ],
)
def test_a_press_leads_exactly_one_way(small, go):
    text = HEAD + PAGE.replace("}", f", go: {{Send: {go}}}}}")
    assert "pages.0.go.Send" in mistakes(small(text))


def test_all_mistakes_are_told_at_once(small):
    text = HEAD + "  - {name: one, file: one.html, at: one, evidence: x}\n  - {name: two}\n"
    assert len(mistakes(small(text)).splitlines()) >= 6


@pytest.mark.parametrize(
    "text", ["", "- a list", "just words", "a: [", "a: 1\na: 2", "recording: !!python/object:os.system {}"]
)
def test_what_is_no_recording_is_refused(small, text):
    assert "recording.yaml" in mistakes(small(text))


def test_a_file_that_is_not_text_is_refused(small):
    folder = small(HEAD)
    (folder / "recording.yaml").write_bytes(b"\xff\xfe\x00")
    assert "recording.yaml" in mistakes(folder)


def test_a_folder_that_is_called_otherwise_is_refused(small):
    assert "must be the folder's name" in mistakes(small((HEAD + PAGE).replace("recording: small", "recording: large")))


def test_a_link_to_a_file_outside_is_refused(small, tmp_path):
    folder = small(HEAD + PAGE)
    (tmp_path / "secret.html").write_text("secret", encoding="utf-8")
    (folder / "one.html").unlink()
    try:
        (folder / "one.html").symlink_to(tmp_path / "secret.html")
    except OSError:
        pytest.skip("this account may not make links")
    assert "outside the recording's folder" in mistakes(folder)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("start: /two", "start: no page answers at /two"),
        ("go: {A: {to: two}}", "there is no page 'two'"),
        ("go: {A: {to: one, needs: [x], otherwise: two}}", "there is no page 'two'"),
        ("go: {A: {creates: case, then: two}}", "there is no page 'two'"),
        ("go: {A: {creates: case, then: '/two?a={case_id}'}}", "no page answers at /two"),
        ("frames: [/two]", "no page answers at /two"),
        ("redirect: /two", "no page answers at /two"),
    ],
)
def test_what_a_site_points_to_must_be_there(small, change, told):
    page = PAGE if change.startswith("start") else PAGE.replace("}\n", f", {change}}}\n")
    head = HEAD.replace("start: /one", change) if change.startswith("start") else HEAD
    folder = small(head + page)
    with pytest.raises(RecordingError, match=told):
        read_site(folder.parent, "small")


def test_an_address_is_told_from_what_stands_behind_it():
    assert path_of("/cu/case?caseID=1#top") == "/cu/case"
    assert path_of("/home") == "/home"
