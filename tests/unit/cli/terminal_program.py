"""The program as a person runs it in a terminal, in front of the practice site without a browser.

The first argument names an event (`SubmitPressed`, or `-` for none): when it happens for the first time, the program
writes `HELD` and waits until something is typed, or until Ctrl-C. So a person can type early, or interrupt, at a known
place, on a machine as slow as may be.
"""

from __future__ import annotations

import fcntl
import os
import select
import sys
import termios
from typing import Any

from tests.text_site import TextSite

from casewright.app import demo, sites
from casewright.app.events import RunEvent
from casewright.app.practice import practice_cases
from casewright.browser.launch import FoundBrowser
from casewright.cli.app import main
from casewright.cli.progress import Progress
from casewright.recording.practice_cases import MemoryCaseLog

HELD = b"HELD\n"


def open_site(work: sites.SiteWork, **_: Any) -> TextSite:
    kept = work.workspace.practice or work.workspace.home
    return TextSite(work.name, MemoryCaseLog() if work.name == "replay" else practice_cases(kept))


def hold_at(place: str) -> None:
    """Wait for the person when this event happens for the first time."""
    tell, held = Progress.tell, []

    def tell_and_hold(progress: Progress, event: RunEvent) -> None:
        tell(progress, event)
        if type(event).__name__ == place and not held:
            held.append(event)
            os.write(2, HELD)  # past the moving line, which would draw it its own way
            select.select([sys.stdin], [], [])

    Progress.tell = tell_and_hold  # type: ignore[method-assign]


if __name__ == "__main__":
    fcntl.ioctl(sys.stdin, termios.TIOCSCTTY, 0)  # so that the keys of this terminal reach this program as signals
    sites.SiteWork.open_site = open_site  # type: ignore[method-assign]
    demo.find_or_get_browser = lambda *_: FoundBrowser(None, "not needed", channel="none")  # type: ignore[assignment]
    hold_at(sys.argv.pop(1))
    main()
