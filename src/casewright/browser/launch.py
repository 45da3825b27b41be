"""Which browsers are installed, and which to start: a person's own first, one that setup unpacked last."""

from __future__ import annotations

import os
import platform
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from casewright.child_environment import run_child, text_of
from casewright.errors import PersonNeeded
from casewright.message import Message, msg
from casewright.places import Home, home

if sys.platform == "win32":  # pragma: no cover (needs Windows)
    import winreg

_APP_PATHS = r"Software\Microsoft\Windows\CurrentVersion\App Paths"
"""Where Windows says that a program is installed: installers write it into the registry."""


class NoBrowser(PersonNeeded):
    """No browser was found, or the one that was named does not work."""


_HOW_TO_GET = msg(
    "Run `casewright setup`, or install Google Chrome, or name one with {setting}.",
    setting="CASEWRIGHT_BROWSER=/path/to/chrome",
)


@dataclass(frozen=True)
class FoundBrowser:
    """A browser to drive: its path, or a channel that Playwright knows; `how` it was found, in plain words.

    `headless_only` browsers can preview and practise, but not show the live site to a person.
    """

    path: Path | None
    how: Message
    channel: str | None = None
    headless_only: bool = False

    @cached_property
    def version(self) -> str:
        """`156.0.8078.79`, or an empty text where the browser does not tell."""
        if self.path is None:
            return ""
        if sys.platform == "win32":  # `chrome.exe --version` would open a window; its folder is named for the version
            return _newest_version(one.name for one in self.path.parent.glob("*.*.*.*") if one.is_dir())
        return _told_version(self.path)

    @property
    def label(self) -> Message:
        """How it is shown to a person: `/usr/bin/chromium (system Chromium)`."""
        return msg("{name} ({how})", name=self.path or self.channel, how=self.how)


def _told_version(path: Path) -> str:
    try:
        told = text_of(run_child([path, "--version"], 20).stdout)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    found = re.search(r"\d+(\.\d+){2,3}", told)
    return found.group() if found else ""


_NAMES = {
    "chrome": ("google-chrome", "google-chrome-stable"),
    "msedge": ("microsoft-edge", "microsoft-edge-stable"),
    "chromium": ("chromium", "chromium-browser", "ungoogled-chromium"),
}
_CALLED = {"chrome": "Google Chrome", "msedge": "Microsoft Edge", "chromium": "Chromium"}
_PROGRAMS: dict[str, dict[str, tuple[str, ...]]] = {
    "Linux": {
        "chrome": ("/opt/google/chrome/chrome",),
        "msedge": ("/opt/microsoft/msedge/msedge",),
        "chromium": ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/lib/chromium/chromium"),
    },
    "Darwin": {
        "chrome": ("Google Chrome.app/Contents/MacOS/Google Chrome",),
        "msedge": ("Microsoft Edge.app/Contents/MacOS/Microsoft Edge",),
        "chromium": ("Chromium.app/Contents/MacOS/Chromium",),
    },
    "Windows": {
        "chrome": ("Google/Chrome/Application/chrome.exe",),
        "msedge": ("Microsoft/Edge/Application/msedge.exe",),
        "chromium": ("Chromium/Application/chrome.exe",),
    },
}


def _newest_version(names: Iterable[str]) -> str:
    """`100.0.1.2` is newer than `99.9.9.9`; empty where no name is a version."""
    versions = [name for name in names if name.replace(".", "").isdigit()]
    return max(versions, key=lambda name: [int(part or 0) for part in name.split(".")], default="")


_REGISTERED = {"chrome": "chrome.exe", "msedge": "msedge.exe"}
"""What Windows' register calls them. Chromium registers itself as Chrome, so it is not asked for."""


def registered_program(name: str) -> Path | None:
    """The path of a program such as `chrome.exe` in Windows' registry, the user's own first; None for none."""
    if sys.platform == "win32":  # pragma: no cover (needs Windows)
        for hive in (winreg.HKEY_CURRENT_USER, winreg.HKEY_LOCAL_MACHINE):
            try:
                return Path(winreg.QueryValue(hive, rf"{_APP_PATHS}\{name}").strip('"'))
            except OSError:
                continue
    return None


@dataclass(frozen=True)
class Machine:
    """What finding a browser depends on, so that every platform can be tried on one."""

    system: str
    environment: Mapping[str, str]
    user: Path
    path: str | None = None
    root: Path = Path("/")
    registered: Callable[[str], Path | None] = registered_program

    @classmethod
    def here(cls) -> Machine:
        """The machine that the program runs on."""
        return cls(platform.system(), os.environ, Path.home(), os.environ.get("PATH"))

    @property
    def roots(self) -> tuple[Path, ...]:
        """The folders in which this platform keeps programs."""
        if self.system == "Darwin":
            return (self.root / "Applications", self.user / "Applications")
        if self.system == "Windows":
            names = ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")
            return tuple(Path(self.environment[name]) for name in names if self.environment.get(name))
        return (self.root,)

    def installed(self, kind: str) -> Path | None:
        """Where a browser of this kind (`chrome`, `msedge`, `chromium`) is installed, if it is."""
        for program in _PROGRAMS.get(self.system, {}).get(kind, ()):
            for root in self.roots:
                if (found := root / program.lstrip("/")).is_file():
                    return found
        if self.system == "Windows" and (known := self._known_to_windows(kind)):
            return known
        named = (shutil.which(name, path=self.path) for name in _NAMES[kind])
        return next((Path(found) for found in named if found), None)

    def _known_to_windows(self, kind: str) -> Path | None:
        path = self.registered(_REGISTERED[kind]) if kind in _REGISTERED else None
        return path if path is not None and path.is_file() else None

    def playwrights_own(self) -> Path | None:
        """The newest Chromium that `playwright install` unpacked."""
        named = self.environment.get("PLAYWRIGHT_BROWSERS_PATH", "")
        folder = Path(named) if named not in {"", "0"} else self._caches / "ms-playwright"
        found = [one for pattern in _OWN for one in folder.glob(pattern) if one.is_file()]
        return max(found, key=_revision, default=None)

    @property
    def _caches(self) -> Path:
        """The user's folder for what programs can fetch again."""
        if self.system == "Darwin":
            return self.user / "Library" / "Caches"
        if self.system == "Windows":
            return Path(self.environment.get("LOCALAPPDATA") or self.user / "AppData" / "Local")
        return Path(self.environment.get("XDG_CACHE_HOME") or self.user / ".cache")


_OWN = ("chromium-*/chrome-*/chrome", "chromium-*/chrome-*/chrome.exe", "chromium-*/chrome-mac*/*.app/Contents/MacOS/*")


def _revision(path: Path) -> int:
    return max(int(part.removeprefix("chromium-")) for part in path.parts if re.fullmatch(r"chromium-\d+", part))


def find_browser(setting: str | None = None, kept: Home | None = None, machine: Machine | None = None) -> FoundBrowser:
    """Return the browser to use: the configured one (a path or a channel), else the first installed one.

    Order: installed Chrome, Edge, Playwright's own, system Chromium, one that `casewright setup` unpacked.

    Raises:
        NoBrowser: none is installed, or the configured one is not.
    """
    machine = machine or Machine.here()
    if setting:
        return _set(setting, machine)
    for kind in ("chrome", "msedge"):
        if path := machine.installed(kind):
            return FoundBrowser(path, msg("installed {browser}", browser=_CALLED[kind]))
    if path := machine.playwrights_own():
        return FoundBrowser(path, msg("Playwright's own Chromium"))
    if path := machine.installed("chromium"):
        return FoundBrowser(path, msg("system Chromium"))
    if path := _unpacked(kept or home()):
        return FoundBrowser(path, msg("Chromium that setup unpacked"), headless_only=True)
    raise NoBrowser(msg("No browser was found."), remedy=_HOW_TO_GET)


def _set(setting: str, machine: Machine) -> FoundBrowser:
    """The browser that a person named: a path, one of our kinds, or any channel of Playwright's."""
    if setting in _NAMES:
        if path := machine.installed(setting):
            return FoundBrowser(path, msg("set: {setting}", setting=setting))
        raise NoBrowser(msg("{browser} is set, but it is not installed.", browser=_CALLED[setting]), remedy=_HOW_TO_GET)
    path = Path(setting).expanduser()
    if path.is_file():
        return FoundBrowser(path.absolute(), msg("set"))
    if re.fullmatch(r"(chrome|msedge)-(beta|dev|canary)", setting):
        return FoundBrowser(None, msg("set: {setting}", setting=setting), channel=setting)
    raise NoBrowser(msg("The configured browser was not found: {setting}.", setting=setting), remedy=_HOW_TO_GET)


def _unpacked(kept: Home) -> Path | None:
    path = kept.browsers / "chromium"
    return path if path.is_file() and os.access(path, os.X_OK) else None
