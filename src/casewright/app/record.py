"""Recordings: keep a person's walk in a visible browser, and read the texts of hand-written pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from casewright.app.flows import recordings_named
from casewright.app.sites import SiteWork, known_flows, open_replay
from casewright.app.workspace import open_workspace
from casewright.browser.capture import Capture, reader
from casewright.browser.launch import find_browser
from casewright.casework.goldens import Plays, write_goldens
from casewright.casework.record import record
from casewright.errors import UsageError
from casewright.message import msg
from casewright.model.site_name import SiteName
from casewright.recording.draft import draft_name
from casewright.recording.matrix import matrix
from casewright.recording.read import recording_names
from casewright.recording.resting_pages import ACCOUNT, MARKETPLACE
from casewright.site.visit import Visit


@dataclass(frozen=True, slots=True)
class WalkRecorded:
    """The recording that was written, and its number of pages, counted as `flow check` shows them."""

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
    """Open a visible browser, let a person walk, and keep what they saw as a recording in the new folder `out`.

    `names` are words that must not be kept; `opened` is called when the window is open.

    Raises:
        UsageError: the folder is not new, or its name cannot be a recording's.
        CasewrightError: no browser, nothing was pressed, or the pages still hold what looks like personal data.
    """
    folder = out.absolute()
    if folder.name != draft_name(folder.name) or (folder.exists() and any(folder.iterdir())):
        raise UsageError(
            msg("{out} cannot become a recording.", out=out),
            remedy=msg("Name a new folder in lowercase letters, digits and hyphens, such as -o recordings/my-walk."),
        )
    workspace = open_workspace()
    browser = find_browser(workspace.settings.browser)
    with SiteWork(workspace, site).open_site(shown=True).visit(account, marketplace, folder.parent) as visit:
        opened()
        written = record(visit, known_flows(workspace), folder, Capture.watch, reader(browser), tuple(names))
    return WalkRecorded(written, sum(1 for _ in matrix(known_flows(workspace), written.parent, (written.name,))))


@dataclass(frozen=True, slots=True)
class GoldensWritten:
    """The golden texts written because they were new or had changed, and how many stayed the same."""

    written: tuple[Path, ...]
    unchanged: int


def write_golden_texts(recording: str | None, tell: Callable[[str], None] = lambda _: None) -> GoldensWritten:
    """Open every page of a recording (None: of all shipped ones) in a browser and keep its readable text beside it.

    `recording` is the name of a shipped one, or a folder; `tell` is called with each file that is written.

    Raises:
        UsageError: there is no such recording.
        CasewrightError: no browser, or the recording cannot be played.
    """
    workspace = open_workspace()
    root, names = recordings_named(recording)
    written, unchanged = list[Path](), 0
    with TemporaryDirectory(prefix="casewright-") as kept:

        def visit(plays: Plays) -> AbstractContextManager[Visit]:
            return open_replay(workspace, plays).visit(ACCOUNT, MARKETPLACE, Path(kept))

        for name in names or recording_names(root):
            for file, changed in write_goldens(root, name, visit):
                if changed:
                    written.append(root / file)
                    tell(file)
                else:
                    unchanged += 1
    return GoldensWritten(tuple(written), unchanged)
