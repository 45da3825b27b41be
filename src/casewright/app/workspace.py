"""The workspace: settings and home folder, and the one place that makes sites, ledgers and brakes of them."""

from __future__ import annotations

import getpass
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from casewright.app.events import Listener, PersonWanted
from casewright.app.practice import PracticePages
from casewright.browser.launch import find_browser
from casewright.casework.arrival import be_in
from casewright.casework.brakes import Brakes
from casewright.casework.run_log import Diary
from casewright.errors import CasewrightError
from casewright.flow.event import Event, HandedOver
from casewright.flow.model import FlowSet
from casewright.flow.read import read_flows
from casewright.ledger.store import Ledger, open_ledger, utc_now
from casewright.message import msg
from casewright.model.site_name import SiteName
from casewright.places import Home, flows, home
from casewright.settings import Settings, load_settings
from casewright.site.live import Live, identity
from casewright.site.open import Opener
from casewright.site.replay import Replay
from casewright.site.sandbox import Sandbox
from casewright.site.visit import Site, Visit

PRACTICE_SETTLE = 2.0
"""Seconds after which the practice site's case log is settled: it lists a case at once, but one may be on its way."""


@dataclass(frozen=True, slots=True)
class Workspace:
    """What one use case works with.

    `home` holds everything that lasts. `practice` is where the practice site's cases and ledger are kept instead, for
    a demo that must leave no trace in the home folder; None for the home folder.
    """

    settings: Settings
    home: Home
    practice: Home | None = None

    def with_settings(self, **changes: object) -> Workspace:
        """The same workspace with some settings changed."""
        return replace(self, settings=self.settings.model_copy(update=changes))

    def brakes(self, site: SiteName) -> Brakes:
        """The brakes that the settings ask for, with the home folder's stop switch."""
        return Brakes.of(self.settings, self.home.stop_switch, live=site is SiteName.LIVE)

    def flows(self) -> FlowSet:
        """The shipped flows with the user's mends over them.

        Raises:
            FlowError: with every mistake of every file.
        """
        return read_flows(flows(), self.home.mends)

    def has_ledger(self, site: SiteName) -> bool:
        """Whether anything was ever written down for a site; looking must not make a ledger."""
        return self.settings.ledger_url is not None or self.home.ledger(site).exists()

    def open_ledger(self, site: SiteName) -> Ledger:
        """The site's ledger: the practice folder's, else the shared one of the settings, else the home folder's.

        Raises:
            LedgerError: it cannot be opened.
        """
        kept = make_home(self.practice or self.home)
        shared = self.settings.ledger_url if self.practice is None else None
        return open_ledger(shared or kept.ledger(site), site, head=kept.heads)

    def open_site(self, name: SiteName, *, shown: bool = False) -> Site:
        """A site with the browser that is there; recordings as the settings say. `shown` opens a window on every site.

        Raises:
            NoBrowser: there is none. Run `setup` first.
        """
        hidden = not (shown or name is SiteName.LIVE)
        stop = self.brakes(name).stopped
        settings = self.settings
        browser, patience = find_browser(settings.browser), settings.patience_seconds
        opener = Opener(browser, patience, headless=hidden, stop=stop, upstream=settings.proxy)
        if name is SiteName.LIVE:
            return Live(opener, self.home, settings.also_reachable or ())
        pages = PracticePages(settings)
        if name is SiteName.SANDBOX:
            return Sandbox(
                opener, partial(pages.serve_cases, self.practice or self.home, own=self.practice is not None)
            )
        return Replay(opener, pages.play_afresh)

    def settle_delay(self, site: SiteName) -> timedelta:
        """How long after a submit an empty search of the site's case log proves nothing yet."""
        seconds = self.settings.settle_seconds
        return timedelta(seconds=seconds if site is SiteName.LIVE else min(seconds, PRACTICE_SETTLE))

    def sign_in(self, site: SiteName, tell: Listener) -> Callable[[Visit], None]:
        """What is done first in a visit that reads: on the live site somebody signs in, elsewhere nothing."""
        if site is not SiteName.LIVE:
            return lambda _: None
        known, stopped = self.flows(), self.brakes(site).stopped
        return lambda visit: be_in(visit, known, stopped, partial(_tell_person, tell))

    def run_log(self, command: str, site: SiteName, authority: str = "") -> Diary:
        """The log of runs; `authority` says by whose word this run submits."""
        kept = make_home(self.practice or self.home)
        return Diary(kept.runs, command, site, identity(), person(), utc_now, authority)

    def report_folder(self, out: Path | None, kind: str) -> Path:
        """The folder for a report: the one that was named, else a new one in the home folder; it is made."""
        moment = datetime.now().astimezone()
        folder = out.absolute() if out else make_home(self.home).reviews / f"{moment:%Y-%m-%d-%H%M%S}-{kind}"
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise CasewrightError(
                msg("The folder {folder} cannot be made: {reason}.", folder=folder, reason=error.strerror or error),
                remedy=msg("Name a folder in which you may write with {option}.", option="--out"),
            ) from error
        return folder


def make_home(kept: Home) -> Home:
    """The home folder, made where it is missing.

    Raises:
        CasewrightError: it cannot be made: a disk that is full or read-only, a folder that is somebody else's.
    """
    try:
        return kept.made()
    except OSError as error:
        raise CasewrightError(
            msg("The home folder {folder} cannot be used: {reason}.", folder=kept.root, reason=error.strerror or error),
            remedy=msg("Set {variable} to a folder in which you may write.", variable="CASEWRIGHT_HOME"),
        ) from error


def open_workspace(**flags: Any) -> Workspace:  # noqa: ANN401 (whatever a setting holds; checked by Settings)
    """The workspace of this machine's user; flags that are None leave the setting as it is.

    Raises:
        UsageError: a settings file cannot be read, or a value is out of range.
    """
    return Workspace(load_settings(**flags), home())


def interface_language(lang: str | None = None) -> str:
    """The language to speak to the person: the one that was asked for, else the settings', else the system's.

    Raises:
        UsageError: a settings file cannot be read, or the language is not known.
    """
    return load_settings(lang=lang).language


def person() -> str:
    """The name under which somebody is logged in to this machine, for the record of who said yes."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container without a user's name
        return "somebody on this machine"


def _tell_person(tell: Listener, event: Event) -> None:
    """Pass on what a person has to do while somebody signs in."""
    if isinstance(event, HandedOver):
        tell(PersonWanted(None, event.reason, by_hand=False))
