"""Write a recording: captured documents become pages, presses transitions, personal data placeholders."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup

from casewright.caselog.case import CASE_ID
from casewright.errors import CasewrightError
from casewright.flow.safety import sends
from casewright.message import msg
from casewright.privacy.captured_page import Leftover, Replacer
from casewright.recording.captured import CapturedDocument, CapturedMoment
from casewright.recording.draft import draft_name, write_yaml
from casewright.recording.read import FILE, read_recording

_STATES = re.compile(r' (?:data-casewright-go|data-upload|aria-pressed|aria-checked|pressed|checked)="[^"]*"')
_CASE = re.compile(
    rf"caseID=(?P<case_id>{CASE_ID.pattern})|(?:case|Case) (?:ID|number):?\s*(?:<[^>]*>\s*)*(?P<told>{CASE_ID.pattern})"
)
_HEAD = (
    '<head><meta charset="utf-8"><title>Recorded page</title><link rel="stylesheet" href="/shared/katal.css">'
    '<script src="/shared/kat.js" defer></script><script src="/shared/upload.js" defer></script></head>'
)
_JINJA = re.compile(r"\{\{|\{%|\{#")
_SHORTEST = 6
"""Typed texts from this length on are found again in later pages, and replaced there."""

Reads = Callable[[str, str], str]
"""What can be read in a document: its HTML and address → the golden text."""


class NotRecorded(CasewrightError):
    """Nothing was written: the pages still hold what looks like personal data, or nothing was seen."""


@dataclass(frozen=True, slots=True)
class Walk:
    """Whose walk it was, and how its texts are called: label of a box → name of the draft's field."""

    account: str
    country: str
    draft: Callable[[str], str]
    names: tuple[str, ...] = ()
    region: str = "US"


@dataclass(slots=True)
class _Page:
    name: str
    file: str
    document: CapturedDocument
    go: dict[str, dict[str, object]] = field(default_factory=dict)
    fields: dict[str, str] = field(default_factory=dict)
    upload: str | None = None
    unnamed: int = 0


def write_recording(folder: Path, moments: Sequence[CapturedMoment], walk: Walk, reads: Reads) -> Path:
    """Write `folder`, whose name becomes the recording's; gives it back.

    Raises:
        NotRecorded: nothing was pressed, or something still looks like personal data. The folder is not made then.
    """
    if not any(moment.pressed for moment in moments):
        raise NotRecorded(
            msg("Nothing was pressed, so there is no walk."), remedy=msg("Walk to the end, then close the window.")
        )
    pages = _pages(moments, walk)
    tokens = _tokens(moments, walk)
    replacer = Replacer((walk.account, *walk.names), walk.region)
    written: dict[str, str] = {}
    left: list[Leftover] = []
    for page in pages:
        html = _html(page, tokens, replacer)
        golden = reads(html, f"https://recorded.invalid{page.document.at}")
        left += [*replacer.leftovers(page.name, html), *replacer.leftovers(page.name, golden)]
        written[f"{page.file}.html.j2"] = _templated(html, tokens)
        written[f"{page.file}.aria.yaml.j2"] = _templated(golden, tokens) + "\n"
    content = _content(folder.name, pages, moments[0], replacer)
    left += replacer.leftovers(FILE, str(content))
    if left:
        told = "\n".join(f"  {one}" for one in dict.fromkeys(left))
        raise NotRecorded(
            msg("Nothing was written: the pages still hold what looks like personal data\n{told}.", told=told),
            remedy=msg("Name it with --name (repeatable), or record again without it on the page."),
        )
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for name, text in written.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    write_yaml(folder / FILE, content)
    read_recording(folder)
    return folder


# Pages and transitions ----------------------------------------------------------------------------------------------


def _key(document: CapturedDocument) -> tuple[str, str]:
    """What makes a document the same page: its address, and what stands in it, states left out."""
    return document.at, _STATES.sub("", document.html)


def _pages(moments: Sequence[CapturedMoment], walk: Walk) -> list[_Page]:
    pages: dict[tuple[str, str], _Page] = {}
    for moment in moments:
        for document in moment.documents:
            number = len(pages) + 1
            name = f"{draft_name(document.at.rpartition('/')[2])[:24]}-{number}"
            page = pages.setdefault(_key(document), _Page(name, f"{number:02}-{name.rpartition('-')[0]}", document))
            page.document = document
            page.upload = document.upload or page.upload
            page.unnamed = max(page.unnamed, len(document.unnamed))
            page.fields |= {label: walk.draft(label) for label in document.typed if label}
    for before, after in pairwise(moments):
        _transition(before, after, pages)
    return list(pages.values())


def _transition(before: CapturedMoment, after: CapturedMoment, pages: dict[tuple[str, str], _Page]) -> None:
    """What a press led to: another document in its own frame or around it; nothing where the page did it by itself."""
    pressed = before.pressed
    if pressed is None or pressed.go is None:
        return
    parts = pressed.position.split(".")
    for depth in range(1, len(parts) + 1):
        position = ".".join(parts[:depth])
        old, new = before.at(position), after.at(position)
        if old and new and _key(old) != _key(new):
            top = position == "0" and pressed.position != "0"
            pages[_key(pressed)].go[pressed.go] = _go(before, new, pages[_key(new)], top=top)
            return


def _go(before: CapturedMoment, new: CapturedDocument, page: _Page, *, top: bool) -> dict[str, object]:
    case = _CASE.search(new.url) or _CASE.search(new.html)
    if case and before.pressed and sends([before.pressed.go or ""]):
        path = new.url[new.url.index(new.at) :] if new.at in new.url else new.at
        case_id = case["case_id"] or case["told"]
        then = path.replace(case_id, "{case_id}") if case_id in path else page.name
        return {"creates": "case", "then": then} | ({"top": True} if top else {})
    if before.href == new.at:
        return {"open": new.at}
    return {"to": page.name} | ({"top": True} if top else {})


# Texts --------------------------------------------------------------------------------------------------------------


def _tokens(moments: Sequence[CapturedMoment], walk: Walk) -> dict[str, tuple[str, str]]:
    """What differs from account to account and case to case: text → (a word that stands for it, its template)."""
    found = {
        f"{walk.account} | {walk.country}": ("CWACCOUNT | CWCOUNTRY", "{{ account }} | {{ marketplace }}"),
        walk.account: ("CWACCOUNT", "{{ account }}"),
    }
    for moment in moments:
        for document in moment.documents:
            if case := _CASE.search(document.url) or _CASE.search(document.html):
                found[case["case_id"] or case["told"]] = ("CWCASE", "{{ case.case_id }}")
            for label, text in document.typed.items():
                name = walk.draft(label)
                if len(text) >= _SHORTEST:
                    token = "CWDRAFT" + "".join(part.title() for part in name.split("_"))
                    found.update(dict.fromkeys(_as_shown(text), (token, f"{{{{ draft.{name} }}}}")))
            for text in document.unnamed:
                if len(text) >= _SHORTEST:
                    found.update(dict.fromkeys(_as_shown(text), ("CWTYPED", "what was typed")))
            found.update(dict.fromkeys(document.files, ("CWFILE", "a file")))
    return found


def _as_shown(text: str) -> Iterator[str]:
    """A typed text as a page may hold it: as it is, escaped, and each of its lines."""
    for one in (text, " ".join(text.split())):
        yield one
        yield one.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _html(page: _Page, tokens: dict[str, tuple[str, str]], replacer: Replacer) -> str:
    """The page with words in place of what differs, placeholders in place of what is personal, transitions marked."""
    html = page.document.html
    for text in sorted(tokens, key=len, reverse=True):
        html = html.replace(text, tokens[text][0])
    html = _marked(replacer.html(html), page)
    return "<!doctype html>\n" + html.replace("<head></head>", _HEAD, 1) + "\n"


def _marked(html: str, page: _Page) -> str:
    soup = BeautifulSoup(html, "html.parser")
    for tag in soup.select("[data-casewright-go]"):
        go = page.go.get(str(tag["data-casewright-go"]))
        del tag["data-casewright-go"]
        if go and "open" not in go:
            tag["data-go"] = ""
            if go.get("top"):
                tag["data-top"] = ""
    return str(soup)


def _templated(text: str, tokens: dict[str, tuple[str, str]]) -> str:
    """A page's own braces kept as they are, and its words as places of the template."""
    text = _JINJA.sub(lambda found: f"{{{{ '{found.group()}' }}}}", text)
    for token, template in sorted(set(tokens.values()), key=lambda one: len(one[0]), reverse=True):
        text = text.replace(token, template)
    return text


def _content(name: str, pages: list[_Page], first: CapturedMoment, replacer: Replacer) -> dict[str, Any]:
    return {
        "recording": name,
        "about": "Recorded by a person's walk; personal data replaced when it was captured.",
        "language": first.documents[0].language or "en",
        "start": first.documents[0].at,
        "pages": [_described(page, replacer) for page in pages],
    }


def _described(page: _Page, replacer: Replacer) -> dict[str, object]:
    unnamed = [f"boxes without a name of their own, found by the words beside them: {page.unnamed}"]
    told: dict[str, object] = {
        "name": page.name,
        "file": f"{page.file}.html.j2",
        "at": page.document.at,
        "evidence": "captured",
        "sources": ["recorded with casewright flow record", *(unnamed if page.unnamed else [])],
    }
    for key in ("fields", "upload", "go"):
        if value := getattr(page, key):
            told[key] = value
    frames = [replacer.address(frame) for frame in page.document.frames]
    return told | ({"frames": frames} if frames else {})
