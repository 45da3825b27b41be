"""The wiring: settings turned into sites, ledgers, brakes and desks, the same way for every command."""

from __future__ import annotations

import getpass
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from casewright.casework.brakes import Brakes
from casewright.casework.file import Ask, Desk
from casewright.casework.preview import Tell
from casewright.casework.result import Settled
from casewright.cli.intake import Judged
from casewright.cli.ledgers import SiteName
from casewright.errors import ExitCode, most_serious
from casewright.flow.model import FlowSet
from casewright.ledger.store import Ledger
from casewright.places import home
from casewright.settings import Settings


PRACTICE_SETTLE = 2.0
"""Seconds after which the practice site's case log is settled: it lists a case at once, but a request may be on its way."""


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
        settle=timedelta(seconds=settings.settle_seconds if live else min(settings.settle_seconds, PRACTICE_SETTLE)),
        keep_in=keep_in,
        now=lambda: datetime.now(UTC),
        by=getpass.getuser(),
    )


def exit_code_of(
    settled: Sequence[Settled], judged: Judged, *, stale: bool = False, doubtful: bool = False
) -> ExitCode:
    """The one exit code for all that happened: the most serious decides."""
    codes = {one.outcome.exit_code for one in settled}
    codes |= {ExitCode.REFUSED} if judged.broken or stale else set()
    codes |= {ExitCode.UNCERTAIN} if doubtful else set()
    return most_serious(codes)
