"""`casewright setup`: what the program needs on this machine, found or got."""

from __future__ import annotations

import typer

from casewright import app, cli
from casewright.cli.result import Result
from casewright.message import msg

commands = typer.Typer()


@commands.command()
def setup() -> Result:
    """Find a browser, or get one; make the home folder.

    Looks for Chrome, Edge and Chromium first; then tries Playwright's download, the system's packages (as root), npm.
    """
    ready = app.machine.set_up_machine(cli.progress.say_event)
    browser = ready.browser
    return Result(
        "setup",
        {"browser": str(browser.path or browser.channel), "version": browser.version, "home": str(ready.home)},
        [
            msg("Browser: {name} {version}", name=browser.label, version=browser.version),
            msg("Home folder: {path}", path=ready.home),
            msg("Ready. Try: {command}", command="casewright demo"),
        ],
    )
