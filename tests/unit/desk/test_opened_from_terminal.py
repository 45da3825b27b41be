"""The desk as a person opens it: the command in one process, the link that it prints in another."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookiejar import CookieJar
from pathlib import Path

import pytest

_LINK = re.compile(r"http://127\.0\.0\.1:\d+/\S+")


@contextmanager
def desk_command(home: Path, *words: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """`casewright desk`, and the link that it printed."""
    environment = {**os.environ, "CASEWRIGHT_HOME": str(home), "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "casewright", "desk", "--site", "sandbox", *words]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True, "encoding": "utf-8"}
    with subprocess.Popen(command, env=environment, **pipes) as program:
        try:
            assert program.stderr
            said = ""
            while not (link := _LINK.search(said)):
                line = program.stderr.readline()
                assert line, f"no link was printed:\n{said}"
                said += line
            yield program, link.group()
        finally:
            program.kill()


@pytest.mark.parametrize("words", [(), ("--quiet",), ("--lang", "zh"), ("--plain",)])
def test_the_link_that_is_printed_lets_one_browser_in(tmp_path: Path, words: tuple[str, ...]):
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    with desk_command(tmp_path / "home", *words) as (_, link):
        with browser.open(link) as answer:
            assert answer.status == 200
            assert "<h1" in answer.read().decode()
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(link)
        refused.value.close()
        assert refused.value.code == 403


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is another thing there")
def test_ctrl_c_closes_it(tmp_path: Path):
    with desk_command(tmp_path / "home") as (program, link):
        urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar())).open(link).close()
        program.send_signal(signal.SIGINT)
        said, _ = program.communicate(timeout=100)
        assert program.returncode == 0
        assert "The desk has closed." in said
