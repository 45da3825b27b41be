"""Work on a site: the one place that makes sites, brakes, sign-ins and the log of runs from a workspace."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from casewright.app.events import Listener, PersonWanted
from casewright.app.practice import PracticePages, products_of
from casewright.app.workspace import Workspace, make_home, person
from casewright.browser.launch import find_browser
from casewright.casework.arrival import be_in
from casewright.casework.brakes import Brakes
from casewright.casework.run_log import RunLog
from casewright.flow.event import Event, HandedOver
from casewright.flow.model import FlowSet
from casewright.flow.read import read_flows
from casewright.ledger.store import utc_now
from casewright.model.form import Form
from casewright.model.site_name import SiteName
from casewright.places import flows
from casewright.site.live import Live, identity
from casewright.site.open import Opener
from casewright.site.replay import Replay, Respond
from casewright.site.sandbox import Sandbox
from casewright.site.visit import Site, Visit

PRACTICE_SETTLE = 2.0
"""Seconds after which the practice site's case log is settled: it lists a case at once, but one may be on its way."""


def known_flows(workspace: Workspace) -> FlowSet:
    """Return the shipped flows with the user's mends applied.

    Raises:
        FlowError: carries every mistake in every file.
    """
    return read_flows(flows(), workspace.home.mends)


@dataclass(frozen=True, slots=True)
class SiteWork:
    """Everything that work on one site needs."""

    workspace: Workspace
    name: SiteName

    def brakes(self) -> Brakes:
        """The brakes that the settings ask for, with the home folder's stop switch."""
        live = self.name is SiteName.LIVE
        return Brakes.of(self.workspace.settings, self.workspace.home.stop_switch, live=live)

    def open_site(self, *, shown: bool = False, about: Iterable[Form] = ()) -> Site:
        """Open the site with the installed browser; recordings as in the settings. `shown` always opens a window.

        `about` are the claims to be walked there: recorded shipments hold their products.

        Raises:
            NoBrowser: there is none. Run `setup` first.
        """
        workspace, live = self.workspace, self.name is SiteName.LIVE
        settings = workspace.settings
        opener = Opener(
            find_browser(settings.browser),
            settings.patience_seconds,
            headless=not (shown or live),
            stop=self.brakes().stopped,
            upstream=settings.proxy,
            flows=partial(known_flows, workspace),
        )
        if live:
            return Live(opener, workspace.home, settings.also_reachable or (), settings.contact)
        pages = PracticePages(settings, listed=products_of(about))
        if self.name is SiteName.SANDBOX:
            kept, own = workspace.practice or workspace.home, workspace.practice is not None
            return Sandbox(opener, partial(pages.serve_cases, kept, own=own))
        return Replay(opener, pages.play_afresh)

    def settle_delay(self) -> timedelta:
        """For how long after a submit an empty search of the site's case log proves nothing."""
        seconds = self.workspace.settings.settle_seconds
        return timedelta(seconds=seconds if self.name is SiteName.LIVE else min(seconds, PRACTICE_SETTLE))

    def sign_in(self, tell: Listener) -> Callable[[Visit], None]:
        """What a reading visit does first: on the live site somebody signs in, elsewhere nothing."""
        if self.name is not SiteName.LIVE:
            return lambda _: None
        known, stopped = known_flows(self.workspace), self.brakes().stopped
        return lambda visit: be_in(visit, known, stopped, partial(_tell_person, tell))

    def run_log(self, command: str, authority: str = "") -> RunLog:
        """The log of runs; `authority` says on whose authority this run submits."""
        kept = make_home(self.workspace.practice or self.workspace.home)
        return RunLog(
            kept.runs, command, self.name, identity(self.workspace.settings.contact), person(), utc_now, authority
        )


def open_replay(workspace: Workspace, plays: Callable[[str, str], Respond]) -> Replay:
    """Open a replay of pages chosen one by one: `plays` makes the player for an account and a marketplace.

    Raises:
        NoBrowser: there is none. Run `setup` first.
    """
    settings = workspace.settings
    return Replay(Opener(find_browser(settings.browser), settings.patience_seconds, upstream=settings.proxy), plays)


def _tell_person(tell: Listener, event: Event) -> None:
    """Pass on what a person has to do while somebody signs in."""
    if isinstance(event, HandedOver):
        tell(PersonWanted(None, event.reason, by_hand=False))
