"""The board of cases: the stage of each, from filed to paid, denied or closed, and what comes next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from pathlib import Path

from casewright.app.money import PaymentsMatched, match_filings
from casewright.app.narrowing import Narrowing
from casewright.app.workspace import open_workspace
from casewright.casework.money import Settlement, Standing
from casewright.ledger.filing import IN_DOUBT, NEVER_ARMED, OVER_WITHOUT_CASE, Filing, State
from casewright.ledger.followed import Followed
from casewright.model.marketplaces import marketplace
from casewright.model.site_name import SiteName
from casewright.places import home
from casewright.policy.requested_evidence import asked_for


class CaseStage(StrEnum):
    """The stage of a case, in the order of the board."""

    DOUBT = "doubt"
    """A case may exist that is not proven."""
    FILED = "filed"
    """There is a case, and no answer yet."""
    ANSWERED = "answered"
    """Amazon answered, and asks for nothing."""
    ASKS = "asks"
    """Amazon asks for something."""
    PAID = "paid"
    PARTLY = "partly"
    DENIED = "denied"
    """Closed or taken back, and nothing was paid, as far as a Reimbursements report was given."""
    CLOSED = "closed"
    """Closed; whether it was paid is not known, because no Reimbursements report was given."""


@dataclass(frozen=True, slots=True)
class BoardCard:
    """One case on the board. `days` is its age; `asks_for` what Amazon's last answer asks for, by kind of evidence.

    `command` holds the words of the next command; empty if there is nothing to do.
    """

    filing: Filing
    stage: CaseStage
    days: int
    followed: Followed | None
    settlement: Settlement | None
    asks_for: tuple[str, ...]
    command: tuple[str, ...]

    @property
    def amount(self) -> Decimal:
        """Money at stake, in the filing's currency."""
        return Decimal(self.filing.amount)


@dataclass(frozen=True, slots=True)
class CaseBoard:
    """Every case of a site's ledger by stage, the oldest first. `paid_known` says whether payments are known."""

    site: SiteName
    cards: tuple[BoardCard, ...]
    paid_known: bool

    def narrowed_to(self, narrowed: Narrowing) -> CaseBoard:
        """Return the same board with only the cards that `narrowing` takes."""
        return replace(self, cards=tuple(card for card in self.cards if narrowed.takes(card.filing)))

    def card_of(self, filing: Filing) -> BoardCard | None:
        """The card of a filing; None where it is not on the board."""
        return next((card for card in self.cards if card.filing.filing_id == filing.filing_id), None)

    def of_stage(self, stage: CaseStage) -> tuple[BoardCard, ...]:
        """The cards of one column."""
        return tuple(card for card in self.cards if card.stage is stage)


def list_board(site: SiteName) -> CaseBoard:
    """List every filing that was armed and is not known to lack a case, with what is known of its money.

    Raises:
        LedgerError: the ledger cannot be opened.
    """
    workspace = open_workspace()
    settings = workspace.settings
    with workspace.open_ledger(site) as ledger:
        filings = ledger.filings()
        followed = ledger.followed()
    reports = settings.reimbursements
    matched = match_filings(settings, reports, site, filings, followed) if reports else None
    money = _by_reference(matched)
    now = datetime.now(UTC)
    cards = [
        _card(filing, followed.get(filing.case_id or ""), money.get(filing.reference), site, now)
        for filing in filings
        if filing.state not in NEVER_ARMED | OVER_WITHOUT_CASE
    ]
    return CaseBoard(site, tuple(cards), matched is not None and not matched.stopped)


def pictures_of(filing: Filing) -> tuple[Path, ...]:
    """Return the pictures kept when it was filed from this home folder, in order."""
    folder = home().reviews
    return tuple(sorted(folder.glob(f"*-filed/**/{filing.reference}-*.png"), key=lambda path: path.name))


def _by_reference(matched: PaymentsMatched | None) -> dict[str, Settlement]:
    return {one.reference: one for one in matched.money.settlements} if matched and not matched.stopped else {}


def _card(
    filing: Filing, seen: Followed | None, settlement: Settlement | None, site: SiteName, now: datetime
) -> BoardCard:
    asks = tuple(map(str, asked_for(seen.answer))) if seen and seen.open else ()
    stage = _stage(filing, seen, settlement, asks=bool(asks))
    place = marketplace(filing.marketplace)
    age = (place.day(now) - place.day(filing.armed_at or filing.created_at)).days
    return BoardCard(filing, stage, age, seen, settlement, asks, _next(stage, filing, site))


def _stage(filing: Filing, seen: Followed | None, settlement: Settlement | None, *, asks: bool) -> CaseStage:
    if filing.state in IN_DOUBT - {State.OBSERVED}:
        return CaseStage.DOUBT
    if settlement and (paid := _PAID.get(settlement.standing)):
        return paid
    if seen and not seen.open:
        return CaseStage.DENIED if settlement else CaseStage.CLOSED
    if asks:
        return CaseStage.ASKS
    return CaseStage.ANSWERED if seen and seen.answers else CaseStage.FILED


_PAID: Mapping[Standing, CaseStage] = {
    Standing.REIMBURSED: CaseStage.PAID,
    Standing.PARTLY: CaseStage.PARTLY,
    Standing.REVERSED: CaseStage.DENIED,
    Standing.DENIED: CaseStage.DENIED,
}


def _next(stage: CaseStage, filing: Filing, site: SiteName) -> tuple[str, ...]:
    on = site.flags
    name = filing.case_id or filing.reference
    commands = {
        CaseStage.DOUBT: ("cases", "reconcile", *on),
        CaseStage.FILED: ("cases", "sync", *on),
        CaseStage.ANSWERED: ("cases", "show", name, *on),
        CaseStage.ASKS: ("cases", "reply", name, *on),
        CaseStage.PARTLY: ("cases", "show", name, *on),
    }
    return commands.get(stage, ())
