"""Statements: what was filed and paid for a client, month by month, and the fee on it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import groupby

from casewright.app.earnings import Earnings
from casewright.app.workspace import open_workspace
from casewright.casework.money import ClaimPayment, Settlement
from casewright.errors import UsageError
from casewright.message import msg
from casewright.model.site_name import SiteName
from casewright.settings import Settings, same_name

_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One account's month in one currency.

    `claims` were filed in this month (UTC), `cases` of them have a case ID; `paid` and `taken_back` are the payments of
    this month, for claims of any month. These and the fee are None where no report tells payments. `rate` is the fee in
    percent, None where none is set.
    """

    month: str
    account: str
    currency: str
    claims: int
    cases: int
    claimed: Decimal
    paid: Decimal | None
    taken_back: Decimal | None
    rate: Decimal | None

    @property
    def net(self) -> Decimal | None:
        """What Amazon paid and did not take back."""
        return None if self.paid is None or self.taken_back is None else self.paid - self.taken_back

    @property
    def fee(self) -> Decimal | None:
        """The fee on `net`, rounded half up to the currency's unit; below zero where more was taken back than paid."""
        if self.net is None or self.rate is None:
            return None
        return (self.net * self.rate / 100).quantize(
            Decimal(1) if self.currency == "JPY" else Decimal("0.01"), ROUND_HALF_UP
        )


@dataclass(frozen=True, slots=True)
class Statement:
    """What a client is told of one month, or of all (`month` empty).

    `settlements` are the claims that were filed or paid in this time; `payments` are those of this time, each with its
    claim. `unread`: a report has rows whose amount could not be read; their money is in no sum.
    """

    site: SiteName
    client: str
    month: str
    lines: tuple[StatementLine, ...]
    settlements: tuple[Settlement, ...]
    payments: tuple[tuple[Settlement, ClaimPayment], ...]
    paid_known: bool
    unread: bool = False

    @property
    def has_fee(self) -> bool:
        """Whether a rate is set for one of the accounts."""
        return any(line.rate is not None for line in self.lines)


def read_month(text: str | None) -> str:
    """A month as a person writes it, `2026-11`; empty for None.

    Raises:
        UsageError: it is no month.
    """
    if text and not _MONTH.fullmatch(text.strip()):
        raise UsageError(
            msg("{text} is not a month.", text=text), remedy=msg("Write it like {example}.", example="2026-11")
        )
    return (text or "").strip()


def months_of(earnings: Earnings) -> tuple[str, ...]:
    """The months in which something was filed or paid, the newest first."""
    filed = {_month_filed(one) for one in earnings.settlements if one.filed_on}
    paid = {_month_of(payment) for one in earnings.settlements for payment in one.payments}
    return tuple(sorted(filed | paid, reverse=True))


def make_statements(earnings: Earnings, month: str = "", client: str | None = None) -> tuple[Statement, ...]:
    """A statement for each client of these claims, in the order of their names; only `client`'s where it is given.

    Raises:
        UsageError: no claim is of this client; the settings cannot be read.
    """
    settings = open_workspace().settings
    whose = {account: _client_of(settings, account) for account in {one.account for one in earnings.settlements}}
    by_client = sorted(earnings.settlements, key=lambda one: (whose[one.account], one.account))
    found = tuple(
        _statement(name, month, tuple(some), earnings, settings)
        for name, some in groupby(by_client, key=lambda one: whose[one.account])
        if client is None or same_name(name) == same_name(client)
    )
    if client is not None and not found:
        raise UsageError(
            msg("No claim was filed for the client {name}.", name=client),
            remedy=msg("Name the client in the settings, with {key} for each account.", key="client"),
        )
    return found


def join_statements(earnings: Earnings, name: str, month: str = "") -> Statement:
    """One statement over all these claims, whosever they are, under a name.

    Raises:
        UsageError: the settings cannot be read.
    """
    return _statement(name, month, earnings.settlements, earnings, open_workspace().settings)


def _client_of(settings: Settings, account: str) -> str:
    return settings.for_account(account).client or account


def _statement(
    client: str, month: str, some: Sequence[Settlement], earnings: Earnings, settings: Settings
) -> Statement:
    payments = [
        (one, payment)
        for one in some
        for payment in one.payments
        if month in ("", _month_of(payment)) and earnings.paid_known
    ]
    filed = [one for one in some if month in ("", _month_filed(one))]
    paid = {id(one) for one, _ in payments}
    named = {id(one) for one in filed} | paid
    return Statement(
        site=earnings.site,
        client=client,
        month=month,
        lines=_lines(filed, payments, settings, known=earnings.paid_known),
        settlements=tuple(one for one in some if id(one) in named),
        payments=tuple(sorted(payments, key=lambda each: (each[1].approved_on, each[1].reimbursement_id))),
        paid_known=earnings.paid_known,
        unread=bool(earnings.matched and earnings.matched.money.unread),
    )


def _lines(
    filed: Sequence[Settlement],
    payments: Iterable[tuple[Settlement, ClaimPayment]],
    settings: Settings,
    *,
    known: bool,
) -> tuple[StatementLine, ...]:
    """A line for each month, account and currency in which something was filed or paid, in their order."""
    groups: dict[tuple[str, str, str], tuple[list[Settlement], list[Decimal]]] = {}
    for one in filed:
        groups.setdefault((_month_filed(one), one.account, one.currency), ([], []))[0].append(one)
    for one, payment in payments:
        groups.setdefault((_month_of(payment), one.account, payment.currency), ([], []))[1].append(payment.amount)
    return tuple(
        StatementLine(
            *(month, account, currency),
            claims=len(claims),
            cases=sum(one.case_id is not None for one in claims),
            claimed=sum((one.claimed for one in claims), Decimal(0)),
            paid=sum((amount for amount in amounts if amount > 0), Decimal(0)) if known else None,
            taken_back=sum((-amount for amount in amounts if amount < 0), Decimal(0)) if known else None,
            rate=settings.for_account(account).fee_percent,
        )
        for (month, account, currency), (claims, amounts) in sorted(groups.items(), key=lambda group: group[0])
    )


def _month_filed(one: Settlement) -> str:
    return f"{one.filed_on:%Y-%m}" if one.filed_on else ""


def _month_of(payment: ClaimPayment) -> str:
    return f"{payment.approved_on:%Y-%m}"
