"""`casewright setup`: what the program needs on this machine, found or got."""

from __future__ import annotations

import typer

from casewright.browser.install import get_browser
from casewright.browser.launch import FoundBrowser
from casewright.cli import output
from casewright.cli.result import Result
from casewright.places import home
from casewright.settings import Settings, load_settings

app = typer.Typer()


@app.command()
def setup() -> Result:
    """Find a browser, or get one; make the home folder.

    Looks for Chrome, Edge and Chromium first; then tries Playwright's download, the system's packages (as root), npm.
    """
    found = set_up(load_settings())
    return Result(
        "setup",
        data={"browser": str(found.path or found.channel), "version": found.version, "home": str(home().root)},
        view=[f"Browser: {found.label} {found.version}", f"Home: {home().root}", "Ready. Try: casewright demo"],
    )


def set_up(settings: Settings) -> FoundBrowser:
    """The same for other commands: the browser that is there, else one that is got now.

    Raises:
        NoBrowser: none could be got.
    """
    return get_browser(home().made(), output.say, settings.browser)
