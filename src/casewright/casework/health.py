"""The examination: whether this machine has everything that the program needs."""

from __future__ import annotations

import os
import platform
import tempfile
from collections.abc import Callable, Iterable
from importlib.metadata import version
from typing import Literal

from casewright.accounts.secret import Kind
from casewright.accounts.vault import KeyringUnusable, open_vault
from casewright.browser.launch import find_browser
from casewright.browser.system_packages import chinese_font
from casewright.casework.folder_access import closing_command, others_can_look
from casewright.errors import CasewrightError
from casewright.flow.read import read_flows
from casewright.message import NOTHING, Message, listed, msg
from casewright.model.problem import Value
from casewright.places import Home, flows, recordings
from casewright.recording.read import read_site, recording_names
from casewright.settings import Settings


class HealthFinding(Value):
    """One thing examined. `missing` stops the work; `notice` is good to know."""

    what: str
    state: Literal["good", "notice", "missing"]
    detail: Message
    remedy: Message = NOTHING


def examine(settings: Settings, home: Home) -> tuple[HealthFinding, ...]:
    """Examine everything; nothing is changed, and no failure hides another."""
    looks: Iterable[tuple[str, Callable[[], HealthFinding]]] = (
        ("versions", _versions),
        ("browser", lambda: _browser(settings, home)),
        ("home folder", lambda: _home(home)),
        ("flows", lambda: _flows(home)),
        ("recordings", lambda: _recordings(settings)),
        ("keyring", lambda: _keyring(home)),
        ("stop switch", lambda: _switch(home)),
        ("Chinese font", _font),
    )
    return tuple(_looked(what, look) for what, look in looks)


def _looked(what: str, look: Callable[[], HealthFinding]) -> HealthFinding:
    try:
        return look()
    except CasewrightError as error:
        return HealthFinding(what=what, state="missing", detail=error.message, remedy=error.remedy)
    except OSError as error:
        return HealthFinding(what=what, state="missing", detail=Message(str(error)))


def _versions() -> HealthFinding:
    names = ("casewright", "playwright", "pydantic", "sqlalchemy")
    detail = msg(
        "{programs}; Python {version} on {system}",
        programs=listed(f"{name} {version(name)}" for name in names),
        version=platform.python_version(),
        system=f"{platform.system()} {platform.machine()}",
    )
    return HealthFinding(what="versions", state="good", detail=detail)


def _browser(settings: Settings, home: Home) -> HealthFinding:
    found = find_browser(settings.browser, home)
    detail = msg("{name} {version}", name=found.label, version=found.version) if found.version else found.label
    if found.headless_only:
        remedy = msg("It cannot show the live site. Install Google Chrome, Edge or Chromium before filing there.")
        return HealthFinding(what="browser", state="notice", detail=detail, remedy=remedy)
    return HealthFinding(what="browser", state="good", detail=detail)


def _home(home: Home) -> HealthFinding:
    """Return whether it can be written, or could be created."""
    there = home.root if home.root.is_dir() else next(one for one in home.root.parents if one.is_dir())
    with tempfile.TemporaryFile(dir=there):
        pass
    if home.root.is_dir() and others_can_look(home.root):
        command = closing_command(home.root)
        remedy = msg("Others on this machine can read it. To change that: {command}", command=command)
        return HealthFinding(what="home folder", state="notice", detail=Message(str(home.root)), remedy=remedy)
    return HealthFinding(what="home folder", state="good", detail=Message(str(home.root)))


def _flows(home: Home) -> HealthFinding:
    known = read_flows(flows(), home.mends)
    return HealthFinding(what="flows", state="good", detail=listed(known.labels))


def _recordings(settings: Settings) -> HealthFinding:
    read_site(recordings(), settings.recording)
    detail = msg(
        "{recording} is used; there are {names}",
        recording=settings.recording,
        names=listed(recording_names(recordings())),
    )
    return HealthFinding(what="recordings", state="good", detail=detail)


def _keyring(home: Home) -> HealthFinding:
    """Return whether secrets could be kept. Signing in by hand needs none, so nothing is missing without one."""
    try:
        open_vault(home).fetch("casewright doctor", Kind.PASSWORD)
    except KeyringUnusable as error:
        return HealthFinding(what="keyring", state="notice", detail=error.message, remedy=error.remedy)
    return HealthFinding(what="keyring", state="good", detail=msg("can be used"))


def _switch(home: Home) -> HealthFinding:
    if home.stop_switch.exists() or os.environ.get("CASEWRIGHT_STOP"):
        remedy = msg("`casewright resume` turns it off; unset CASEWRIGHT_STOP where it is set.")
        return HealthFinding(what="stop switch", state="notice", detail=msg("on: nothing is filed"), remedy=remedy)
    return HealthFinding(what="stop switch", state="good", detail=msg("off"))


def _font() -> HealthFinding:
    """Return whether a font is there: always on Windows and macOS; elsewhere ask fontconfig."""
    if platform.system() in {"Windows", "Darwin"}:
        return HealthFinding(what="Chinese font", state="good", detail=msg("the system's"))
    try:
        family = chinese_font()
    except FileNotFoundError:
        return HealthFinding(what="Chinese font", state="notice", detail=msg("cannot be told without fontconfig"))
    if family:
        return HealthFinding(what="Chinese font", state="good", detail=Message(family))
    remedy = msg(
        "Pictures will show boxes for Chinese text. On Debian: {command}", command="apt-get install fonts-wqy-microhei"
    )
    return HealthFinding(what="Chinese font", state="notice", detail=msg("none"), remedy=remedy)
