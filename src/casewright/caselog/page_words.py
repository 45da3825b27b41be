"""One case, read from the words of its page: the second source, for when its own data are missing. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from casewright.caselog.case import CASE_ID, CaseMessage, CasePage, ShownFile
from casewright.caselog.labels import CaseLogLabels, known_labels, known_lines, value_after, without_added
from casewright.caselog.moments import find_moment, is_moment
from casewright.flow.reason import Reason
from casewright.flow.window import WindowError
from casewright.message import Message, msg

_FILE = re.compile(r"(?P<name>.*\S)\s*\((?P<size>[\d.,]+)\s?(?P<unit>bytes|[KMG]?B)\)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class CardWords:
    """One message as the page draws it.

    `content` is its text where the page marks it, else None; `lines` are all lines of the card but those, with
    whatever stands around the text.
    """

    sender: str
    lines: tuple[str, ...]
    content: str | None = None


@dataclass(frozen=True, slots=True)
class PageWords:
    """A case's page: its heading, its lines outside the messages, the messages from top to bottom.

    `more` says that there is a control for older ones.
    """

    heading: str
    lines: tuple[str, ...]
    cards: tuple[CardWords, ...]
    more: bool = False


def read_page_words(case_id: str, words: PageWords, labels: CaseLogLabels) -> CasePage:
    """What the page says of the case.

    Raises:
        WindowError: `unknown-screen`, the page is another case's, or says that it cannot show this one.
    """
    shown = _shown_id(words, labels)
    if shown not in {None, case_id}:
        raise WindowError(
            Reason.UNKNOWN_SCREEN, msg("the page of case {case_id} shows {shown}", case_id=case_id, shown=shown)
        )
    messages = [_message(card, labels) for card in words.cards]
    _see_available(case_id, words, messages, labels)
    status, created = (value_after(words.lines, labels, name) or "" for name in ("status", "created"))
    days = next((days for line in words.lines if (days := labels.numbers(line, "reply-days"))), ())
    page = CasePage(
        case_id=case_id,
        subject=value_after(words.lines, labels, "subject") or words.heading,
        status=status,
        messages=tuple(_in_order(messages)),
        created=find_moment(created),
        reply_days=days[0] if days else None,
        worded=True,
    )
    missing = [*([] if shown else [msg("the case ID")]), *_missing(page, more=words.more)]
    return page.model_copy(update={"missing": tuple(dict.fromkeys(map(str, missing)))})


def _shown_id(words: PageWords, labels: CaseLogLabels) -> str | None:
    """The case ID behind its label (`ID:` or `Case ID`, colon or not, perhaps in the next line), or in the heading."""
    named = "|".join(re.escape(word) for word in labels.words("case-id"))
    for line in words.lines:
        if found := re.fullmatch(rf"\s*(?:{named})\s*[:：]?\s*({CASE_ID.pattern})\s*", line, re.IGNORECASE):
            return found[1]
    beside = value_after(words.lines, labels, "case-id") or ""
    behind = CASE_ID.fullmatch(beside) or re.search(rf"(?<!\d){CASE_ID.pattern}(?!\d)", words.heading)
    return behind[0] if behind else None


def _see_available(case_id: str, words: PageWords, messages: Sequence[CaseMessage], labels: CaseLogLabels) -> None:
    said = [*words.lines, *(message.text for message in messages)]
    if any(labels.is_in(text, name) for text in said for name in ("message-unavailable", "details-unavailable")):
        raise WindowError(
            Reason.UNKNOWN_SCREEN, msg("case {case_id} does not show its messages at the moment", case_id=case_id)
        )


def _missing(page: CasePage, *, more: bool) -> Iterator[Message]:
    if not page.status:
        yield msg("the status")
    if not page.messages:
        yield msg("the messages")
    if more:
        yield msg("older messages")
    if any(not message.text.strip() for message in page.messages):
        yield msg("the text of a message")
    if any(message.from_amazon is None for message in page.messages):
        yield msg("who wrote a message")


def _message(card: CardWords, labels: CaseLogLabels) -> CaseMessage:
    around, files = _split_files(list(card.lines), labels)
    head, rest = _split_head(around, card.sender, labels)
    text, added = without_added(card.content if card.content is not None else "\n".join(rest).strip("\n"), labels)
    return CaseMessage(
        text=text,
        added=added,
        site_lines=known_lines(text, labels),
        site_labels=known_labels(text, labels),
        at=next((at for line in (card.sender, *head) if (at := find_moment(line))), None),
        from_amazon=_is_amazon(card.sender, labels),
        files=files,
    )


def _is_amazon(sender: str, labels: CaseLogLabels) -> bool | None:
    """Whether Amazon wrote it; None where the page names nobody, or in words that are not known.

    `You`, and `From: Amazon, March 19, …`: behind a known "From", whoever is not Amazon is the seller.
    """
    name, named = sender.strip(), False
    head, colon, after = name.replace("：", ":").partition(":")
    if colon and labels.is_label(head, "from"):
        name, named = after.strip(), bool(after.strip())
    name = name.partition(",")[0]
    if labels.is_label(name, "amazon"):
        return True
    return False if named or labels.is_label(name, "seller") else None


def _split_head(lines: list[str], sender: str, labels: CaseLogLabels) -> tuple[list[str], list[str]]:
    """The lines before the text that say who wrote to whom and when, and all others.

    Only what is known to stand there goes: a line that nobody knows belongs to the text.
    """
    end = 0
    while end < len(lines) and (not lines[end].strip() or _is_head(lines[end], sender, labels)):
        end += 1
    return lines[:end], lines[end:]


def _is_head(line: str, sender: str, labels: CaseLogLabels) -> bool:
    text = line.strip()
    if text == sender.strip() or is_moment(text):
        return True
    if any(labels.is_label(text, name) for name in ("amazon", "seller", "from", "to")):
        return True
    head, _, rest = text.replace("：", ":").partition(":")
    return any(labels.is_label(head, name) for name in ("from", "to")) and (
        find_moment(rest) is not None or any(labels.is_label(rest.strip(), name) for name in ("amazon", "seller"))
    )


def _split_files(lines: list[str], labels: CaseLogLabels) -> tuple[list[str], tuple[ShownFile, ...]]:
    """The lines without the files at the card's end, and the files."""
    lines = [line for line in lines if not any(labels.is_label(line, name) for name in ("see-more", "see-less"))]
    heads = [at for at, line in enumerate(lines) if labels.is_label(line, "attachments")]
    if not heads:
        return lines, ()
    return lines[: heads[-1]], tuple(_file(line) for line in lines[heads[-1] + 1 :] if line.strip())


def _file(line: str) -> ShownFile:
    """A file's name with its size in bytes, where it is told exactly; a size such as `1.2 MB` is no number of bytes."""
    found = _FILE.fullmatch(line.strip())
    if found is None:
        return ShownFile(name=line.strip())
    exact = found["unit"].casefold() in {"b", "bytes"} and found["size"].replace(",", "").isdecimal()
    return ShownFile(name=found["name"], size=int(found["size"].replace(",", "")) if exact else None)


def _in_order(messages: list[CaseMessage]) -> list[CaseMessage]:
    """The oldest first: by their moments, else as the newest stand on top of the page (seen)."""
    messages.reverse()
    if any(message.at is None for message in messages):
        return messages
    return sorted(messages, key=lambda message: message.at.timestamp() if message.at else 0.0)
