"""The wiring: settings turned into sites, ledgers, brakes and desks, the same way for every command."""

from __future__ import annotations

import getpass
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from casewright.browser.launch import find_browser
from casewright.casework.arrival import be_in
from casewright.casework.brakes import Brakes
from casewright.casework.file import Ask, Desk
from casewright.casework.preview import Tell
from casewright.casework.result import Settled
from casewright.casework.run_log import Diary
from casewright.cli import output
from casewright.cli.intake import Judged
from casewright.cli.ledgers import SiteName
from casewright.errors import ExitCode, most_serious
from casewright.flow.event import Event, HandedOver
from casewright.flow.model import FlowSet
from casewright.flow.read import read_flows
from casewright.intake.guide import Language
from casewright.ledger.store import Ledger
from casewright.places import Home, flows, home, recordings
from casewright.recording.faults import Faults
from casewright.recording.player import Player
from casewright.recording.practice_cases import CaseStore, FileCaseLog, MemoryCaseLog
from casewright.recording.read import read_site
from casewright.report.outcome_words import called
from casewright.settings import Settings
from casewright.site.live import Live, identity
from casewright.site.open import Opener
from casewright.site.replay import Replay
from casewright.site.sandbox import Sandbox
from casewright.site.server import serve
from casewright.site.visit import Site, Visit

PRACTICE_SETTLE = 2.0
"""Seconds after which the practice site's case log is settled: it lists a case at once, but one may be on its way."""


def review_folder(out: Path | None, kind: str) -> Path:
    """The folder for a report: the one that was named, else a new one in the home folder."""
    if out is not None:
        return out.absolute()
    return home().made().reviews / f"{datetime.now().astimezone():%Y-%m-%d-%H%M%S}-{kind}"


def brakes_of(settings: Settings, *, live: bool) -> Brakes:
    """The brakes that the settings ask for, with the home folder's stop switch."""
    return Brakes.of(settings, home().stop_switch, live=live)


def desk_of(settings: Settings, ledger: Ledger, known: FlowSet, ask: Ask, tell: Tell, keep_in: Path) -> Desk:
    """Everything that stays the same over one run of filing; `by` is the person logged in to this machine."""
    live = ledger.site == SiteName.LIVE
    return Desk(
        ledger=ledger,
        flows=known,
        brakes=brakes_of(settings, live=live),
        ask=ask,
        tell=tell,
        settle=settle_of(SiteName(ledger.site), settings),
        keep_in=keep_in,
        now=utc_now,
        by=who(),
    )


def diary_of(command: str, site: str, yes: str = "", kept: Home | None = None) -> Diary:
    """The log of runs in the home folder; `yes` says by whose word this run submits."""
    return Diary((kept or home()).made().runs, command, site, identity(), who(), utc_now, yes)


def settle_of(site: SiteName, settings: Settings) -> timedelta:
    """How long after a submit an empty search of the site's case log proves nothing yet."""
    live = site is SiteName.LIVE
    return timedelta(seconds=settings.settle_seconds if live else min(settings.settle_seconds, PRACTICE_SETTLE))


def entering(site: SiteName, settings: Settings) -> Callable[[Visit], None]:
    """What is done first in a visit that reads: on the live site somebody signs in, elsewhere nothing."""
    if site is not SiteName.LIVE:
        return lambda _: None
    known, stopped = read_flows(flows(), home().mends), brakes_of(settings, live=True).stopped
    return lambda visit: be_in(visit, known, stopped, partial(_tell_person, settings.language))


_YOUR_TURN: dict[Language, str] = {
    "en": "Your turn in the browser: {reason}",
    "zh": "请在浏览器中操作：{reason}",
}


def _tell_person(language: Language, event: Event) -> None:
    """Say what a person has to do while somebody signs in."""
    if isinstance(event, HandedOver):
        output.say(_YOUR_TURN[language].format(reason=called(event.reason, language)), tone="open")


def utc_now() -> datetime:
    """This moment."""
    return datetime.now(UTC)


def who() -> str:
    """The name under which somebody is logged in to this machine, for the record of who said yes."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container without a user's name
        return "somebody on this machine"


def exit_code_of(
    settled: Sequence[Settled], judged: Judged, *, stale: bool = False, doubtful: bool = False
) -> ExitCode:
    """The one exit code for all that happened: the most serious decides."""
    codes = {one.outcome.exit_code for one in settled}
    codes |= {ExitCode.REFUSED} if judged.broken or stale else set()
    codes |= {ExitCode.UNCERTAIN} if doubtful else set()
    return most_serious(codes)


def site_of(name: str, settings: Settings, kept: Home | None = None, *, shown: bool = False) -> Site:
    """The site `live`, `replay` or `sandbox` with the browser that is there; recordings as the settings say.

    `kept` is where the practice site keeps its cases, if not in the home folder. `shown` opens a window on every site.

    Raises:
        NoBrowser: there is none. Run `setup` first.
    """
    live = name == SiteName.LIVE
    stop, hidden = brakes_of(settings, live=live).stopped, not (live or shown)
    opener = Opener(
        find_browser(settings.browser), settings.patience_seconds, headless=hidden, stop=stop, upstream=settings.proxy
    )
    if live:
        return Live(opener, home(), settings.also_reachable or ())
    if name == SiteName.SANDBOX:
        return Sandbox(opener, lambda account, marketplace: practice_server(settings, account, marketplace, kept))
    return Replay(opener, lambda account, marketplace: player(settings, MemoryCaseLog(), account, marketplace).respond)


def player(settings: Settings, cases: CaseStore, account: str, marketplace: str, faults: Sequence[str] = ()) -> Player:
    """The recorded Seller Central that the settings name, for one account; `faults` go wrong on purpose.

    Raises:
        RecordingError: the recording cannot be played.
        UsageError: a fault is not known.
    """
    site = read_site(recordings(), settings.recording)
    return Player(site, cases, account=account, marketplace=marketplace, faults=Faults.parse(*faults))


@contextmanager
def practice_server(
    settings: Settings,
    account: str,
    marketplace: str,
    kept: Home | None = None,
    *,
    port: int = 0,
    faults: Sequence[str] = (),
) -> Iterator[str]:
    """The address of a practice server: the one that the settings name, else one that runs as long as this does.

    With `kept` it is always a server of its own, whose cases are kept there.
    """
    if settings.sandbox_url and kept is None:
        yield settings.sandbox_url
        return
    played = player(settings, practice_log(kept or home()), account, marketplace, faults)
    with serve(played.respond, port) as server:
        yield server.url


def practice_log(kept: Home) -> FileCaseLog:
    """The practice site's cases, as they last in a home folder."""
    folder = kept.made().sandbox
    folder.mkdir(exist_ok=True)
    return FileCaseLog(folder / "cases.jsonl")
