"""This machine: find or get a browser, examine everything, turn the stop switch on and off."""

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
    """The result of `setup`: the browser that is used, and the home folder."""

    browser: FoundBrowser
    home: Path


@dataclass(frozen=True, slots=True)
class Examined:
    """The result of `doctor`."""

    findings: tuple[HealthFinding, ...]

    @property
    def exit_code(self) -> ExitCode:
        """`REFUSED` if something that is needed is missing."""
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
    """Return the installed browser, or get one now.

    Raises:
        NoBrowser: none could be got.
    """

    def note(text: Message) -> None:
        tell(Noted(text))

    get_what_is_missing(note, workspace.settings.language)
    return get_browser(workspace.home.make(), note, workspace.settings.browser)


def examine_machine() -> Examined:
    """Examine everything that the program needs. Changes nothing."""
    workspace = open_workspace()
    return Examined(examine(workspace.settings, workspace.home))


def stop_everything(reason: str = "") -> Path:
    """Turn the stop switch on and return its path: a running filing stops before its next act."""
    return stop_switch.stop(home(), reason)


def why_stopped(site: SiteName) -> Message | None:
    """Return why nothing may be done on a site right now; None if it may."""
    return SiteWork(open_workspace(), site).brakes().stopped()


def resume_work() -> bool:
    """Turn the stop switch off; False if it was not on."""
    return stop_switch.resume(home())
