"""The data that Seller Central's own pages request, as values: the one reader of `ViewCase` and `SearchForCases`.

Parts with an unexpected structure are named as missing, and what could be read is kept. Nothing here raises.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from casewright.caselog.case import CaseMessage, CasePage, CaseRow, ShownFile
from casewright.caselog.labels import CaseLogLabels, known_labels, known_lines, shown_status, without_added
from casewright.message import Message, msg

_LAST_SECOND = 1e11
"""In seconds that would be the year 5138: a larger number can only be milliseconds."""
_NAMES = ("fileName", "filename", "name", "attachmentName")
_SIZES = ("size", "fileSize", "sizeInBytes")

Data = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class SearchData:
    """One answer to a search of the case log: its rows, and how many there are on all pages."""

    rows: tuple[CaseRow, ...]
    total: int


def read_case_data(case_id: str, answers: Sequence[object], labels: CaseLogLabels) -> CasePage | None:
    """A case, out of everything that its page was told, the latest last; None where nothing of it is about this case.

    A page asks several times where a case has many messages; each counts once, as it was told last.
    """
    told = [answer for answer in answers if isinstance(answer, Mapping) and _is_of(case_id, answer)]
    if not told:
        return None
    about = _mapping(told[-1].get("viewCaseMetaData"))
    contacts = _contacts(told)
    missing = [*_missing_facts(about), *_missing_messages(contacts, told[-1].get("totalNumberOfContacts"))]
    return CasePage(
        case_id=case_id,
        subject=_text(about.get("caseTitle")),
        status=shown_status(_text(about.get("caseStatus"))),
        messages=tuple(_in_order([_message(contact, labels) for contact in contacts])),
        created=_moment(about.get("creationDate")),
        missing=tuple(dict.fromkeys(str(message) for message in missing)),
    )


def read_search_data(answer: object) -> SearchData | None:
    """One answer to a search; None where it is no such thing, or has a row without a case ID."""
    if not isinstance(answer, Mapping):
        return None
    rows, total = answer.get("caseSearchResultList"), answer.get("totalNumberOfResults")
    if not isinstance(rows, list) or not isinstance(total, int) or isinstance(total, bool):
        return None
    read = [_row(_mapping(row)) for row in rows]
    return SearchData(tuple(read), total) if all(row.case_id for row in read) else None


def _row(row: Data) -> CaseRow:
    return CaseRow(
        case_id=_text(row.get("caseId")),
        subject=_text(row.get("shortDescription")),
        status=shown_status(_text(row.get("status"))),
        created=_moment(row.get("creationDate")),
    )


# One case


def _is_of(case_id: str, answer: Data) -> bool:
    about = answer.get("viewCaseMetaData")
    if not isinstance(about, Mapping) or not isinstance(answer.get("contactList"), list):
        return False
    return _text(about.get("caseId")) in {"", case_id}


def _contacts(answers: Iterable[Data]) -> list[Data]:
    """Every message once; where none names itself, the latest answer holds all that is known."""
    latest: list[Data] = []
    known: dict[str, Data] = {}
    for answer in answers:
        told = answer["contactList"]
        latest = [_mapping(contact) for contact in told] if isinstance(told, list) else []
        if not all(_text(contact.get("contactId")) for contact in latest):
            known.clear()
            continue
        known |= {_text(contact.get("contactId")): contact for contact in latest}
    return list(known.values()) if known else latest


def _missing_facts(about: Data) -> Iterator[Message]:
    if not _text(about.get("caseTitle")):
        yield msg("the subject")
    if not _text(about.get("caseStatus")):
        yield msg("the status")
    if _moment(about.get("creationDate")) is None:
        yield msg("the time of creation")


def _missing_messages(contacts: Sequence[Data], total: object) -> Iterator[Message]:
    if not contacts:
        yield msg("the messages")
    elif not isinstance(total, int):
        yield msg("the number of messages")
    elif len(contacts) < total:
        yield msg("{count} of {total} messages", count=total - len(contacts), total=total)
    for contact in contacts:
        yield from _missing_parts(contact)


def _missing_parts(contact: Data) -> Iterator[Message]:
    if not _words_of(contact).strip():
        yield msg("the text of a message")
    elif contact.get("messageTruncated"):
        yield msg("the end of a message")
    if not isinstance(contact.get("outbound"), bool):
        yield msg("who wrote a message")
    if _moment(contact.get("timestamp")) is None:
        yield msg("the time of a message")
    files = contact.get("attachments") or ()
    if not isinstance(files, list | tuple) or any(_file(file) is None for file in files):
        yield msg("the name of a file")


def _message(contact: Data, labels: CaseLogLabels) -> CaseMessage:
    theirs = contact.get("outbound")
    words = _words_of(contact)
    text, added = without_added(unmarked(words) if theirs is True else words, labels)
    files = contact.get("attachments")
    return CaseMessage(
        text=text,
        added=added,
        site_lines=known_lines(text, labels),
        site_labels=known_labels(text, labels),
        at=_moment(contact.get("timestamp")),
        from_amazon=theirs if isinstance(theirs, bool) else None,
        files=tuple(filter(None, map(_file, files))) if isinstance(files, list) else (),
    )


def _words_of(contact: Data) -> str:
    """An e-mail has one text; a chat has a list of them."""
    if words := _text(contact.get("message")):
        return words
    said = contact.get("messageList")
    if not isinstance(said, list):
        return ""
    return "\n".join(_text(one) or _text(_mapping(one).get("message")) for one in said)


def _file(file: object) -> ShownFile | None:
    told = _mapping(file)
    name = next((text for key in _NAMES if (text := _text(told.get(key)))), "")
    size = next((told[key] for key in _SIZES if isinstance(told.get(key), int)), None)
    return ShownFile(name=name, size=size if isinstance(size, int) else None) if name else None


def _in_order(messages: list[CaseMessage]) -> list[CaseMessage]:
    """The oldest first: by their moments, else as the newest come first on the site's pages."""
    messages.reverse()
    if any(message.at is None for message in messages):
        return messages
    return sorted(messages, key=lambda message: message.at or datetime.min.replace(tzinfo=UTC))


# Markup

_TAG = re.compile(
    r"</?(?:a|b|br|div|em|i|li|ol|p|pre|span|strong|table|tbody|td|tr|u|ul)(?:\s[^<>]*)?/?>", re.IGNORECASE
)
_ENDS_A_LINE = re.compile(r"<(?:br\s*/?|/p|/div|/li|/tr)\s*>\n?", re.IGNORECASE)


def unmarked(text: str) -> str:
    """A text that may be HTML, as a page shows it; whatever is no known tag or entity stays, comments too."""
    return html.unescape(_TAG.sub("", _ENDS_A_LINE.sub("\n", text)))


# Values of a document that nobody checked


def _mapping(value: object) -> Data:
    return value if isinstance(value, Mapping) else {}


def _text(value: object) -> str:
    return value if isinstance(value, str) else str(value) if type(value) is int else ""


def _moment(value: object) -> datetime | None:
    """Seconds since 1970 with a fraction (seen), or milliseconds."""
    if not isinstance(value, int | float) or isinstance(value, bool):
        return None
    try:
        return datetime.fromtimestamp(value / 1000 if value > _LAST_SECOND else value, UTC)
    except (ValueError, OverflowError, OSError):
        return None
