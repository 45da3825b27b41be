"""Names for shell completion: filings, accounts, flows, and other short lists of words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from casewright.accounts.account_file import read_accounts
from casewright.app.workspace import open_workspace
from casewright.flow.read import read_flows
from casewright.intake.load import load
from casewright.ledger.filing import State
from casewright.message import Text, languages
from casewright.model.claim import CLAIM_TYPES
from casewright.model.labels import label
from casewright.model.marketplaces import MARKETPLACES
from casewright.model.site_name import SiteName
from casewright.model.sums import format_amount
from casewright.places import flows as shipped_flows
from casewright.places import home, recordings
from casewright.recording.read import recording_names

Names = Iterator[tuple[str, Text]]
"""Names, each with what it stands for; empty for a name that needs no explanation."""

_NEWEST = 300
"""So many filings are offered, the newest: a shell waits for them at the press of a key."""


def filings(site: SiteName) -> Names:
    """Case IDs and claim IDs of the newest filings of a site's ledger."""
    workspace = open_workspace()
    if not workspace.has_ledger(site):
        return
    with workspace.open_ledger(site) as ledger:
        for filing in islice(ledger.stream_filings(newest_first=True), _NEWEST):
            if filing.case_id:
                yield filing.case_id, f"{filing.claim_id} · {filing.account}"
            yield filing.claim_id, f"{filing.amount} {filing.currency} · {filing.account}"


def claims(paths: Sequence[Path]) -> Names:
    """The claims of files."""
    for claim in load(paths, open_workspace().settings.columns).claims:
        yield claim.claim_id, f"{format_amount(claim.amount, claim.currency)} {claim.currency} · {claim.account}"


def accounts(site: SiteName) -> Names:
    """The accounts that were added, and those of the newest filings."""
    yield from registered_accounts()
    workspace = open_workspace()
    if not workspace.has_ledger(site):
        return
    with workspace.open_ledger(site) as ledger:
        for filing in islice(ledger.stream_filings(newest_first=True), _NEWEST):
            yield filing.account, ""


def registered_accounts() -> Names:
    """The accounts that were added."""
    for account in read_accounts(home()):
        yield account.name, account.marketplace


def flows() -> Names:
    """The flows, with the user's mends."""
    for name, flow in read_flows(shipped_flows(), home().mends).flows.items():
        yield name, flow.purpose


def recorded_walks() -> Names:
    """The recordings that came with the program."""
    for name in recording_names(recordings()):
        yield name, ""


def states() -> Names:
    """The states of filings."""
    for state in State:
        yield state, label(state)


def claim_types() -> Names:
    """The claim types."""
    for name in CLAIM_TYPES:
        yield name, label(name)


def marketplaces() -> Names:
    """The marketplaces."""
    for place in MARKETPLACES.values():
        yield place.code, place.name


def interface_languages() -> Names:
    """The languages in which the program answers."""
    for language in languages():
        yield language, ""
