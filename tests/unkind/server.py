"""A generated site over HTTP: the shell of each page, the scripts that draw it, and the services that they ask."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.unkind.site import UnkindSite

_ASSETS = Path(__file__).with_name("pages")
_TYPES = {".js": "text/javascript", ".css": "text/css"}


@contextmanager
def serve(site: UnkindSite) -> Iterator[str]:
    """Serve a site on a free port of 127.0.0.1; gives the address."""
    server = _Server(site)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self, site: UnkindSite) -> None:
        self.site = site
        super().__init__(("127.0.0.1", 0), _Handler)

    def handle_error(self, request: object, client_address: object) -> None:
        """A visitor who hangs up is no news; whatever else fails in the site is."""
        import sys  # noqa: PLC0415 (only after a failure)

        if not isinstance(sys.exception(), (ConnectionError, TimeoutError)):
            super().handle_error(request, client_address)  # type: ignore[arg-type]  # as it was given to us


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    timeout = 30

    def do_GET(self) -> None:
        self._respond()

    def do_POST(self) -> None:
        self._respond()

    def log_message(self, *_: object) -> None:
        """The site's memory is its store."""

    def _respond(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        parts = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        site = self.server.site
        site.asked.append(f"{self.command} {self.path}")
        if parts.path.startswith("/assets/"):
            asset = _ASSETS / Path(parts.path).name
            self._send(asset.read_bytes(), _TYPES[asset.suffix])
        elif parts.path == "/blank":
            self._send(b"<!doctype html><title></title><body></body>", "text/html; charset=utf-8")
        elif site.serves(parts.path):
            self._send(json.dumps(site.answer(parts.path, query, body)).encode(), "application/json")
        else:
            self._send(_shell(site, *site.page(parts.path, query)), "text/html; charset=utf-8")

    def _send(self, body: bytes, media_type: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=600" if "javascript" in media_type else "no-store")
        self.end_headers()
        self.wfile.write(body)


def _shell(site: UnkindSite, page: str, more: dict[str, Any]) -> bytes:
    known = json.dumps({**site.common(), **more, "page": page}).replace("<", "\\u003c")
    return (
        '<!doctype html><html lang="en-US"><head><meta charset="utf-8"><meta name="anti-csrftoken-a2z" content="a">'
        f'<title>Amazon Seller Central</title><link rel="stylesheet" href="/assets/site.css"></head><body>'
        f'<script>window.SITE = {known};</script><script type="module" src="/assets/main.js"></script></body></html>'
    ).encode()
