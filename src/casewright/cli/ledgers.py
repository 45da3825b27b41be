"""Which ledger a command opens, and what of it the judgement needs to know."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated

import typer

from casewright.ledger.store import Ledger, open_ledger
from casewright.places import Home, home
from casewright.policy.caps import DAY
from casewright.settings import Settings


class SiteName(StrEnum):
    """Where cases are filed: on Seller Central, or in the practice one."""

    LIVE = "live"
    SANDBOX = "sandbox"


OnSite = Annotated[SiteName, typer.Option("--site", help="Whose ledger: the real one or the practice one.")]
"""The option of every command that asks a ledger."""


def ledger_of(site: SiteName, settings: Settings, kept: Home | None = None) -> Ledger:
    """The site's ledger: in `kept` if that is given, else the shared one of the settings, else the home folder's.

    Raises:
        LedgerError: it cannot be opened.
    """
    if kept is not None:
        return open_ledger(kept.made().ledger(site), site)
    return open_ledger(settings.ledger_url or home().made().ledger(site), site)


def taken(ledger: Ledger) -> dict[str, str]:
    """The losses that the ledger holds already: fingerprint → case ID, or the state where there is none yet."""
    return {fingerprint: filing.case_id or filing.state for fingerprint, filing in ledger.taken().items()}


def proven(ledger: Ledger) -> dict[str, str]:
    """As `taken`, without what is in doubt: filing decides that from the case log before it begins."""
    doubtful = {filing.fingerprint for filing in ledger.in_doubt()}
    return {fingerprint: told for fingerprint, told in taken(ledger).items() if fingerprint not in doubtful}


def filed_lately(settings: Settings) -> dict[str, int]:
    """How many cases each account filed in the last 24 hours, by the real account's ledger."""
    if settings.ledger_url is None and not home().ledger(SiteName.LIVE).exists():
        return {}
    with ledger_of(SiteName.LIVE, settings) as ledger:
        since = datetime.now(UTC) - DAY
        return {name: ledger.filed_since(name, since) for name in {one.account for one in ledger.filings()}}


def known(settings: Settings) -> dict[str, str]:
    """As `taken` of the real account; nothing where nothing was ever filed, and then no ledger is made for it."""
    if settings.ledger_url is None and not home().ledger(SiteName.LIVE).exists():
        return {}
    with ledger_of(SiteName.LIVE, settings) as ledger:
        return taken(ledger)
