"""Whether what Amazon stored is what was approved: the whole of it, and nothing else. Pure."""

from __future__ import annotations

import unicodedata
from difflib import SequenceMatcher

from casewright.caselog.case import CaseMessage, CasePage
from casewright.caselog.page_data import unmarked


def same_text(approved: str, stored: str) -> bool:
    """Whether two texts say the same words in the same order, from the first to the last.

    Line ends, white space and Unicode composition may differ, because forms and pages do that. A word that was added,
    cut, changed or moved may not, wherever it stands.
    """
    return _words(approved) == _words(stored)


def holds_text(message: CaseMessage, approved: str) -> bool:
    """Whether a message is the approved text, with or without the lines that the site is known to add to its end.

    Data may hold the text as HTML; both readings count.
    """
    whole = "\n".join((message.text, *message.added))
    return any(same_text(approved, text) for stored in (message.text, whole) for text in (stored, unmarked(stored)))


def quotes_text(message: CaseMessage, approved: str) -> bool:
    """Whether the approved text stands somewhere in a message, whatever else stands there: proof of nothing."""
    sought, words = _words(approved), _words(message.text)
    return any(words[at : at + len(sought)] == sought for at in range(len(words) - len(sought) + 1))


def message_with(page: CasePage, approved: str) -> CaseMessage | None:
    """The first message of a case, not Amazon's, that is the approved text."""
    return next((message for message in page.ours if holds_text(message, approved)), None)


def nearest_message(page: CasePage, approved: str) -> CaseMessage | None:
    """The message that is most like the approved text: what a person compares it with."""
    lines = approved.splitlines()

    def likeness(message: CaseMessage) -> float:
        return SequenceMatcher(None, lines, message.text.splitlines(), autojunk=False).ratio()

    return max(page.ours or page.messages, key=likeness, default=None)


def _words(text: str) -> list[str]:
    return unicodedata.normalize("NFC", text).split()
