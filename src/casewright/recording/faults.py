"""What can be made to go wrong on the recorded site: named in short texts such as `drop-after@Send ×1`."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from casewright.errors import UsageError
from casewright.message import msg

Kind = Literal[
    "drop-before",
    "drop-after",
    "status-before",
    "status-after",
    "slow",
    "show",
    "send-to",
    "answer",
    "label-changed",
    "second-control",
    "case-log-late",
    "approve-stays",
    "sent-twice",
    "signed-in-as",
]

#: Short names for a page of the recording that stands in the way.
_DOORS = {"signed-out": "sign-in", "captcha": "captcha", "robot": "robot", "throttled": "throttled"}
_TEXT = re.compile(
    r"(?P<kind>[a-z]+(?:-[a-z]+)*|\d{3}-(?:before|after))"
    r"(?::(?P<value>[^@×]+?))?(?:@(?P<where>[^×]+?))?(?:(?:\s*×|\s+x)(?P<times>\d+))?"
)
KNOWN = (
    "drop-before@WHERE, drop-after@WHERE, 500-before@WHERE, 500-after@WHERE (or another status), slow:SECONDS@WHERE, "
    "signed-out@PATH, captcha@PATH, robot@PATH, throttled@PATH, show:PAGE, send-to:PAGE@PATH, answer:PAGE@CONTROL, "
    "label-changed:OLD=NEW, second-control:NAME, case-log-late:SEARCHES (or 30s), approve-stays, signed-in-as:ACCOUNT, "
    "sent-twice@WHERE (as a browser does whose connection broke); WHERE is a control's name or a path, and "
    "×2 at the end means the first two times only"
)
"""Every fault there is, for a person who may type one."""


@dataclass(frozen=True, slots=True)
class SiteFault:
    """One thing that goes wrong.

    `where` is a path (`/home`), a control's name (`Send`) or '' for everywhere; `times` is how often, None for always.
    `value` is a status, seconds, a page's name, `OLD=NEW` or a control's name, as the kind has it.
    """

    kind: Kind
    value: str = ""
    where: str = ""
    times: int | None = None

    @property
    def renames(self) -> tuple[str, str]:
        """Old and new name of a changed label."""
        old, _, new = self.value.partition("=")
        return old, new


def parse_fault(text: str) -> SiteFault:
    """Read `KIND[:VALUE][@WHERE][×TIMES]`; ` x2` does for `×2` where a keyboard has no ×.

    Raises:
        UsageError: no such fault, or its value is missing or of the wrong kind.
    """
    found = _TEXT.fullmatch(text.strip())
    fault = found and _fault(found["kind"], found["value"] or "", found["where"] or "", found["times"])
    if not fault or not _makes_sense(fault):
        raise UsageError(
            msg("{text!r} is not a fault that the practice site knows.", text=text),
            remedy=msg("Known: {known}.", known=KNOWN),
        )
    return fault


def _fault(word: str, value: str, where: str, times: str | None) -> SiteFault | None:
    count = int(times) if times else None
    if word in _DOORS and not value:
        return SiteFault("send-to", _DOORS[word], where, count)
    status, _, moment = word.partition("-")
    if status.isdigit() and not value:
        return SiteFault("status-before" if moment == "before" else "status-after", status, where, count)
    kind = next((kind for kind in _VALUES if kind == word), None)
    return SiteFault(kind, value, where, count) if kind else None


#: What the value of each kind looks like.
_VALUES: dict[Kind, str] = {
    "drop-before": "",
    "drop-after": "",
    "slow": r"\d+(\.\d+)?",
    "show": r"[a-z0-9-]+",
    "send-to": r"[a-z0-9-]+",
    "answer": r"[a-z0-9-]+",
    "label-changed": r"[^=]+=[^=]+",
    "second-control": r".+",
    "case-log-late": r"\d+s?",
    "approve-stays": "",
    "sent-twice": "",
    "signed-in-as": r".+",
}


def _makes_sense(fault: SiteFault) -> bool:
    if fault.kind in {"status-before", "status-after"}:
        return 400 <= int(fault.value) <= 599
    return re.fullmatch(_VALUES[fault.kind], fault.value) is not None


class Faults:
    """The faults of one player, and how often each has yet to happen. Not safe between threads by itself."""

    def __init__(self, faults: Iterable[SiteFault] = ()) -> None:
        self._faults = tuple(faults)
        self._left = [math.inf if fault.times is None else fault.times for fault in self._faults]

    @classmethod
    def parse(cls, *texts: str) -> Faults:
        """Faults from their short texts.

        Raises:
            UsageError: one of them is not known.
        """
        return cls(parse_fault(text) for text in texts)

    def __iter__(self) -> Iterator[SiteFault]:
        """Every fault, also those that will not happen any more."""
        return iter(self._faults)

    def take(self, kind: Kind, *places: str) -> SiteFault | None:
        """The first fault of this kind that is to happen at one of these places, counted as happened."""
        fault = next((one for one in self.left(kind) if not one.where or one.where in places), None)
        if fault:
            self.happened(fault)
        return fault

    def left(self, kind: Kind) -> tuple[SiteFault, ...]:
        """The faults of this kind that have yet to happen, wherever."""
        return tuple(
            fault for position, fault in enumerate(self._faults) if fault.kind == kind and self._left[position]
        )

    def rewriting(self, path: str) -> tuple[SiteFault, ...]:
        """The faults that change what a page at this address shows; `happened` counts them."""
        changes = (*self.left("label-changed"), *self.left("second-control"))
        return tuple(fault for fault in changes if fault.where in {"", path})

    def happened(self, fault: SiteFault) -> None:
        """Count a fault that was found with `left` or `rewriting`."""
        same = (position for position, one in enumerate(self._faults) if one == fault and self._left[position])
        position = next(same)
        self._left[position] -= 1

    def original(self, name: str) -> str:
        """What a control is called in the recording, whatever it is called on the page now."""
        renamed = (fault.renames for fault in self._faults if fault.kind == "label-changed")
        return next((old for old, new in renamed if new == name), name)
