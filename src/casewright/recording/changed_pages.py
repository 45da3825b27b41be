"""Pages that are not what they were: a label changed, a second control of the same name, in HTML and in golden text."""

from __future__ import annotations

import copy
from dataclasses import replace
from itertools import pairwise

from bs4 import BeautifulSoup, Tag

from casewright.flow.find_control import BOXES, UNNAMED
from casewright.flow.sighting import Node, parse_aria, write_aria
from casewright.recording.faults import SiteFault

_NAMED = ("label", "aria-label", "kat-aria-label", "placeholder")
_WORDS = frozenset({"a", "button", "label", "kat-label", "kat-option"})
"""What is called by the words in it."""


def change_html(html: str, fault: SiteFault) -> str:
    """The page with this fault in it; the very same text where the control is not on it."""
    old, new = _names(fault)
    if old not in html:
        return html
    page = BeautifulSoup(html, "html.parser")
    found = [tag for tag in page.find_all(True) if _is_called(tag, old)]
    for tag in found:
        if fault.kind == "second-control":
            tag.insert_after(copy.copy(tag))
        else:
            _rename(tag, old, new)
    return str(page) if found else html


def change_text(aria: str, fault: SiteFault) -> str:
    """The golden text with this fault in it; the very same text where the control is not in it."""
    old, new = _names(fault)
    nodes = parse_aria(aria)
    if fault.kind == "label-changed":
        changed = [_renamed(node, after, old, new) for node, after in pairwise([*nodes, Node("end")])]
        return write_aria(changed) if changed != list(nodes) else aria
    if not any(node.name == old for node in nodes):
        return aria
    return write_aria([again for node in nodes for again in ([node, node] if node.name == old else [node])])


def _renamed(node: Node, after: Node, old: str, new: str) -> Node:
    """A control with its new name, or the words in front of a box that has none."""
    if node.name == old:
        return replace(node, name=new)
    labels = node.role == "text" and after.role in BOXES and after.name in UNNAMED
    return replace(node, text=new) if labels and node.text == old else node


def _names(fault: SiteFault) -> tuple[str, str]:
    return fault.renames if fault.kind == "label-changed" else (fault.value, fault.value)


def _is_called(tag: Tag, name: str) -> bool:
    if any(tag.get(attribute) == name for attribute in _NAMED):
        return True
    return (tag.name in _WORDS or "meld-label-description" in tag.get_attribute_list("class")) and _words_in(
        tag
    ) == name


def _rename(tag: Tag, old: str, new: str) -> None:
    for attribute in _NAMED:
        if tag.get(attribute) == old:
            tag[attribute] = new
    if _words_in(tag) == old:
        tag.string = new


def _words_in(tag: Tag) -> str:
    """The words in a tag, those inside a template (a shadow root) too, which the library leaves out."""
    return "".join(tag.find_all(string=True)).strip()
