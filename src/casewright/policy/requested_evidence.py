"""What an associate's answer asks for: the kinds of evidence that it names in a request. English words only."""

from __future__ import annotations

import re

from casewright.model.evidence import EvidenceKind

_REQUEST = re.compile(
    r"\b(please|kindly|need|needs|require[sd]?|provide|attach|send|share|upload|submit|missing)\b", re.IGNORECASE
)
_NAMED = {
    EvidenceKind.STOCK_DOCUMENT: re.compile(
        r"\b(invoices?|receipts?|packing slips?|proof of purchase|inventory documents?)\b", re.I
    ),
    EvidenceKind.PROOF_OF_DELIVERY: re.compile(r"\b(proof of delivery|PODs?|bills? of lading|BOLs?|tracking)\b", re.I),
    EvidenceKind.PHOTO: re.compile(r"\b(photo(graph)?s?|pictures?|images?)\b", re.I),
}
_SENTENCE = re.compile(r"(?<=[.!?:])\s+|\n+")


def asked_for(answer: str) -> tuple[EvidenceKind, ...]:
    """The kinds of evidence that a sentence or a list of the answer asks for; none where it only names them."""
    asking = False
    found: list[EvidenceKind] = []
    for sentence in _SENTENCE.split(answer):
        listed = asking and sentence.lstrip().startswith(("-", "*", "•", "1", "2", "3", "4", "5"))
        asking = bool(_REQUEST.search(sentence)) or listed
        if asking:
            found += [kind for kind, words in _NAMED.items() if words.search(sentence)]
    return tuple(dict.fromkeys(found))
