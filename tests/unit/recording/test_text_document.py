"""A document without a browser holds what was typed over its golden text, and reads as a browser would tell it."""

from __future__ import annotations

import pytest

from casewright.flow.sighting import Node
from casewright.recording.recording import Page
from casewright.testing.text_document import TextDocument

GOLDEN = """\
- group "One":
  - button "Lost"
  - button "Damaged" [pressed]
- group "Other":
  - button "Third" [pressed]
- radiogroup "Words":
  - radio "Theirs" [checked]
  - radio "Ours"
- checkbox "Urgent"
- checkbox "Copy" [checked]
- textbox "What?": before
- button "Add files"
- list "Attached files"
- tab "Email" [selected]
- tab "Phone"
- link "Home":
  - /url: /home
- link "Case: 1":
  - /url: "/case?id=1"
- 'link "Quoted: yes"':
  - /url: /quoted"""


@pytest.fixture
def document() -> TextDocument:
    page = Page(
        name="p", file="p.html", at="/p", evidence="composed", sources=("ours",), upload="Add files"
    )  # fmt: skip
    return TextDocument("https://a.example/p", "/p", page=page, golden=GOLDEN)


def node(document: TextDocument, name: str) -> Node:
    return next(one for one in document.nodes if one.name == name)


def chosen(document: TextDocument) -> set[str]:
    return {one.name for one in document.nodes if one.states & {"pressed", "checked", "selected"}}


def test_untouched_it_reads_word_for_word_as_it_was_kept(document):
    assert document.sight.aria == GOLDEN


def test_what_was_typed_stands_in_the_box_on_one_line(document):
    document.typed["What?"] = 'Line 1\n\n  Line 2: "x"'
    assert node(document, "What?").text == 'Line 1 Line 2: "x"'
    assert next(one for one in document.sight.nodes if one.name == "What?").text == 'Line 1 Line 2: "x"'


@pytest.mark.parametrize(
    ("name", "now"),
    [
        ("Lost", {"Lost", "Third", "Theirs", "Copy", "Email"}),
        ("Ours", {"Damaged", "Third", "Ours", "Copy", "Email"}),
        ("Urgent", {"Damaged", "Third", "Theirs", "Urgent", "Copy", "Email"}),
        ("Phone", {"Damaged", "Third", "Theirs", "Copy", "Phone"}),
    ],
)
def test_choosing_lets_go_of_neighbours_and_of_nothing_else(document, name, now):
    document.tick(node(document, name))
    assert chosen(document) == now


def test_a_toggle_is_let_go(document):
    document.untick(node(document, "Damaged"))
    assert "Damaged" not in chosen(document)


def test_files_stand_in_the_list_behind_their_button(document):
    document.files.append(("发票.pdf", 12))
    names = [(one.role, one.text, one.depth) for one in document.nodes]
    place = names.index(("listitem", "发票.pdf (12 bytes)", 1))
    assert document.nodes[place - 1].name == "Attached files"
    assert document.sight.nodes == document.nodes


def test_files_of_a_page_without_a_list_stand_at_its_end():
    document = TextDocument("", "", golden='- button "Add"', files=[("a", 1)])
    assert [one.role for one in document.nodes] == ["button", "listitem"]


def test_links_are_known_by_name(document):
    assert document.links == {"Home": "/home", "Case: 1": "/case?id=1", "Quoted: yes": "/quoted"}


def test_frames_come_after_the_page_that_holds_them_each_before_its_own():
    inner = TextDocument("c", "")
    tree = TextDocument("a", "", frames=[TextDocument("b", "", frames=[inner]), TextDocument("d", "")])
    assert [one.url for one in tree.walk()] == ["a", "b", "c", "d"]
