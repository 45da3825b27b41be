"""This machine: the browser found or got, everything examined, the stop switch put on and taken away."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from casewright.app.events import Listener, Noted
from casewright.app.sites import SiteWork
from casewright.app.workspace import Workspace, open_workspace
from casewright.browser.install import get_browser, get_what_is_missing
from casewright.browser.launch import FoundBrowser
from casewright.casework import stop_switch
from casewright.casework.health import HealthFinding, examine
from casewright.errors import ExitCode
from casewright.message import Message
from casewright.model.site_name import SiteName
from casewright.places import home


@dataclass(frozen=True, slots=True)
class MachineReady:
    """What `setup` comes to: the browser that is used, and the home folder."""

    browser: FoundBrowser
    home: Path


@dataclass(frozen=True, slots=True)
class Examined:
    """What `doctor` comes to."""

    findings: tuple[HealthFinding, ...]

    @property
    def exit_code(self) -> ExitCode:
        """`REFUSED` where something that is needed is missing."""
        missing = any(finding.state == "missing" for finding in self.findings)
        return ExitCode.REFUSED if missing else ExitCode.DONE


def set_up_machine(tell: Listener) -> MachineReady:
    """Find a browser, or get one; make the home folder.

    Raises:
        NoBrowser: none could be got.
    """
    workspace = open_workspace()
    return MachineReady(find_or_get_browser(workspace, tell), workspace.home.root)


def find_or_get_browser(workspace: Workspace, tell: Listener) -> FoundBrowser:
    """The browser that is there, else one that is got now.

    Raises:
        NoBrowser: none could be got.
    """

    def note(text: Message) -> None:
        tell(Noted(text))

    get_what_is_missing(note, workspace.settings.language)
    return get_browser(workspace.home.make(), note, workspace.settings.browser)


def examine_machine() -> Examined:
    """Look at everything that the program needs. Changes nothing."""
    workspace = open_workspace()
    return Examined(examine(workspace.settings, workspace.home))


def stop_everything(reason: str = "") -> Path:
    """Put the stop switch on, and return its path: a running filing stops before its next act."""
    return stop_switch.stop(home(), reason)


def why_stopped(site: SiteName) -> Message | None:
    """Why nothing may be done on a site right now; None where it may."""
    return SiteWork(open_workspace(), site).brakes().stopped()


def resume_work() -> bool:
    """Take the stop switch away; False where it was not on."""
    return stop_switch.resume(home())
