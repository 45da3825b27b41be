"""Compare what a page shows with an approved text: every word and number counts, quotes and list marks do not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from casewright.flow.find_control import find_controls
from casewright.flow.reason import Reason
from casewright.flow.recognise import TYPED
from casewright.flow.sighting import Node, Sighting
from casewright.flow.window import Compare, Target, WindowError
from casewright.flow.words import QUOTES, collapse_spaces
from casewright.message import Message, msg

_MARK = re.compile(r"\A(?:\d{1,2}[.)]|[-–•*])\s+")
_ANY_MARK = r"(?:(?:\d{1,2}[.)]|[-–•*])\s+)?"
_BETWEEN_LINES = r"(?:\s+|(?<!\d)|(?!\d))"
"""A snapshot drops a `<br>` and leaves no space for it; two numbers that run together would be another number."""
_SHOWN = 60


def compared(sighting: Sighting, act: Compare) -> str:
    """Return the text after the control, if it contains the complete approved text.

    Line ends, quotes, and the numbers or bullets before a line may differ: pages format lists in their own way. The
    rest of a line is compared word by word.

    Raises:
        WindowError: `not-found`, `ambiguous`, `read-back-differs`.
    """
    shown = text_behind(sighting, act.target, in_boxes=act.in_boxes)
    if not shows(shown, act.text):
        raise WindowError(
            Reason.READ_BACK_DIFFERS,
            msg(
                "{label} does not show what was approved: {difference}",
                label=act.target.label,
                difference=_difference(shown, act.text),
            ),
            remedy=msg("Nothing was submitted. Look at the picture, and file this claim by hand if the page is right."),
        )
    return act.text


def shows(shown: str, approved: str) -> bool:
    """Return whether a page's text contains an approved text, however the page formats quotes, lines and lists."""
    lines = [line for line in approved.split("\n") if line.strip()]
    wanted = _BETWEEN_LINES.join(_ANY_MARK + _words(_MARK.sub("", line.strip(), count=1)) for line in lines)
    return bool(lines) and bool(re.search(rf"(?<!\S){wanted}(?!\S)", _without_quotes(shown)))


def _words(line: str) -> str:
    return r"\s+".join(re.escape(word) for word in _without_quotes(line).split())


def _without_quotes(text: str) -> str:
    return collapse_spaces(text).translate(QUOTES)


def text_behind(sighting: Sighting, target: Target, *, in_boxes: bool = False) -> str:
    """Return everything readable from the control on, in its own frame and the frames after it.

    Raises:
        WindowError: `not-found`, `ambiguous`.
    """
    found = find_controls(sighting, target.role, target.names, target.scopes)
    if len(found) != 1:
        reason = Reason.AMBIGUOUS if found else Reason.NOT_FOUND
        raise WindowError(reason, _not_one(target, sighting.url, several=bool(found)))
    first, *later = sighting.frames[found[0].frame :]
    nodes = [*first.nodes[found[0].place :], *(node for frame in later for node in frame.nodes)]
    return " ".join(_read(nodes, in_boxes=in_boxes))


def _not_one(target: Target, url: str, *, several: bool) -> Message:
    what: dict[str, str] = {"label": target.label, "role": target.role, "url": url}
    if several:
        return msg("{label}: there is more than one {role} of this name on {url}", **what)
    return msg("{label}: there is no {role} of this name on {url}", **what)


def _read(nodes: Sequence[Node], *, in_boxes: bool) -> Iterator[str]:
    """Return what the page says, with or without the contents of its boxes."""
    for node in nodes:
        yield from filter(None, (node.name, "" if node.role in TYPED and not in_boxes else node.text))


def _difference(shown: str, approved: str) -> Message:
    """Return the first line of the approved text that is missing."""
    missing = next((line for line in approved.split("\n") if line.strip() and not shows(shown, line)), approved)
    return msg('"{text}" is not there', text=missing.strip()[:_SHOWN])
