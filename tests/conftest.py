"""What all tests share: one Chromium a worker."""

from __future__ import annotations

import os
import runpy
import signal
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from casewright.browser.launch import FoundBrowser
    from casewright.site.open import Opener


ROOT = Path(__file__).resolve().parents[1]

settings.register_profile("calm", deadline=None)  # a busy machine is slow, and that is no failure
settings.load_profile("calm")


def pytest_configure(config: pytest.Config) -> None:
    """Commands answer in English to an ordinary terminal, whatever the machine's is; the catalogs are the sources'."""
    for name in ("LC_ALL", "NO_COLOR", "FORCE_COLOR", "COLUMNS", "CASEWRIGHT_PLAIN"):
        os.environ.pop(name, None)
    os.environ |= {"LC_MESSAGES": "C", "TERM": "xterm-256color"}
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        # So a shell starts a background job. The programs that these tests interrupt would inherit it, and be deaf.
        signal.signal(signal.SIGINT, signal.default_int_handler)
    runpy.run_path(str(ROOT / "hatch_build.py"))["compile_catalogs"]()
    from tests.unkind.tally import Tally  # noqa: PLC0415 (the root of the tests is importable only now)

    config.pluginmanager.register(Tally())


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-goldens",
        action="store_true",
        help="write the schema of flows anew, instead of comparing",
    )
    parser.addoption(
        "--crash-runs",
        type=int,
        default=10_000,
        help="how many simulated power cuts tests/crash tries (default: 10000)",
    )
    parser.addoption(
        "--after-armed-every",
        type=int,
        default=2,
        help="at each how-many-th moment after `armed` something gives way (default: 2, over 700 times; 1: at all)",
    )
    parser.addoption(
        "--crash-server-runs",
        type=int,
        default=36,
        help="how many power cuts are tried with the ledger on a PostgreSQL server (default: 36)",
    )
    parser.addoption(
        "--real-kills",
        type=int,
        default=4,
        help="how often driver, renderer, browser and database are killed under the program (default: 4; 68: at all)",
    )
    parser.addoption(
        "--mutants", type=int, default=560, help="how many changed pages tests/mutants walks through (default: 560)"
    )
    parser.addoption("--mutant", help="one changed page, as a failure names it")
    parser.addoption(
        "--unkind-sites", type=int, default=80, help="how many generated sites tests/unkind walks through (default: 80)"
    )
    parser.addoption("--unkind-from", type=int, default=0, help="the first seed of these sites (default: 0)")
    parser.addoption(
        "--unkind-site",
        type=int,
        action="append",
        help="a generated site by its seed, as a failure names it; repeatable",
    )
    parser.addoption(
        "--unkind-pace",
        type=float,
        default=0.3,
        help="by what the sites' own times are multiplied (default: 0.3; as slow as Amazon: 1)",
    )
    parser.addoption(
        "--crash-browser-runs",
        type=int,
        default=360,
        help="how many power cuts are tried with a real browser (default: 360, of which more than 300 are cut)",
    )


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What became of the claims under all power cuts, and on all changed pages."""
    _told(terminalreporter, "crash ", "power cuts")
    _told(terminalreporter, "mutants ", "changed pages")


def _told(reporter: pytest.TerminalReporter, prefix: str, title: str) -> None:
    counts: Counter[str] = Counter()
    for outcome in ("passed", "failed"):
        for report in reporter.getreports(outcome):
            counts.update({str(k): int(str(n)) for k, n in report.user_properties if str(k).startswith(prefix)})
    if counts:
        told = ", ".join(f"{name.removeprefix(prefix)} {count}" for name, count in sorted(counts.items()))
        reporter.write_line(f"{title}: {told}{'' if prefix != 'mutants ' or counts['mutants wrong'] else ', wrong 0'}")


@pytest.fixture(scope="session")
def found() -> FoundBrowser:
    """The browser of this machine."""
    from casewright.browser.launch import NoBrowser, find_browser  # noqa: PLC0415 (only browser tests need it)

    try:
        return find_browser()
    except NoBrowser:
        pytest.fail("these tests need a browser: run `casewright setup`")


@pytest.fixture(scope="session")
def chromium(found: FoundBrowser) -> Iterator[Browser]:
    """That browser, running."""
    from casewright.browser import start  # noqa: PLC0415

    with start.driver(), start.browser(found, headless=True) as running:
        yield running


@pytest.fixture
def opener(found: FoundBrowser, chromium: Browser) -> Opener:
    """What opens visits in the shared browser, with little patience."""
    from casewright.site.open import Opener  # noqa: PLC0415

    return Opener(found, patience=8.0, running=chromium)
