"""Where everything goes that a browser sends past routing: a listener on loopback that counts and refuses."""

from __future__ import annotations

import re
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

_ASKED = re.compile(rb"^[A-Z]+ (?:[a-z]+://)?([^/ :]+)")
_REFUSAL = b"HTTP/1.1 403 Refused\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
_HOUSEKEEPING = re.compile(
    r"(^|\.)(google|googleapis|gvt1|gvt2|gstatic|googleusercontent|microsoft|msedge|bing|msn|skype)\.(com|net|cn|(com?\.)?[a-z]{2})$"
)
"""Hosts that Chromium and Edge call by themselves: updates, safe browsing, the new-tab page."""


@dataclass(slots=True)
class Sink:
    """The count of what was turned away, by host; `port` is where a browser sends it as to a proxy.

    `own` is the host that is being played: a browser opens connections to it in advance, before it asks for anything.
    """

    port: int
    own: str = ""
    hosts: list[str] = field(default_factory=list)

    @property
    def address(self) -> str:
        """What a browser takes as its proxy."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def housekeeping(self) -> tuple[str, ...]:
        """The browser's own calls."""
        return tuple(host for host in self.hosts if self._by_itself(host))

    @property
    def attempts(self) -> tuple[str, ...]:
        """What a page tried, past the routing of its requests."""
        return tuple(host for host in self.hosts if not self._by_itself(host))

    def _by_itself(self, host: str) -> bool:
        return host == self.own or _HOUSEKEEPING.search(host) is not None


class _Refuse(socketserver.StreamRequestHandler):
    """Reads which host is wanted, notes it, says no."""

    timeout = 10
    server: _Listener

    def handle(self) -> None:
        try:
            asked = self.rfile.readline(65_536)
        except OSError:
            asked = b""
        found = _ASKED.match(asked)
        self.server.sink.hosts.append(found.group(1).decode("ascii", "replace").lower() if found else "unknown")
        try:
            self.wfile.write(_REFUSAL)
        except OSError:
            return  # it did not wait for the answer, which is no either way


class _Listener(socketserver.ThreadingTCPServer):
    daemon_threads = True
    sink: Sink


@contextmanager
def sink(own: str = "") -> Iterator[Sink]:
    """A sink that listens while it is entered."""
    with _Listener(("127.0.0.1", 0), _Refuse) as listener:
        listener.sink = Sink(listener.server_address[1], own)
        thread = threading.Thread(target=listener.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield listener.sink
        finally:
            listener.shutdown()
            thread.join()
