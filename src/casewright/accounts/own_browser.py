"""A browser that the user already has, as an account names it: an address, a command, or a profile. Opens nothing."""

from __future__ import annotations

import ipaddress
import re
from enum import StrEnum
from urllib.parse import urlsplit

from casewright.model.problem import Value

_NAMED = re.compile(r"(cdp|profile|command):\s*(.+)", re.S)
_PRINTED = re.compile(
    r"(?:https?|wss?)://[^\s\"'<>,;]+|(?<![\w.])(?:\d{1,3}(?:\.\d{1,3}){3}|localhost|\[::1\]):\d{1,5}"
)


class BrowserKind(StrEnum):
    """How a browser that the user already has is reached."""

    ADDRESS = "cdp"
    PROFILE = "profile"
    COMMAND = "command"


class OwnBrowser(Value):
    """The browser that belongs to an account.

    `where` is a debugging address on this machine, the folder of a profile (Chrome's user data directory), or the
    command line that opens the browser and prints its address.
    """

    kind: BrowserKind
    where: str


def read_own_browser(text: str) -> OwnBrowser:
    """A browser as a person names it: `cdp:http://127.0.0.1:9222`, `profile:PATH`, `command:WORDS`.

    Raises:
        ValueError: it is none of these, or the address is not on this machine.
    """
    named = _NAMED.fullmatch(text.strip())
    if not named:
        raise ValueError("cdp:http://127.0.0.1:PORT or profile:PATH is expected")
    kind, where = BrowserKind(named[1]), named[2].strip()
    return OwnBrowser(kind=kind, where=read_address(where) if kind is BrowserKind.ADDRESS else where)


def read_address(text: str) -> str:
    """A debugging address without what may be left out: `http://127.0.0.1:9222`, or a `ws://` address with its path.

    Raises:
        ValueError: it is no such address, or leads away from this machine: whoever can reach a debugging port can do
            everything in that browser, so it is never opened to a network.
    """
    parts = urlsplit(text if "://" in text else f"http://{text}")
    if parts.scheme not in {"http", "ws"} or not parts.port or parts.username is not None:
        raise ValueError(f"an address such as http://127.0.0.1:9222 is expected, not {text}")
    if not _is_loopback(parts.hostname or ""):
        raise ValueError(f"the address must be on this machine (127.0.0.1), and {parts.hostname} is not")
    host = "127.0.0.1" if parts.hostname == "localhost" else str(parts.hostname)
    named = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{named}:{parts.port}{parts.path if parts.scheme == 'ws' else ''}"


def find_address(printed: str) -> str | None:
    """The first debugging address in what a command printed, in words or JSON; None where there is none yet.

    Raises:
        ValueError: the address leads away from this machine.
    """
    printed = printed.replace("\\/", "/")  # as some write JSON
    return next((read_address(text) for text in _PRINTED.findall(printed) if _has_port(text)), None)


def _has_port(text: str) -> bool:
    """Return whether this can be an address to connect to; tools print links to their help pages, too."""
    try:
        return urlsplit(text if "://" in text else f"http://{text}").port is not None
    except ValueError:
        return False


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
