"""Get a browser for a machine that has none: Playwright's own, the system's package, or one from npm."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from casewright.browser.launch import FoundBrowser, NoBrowser, find_browser
from casewright.browser.system_packages import (
    CHINESE_FONT,
    MANAGERS,
    chinese_font,
    install_commands,
    library_the_driver_lacks,
    package_of,
)
from casewright.child_environment import child_environment, run_child, text_of
from casewright.message import NOTHING, Message, as_message, indented, listed, msg
from casewright.places import Home

Tell = Callable[[Message], None]
"""Told what is being tried, and why it failed."""

_PATIENCE = 900.0
"""Seconds that one way may take: a browser has 150 MB and more."""

_FOR_EVERYBODY = {
    "Darwin": ("brew", "install", "--cask", "google-chrome"),
    "Windows": (
        *("winget", "install", "--exact", "--id", "Google.Chrome", "--silent", "--disable-interactivity"),
        *("--accept-package-agreements", "--accept-source-agreements"),
    ),
}
"""Platform → the command that installs Chrome without asking for anything."""

_NPM_PACKAGE = "@sparticuz/chromium"
_UNPACK = (
    "const {readFileSync, writeFileSync} = require('fs'), {brotliDecompressSync} = require('zlib');"
    "writeFileSync(process.argv[2], brotliDecompressSync(readFileSync(process.argv[1])))"
)
"""Brotli is not in Python's library; where npm is, Node is."""


_ONLY_ROOT = msg("only root may install packages here")


class WayFailed(Exception):
    """One way to a browser did not lead to one; never leaves this module."""

    def __init__(self, why: Message | str) -> None:
        self.why = as_message(why)
        super().__init__(str(self.why))


def _font_is_missing() -> bool:
    try:
        return not chinese_font()
    except FileNotFoundError:  # where there is no fontconfig there are no fonts either
        return True


@dataclass(frozen=True)
class Tools:
    """What the ways depend on, so that each can be tried without installing anything."""

    run: Callable[[Sequence[str], Path | None], None]
    which: Callable[[str], str | None] = shutil.which
    system: str = platform.system()
    machine: str = platform.machine()
    root: bool = hasattr(os, "geteuid") and os.geteuid() == 0
    driver_lacks: Callable[[], str | None] = library_the_driver_lacks
    font_is_missing: Callable[[], bool] = _font_is_missing


def _run(command: Sequence[str], folder: Path | None) -> None:
    """Run one command to its end, without a shell.

    Raises:
        WayFailed: it failed; with the last line that it said.
    """
    environment = child_environment(downloads=True) | {"DEBIAN_FRONTEND": "noninteractive"}
    try:
        done = run_child(command, _PATIENCE, environment=environment, folder=folder)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise WayFailed(str(error)) from error
    if done.returncode:
        said = [line.strip() for line in text_of(done.stderr + done.stdout).splitlines() if line.strip()]
        raise WayFailed(
            next((line for line in said if "rror" in line or "ENOTFOUND" in line), said[-1] if said else "?")
        )


def get_browser(kept: Home, tell: Tell, setting: str | None = None, tools: Tools | None = None) -> FoundBrowser:
    """Return the installed browser, else one that is installed now.

    Tried in order: Playwright's download, the system's package manager (as root on Linux), the npm package.

    Raises:
        NoBrowser: a browser is configured but missing, or every way failed; says how each failed.
    """
    if (found := _there(kept, setting)) is not None:
        return found
    if setting:
        find_browser(setting, kept)  # raises, and says what is wrong with the setting
    tools = tools or Tools(_run)
    reasons: list[Message] = []
    for name, way in (
        (msg("Playwright's Chromium"), _playwright),
        (msg("one from the system's packages"), _package),
        (msg("one from npm"), _npm),
    ):
        tell(msg("Trying to get {name} …", name=name))
        try:
            way(kept, tools)
        except WayFailed as error:
            reasons.append(msg("{place}: {message}", place=name, message=error.why))
            tell(indented(msg("not this way: {reason}", reason=error.why)))
            continue
        if (found := _there(kept, None)) is not None:
            return found
        reasons.append(msg("{name}: it was installed, but is not where it belongs", name=name))
    raise NoBrowser(
        msg("No browser could be installed: {reasons}.", reasons=listed(reasons)),
        remedy=msg("Install Google Chrome, Microsoft Edge or Chromium yourself, then run `casewright doctor`."),
    )


def _there(kept: Home, setting: str | None) -> FoundBrowser | None:
    try:
        return find_browser(setting, kept)
    except NoBrowser:
        return None


def _playwright(_: Home, tools: Tools) -> None:
    tools.run([sys.executable, "-m", "playwright", "install", "chromium"], None)


def _package(_: Home, tools: Tools) -> None:
    command = _FOR_EVERYBODY.get(tools.system)
    if command is not None:
        if not tools.which(command[0]):
            raise WayFailed(msg("{program} is not there", program=command[0]))
        tools.run(command, None)
        return
    if tools.system != "Linux" or not tools.root:
        raise WayFailed(_ONLY_ROOT)
    manager = _package_manager(tools)
    if manager is None:
        raise WayFailed(msg("no package manager that is known here"))
    _install(manager, "chromium", tools)


def _package_manager(tools: Tools) -> str | None:
    return next((manager for manager in MANAGERS if tools.which(manager)), None)


def _install(manager: str, package: str, tools: Tools) -> None:
    """Install a package with the system's manager, as root.

    Raises:
        WayFailed: it failed.
    """
    for command in install_commands(manager, package):
        tools.run(command, None)


def get_what_is_missing(tell: Tell, language: str, tools: Tools | None = None) -> None:
    """Install what Playwright's driver lacks, and a Chinese font for who reads Chinese, where this system can.

    Raises:
        NoBrowser: the driver lacks something that could not be got; with the command that gets it.
    """
    tools = tools or Tools(_run)
    if tools.system != "Linux":
        return
    if (library := tools.driver_lacks()) and (why := _try_to_get(library, tell, tools)):
        raise NoBrowser(
            msg("Playwright's driver does not start: {library} is missing ({why}).", library=library, why=why),
            remedy=_how_to_get(library, tools),
        )
    if language.startswith("zh") and tools.font_is_missing() and (why := _try_to_get(CHINESE_FONT, tell, tools)):
        tell(msg("Pictures will show boxes for Chinese text: no font could be installed ({why}).", why=why))


def _try_to_get(missing: str, tell: Tell, tools: Tools) -> Message:
    """Install the package that holds what is missing; return why that failed, empty if it did not."""
    manager = _package_manager(tools)
    package = package_of(missing, manager)
    if manager is None or package is None:
        return msg("no package that is known here holds it")
    if not tools.root:
        return _ONLY_ROOT
    tell(msg("Getting {package} …", package=package))
    try:
        _install(manager, package, tools)
    except WayFailed as error:
        return error.why
    return NOTHING


def _how_to_get(library: str, tools: Tools) -> Message:
    manager = _package_manager(tools)
    package = package_of(library, manager)
    if manager is None or package is None:
        return msg("Install the package of your system that holds {library}, then try again.", library=library)
    command = " ".join(install_commands(manager, package)[-1])
    return msg("As root: {command}. Then try again.", command=command)


def _npm(kept: Home, tools: Tools) -> None:
    """Unpack the headless browser of the npm package into the home folder; needs no root and no system libraries."""
    npm, node = tools.which("npm"), tools.which("node")
    if tools.system != "Linux" or tools.machine != "x86_64" or not npm or not node:
        raise WayFailed(msg("only for Linux on x86-64 with npm"))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        tools.run([npm, "pack", "--silent", _NPM_PACKAGE], folder)
        packed = next(folder.glob("*.tgz"), None)
        if packed is None:
            raise WayFailed(msg("npm gave no package"))
        target = kept.make().browsers
        target.mkdir(exist_ok=True)
        pressed, whole = folder / "chromium.br", folder / "chromium"
        with tarfile.open(packed) as archive, pressed.open("wb") as file:
            inside = archive.extractfile("package/bin/chromium.br")
            if inside is None:
                raise WayFailed(msg("the npm package holds no browser"))
            shutil.copyfileobj(inside, file)
        tools.run([node, "-e", _UNPACK, str(pressed), str(whole)], folder)
        whole.chmod(0o755)
        shutil.move(whole, target / "chromium")
