"""Drift reports: what was expected, what was seen, a picture, and the page ready to become a recording."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from casewright.escape import visible, visible_json
from casewright.flow.drift import Drift, drift, stayed
from casewright.flow.event import Ended, Event, HandedOver, Pictured, Reported
from casewright.flow.model import FlowSet
from casewright.flow.recognise import recognise
from casewright.flow.sighting import Sighting
from casewright.flow.window import Kept
from casewright.model.outcome import Outcome
from casewright.privacy.scrub import Scrubber
from casewright.recording.draft import draft_name, write_draft
from casewright.whole_file import write_whole

_LOST = frozenset({Outcome.UNKNOWN_SCREEN, Outcome.FAILED_BEFORE_SUBMIT})
_HOW_TO = (
    "Compare it with the flows:  casewright flow check --recording {draft}\n"
    "A label that Amazon renamed is mended in a file of your own; docs/how-to/mend-a-flow.md says how."
)


def reported(events: Iterable[Event], flows: FlowSet, reference: str, keep_in: Path) -> Iterator[Event]:
    """Yield the same events, with a `Reported` wherever the walk did not recognise the page.

    It comes before the person's turn and before the end, so that both can name it. If a report cannot be written, the
    walk is unaffected.
    """
    last: Kept | None = None
    number = 0
    for event in events:
        lost = _lost(event, flows)
        if lost is not None:
            number += 1
            why = event.reason if isinstance(event, HandedOver) else getattr(event, "detail", "")
            folder = keep_in / "drift" / draft_name(f"{reference}-{number}")
            if write_report(folder, lost, flows, str(why), last):
                yield Reported(getattr(event, "screen", None) or "unknown", folder)
        if isinstance(event, Pictured):
            last = event.kept
        yield event


def _lost(event: Event, flows: FlowSet) -> Sighting | None:
    """Return what could be read where a walk lost its way; None for every other event."""
    if isinstance(event, HandedOver):
        return event.sighting
    if not isinstance(event, Ended) or event.sighting is None or event.outcome not in _LOST:
        return None
    known = recognise(event.sighting, flows).screen
    return event.sighting if known is None or known.do or event.outcome is Outcome.UNKNOWN_SCREEN else None


def write_report(folder: Path, sighting: Sighting, flows: FlowSet, why: str, kept: Kept | None) -> bool:
    """Write the report into a folder of its own; False if the disk refuses.

    `drift.txt` for people, `drift.json` for programs, and the page as a draft recording with its picture.
    """
    found = stayed(sighting, flows) if recognise(sighting, flows).screen else drift(sighting, flows)
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = write_draft(folder, kept, sighting.url, sighting.language, f"Not recognized: {why}") if kept else None
        how = f"\n{_HOW_TO.format(draft=draft)}\n" if draft else ""
        write_whole(folder / "drift.txt", visible(Scrubber().text(f"{why}\n\n{found}\n")) + how)
        document = json.dumps(_document(found, why, kept), ensure_ascii=False, indent=2)
        write_whole(folder / "drift.json", visible_json(document) + "\n")
    except OSError:
        return False
    return True


def _document(found: Drift, why: str, kept: Kept | None) -> dict[str, object]:
    picture = str(kept.picture) if kept and kept.picture else None
    told = {"why": why, **dataclasses.asdict(found)}
    return {"picture": picture, **{name: _scrubbed(value, Scrubber()) for name, value in told.items()}}


def _scrubbed(value: object, scrubber: Scrubber) -> object:
    """Return the same value without personal data or keys in its texts: labels and addresses come from the page."""
    match value:
        case str():
            return scrubber.text(value)
        case dict():
            return {name: _scrubbed(one, scrubber) for name, one in value.items()}
        case list() | tuple():
            return [_scrubbed(one, scrubber) for one in value]
    return value
