"""Where the browser of an account listens: its address as it was named, asked of a command, or of a profile opened."""

from __future__ import annotations

import http.client
import json
import os
import re
import shlex
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from casewright.accounts.own_browser import BrowserKind, OwnBrowser, find_address, read_address
from casewright.browser.launch import FoundBrowser, NoBrowser
from casewright.browser.start import see_that_it_can_be_shown, switches
from casewright.browser.temporary_folder import temporary_folder
from casewright.child_environment import child_environment
from casewright.message import Message, msg

PATIENCE_SECONDS = 60.0
"""How long a browser may take to open: a store's browser fetches its environment first."""
_STEP = 0.1
_ANSWER_SECONDS = 10.0
_END_SECONDS = 10.0
_PORT_FILE = "DevToolsActivePort"


@dataclass(frozen=True, slots=True)
class ProfileStart:
    """How a browser is started with a profile: which one, its only way out, what it reaches beside it, shown or not.

    `proxy` is an address; `loopback` is `127.0.0.1:PORT`.
    """

    found: FoundBrowser
    proxy: str
    loopback: str
    headless: bool = False


@contextmanager
def own_browser_address(browser: OwnBrowser, start: ProfileStart, patience: float = PATIENCE_SECONDS) -> Iterator[str]:
    """The web socket address of the browser: of one that runs, and goes on; or of a profile, opened here and closed.

    Raises:
        NoBrowser: it does not answer, or not on this machine.
    """
    if browser.kind is BrowserKind.PROFILE:
        with _open_profile(Path(browser.where).expanduser(), start, patience) as address:
            yield address
        return
    named = browser.where if browser.kind is BrowserKind.ADDRESS else run_browser_command(browser.where, patience)
    yield ask_for_socket(named)


def ask_for_socket(address: str) -> str:
    """The address of the browser's own socket; a `ws://` address is one already.

    Raises:
        NoBrowser: nobody answers there, or it is not a browser.
    """
    if address.startswith("ws://"):
        return address
    place = urlsplit(address)
    connection = http.client.HTTPConnection(str(place.hostname), place.port, timeout=_ANSWER_SECONDS)
    try:
        connection.request("GET", "/json/version")
        path = _socket_path(json.loads(connection.getresponse().read(65_536)))
    except (OSError, http.client.HTTPException, ValueError, KeyError, TypeError) as error:
        raise NoBrowser(
            msg("No browser answers at {address}.", address=address),
            remedy=msg("Open the store's browser with its debugging port first, and check that the port is this one."),
        ) from error
    finally:
        connection.close()
    return f"ws://{place.netloc}{path}"


def _socket_path(answer: object) -> str:
    path = urlsplit(str(answer["webSocketDebuggerUrl"])).path if isinstance(answer, dict) else ""
    if not path.startswith("/devtools/"):
        raise ValueError("the answer names no browser's socket")
    return path


def run_browser_command(command: str, patience: float = PATIENCE_SECONDS) -> str:
    """Run the command that opens a browser, and find the address in what it prints. It may end, or go on running.

    Raises:
        NoBrowser: it does not run, or no address on this machine is printed in time.
    """
    with temporary_folder() as folder:
        printed = folder / "printed"
        with printed.open("wb") as output:
            process = _start(command, output.fileno())
        _LEFT_RUNNING.append(process)
        address = _wait_for(lambda: _find_in(printed), process, patience)
        if address is None:
            _end(process)
            raise NoBrowser(
                msg("The command of the browser printed no debugging address: {command}", command=command),
                remedy=msg("It has to print an address such as http://127.0.0.1:9222. Try it in a terminal."),
            )
        return address


_LEFT_RUNNING: list[subprocess.Popen[bytes]] = []
"""Commands that may still run a browser: nobody waits for them, and they are not lost by it."""


def _find_in(printed: Path) -> str | None:
    try:
        return find_address(printed.read_text(encoding="utf-8", errors="replace"))
    except ValueError as error:
        raise NoBrowser(
            msg("The command of the browser printed an address that cannot be used: {reason}.", reason=str(error)),
            remedy=msg("Let the browser listen on this machine only."),
        ) from error


def _start(command: str | list[str], output: int) -> subprocess.Popen[bytes]:
    """Start a program of its own session: what interrupts us must not end a browser."""
    try:
        words = shlex.split(command, posix=os.name != "nt") if isinstance(command, str) else command
        return subprocess.Popen(  # noqa: S603 (the person's own command, no shell)
            words,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=child_environment(),
            start_new_session=True,
        )
    except (OSError, ValueError, IndexError) as error:
        raise NoBrowser(
            msg("The browser cannot be started: {reason}.", reason=str(error)),
            remedy=msg("Try the same command in a terminal."),
        ) from error


def _wait_for(look: Callable[[], str | None], process: subprocess.Popen[bytes], patience: float) -> str | None:
    """What `look` sees, as soon as it sees something; None when the program ended or time is over without it."""
    until = time.monotonic() + patience
    while not (seen := look()) and time.monotonic() < until:
        with suppress(subprocess.TimeoutExpired):
            process.wait(_STEP)
            return look()
    return seen


@contextmanager
def _open_profile(profile: Path, start: ProfileStart, patience: float) -> Iterator[str]:
    """Open the browser with the person's profile, closed again at the end."""
    if not profile.is_dir():
        raise NoBrowser(
            msg("There is no profile folder {folder}.", folder=profile),
            remedy=msg("`chrome://version` names it: the part of the profile path before the last folder."),
        )
    if not start.headless:
        see_that_it_can_be_shown(start.found)
    port = profile / _PORT_FILE
    port.unlink(missing_ok=True)
    process = _start(_profile_words(profile, start), subprocess.DEVNULL)
    try:
        address = _wait_for(lambda: _read_port(port), process, patience)
        if address is None:
            raise NoBrowser(_why_not_opened(profile, ended=process.poll() is not None), remedy=_HOW_TO_OPEN)
        yield address
    finally:
        _end(process)


_HOW_TO_OPEN = msg(
    "Close every window of that browser first. Chrome and Edge do not let a program into their default profile folder: "
    "use one of its own, made with --user-data-dir, and sign in there once."
)


def _why_not_opened(profile: Path, *, ended: bool) -> Message:
    if ended:
        return msg("The browser with the profile {folder} is open already.", folder=profile)
    return msg("The browser with the profile {folder} does not let us in.", folder=profile)


def _profile_words(profile: Path, start: ProfileStart) -> list[str]:
    if start.found.path is None:
        raise NoBrowser(
            msg("A profile needs a browser whose path is known."),
            remedy=msg("Name it with {setting}.", setting="CASEWRIGHT_BROWSER=/path/to/chrome"),
        )
    own = [word for word in switches() if not word.startswith("--disable-features")]
    way_out = [f"--proxy-server={start.proxy}", f"--proxy-bypass-list=<-loopback>;{start.loopback}"]
    opened = [
        f"--user-data-dir={profile}",
        "--remote-debugging-port=0",
        *(["--headless=new"] if start.headless else []),
    ]
    return [str(start.found.path), *opened, *own, *way_out, "about:blank"]


def _read_port(file: Path) -> str | None:
    """The address that the browser wrote down, once it is written whole."""
    with suppress(OSError):
        lines = file.read_text(encoding="utf-8").splitlines()
        if len(lines) == 2 and lines[0].isdigit() and re.fullmatch(r"/devtools/browser/[\w-]+", lines[1]):
            return read_address(f"ws://127.0.0.1:{lines[0]}{lines[1]}")
    return None


def _end(process: subprocess.Popen[bytes]) -> None:
    """End what was started here: in good order, so that a profile is written down, or at once."""
    process.terminate()  # one that ended already is not harmed by it
    try:
        process.wait(_END_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
