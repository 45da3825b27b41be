"""A golden text that is written is read back as the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from casewright.flow.sighting import Node, parse_aria, write_aria

WORDS = st.text(st.characters(exclude_categories=["C", "Z"], include_characters=" "), max_size=30).map(
    lambda text: " ".join(text.split())
)
NODES = st.builds(
    Node,
    role=st.sampled_from(["button", "textbox", "heading", "text", "listitem"]),
    name=WORDS,
    states=st.frozensets(st.sampled_from(["disabled", "level=1", "checked", "pressed"])),
    text=WORDS,
    depth=st.integers(0, 3),
)


@given(st.lists(NODES))
def test_nodes_are_read_back_as_they_were_written(nodes):
    assert parse_aria(write_aria(nodes)) == tuple(nodes)


@pytest.mark.parametrize(
    "text", ["a: b", "- x", "yes # no", "'", '"', "[Enter ASIN]", "{}", "*", "&a", "!", "1", "true", "null"]
)
def test_what_yaml_gives_a_meaning_is_quoted(text):
    written = write_aria([Node("textbox", f"Name {text}", text=text)])
    assert parse_aria(written) == (Node("textbox", f"Name {text}", text=text),)
    assert len(YAML(typ="safe").load(written)) == 1


def test_a_text_looks_as_the_browser_writes_it():
    nodes = [
        Node("list"),
        Node("listitem", text="invoice.pdf (12 bytes)", depth=1),
        Node("button", "Send", frozenset({"disabled"})),
    ]
    assert write_aria(nodes) == '- list\n  - listitem: invoice.pdf (12 bytes)\n- button "Send" [disabled]'
