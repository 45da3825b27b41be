"""Whether what Amazon stored is what was approved: the whole of it, and nothing else. Pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection
from difflib import SequenceMatcher

from casewright.caselog.case import CaseMessage, CasePage
from casewright.caselog.page_data import unmarked


def same_text(approved: str, stored: str) -> bool:
    """Return whether two texts say the same words in the same order, from the first to the last.

    Line ends, white space and Unicode composition may differ, because forms and pages do that. A word that was added,
    cut, changed or moved may not, wherever it stands.
    """
    return _words(approved) == _words(stored)


def holds_text(message: CaseMessage, approved: str, beside: Collection[str] = ()) -> bool:
    """Whether a message is the approved text, with or without the lines that the site is known to add to its end.

    `beside` are other texts of the same claim that were given to the page: a site may list them below the text, behind
    labels that it is known to use. Data may hold the text as HTML; both readings count.
    """
    whole = "\n".join((message.text, *message.added))
    readings = [text for stored in (message.text, whole) for text in (stored, unmarked(stored))]
    if any(same_text(approved, text) for text in readings):
        return True
    ours = [*beside, *message.site_lines]
    return bool(beside) and any(_goes_on_with(text, approved, ours, message.site_labels) for text in readings)


def _goes_on_with(stored: str, approved: str, beside: Collection[str], labels: Collection[str]) -> bool:
    """Whether a text is the approved one, whole, and below it lines with nothing but `labels` and texts of `beside`."""
    sought, lines = _words(approved), stored.splitlines()
    ends = next((at for at in range(1, len(lines) + 1) if _words("\n".join(lines[:at])) == sought), None)
    known = [_words(text) for text in beside]
    return ends is not None and all(_is_of(line, known, labels) for line in lines[ends:])


def _is_of(line: str, known: Collection[list[str]], labels: Collection[str]) -> bool:
    """Return whether a line is a known text, or a known label with such a text or nothing behind it."""
    label, _, value = line.replace("：", ":").partition(":")
    return _words(line) in ([], *known) or (label.strip() in labels and _words(value) in ([], *known))


def quotes_text(message: CaseMessage, approved: str) -> bool:
    """Return whether the approved text stands somewhere in a message, whatever else stands there: proof of nothing."""
    sought, words = _words(approved), _words(message.text)
    return any(words[at : at + len(sought)] == sought for at in range(len(words) - len(sought) + 1))


def message_with(page: CasePage, approved: str, beside: Collection[str] = ()) -> CaseMessage | None:
    """The first message of a case, not Amazon's, that is the approved text, perhaps with `beside` below it."""
    return next((message for message in page.own_messages if holds_text(message, approved, beside)), None)


def nearest_message(page: CasePage, approved: str) -> CaseMessage | None:
    """The message that is most like the approved text: what a person compares it with."""
    lines = approved.splitlines()

    def likeness(message: CaseMessage) -> float:
        return SequenceMatcher(None, lines, message.text.splitlines(), autojunk=False).ratio()

    return max(page.own_messages or page.messages, key=likeness, default=None)


def _words(text: str) -> list[str]:
    return unicodedata.normalize("NFC", text).split()
