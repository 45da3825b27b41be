"""Record a walk: a person walks in a visible browser, and what they saw becomes a recording for the player."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from casewright.browser.capture import Capture
from casewright.browser.window import BrowserWindow
from casewright.flow.model import FlowSet
from casewright.flow.verbs.fill import FillStep
from casewright.model.marketplaces import marketplace as marketplace_of
from casewright.recording.draft import draft_name
from casewright.recording.write import Reads, Walk, write_recording
from casewright.site.visit import Visit

_DRAFT = {"message": "description", "short_message": "description", "request": "description"}
"""Where a claim's value is kept under another name by the player's cases."""


def record(
    visit: Visit,
    flows: FlowSet,
    folder: Path,
    walks: Callable[[Capture], None],
    reading: AbstractContextManager[Reads],
    names: tuple[str, ...] = (),
) -> Path:
    """Let somebody walk (`walks` returns when they are done) and write what was seen into `folder`.

    `reading` returns how captured documents read; `names` are personal words that must not be kept.

    Raises:
        NotRecorded: nothing was pressed, or the pages still hold what looks like personal data.
        WindowError: the site could not be opened.
        TypeError: the visit has no browser.
    """
    window = visit.window
    if not isinstance(window, BrowserWindow):
        raise TypeError("only a walk in a browser can be recorded")
    capture = window.capture()
    window.open("/home")
    walks(capture)
    place = marketplace_of(visit.owner.marketplace)
    walk = Walk(visit.owner.merchant, place.name, lambda label: draft_field(label, flows), names, place.code)
    with reading as reads:
        return write_recording(folder, capture.walk(), walk, reads)


def draft_field(label: str, flows: FlowSet) -> str:
    """Return the player's name for what was typed under a label: as the flows fill it, else the label's own words."""
    for screen in flows.screens:
        for step in screen.do:
            if isinstance(step, FillStep) and label in {
                word for words in flows.control(screen, step.control).labels.values() for word in words
            }:
                return _DRAFT.get(step.value, step.value)
    return re.sub(r"\W+", "_", draft_name(label)).strip("_") or "text"
