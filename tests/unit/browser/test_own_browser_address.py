"""A command that opens a browser may print its address as it likes, end or go on; else there is a sentence."""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from casewright.accounts.own_browser import read_own_browser
from casewright.browser.launch import FoundBrowser, NoBrowser
from casewright.browser.own_browser_address import (
    ProfileStart,
    ask_for_socket,
    own_browser_address,
    run_browser_command,
)
from casewright.message import msg


def command(script: str) -> str:
    """A command line that runs this Python script."""
    file = Path("opens_the_store.py").absolute()
    file.write_text(script, encoding="utf-8")
    return f'"{sys.executable}" "{file}"' if os.name != "nt" else f"{sys.executable} {file}"


@pytest.fixture(autouse=True)
def in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@contextmanager
def debugging_port(answer: bytes) -> Iterator[str]:
    """Somebody who answers at an address, as a browser does or otherwise."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


@pytest.mark.parametrize("stream", ["stdout", "stderr"])
def test_a_command_that_prints_an_address_and_ends_is_understood(stream: str) -> None:
    said = "DevTools listening on ws://127.0.0.1:9/devtools/browser/1"

    address = run_browser_command(command(f"import sys; print({said!r}, file=sys.{stream})"))

    assert address == "ws://127.0.0.1:9/devtools/browser/1"


def test_a_command_that_goes_on_running_is_left_to_itself() -> None:
    script = """import os, time
print(os.getpid(), 'http://127.0.0.1:9', flush=True)
open('running', 'w').write(str(os.getpid()))
time.sleep(600)"""

    assert run_browser_command(command(script)) == "http://127.0.0.1:9"

    while not (Path("running").exists() and Path("running").read_text(encoding="utf-8")):
        pass
    os.kill(int(Path("running").read_text(encoding="utf-8")), signal.SIGTERM)  # fails where it runs no more


@pytest.mark.parametrize(
    ("script", "says"),
    [
        ("print('no port today')", "printed no debugging address"),
        ("raise SystemExit(3)", "printed no debugging address"),
        ("print('ws://10.0.0.5:9/devtools/browser/1')", "must be on this machine"),
    ],
)
def test_a_command_that_opens_nothing_for_us_is_told_with_the_reason(script: str, says: str) -> None:
    with pytest.raises(NoBrowser, match=says):
        run_browser_command(command(script))


def test_a_command_that_says_nothing_for_too_long_is_given_up() -> None:
    with pytest.raises(NoBrowser, match="printed no debugging address"):
        run_browser_command(command("import time; time.sleep(3)"), patience=0.3)


@pytest.mark.parametrize("words", ["/nowhere/at/all", "'an open quote"])
def test_a_command_that_cannot_be_run_is_told_so(words: str) -> None:
    with pytest.raises(NoBrowser, match="cannot be started"):
        run_browser_command(words)


def test_the_command_is_given_none_of_our_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CASEWRIGHT_LEDGER_URL", "postgresql://somebody:secret@db.example/x")

    run_browser_command(command("import os; print(*os.environ, file=open('given', 'w')); print('127.0.0.1:9')"))

    assert "CASEWRIGHT" not in Path("given").read_text(encoding="utf-8")


def test_the_browsers_own_socket_is_asked_for_and_stays_on_the_address_that_was_named() -> None:
    told = json.dumps({"webSocketDebuggerUrl": "ws://elsewhere.example:1/devtools/browser/7"}).encode()
    with debugging_port(told) as address:
        assert ask_for_socket(address) == f"{address.replace('http', 'ws')}/devtools/browser/7"


@pytest.mark.parametrize("answer", [b"hello", b"[]", b"{}", b'{"webSocketDebuggerUrl": 7}', b"\xff"])
def test_what_is_no_browser_is_told_so(answer: bytes) -> None:
    with debugging_port(answer) as address, pytest.raises(NoBrowser, match="No browser answers"):
        ask_for_socket(address)


def test_a_profile_that_is_not_there_is_not_made() -> None:
    start = ProfileStart(
        FoundBrowser(Path(sys.executable), msg("set")), "http://127.0.0.1:9", "127.0.0.1:8", headless=True
    )
    own = read_own_browser(f"profile:{Path('nowhere').absolute()}")

    with pytest.raises(NoBrowser, match="no profile folder"), own_browser_address(own, start):
        pass
    assert not Path("nowhere").exists()
