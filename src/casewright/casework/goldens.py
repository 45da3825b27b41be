"""Write golden texts: every page of a recording is played in a browser, and its readable text is kept beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from urllib.parse import urlsplit

from casewright.flow.sighting import Sighting
from casewright.flow.window import Open, Press, Target, Window
from casewright.message import msg
from casewright.recording.exchange import Answer, Request
from casewright.recording.golden import OwnPage, golden_text, own_pages, write_golden
from casewright.recording.pages import NotReadable
from casewright.recording.recording import path_of
from casewright.recording.resting_pages import Resting
from casewright.site.visit import Visit

_AT_REST = 0.7
"""Seconds without a change after which a page is read: a choice is taken over by the site within a quarter of one."""
Plays = Callable[[str, str], Callable[[Request], Answer]]
"""What a replay asks for a player: account, marketplace → what answers."""


class _Stage:
    """Answers a visit with the page on stage: a different one for each reading."""

    def __init__(self) -> None:
        self.played: Resting | None = None

    def respond(self, request: Request) -> Answer:
        """Return the current player's response."""
        if self.played is None:
            raise RuntimeError("nothing is played yet")
        return self.played.respond(request)


def write_goldens(
    root: Path, name: str, visit: Callable[[Plays], AbstractContextManager[Visit]]
) -> Iterator[tuple[str, bool]]:
    """Read every page of a recording and all that its script can show; yield each file, and whether it changed.

    Raises:
        RecordingError: the recording cannot be read.
        WindowError: a page did not open, or has no such control.
        NotReadable: a page is not where its recording says.
    """
    stage = _Stage()
    with visit(lambda *_: stage.respond) as opened:
        for own in own_pages(root, name):
            for shown in (None, *own.page.shows):
                stage.played = Resting(own.site, own.shown)
                ending = own.page.shows[shown] if shown else None
                text = golden_text(
                    _read(opened.window, stage.played, own, shown), stage.played.case.case_id, own.page.example
                )
                file = own.page.golden(ending)
                yield file, write_golden(root / file, text)


def _read(window: Window, played: Resting, own: OwnPage, shown: str | None) -> str:
    """Return the readable text of the page's document, without frames, after `shown` was pressed."""
    window.do(Open(played.address(own.shown)))
    sighting = _rest(window)
    if shown:
        window.do(Press(Target(shown, "choice", (shown,))))
        sighting = _rest(window)
    path = played.path(own.page)
    texts = [frame.aria for frame in sighting.frames if _path(frame.url) == path]
    if len(texts) > 1 or _path(sighting.url) != played.path(own.shown[0]):
        raise NotReadable(msg("{page} is not what its address {path} shows.", page=own.name, path=path))
    return texts[0] if texts else ""


def _rest(window: Window) -> Sighting:
    """Return the readable text once nothing changes any more."""
    seen = window.look()
    while (later := window.look(unlike=seen, seconds=_AT_REST)) != seen:
        seen = later
    return seen


def _path(url: str) -> str:
    return path_of(urlsplit(url).path)
