"""An ARIA snapshot is read as a YAML library would read it, at a fraction of the time."""

from __future__ import annotations

import json
import re
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from casewright.flow.sighting import Frame, Node, Sighting, parse_aria

# How the browser writes a snapshot: the rules of quoting, so that generated ones look like real ones.
_SPECIAL = re.compile(
    r"""^\s|\s$|[\x00-\x08\x0b-\x1f\x7f-\x9f]|^-|[\n:](\s|$)|\s\#|[\n\r]|^[&*\],?!>|@"'\#%]|[{}`]|^\[""", re.VERBOSE
)
_WORDS = {"y", "n", "yes", "no", "true", "false", "on", "off", "null", "~"}
_SHORT = {"\\": "\\\\", '"': '\\"', "\b": "\\b", "\f": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def needs_quotes(text: str) -> bool:
    number = re.fullmatch(
        r"\s*[-+]?(\d+\.?\d*([eE][-+]?\d+)?|\.\d+|Infinity|0[xX][0-9a-fA-F]+|0[oO][0-7]+|0[bB][01]+)\s*", text
    )
    return not text or bool(
        _SPECIAL.search(text) or number or text.lower() in _WORDS or re.fullmatch(r"[-+]?\.(inf|nan)", text, re.I)
    )


def key(text: str) -> str:
    return "'" + text.replace("'", "''") + "'" if needs_quotes(text) else text


def value(text: str) -> str:
    if not needs_quotes(text):
        return text
    return '"' + re.sub(r'[\\"\x00-\x1f\x7f-\x9f]', lambda m: _SHORT.get(m[0], f"\\x{ord(m[0]):02x}"), text) + '"'


# The browser has collapsed white space before it writes; YAML itself refuses a few characters outright.
letters = st.characters(
    exclude_categories=("Cs", "Cc", "Cn", "Co", "Zl", "Zp"), exclude_characters="\ufeff\ufffe\uffff"
)
labels = st.text(letters, max_size=30).map(lambda text: " ".join(text.split())) | st.sampled_from(
    [
        "a: b",
        "it's",
        "''",
        '"',
        "\\",
        "- dash",
        "#1",
        "x #y",
        "No",
        "true",
        "~",
        "12",
        "[x]",
        "{a}",
        "a:",
        ": b",
        "@x",
        "a'b: c''d",
    ]
)
roles = st.sampled_from(["button", "textbox", "heading", "radio", "tab", "link", "paragraph", "listitem", "alert"])
states = st.lists(
    st.sampled_from(["disabled", "checked", "selected", "expanded", "level=2", "pressed=mixed"]),
    unique=True,
    max_size=3,
)


@st.composite
def nodes(draw: st.DrawFn) -> Node:
    if draw(st.booleans()):
        return Node(draw(roles), draw(labels), frozenset(draw(states)), draw(labels))
    return Node("text", text=draw(labels.filter(bool)))


def written(node: Node) -> str:
    name = f" {json.dumps(node.name, ensure_ascii=False)}" if node.name else ""
    head = key(node.role + name + "".join(f" [{state}]" for state in sorted(node.states)))
    return f"- {head}: {value(node.text)}" if node.text else f"- {head}"


def by_library(snapshot: str) -> list[tuple[str, str]]:
    """Key and text of each line, as ruamel reads them."""
    lines = YAML(typ="safe", pure=True).load(StringIO(snapshot)) or []
    return [next(iter(line.items())) if isinstance(line, dict) else (line, "") for line in lines]


@given(st.lists(nodes(), min_size=1, max_size=8))
def test_what_the_browser_writes_is_read_back(seen: list[Node]):
    assert parse_aria("\n".join(map(written, seen))) == tuple(seen)


# A lone "=" means something to the library that it means to nobody else.
@given(st.lists(nodes().filter(lambda node: node.text != "="), min_size=1, max_size=8))
def test_it_reads_the_same_as_a_yaml_library(seen: list[Node]):
    snapshot = "\n".join(map(written, seen))
    ours = [
        (node.role + (f" {json.dumps(node.name, ensure_ascii=False)}" if node.name else ""), node.text)
        for node in parse_aria(snapshot)
    ]
    assert ours == [(re.sub(r"(?<=[a-z\"])( \[[a-z=0-9]+\])+$", "", head), text) for head, text in by_library(snapshot)]


@given(st.text())
def test_no_text_makes_it_fail(noise: str):
    assert all(node.role for node in parse_aria(noise))


@pytest.mark.parametrize(
    ("line", "node"),
    [
        ('- heading "Get help" [level=1]', Node("heading", "Get help", frozenset({"level=1"}))),
        ('- textbox "Desc": "a \\"x\\""', Node("textbox", "Desc", text='a "x"')),
        ("- 'button \"a: b\"'", Node("button", "a: b")),
        ("- 'button \"a: b''s\" [disabled]': x", Node("button", "a: b's", frozenset({"disabled"}), "x")),
        ("- text: plain words", Node("text", text="plain words")),
        ('- text: "1"', Node("text", text="1")),
        ('- text: "\\x85\\\\x41"', Node("text", text="\x85\\x41")),
        ("- listitem: one", Node("listitem", text="one")),
        ("- list:", Node("list")),
        ("- iframe", Node("iframe")),
        ("- paragraph: /not a pattern/", Node("paragraph", text="/not a pattern/")),
        ('- checkbox "Urgent" [checked] [disabled]', Node("checkbox", "Urgent", frozenset({"checked", "disabled"}))),
    ],
)
def test_each_kind_of_line_is_understood(line: str, node: Node):
    assert parse_aria(line) == (node,)


@pytest.mark.parametrize("line", ["- /url: https://example.com", "- /placeholder: (XXX)", "", "# a comment", "words"])
def test_what_is_no_node_is_left_out(line: str):
    assert parse_aria(line) == ()


def test_depth_is_what_the_indentation_says():
    assert [
        node.depth for node in parse_aria('- list:\n  - listitem:\n    - link "x":\n      - /url: /y\n  - listitem: z')
    ] == [0, 1, 2, 1]


def test_windows_line_ends_change_nothing():
    assert parse_aria('- button "a"\r\n- text: b\r\n') == parse_aria('- button "a"\n- text: b\n')


def test_a_sighting_as_text_names_each_frame():
    seen = Sighting("https://x/home", "en", (Frame("https://x/home", "- text: a"), Frame("https://x/f", "- text: b")))
    assert seen.text == "# https://x/home\n- text: a\n# https://x/f\n- text: b"
