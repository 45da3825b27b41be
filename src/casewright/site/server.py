"""The practice Seller Central on this machine's loopback address: a plain HTTP server around the player."""

from __future__ import annotations

import ipaddress
import os
import socket
import struct
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

from casewright.errors import CasewrightError
from casewright.message import msg
from casewright.recording.exchange import COOKIE, Answer, Request, read_request

Respond = Callable[[Request], Answer]
"""The player's one function."""

MOST_BYTES = 32 * 1024 * 1024
"""What one request may carry; more is refused before it is read."""
_OURS = frozenset({"same-origin", "none", ""})
_NO_ANSWER = b"\0" * 16
_NO_FAREWELL = struct.pack("ii", 1, 0)
"""Reset the connection instead of closing it in good order."""
_PLAIN = "text/plain; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Server:
    """A running practice site. `url` ends without a slash: `http://127.0.0.1:8765`."""

    url: str
    port: int


@contextmanager
def serve(respond: Respond, port: int = 0) -> Iterator[Server]:
    """Serve the player's `respond` on 127.0.0.1 until the block ends; port 0 takes a free one.

    Raises:
        CasewrightError: the port is taken or may not be used.
    """
    try:
        server = _PracticeServer(port, respond)
    except OSError as error:
        raise CasewrightError(
            msg("The practice site cannot use port {port}: {strerror}.", port=port, strerror=error.strerror),
            remedy=msg("Choose another with --port, or leave it out and a free one is taken."),
        ) from error
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, name="practice-site")
    thread.start()
    try:
        yield Server(f"http://127.0.0.1:{server.server_port}", server.server_port)
    finally:
        server.stopping.set()
        server.shutdown()
        thread.join()
        server.server_close()


class _PracticeServer(ThreadingHTTPServer):
    """Threads end with the program, and a visitor who hangs up is no news."""

    daemon_threads = True
    block_on_close = False
    allow_reuse_address = os.name != "nt"  # elsewhere a port rests for a minute otherwise; there it could be stolen

    def __init__(self, port: int, respond: Respond) -> None:
        self.respond = respond
        self.stopping = threading.Event()
        super().__init__(("127.0.0.1", port), _Handler)

    def handle_error(self, request: socket.socket | tuple[bytes, socket.socket], client_address: object) -> None:
        """Say nothing about a connection that broke; leave everything else to the library."""
        if not isinstance(sys.exception(), (ConnectionError, TimeoutError)):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    """One connection, one request, so that what breaks is never a connection that was good before."""

    server: _PracticeServer
    server_version = "casewright"
    sys_version = ""
    protocol_version = "HTTP/1.1"
    timeout = 30

    def do_GET(self) -> None:
        """Show a page."""
        self._handle()

    def do_HEAD(self) -> None:
        """Show a page's headers."""
        self._handle()

    def do_POST(self) -> None:
        """Press a control, or send a file."""
        self._handle()

    def log_message(self, *_: object) -> None:
        """Nothing is logged: what is done here is read from the case log."""

    def _handle(self) -> None:
        self.close_connection = True
        answer = self._refusal()
        if answer is None:
            try:
                request = self._request()
            except ValueError:  # an address or a form that no browser writes
                answer = Answer(400, b"This request cannot be read.", _PLAIN)
            else:
                answer = self.server.respond(request)
        self._send(answer)

    def _refusal(self) -> Answer | None:
        """What no page of ours would ask: another site's name for this machine, another site's form, too much."""
        if not is_loopback(self.headers.get("Host", "")):
            return Answer(421, b"This practice site answers to 127.0.0.1 only.", _PLAIN)
        if self.command == "POST" and self.headers.get("Sec-Fetch-Site", "") not in _OURS:
            return Answer(403, b"Forms of other sites are not taken.", _PLAIN)
        length = self.headers.get("Content-Length", "0")
        if "Transfer-Encoding" in self.headers or not length.isdecimal():
            return Answer(411, b"A request says how long it is.", _PLAIN)
        if int(length) > MOST_BYTES:
            return Answer(413, b"Too much for one request.", _PLAIN)
        return None

    def _request(self) -> Request:
        length = int(self.headers.get("Content-Length", "0"))
        body = self.rfile.read(length)
        if len(body) < length:
            raise ConnectionAbortedError(
                "the visitor hung up in the middle of a request, which therefore counts as none"
            )
        return read_request(
            self.command,
            f"http://{self.headers['Host']}{self.path if self.path.startswith('/') else '/'}",
            body=body,
            content_type=self.headers.get("Content-Type", ""),
            session=_session(self.headers.get("Cookie", "")),
        )

    def _send(self, answer: Answer) -> None:
        if answer.delay:
            self.server.stopping.wait(answer.delay)
        if answer.fault == "drop":
            self._drop()
            return
        self.send_response(answer.status)
        for name, value in self._headers(answer).items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer.body)

    def _headers(self, answer: Answer) -> dict[str, str]:
        headers = {
            **answer.headers,
            "Content-Type": answer.media_type,
            "Content-Length": str(len(answer.body)),
            "Connection": "close",
        }
        if answer.session:
            headers["Set-Cookie"] = f"{COOKIE}={answer.session}; Path=/; HttpOnly; SameSite=Strict"
        return headers

    def _drop(self) -> None:
        """Break the connection off in the middle of what is no answer.

        A connection that breaks before the first byte makes Chromium send a form again by itself (seen with version
        156, also on a connection that it had not used before); the fault `sent-twice` rehearses that.
        """
        with suppress(OSError):
            self.wfile.write(_NO_ANSWER)
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _NO_FAREWELL)
        self.connection.close()


def is_loopback(host: str) -> bool:
    """Return whether a Host header names this machine as `127.0.0.1:8765`, `localhost` or `[::1]`.

    Any other name that leads here was pointed here by somebody else, to let their pages read ours.
    """
    try:
        name = urlsplit(f"//{host}").hostname or ""
        return name == "localhost" or ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def _session(cookies: str) -> str:
    try:
        found = SimpleCookie(cookies).get(COOKIE)
    except CookieError:
        return ""
    return found.value if found else ""
