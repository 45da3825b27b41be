"""The way from this machine to the internet: direct, or through the proxy of the system or the settings."""

from __future__ import annotations

import base64
import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import SplitResult, unquote, urlsplit
from urllib.request import getproxies, proxy_bypass

from casewright.errors import UsageError
from casewright.message import msg
from casewright.redact import remember

_SECONDS = 30.0
_MOST_HEAD_BYTES = 65_536


class UpstreamError(Exception):
    """The system's proxy did not connect to the host; the text says what it answered."""


@dataclass(frozen=True, slots=True)
class Upstream:
    """A proxy to go through, or none. Made by `system` or `named`."""

    proxy: SplitResult | None = None
    skips: Callable[[str], bool] = lambda _: False
    """Whether the system says that a host is reached without the proxy."""

    @classmethod
    def none(cls) -> Upstream:
        """Straight to the host."""
        return cls()

    @classmethod
    def from_setting(cls, address: str | None) -> Upstream:
        """The proxy that the settings name; without one, the proxy of the system or of `HTTPS_PROXY`.

        Raises:
            UsageError: it is not an HTTP proxy.
        """
        if address:
            return cls(_parse(address))
        told = getproxies().get("https")
        return cls(_parse(told), lambda host: bool(proxy_bypass(host))) if told else cls()

    def connect(self, host: str, port: int, allows: Callable[[str, str], bool]) -> socket.socket:
        """A connection to a host; `allows` decides on each address that a name leads to.

        Through a proxy the name is resolved there, so `allows` cannot be asked for anything but a literal address.

        Raises:
            PermissionError: every address of the host is one that is not allowed.
            OSError: nothing answers.
            UpstreamError: the proxy refused.
        """
        if self.proxy is not None and not self.skips(host):
            return _tunnel(self.proxy, host, port)
        found = [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
        addresses = [address for address in dict.fromkeys(found) if allows(host, address)]
        if not addresses:
            raise PermissionError(f"{host} leads to an address inside this network")
        return _first_to_answer(addresses, port)


def _first_to_answer(addresses: list[str], port: int) -> socket.socket:
    failure: OSError | None = None
    for address in addresses:
        try:
            connection = socket.create_connection((address, port), timeout=_SECONDS)
        except OSError as error:
            failure = error
        else:
            connection.settimeout(None)
            return connection
    raise failure or OSError("the host has no address")


def _parse(address: str) -> SplitResult:
    parts = urlsplit(address if "://" in address else f"http://{address}")
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise UsageError(
            msg("Casewright cannot use a proxy of the kind {kind}.", kind=parts.scheme),
            remedy=msg("Set `proxy` to an HTTP proxy, such as http://proxy.example:8080."),
        )
    if parts.password:
        remember(unquote(parts.password))
    return parts


def _tunnel(proxy: SplitResult, host: str, port: int) -> socket.socket:
    """A connection through a proxy (`CONNECT`, RFC 9110, section 9.3.6)."""
    connection = socket.create_connection((str(proxy.hostname), proxy.port or _default_port(proxy)), timeout=_SECONDS)
    try:
        if proxy.scheme == "https":
            connection = ssl.create_default_context().wrap_socket(connection, server_hostname=proxy.hostname)
        named = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        connection.sendall(f"CONNECT {named} HTTP/1.1\r\nHost: {named}\r\n{_authorization(proxy)}\r\n".encode())
        status = _read_status(connection)
    except BaseException:
        connection.close()
        raise
    if status != 200:
        connection.close()
        raise UpstreamError(f"the proxy {proxy.hostname} answered {status}")
    connection.settimeout(None)
    return connection


def _default_port(proxy: SplitResult) -> int:
    return 443 if proxy.scheme == "https" else 8080


def _authorization(proxy: SplitResult) -> str:
    if proxy.username is None:
        return ""
    pair = f"{unquote(proxy.username)}:{unquote(proxy.password or '')}"
    return f"Proxy-Authorization: Basic {base64.b64encode(pair.encode()).decode()}\r\n"


def _read_status(connection: socket.socket) -> int:
    """The status of the proxy's answer, read to the end of its head and not one byte further."""
    head = b""
    while not head.endswith(b"\r\n\r\n"):
        byte = connection.recv(1)
        if not byte or len(head) > _MOST_HEAD_BYTES:
            raise UpstreamError("the proxy hung up")
        head += byte
    words = head.split(b" ", 2)
    if len(words) < 2 or not words[1].isdigit():
        raise UpstreamError("the proxy did not answer in HTTP")
    return int(words[1])
