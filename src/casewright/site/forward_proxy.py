"""The browser's only way out: a forward proxy on loopback that lets listed hosts through and counts the rest."""

from __future__ import annotations

import re
import selectors
import socket
import socketserver
import ssl
import struct
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from ipaddress import ip_address
from urllib.parse import urlsplit

from casewright.site.upstream_proxy import Upstream, UpstreamError

_REQUEST_LINE = re.compile(rb"^([A-Z]+) (\S+) HTTP/1\.[01]\r?\n?$")
_HOST = re.compile(rb"^[A-Z]+ (?:[a-z]+://)?(?:[^/@ ]*@)?(\[[0-9a-fA-F:.]+\]|[^/ :]+)")
_REFUSED = b"HTTP/1.1 403 Refused\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
_UNREACHABLE = b"HTTP/1.1 502 Unreachable\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
_CONNECTED = b"HTTP/1.1 200 Connected\r\n\r\n"
_RESET = struct.pack("ii", 1, 0)
"""Reset the connection instead of closing it in good order."""
_MOST_HEAD_BYTES = 65_536
_CHUNK_BYTES = 65_536
_HEAD_SECONDS = 10.0
_HOUSEKEEPING = re.compile(
    r"(^|\.)(google|googleapis|gvt1|gvt2|gstatic|googleusercontent|microsoft|msedge|bing|msn|skype)\.(com|net|cn|(com?\.)?[a-z]{2})$"
)
"""Hosts that Chromium and Edge call by themselves: updates, safe browsing, the new-tab page."""

_DEFAULT_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Reach:
    """What may be reached: addresses that begin with `passes`, and `inside`, the hosts that may be on this network.

    A name on the list that leads to this machine or a private network is refused unless it is `inside`: whoever
    answers for a name must not be able to point a signed-in browser at a router or a database.
    """

    passes: re.Pattern[str] | None = None
    inside: frozenset[str] = frozenset()

    def allows(self, scheme: str, host: str, port: int) -> bool:
        """Return whether a connection to this host and port may be made for pages of this scheme."""
        if self.passes is None:
            return False
        named = f"[{host}]" if ":" in host else host
        netloc = named if _DEFAULT_PORTS.get(scheme) == port else f"{named}:{port}"
        return self.passes.match(f"{scheme}://{netloc}/") is not None

    def allows_address(self, host: str, address: str) -> bool:
        """Return whether the address that a listed host led to may be connected to."""
        return host in self.inside or ip_address(address.partition("%")[0]).is_global


@dataclass(slots=True)
class ForwardProxy:
    """A running proxy and its count of refusals, by host; `port` is where it listens on 127.0.0.1.

    `own` is the host that is being played: a browser opens connections to it in advance, before it asks for anything.
    """

    port: int
    reach: Reach = Reach()
    own: str = ""
    upstream: Upstream = field(default_factory=Upstream.none)
    refused_hosts: list[str] = field(default_factory=list)
    unreachable: list[str] = field(default_factory=list)
    """Allowed hosts to which no connection could be made, each with the reason."""

    @property
    def address(self) -> str:
        """What a browser takes as its proxy."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def housekeeping(self) -> tuple[str, ...]:
        """The browser's own calls that were turned away."""
        return tuple(host for host in self.refused_hosts if self._is_housekeeping(host))

    @property
    def attempts(self) -> tuple[str, ...]:
        """What a page tried and was refused."""
        return tuple(host for host in self.refused_hosts if not self._is_housekeeping(host))

    def _is_housekeeping(self, host: str) -> bool:
        return host == self.own or _HOUSEKEEPING.search(host) is not None


@contextmanager
def forward_proxy(reach: Reach, own: str = "", upstream: Upstream | None = None) -> Iterator[ForwardProxy]:
    """A proxy that listens on loopback while it is entered; connections under way end with it."""
    with _Listener(("127.0.0.1", 0), _Handler) as listener:
        proxy = ForwardProxy(listener.server_address[1], reach, own, upstream or Upstream.none())
        listener.proxy = proxy
        thread = threading.Thread(target=listener.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield proxy
        finally:
            listener.shutdown()
            thread.join()
            listener.close_connections()


class _Listener(socketserver.ThreadingTCPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 128
    proxy: ForwardProxy

    def __init__(self, address: tuple[str, int], handler: type[socketserver.StreamRequestHandler]) -> None:
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        super().__init__(address, handler)

    def track(self, connection: socket.socket) -> None:
        """Remember a connection, so that it can be ended with the proxy."""
        with self._lock:
            self._open.add(connection)

    def forget(self, connection: socket.socket) -> None:
        """Close a connection that is done."""
        with self._lock:
            self._open.discard(connection)
        connection.close()

    def close_connections(self) -> None:
        """End every connection that is still under way."""
        with self._lock:
            connections = tuple(self._open)
        for connection in connections:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def handle_error(self, request: socket.socket | tuple[bytes, socket.socket], client_address: object) -> None:
        """Stay silent about a browser that hung up; leave everything else to the library."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)


@dataclass(frozen=True, slots=True)
class _Asked:
    """One request to the proxy: where to, for pages of which schemes, and what is sent there first."""

    host: str
    port: int
    schemes: tuple[str, ...]
    head: bytes

    @property
    def tunnels(self) -> bool:
        """Whether the browser speaks to the host itself through a tunnel (`CONNECT`)."""
        return not self.head


class _Handler(socketserver.StreamRequestHandler):
    """Reads which host is wanted; connects the browser to it, or notes it and refuses."""

    timeout = _HEAD_SECONDS
    rbufsize = 0  # nothing behind the head is read with it: the rest belongs to the host
    server: _Listener

    def handle(self) -> None:
        proxy = self.server.proxy
        try:
            line = self.rfile.readline(_MOST_HEAD_BYTES)
            asked = self._read_request(line)
        except (OSError, ValueError):
            asked, line = None, b""
        if asked is None or not any(proxy.reach.allows(scheme, asked.host, asked.port) for scheme in asked.schemes):
            self._refuse(line, _host_in(line))
            return
        try:
            outside = proxy.upstream.connect(asked.host, asked.port, proxy.reach.allows_address)
        except PermissionError:
            self._refuse(line, asked.host)
            return
        except (OSError, UpstreamError) as error:
            proxy.unreachable.append(f"{asked.host}: {error}")
            self._answer(_UNREACHABLE)
            return
        self._carry(asked, outside)

    def _read_request(self, line: bytes) -> _Asked | None:
        """The request behind its first line; None for what is no request to a proxy.

        Raises:
            ValueError: the address in it is none.
        """
        found = _REQUEST_LINE.match(line)
        if not found:
            return None
        method, target = found.group(1), found.group(2).decode("ascii", "strict")
        headers = self._read_headers()
        if method == b"CONNECT":
            parts = urlsplit(f"//{target}")
            if not parts.hostname or not parts.port or parts.username is not None:
                return None
            return _Asked(parts.hostname, parts.port, ("https", "http"), b"")
        parts = urlsplit(target)
        if parts.scheme != "http" or not parts.hostname or parts.username is not None:
            return None
        path = target[target.index(parts.netloc) + len(parts.netloc) :] or "/"
        kept = [header for header in headers if not header.lower().startswith((b"proxy-", b"connection:"))]
        head = b"".join([method, b" ", path.encode("ascii"), b" HTTP/1.1\r\n", *kept, b"Connection: close\r\n\r\n"])
        return _Asked(parts.hostname, parts.port or 80, ("http",), head)

    def _read_headers(self) -> list[bytes]:
        headers: list[bytes] = []
        size = 0
        while (line := self.rfile.readline(_MOST_HEAD_BYTES)) not in {b"", b"\r\n", b"\n"}:
            size += len(line)
            if size > _MOST_HEAD_BYTES:
                raise ValueError("the head of the request is too long")
            headers.append(line)
        return headers

    def _refuse(self, line: bytes, host: str) -> None:
        """Record what was wanted and end the connection.

        A tunnel is refused in words; a plain request gets no answer, which a page could take for the host's own.
        """
        self.server.proxy.refused_hosts.append(host)
        if line.startswith(b"CONNECT "):
            self._answer(_REFUSED)
        else:
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)

    def _answer(self, answer: bytes) -> None:
        with suppress(OSError):  # it did not wait for the answer
            self.wfile.write(answer)

    def _carry(self, asked: _Asked, outside: socket.socket) -> None:
        """Carry bytes both ways until one side closes."""
        self.server.track(outside)
        self.server.track(self.connection)
        self.connection.settimeout(None)
        try:
            if asked.tunnels:
                self.wfile.write(_CONNECTED)
            else:
                outside.sendall(asked.head)
            _pipe(self.connection, outside)
        except OSError:
            return  # one side hung up: the other is closed below, and the browser sees it end
        finally:
            self.server.forget(outside)
            self.server.forget(self.connection)


def _pipe(browser: socket.socket, outside: socket.socket) -> None:
    """Copy both ways until both have ended; an end is passed on, so that a half-closed connection still answers."""
    others: dict[socket.socket, socket.socket] = {browser: outside, outside: browser}
    with selectors.DefaultSelector() as selector:
        for side in others:
            selector.register(side, selectors.EVENT_READ, side)
        while selector.get_map():
            for key, _ in selector.select():
                end: socket.socket = key.data
                if data := _receive(end):
                    others[end].sendall(data)
                    continue
                selector.unregister(end)
                others[end].shutdown(socket.SHUT_WR)


def _receive(end: socket.socket) -> bytes:
    """What is there to be read; a proxy that is reached by TLS may hold more than its socket shows."""
    data = end.recv(_CHUNK_BYTES)
    while isinstance(end, ssl.SSLSocket) and (held := end.pending()):
        data += end.recv(held)
    return data


def _host_in(line: bytes) -> str:
    found = _HOST.match(line)
    return found.group(1).decode("ascii", "replace").strip("[]").lower() if found else "unknown"
