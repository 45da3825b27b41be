"""The matrix for people names what is wrong in full; the document says everything."""

from __future__ import annotations

from casewright.flow.drift import Difference, Drift, Near
from casewright.recording.matrix import Cell, MatrixRow
from casewright.report.matrix import matrix_documents, matrix_table, matrix_troubles

DRIFT = Drift(
    "https://a.example/form", "en", (), (Near("form/email", (Difference("send", "button", ("Send",), 1, 0),)),)
)
KNOWN = MatrixRow(
    "help/frame/form",
    "help/03-form.html",
    True,
    ("form/email",),
    {
        "form/email": (
            Cell("send", 1, True),
            Cell("files", 0, False, optional=True, instead=("Add",)),
            Cell("tab", 2, False, optional=True),
        )
    },
    {"form/chat": "no chat"},
    Drift("https://a.example/form", "en", (), ()),
)
LOST = MatrixRow("help/frame/new", "help/04-new.html", True, (), {}, {"form/email": "no send"}, DRIFT)


def test_a_line_a_page_with_what_is_missing_or_there_too_often() -> None:
    table = matrix_table([KNOWN, LOST])
    assert table.rows == (
        ("help/form", "form/email", "1/3, tab ambiguous"),
        ("help/new", "-", "-"),
    )
    assert table.tones == ("bad", "bad")


def test_a_page_that_is_no_screen_is_told_with_the_nearest_screen() -> None:
    control, told = map(str, matrix_troubles([KNOWN, LOST]))
    assert control == "help/frame/form (help/03-form.html)\n  is form/email, but:\n    tab: there more than once"
    assert told.startswith("help/frame/new (help/04-new.html)\n")
    assert '    form/email\n      send: button "Send" is not on the page' in told


def test_the_document_has_page_by_screen_and_every_control() -> None:
    known, lost = matrix_documents([KNOWN, LOST])
    assert known["recognised"] == ["form/email"]
    assert known["controls"] == {
        "form/email": [
            {"control": "send", "finding": "found", "count": 1, "sign": True, "instead": []},
            {"control": "files", "finding": "missing", "count": 0, "sign": False, "instead": ["Add"]},
            {"control": "tab", "finding": "ambiguous", "count": 2, "sign": False, "instead": []},
        ]
    }
    assert known["not_recognised"] == {"form/chat": "no chat"}
    assert "tab: there more than once" in str(known["drift"])
    assert (lost["sound"], lost["recognised"]) == (False, [])
    assert "form/email" in str(lost["drift"])
