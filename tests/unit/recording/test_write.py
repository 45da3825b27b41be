"""What was captured at each press becomes a recording that the player plays, or is refused with a list."""

from __future__ import annotations

from pathlib import Path

import pytest

from casewright.recording.captured import CapturedDocument, CapturedMoment
from casewright.recording.read import read_recording
from casewright.recording.write import NotRecorded, Walk, write_recording

SITE = "https://sellercentral.amazon.com"
WALK = Walk("Harbor Lane Goods", "United States", lambda label: label.casefold().replace(" ", "_"))


def page(path: str, body: str, position: str = "0", **more: object) -> CapturedDocument:
    html = f"<html><head></head><body>{body}</body></html>"
    return CapturedDocument(position, f"{SITE}{path}", html, "en", **more)  # type: ignore[arg-type]  # as the script tells it


def button(label: str) -> str:
    return f'<button data-casewright-go="{label}">{label}</button>'


def reads(html: str, url: str) -> str:
    return f"- text: read {url.rpartition('/')[2]}"


HEADER = "<b>Harbor Lane Goods | United States</b>"
FORM = page("/form", HEADER + button("Send"), typed={"Subject": "12 units lost"}, go="Send")
CREATED = page("/case?caseID=12345678901", f"{HEADER}<p>12 units lost</p><p>Case ID: 12345678901</p>")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "my-walk"


def test_a_press_that_leads_to_a_case_creates_one(folder: Path):
    recording = read_recording(
        write_recording(folder, [CapturedMoment((FORM,)), CapturedMoment((CREATED,))], WALK, reads)
    )
    form, created = recording.pages
    assert form.go["Send"].creates == "case"
    assert form.go["Send"].then == "/case?caseID={case_id}"
    assert form.fields == {"Subject": "subject"}
    assert (form.evidence, created.at) == ("captured", "/case")


def test_account_case_and_typed_texts_become_places(folder: Path):
    write_recording(folder, [CapturedMoment((FORM,)), CapturedMoment((CREATED,))], WALK, reads)
    html = (folder / "02-case.html.j2").read_text(encoding="utf-8")
    assert "{{ account }} | {{ marketplace }}" in html
    assert "<p>{{ draft.subject }}</p><p>Case ID: {{ case.case_id }}</p>" in html
    assert "data-go" in (folder / "01-form.html.j2").read_text(encoding="utf-8")


def test_a_press_that_changes_nothing_leads_nowhere(folder: Path):
    toggled = page("/form", '<button aria-pressed="true">FBA</button>' + button("Next"), go="Next")
    before = page("/form", '<button aria-pressed="false">FBA</button>' + button("Next"), go="FBA")
    moments = [CapturedMoment((before,)), CapturedMoment((toggled,)), CapturedMoment((page("/next", "<p>Next</p>"),))]
    first, second = read_recording(write_recording(folder, moments, WALK, reads)).pages
    assert list(first.go) == ["Next"]
    assert first.go["Next"].to == second.name


def test_a_link_is_followed_and_a_press_in_a_frame_may_change_the_whole_window(folder: Path):
    home = page("/home", '<a href="/help">Help</a>', go="Help")
    top = page("/help", '<iframe src="/in"></iframe>', frames=("/in",))
    inner = page("/in", button("Go on"), "0.0", go="Go on")
    moments = [
        CapturedMoment((home,), href="/help"),
        CapturedMoment((top, inner)),
        CapturedMoment((page("/end", "<p>End</p>"),)),
    ]
    first, frame, inside, end = read_recording(write_recording(folder, moments, WALK, reads)).pages
    assert first.go["Help"].open == "/help"
    assert frame.frames == ("/in",)
    assert (inside.go["Go on"].to, inside.go["Go on"].top) == (end.name, True)


def test_braces_of_the_page_are_no_template(folder: Path):
    moments = [
        CapturedMoment((page("/a", "{{ 7*7 }} {% x %}" + button("Go"), go="Go"),)),
        CapturedMoment((page("/b", "b"),)),
    ]
    write_recording(folder, moments, WALK, lambda html, url: html)
    from jinja2 import Template  # noqa: PLC0415 (what the player renders with)

    shown = Template((folder / "01-a.html.j2").read_text(encoding="utf-8")).render()
    assert "{{ 7*7 }} {% x %}" in shown


def test_what_still_looks_personal_is_told_and_nothing_is_written(folder: Path):
    moments = [CapturedMoment((FORM,)), CapturedMoment((CREATED,))]
    with pytest.raises(NotRecorded) as refused:
        write_recording(folder, moments, WALK, lambda html, url: "- text: jane@shop.example")
    assert "form-1: email “jan…le”" in str(refused.value.message)
    assert not folder.exists()


def test_a_walk_without_a_press_is_no_walk(folder: Path):
    with pytest.raises(NotRecorded, match="Nothing was pressed"):
        write_recording(folder, [CapturedMoment((CREATED,))], WALK, reads)
    assert not folder.exists()
