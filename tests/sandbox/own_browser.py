"""A seller's own browser: a Chromium that runs already, with tabs, cookies and a debugging port of its own."""

from __future__ import annotations

import json
import os
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from casewright.browser.launch import FoundBrowser
from casewright.child_environment import child_environment


@dataclass
class RunningBrowser:
    """The browser, and what anybody on this machine can see of it."""

    process: subprocess.Popen[bytes]
    port: int

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def tabs(self) -> list[dict[str, str]]:
        """The tabs that are open, each with id, address and title."""
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(f"{self.address}/json/list") as told:
            pages = [target for target in json.load(told) if target["type"] == "page"]
        return sorted(({name: page[name] for name in ("id", "title", "url")} for page in pages), key=str)

    @property
    def runs(self) -> bool:
        return self.process.poll() is None


def words(found: FoundBrowser, profile: Path, *more: str) -> list[str]:
    """How such a browser is started; without a window, as tests have no screen."""
    root = ["--no-sandbox"] if os.geteuid() == 0 else []
    quiet = ["--no-first-run", "--no-default-browser-check", "--disable-background-networking", "--headless=new"]
    return [str(found.path), f"--user-data-dir={profile}", "--remote-debugging-port=0", *quiet, *root, *more]


@contextmanager
def running_browser(found: FoundBrowser, profile: Path, *pages: str) -> Iterator[RunningBrowser]:
    """A browser that runs with these pages in its tabs."""
    log = (profile.parent / "browser.log").open("wb")
    process = subprocess.Popen(
        words(found, profile, *pages), stdout=log, stderr=log, env=child_environment(), start_new_session=True
    )
    log.close()
    browser = RunningBrowser(process, read_port(profile))
    try:
        wait_until(lambda: any(tab["title"] == "theirs" for tab in browser.tabs()))
        yield browser
    finally:
        process.terminate()
        process.wait(60)


def read_port(profile: Path) -> int:
    """The port that a browser of this profile listens on, as soon as it says so."""
    file = profile / "DevToolsActivePort"
    wait_until(lambda: file.exists() and "\n" in file.read_text(encoding="utf-8"))
    return int(file.read_text(encoding="utf-8").split()[0])


def wait_until(done: Callable[[], bool]) -> None:
    """Wait for another program, as long as anybody would."""
    until = time.monotonic() + 120
    while not done():
        assert time.monotonic() < until, "the browser does not come up"
        time.sleep(0.05)
