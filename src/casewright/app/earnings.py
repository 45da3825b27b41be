"""What the claims earned: claimed, paid, taken back, denied, by month, account, type or marketplace."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from pathlib import Path

from casewright.app.money import PaymentsMatched, match_reimbursements
from casewright.app.narrowing import Narrowing
from casewright.app.workspace import open_workspace
from casewright.casework.money import Settlement, Standing
from casewright.model.site_name import SiteName


class GroupedBy(StrEnum):
    """What money is grouped by."""

    MONTH = "month"
    ACCOUNT = "account"
    TYPE = "type"
    MARKETPLACE = "marketplace"


@dataclass(frozen=True, slots=True)
class EarningsGroup:
    """Claims of one group with money in one currency; currencies are never added together.

    `denied` is what was claimed in cases that closed without a payment, `waiting` what is claimed in open ones; all of
    these are None if no report gives payments: what was not read is not known, and never zero. `decided` of the
    `claims` are closed; `won` of those were paid at least in part, and the payment was kept.
    """

    name: str
    currency: str
    claims: int
    claimed: Decimal
    paid: Decimal | None
    taken_back: Decimal | None
    denied: Decimal | None
    waiting: Decimal | None
    decided: int
    won: int

    @property
    def success(self) -> int | None:
        """The percentage of decided claims that were paid; None if none is decided."""
        return round(100 * self.won / self.decided) if self.decided else None


@dataclass(frozen=True, slots=True)
class Earnings:
    """What the filed claims earned. `matched` is what the Reimbursements reports show; None if none was given."""

    site: SiteName
    settlements: tuple[Settlement, ...]
    matched: PaymentsMatched | None

    @property
    def paid_known(self) -> bool:
        """Whether there is a report and it was read completely."""
        return self.matched is not None and not self.matched.stopped

    def grouped(self, by: GroupedBy) -> tuple[EarningsGroup, ...]:
        """Group the money by one property: a group for each of its values and each currency, in order."""
        name = _NAMES[by]
        groups: dict[tuple[str, str], list[Settlement]] = {}
        for one in self.settlements:
            groups.setdefault((name(one), one.currency), []).append(one)
        return tuple(_group(*key, some, known=self.paid_known) for key, some in sorted(groups.items()))

    @property
    def in_all(self) -> tuple[EarningsGroup, ...]:
        """Return the whole, by currency."""
        currencies = sorted({one.currency for one in self.settlements})
        of = {each: [one for one in self.settlements if one.currency == each] for each in currencies}
        return tuple(_group("", each, some, known=self.paid_known) for each, some in of.items())


def sum_up_earnings(
    site: SiteName, reports: Sequence[Path] | None = None, narrowed: Narrowing | None = None
) -> Earnings:
    """Sum up every filed claim against Amazon's Reimbursements `reports`; None takes those of the settings.

    Raises:
        CasewrightError: the ledger cannot be opened, or a report cannot be read.
    """
    given = tuple(reports) if reports is not None else open_workspace().settings.reimbursements
    matched = match_reimbursements(given, site)
    takes = (narrowed or Narrowing()).takes
    filed = [one for one in matched.money.settlements if one.standing is not Standing.UNFILED]
    taken = tuple(filter(takes, filed))
    return Earnings(site, taken, matched if given else None)


def _month(one: Settlement) -> str:
    return f"{one.filed_on:%Y-%m}" if one.filed_on else ""


_NAMES: dict[GroupedBy, Callable[[Settlement], str]] = {
    GroupedBy.MONTH: _month,
    GroupedBy.ACCOUNT: lambda one: one.account,
    GroupedBy.TYPE: lambda one: one.claim_type,
    GroupedBy.MARKETPLACE: lambda one: one.marketplace,
}

_KEPT = frozenset({Standing.REIMBURSED, Standing.PARTLY})
_LOST = frozenset({Standing.DENIED, Standing.REVERSED})


def _group(name: str, currency: str, some: Sequence[Settlement], *, known: bool) -> EarningsGroup:
    """Return one group. Payments in another currency than the claim's are shown with the claim, but in no sum here."""
    sums = [sum_ for one in some for sum_ in one.sums if sum_.currency == currency]
    return EarningsGroup(
        name=name,
        currency=currency,
        claims=len(some),
        claimed=_claimed(some),
        paid=sum((one.paid for one in sums), Decimal(0)) if known else None,
        taken_back=sum((one.taken_back for one in sums), Decimal(0)) if known else None,
        denied=_claimed(one for one in some if one.standing is Standing.DENIED) if known else None,
        waiting=_claimed(one for one in some if one.standing is Standing.WAITING) if known else None,
        decided=sum(one.standing in _KEPT | _LOST for one in some) if known else 0,
        won=sum(one.standing in _KEPT for one in some) if known else 0,
    )


def _claimed(some: Iterable[Settlement]) -> Decimal:
    return sum((one.claimed for one in some), Decimal(0))
