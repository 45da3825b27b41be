"""A file is finished when the page says so in every way it can: not when its name is listed."""

from __future__ import annotations

from pathlib import Path

import pytest

from casewright.flow.files_shown import FilesShown
from casewright.flow.sighting import Frame, Sighting
from casewright.flow.window import Target
from casewright.model.evidence import Evidence, EvidenceKind

GO_ON = Target("form.continue", "button", ("Continue",))
BEFORE = '- button "Add attachments"\n- text: File upload failed once before\n- button "Continue" [disabled]'
LISTED = f"{BEFORE.replace(' [disabled]', '')}\n- listitem: a.jpg\n- listitem: b.pdf"


def seen(aria: str) -> Sighting:
    return Sighting("https://sellercentral.amazon.com/x", "en", (Frame("/x", aria),))


def evidence(name: str) -> Evidence:
    path = Path("/claims").absolute() / name
    return Evidence(kind=EvidenceKind.PHOTO, path=path, name=name, media_type="image/jpeg", size=9, sha256="a" * 64)


@pytest.fixture
def shown() -> FilesShown:
    return FilesShown((evidence("a.jpg"), evidence("b.pdf")), seen(BEFORE), GO_ON)


def test_names_and_a_page_that_can_go_on_are_finished(shown):
    assert shown.finished_in(seen(LISTED))


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        (LISTED.replace("- listitem: b.pdf", ""), "missing"),
        (LISTED.replace("b.pdf", "b.pdf 40%"), "waiting"),
        (LISTED.replace("b.pdf", "b.pdf …"), "waiting"),
        (f"{LISTED}\n- status: Uploading 2 files", "waiting"),
        (f"{LISTED}\n- progressbar", "waiting"),
        (LISTED.replace('button "Continue"', 'button "Continue" [disabled]'), "waiting"),
        (f"{LISTED}\n- alert: There was an issue attaching your file.", "errors"),
        (f"{LISTED}\n- text: b.pdf is too large", "errors"),
    ],
)
def test_anything_else_is_not(shown, changed, why):
    assert not shown.finished_in(seen(changed))
    assert getattr(shown, why)


def test_an_error_that_was_there_before_is_none_of_these_files(shown):
    shown.finished_in(seen(LISTED))
    assert shown.errors == ()


def test_a_name_that_somebody_typed_is_not_listed(shown):
    assert not shown.finished_in(seen(f'{BEFORE}\n- textbox "Details": see a.jpg and b.pdf'))
    assert shown.missing == ("a.jpg", "b.pdf")


def test_a_name_that_was_said_before_does_not_count():
    before = seen("- text: Attach a.jpg here")
    assert not FilesShown((evidence("a.jpg"),), before).finished_in(before)


def test_what_a_file_is_called_says_nothing_of_how_it_fares():
    strange = FilesShown((evidence("upload error 5%.jpg"),), seen("- text: Files"))
    assert strange.finished_in(seen("- text: Files\n- listitem: upload error 5%.jpg"))
