"""Recording: a person walks in a visible browser, and what was seen becomes a recording."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from casewright.app.sites import SiteWork, known_flows
from casewright.app.workspace import open_workspace
from casewright.browser.capture import Capture, reader
from casewright.browser.launch import find_browser
from casewright.casework.record import record
from casewright.errors import UsageError
from casewright.message import msg
from casewright.model.site_name import SiteName
from casewright.recording.draft import draft_name
from casewright.recording.matrix import matrix


@dataclass(frozen=True, slots=True)
class WalkRecorded:
    """The recording that was written, and how many pages it has, counted as `flow check` shows them."""

    folder: Path
    pages: int


def record_walk(
    out: Path,
    site: SiteName,
    account: str,
    marketplace: str,
    *,
    names: Sequence[str] = (),
    opened: Callable[[], None] = lambda: None,
) -> WalkRecorded:
    """Open a visible browser, let a person walk, and keep what was seen as a recording in the new folder `out`.

    `names` are words that must not be kept; `opened` is called when the window is there.

    Raises:
        UsageError: the folder is not new, or its name cannot be a recording's.
        CasewrightError: no browser, nothing was pressed, or the pages still hold what looks like personal data.
    """
    folder = out.absolute()
    if folder.name != draft_name(folder.name) or (folder.exists() and any(folder.iterdir())):
        raise UsageError(
            msg("{out} cannot become a recording.", out=out),
            remedy=msg("A new folder, its name in small letters, digits and hyphens: -o recordings/my-walk."),
        )
    workspace = open_workspace()
    browser = find_browser(workspace.settings.browser)
    with SiteWork(workspace, site).open_site(shown=True).visit(account, marketplace, folder.parent) as visit:
        opened()
        written = record(visit, known_flows(workspace), folder, Capture.watch, reader(browser), tuple(names))
    return WalkRecorded(written, sum(1 for _ in matrix(known_flows(workspace), written.parent, (written.name,))))
