"""Start a browser: one driver per thread, a sealed browser for recordings, a visible one for the live site."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from playwright.sync_api import Browser, BrowserContext, Playwright, sync_playwright
from playwright.sync_api import Error as PlaywrightError

from casewright.browser.launch import FoundBrowser, NoBrowser
from casewright.browser.page_change import first_line
from casewright.browser.system_packages import library_the_driver_lacks, missing_library
from casewright.browser.temporary_folder import temporary_folder
from casewright.child_environment import only_child_environment
from casewright.message import as_message, msg

if TYPE_CHECKING:
    from playwright.sync_api import ProxySettings, StorageState


class _Driver(threading.local):
    """Playwright's driver of this thread: it allows one at a time, so nested users share it."""

    running: Playwright | None = None


_DRIVER = _Driver()


@contextmanager
def driver() -> Iterator[Playwright]:
    """Yield Playwright, started once per thread and shared by all nested users."""
    if _DRIVER.running is not None:
        yield _DRIVER.running
        return
    with temporary_folder() as folder:
        with only_child_environment(TMPDIR=str(folder), TEMP=str(folder), TMP=str(folder)):
            started = _start()
        _DRIVER.running = started
        try:
            yield started
        finally:
            _DRIVER.running = None
            started.stop()


def _start() -> Playwright:
    """Start the driver.

    Raises:
        NoBrowser: it does not run on this system.
    """
    try:
        return sync_playwright().start()
    except Exception as error:  # the library raises a bare Exception where its driver ends at once
        library = library_the_driver_lacks()
        why = msg("{library} is missing", library=library) if library else as_message(str(error).partition("\n")[0])
        raise NoBrowser(
            msg("Playwright's driver does not start: {why}.", why=why),
            remedy=msg("Run `casewright setup`, which gets what is missing or names it."),
        ) from error


_LOCAL_CALLS = "WebRtcHideLocalIpsWithMdns"
"""A video call that hides this machine's address joins a multicast group for it: a packet into the local network."""

_PLAYWRIGHTS = (
    *("AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades"),
    *(
        "HttpsFirstBalancedModeAutoEnable",
        "LensOverlay",
        "MediaRouter",
        "PaintHolding",
        "ThirdPartyStoragePartitioning",
    ),
    *("AvoidCorsURLLoaderRestartOnRedirect", "TcpPortRandomizationWin", "OptimizationHints"),
    *("NetworkTimeServiceQuerying", "AimEnabled", "PreconnectToSearch", "msForceBrowserSignIn"),
    *("msEdgeUpdateLaunchServicesPreferredVersion",),
)
"""What Playwright turns off, which a second switch of the same name would turn on again; a test compares."""


def switches() -> list[str]:
    """What every start is told: no host can be looked up or called by video but this machine, where the proxy is.

    The browser's own sandbox stays on, except for root on Linux, where it cannot start.
    """
    told = [
        "--no-first-run",
        "--no-default-browser-check",
        "--no-pings",
        "--disable-domain-reliability",
        "--disable-quic",
        "--dns-prefetch-disable",
        "--webrtc-ip-handling-policy=disable_non_proxied_udp",
        "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",  # the same, as older browsers call it
        f"--disable-features={','.join((*_PLAYWRIGHTS, _LOCAL_CALLS))}",
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
    ]
    return [*told, "--no-sandbox"] if sys.platform == "linux" and os.geteuid() == 0 else told


@contextmanager
def browser(found: FoundBrowser, *, headless: bool, proxy: ProxySettings | None = None) -> Iterator[Browser]:
    """A browser that keeps nothing and reaches nothing but this machine.

    Raises:
        NoBrowser: it does not start, or a person could not see it and has to.
    """
    if not headless:
        see_that_it_can_be_shown(found)
    with driver() as playwright:
        try:
            running = playwright.chromium.launch(**_how(found, headless), args=switches(), proxy=proxy)
        except PlaywrightError as error:
            raise _not_started(found, error) from error
        try:
            yield running
        finally:
            with suppress(PlaywrightError):  # it died meanwhile: nothing of it is left to close
                running.close()


@contextmanager
def open_shown_browser(
    found: FoundBrowser, proxy: ProxySettings, identity: str, state: StorageState | None = None, *, headless: bool
) -> Iterator[BrowserContext]:
    """A browser for the real site: it says in its user agent what it is, and begins with this `state` of a sign-in.

    Its only way out is the `proxy`, which decides what is reached.

    All that it is given stays in its memory: no cookie is written to the disk, even if it is killed.

    Raises:
        NoBrowser: it does not start.
    """
    with browser(found, headless=headless, proxy=proxy) as running:
        yield _context(running, found, identity, state, headless=headless)


def _context(
    running: Browser, found: FoundBrowser, identity: str, state: StorageState | None, *, headless: bool
) -> BrowserContext:
    try:
        return running.new_context(
            user_agent=f"{_user_agent(running)} {identity}",
            accept_downloads=False,
            service_workers="block",
            no_viewport=not headless,
            storage_state=state,
        )
    except PlaywrightError as error:
        raise _not_started(found, error) from error


def see_that_it_can_be_shown(found: FoundBrowser) -> None:
    """Refuse a browser that has no window, and a machine that has no screen.

    Raises:
        NoBrowser: a person could not see it.
    """
    if found.headless_only:
        raise NoBrowser(
            msg(
                "{browser} can preview and practice, but it has no window in which a person could work.",
                browser=found.label,
            ),
            remedy=msg("Install Google Chrome, Microsoft Edge or Chromium for the live site, and to work by hand."),
        )
    if sys.platform == "linux" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        raise NoBrowser(
            msg("There is no screen on which a browser could be shown."),
            remedy=msg(
                "The live site, recording and {flag} need a desktop, on this machine or over the network (VNC, X "
                "forwarding). Previews and other practice need no screen.",
                flag="`--by-hand`",
            ),
        )


def _user_agent(running: Browser) -> str:
    """What this browser calls itself when it is shown; asked of the browser, not made up."""
    told = running.new_browser_cdp_session().send("Browser.getVersion")
    return str(told["userAgent"]).replace("HeadlessChrome", "Chrome")


def _how(found: FoundBrowser, headless: bool) -> dict[str, Any]:
    """A terminal's Ctrl-C reaches every process in it: the driver leaves the browser to us, who know what was armed."""
    return {"executable_path": found.path, "channel": found.channel, "headless": headless, "handle_sigint": False}


def _not_started(found: FoundBrowser, error: PlaywrightError) -> NoBrowser:
    if library := missing_library(error.message):
        return NoBrowser(
            msg("{browser} does not start: {library} is missing.", browser=found.label, library=library),
            remedy=msg("Install the package of your system that holds it, or a browser from your system's packages."),
        )
    return NoBrowser(
        msg("{browser} does not start: {reason}", browser=found.label, reason=first_line(error)),
        remedy=msg("Run `casewright doctor`, or name another browser with CASEWRIGHT_BROWSER."),
    )
