"""The money for people and other programs: tables, documents, CSV, and the page with its picture."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from casewright.app.money import PaymentsMatched
from casewright.casework.money import Money, Settlement, Standing, Sum, Total
from casewright.errors import UsageError
from casewright.message import SOURCE, Message, listed, msg
from casewright.model.labels import label
from casewright.model.sums import format_amount
from casewright.report.chart import charts
from casewright.report.export import csv_text, write_new
from casewright.report.html import write_page
from casewright.report.table import Column, Table, View

_TONES = {
    Standing.REIMBURSED: "good",
    Standing.PARTLY: "open",
    Standing.WAITING: "open",
    Standing.UNFILED: "",
    Standing.REVERSED: "bad",
    Standing.DENIED: "bad",
    Standing.UNKNOWN: "open",
}
TOTAL_COLUMNS = (
    *("month", "marketplace", "claim_type", "reason", "payments", "units"),
    *("currency", "paid", "taken_back", "net"),
)
"""The columns of the CSV of totals, in order."""


def tone_of(standing: Standing) -> str:
    """How a standing is coloured."""
    return _TONES[standing]


def _each(sums: Iterable[Sum], name: str) -> str:
    """The amounts beside each other, currency by currency; `-` for none."""
    told = [f"{format_amount(getattr(one, name), one.currency)} {one.currency}" for one in sums if getattr(one, name)]
    return ", ".join(told) or "-"


def settlement_table(settlements: Iterable[Settlement]) -> Table:
    """Claim, claimed, paid, taken back, standing, case, last payment; with several accounts, whose: one row a claim."""
    some = tuple(settlements)
    whose = len({one.account for one in some}) > 1
    columns = (
        Column(msg("Claim"), width=12),
        *([Column(msg("Account"), width=14)] if whose else []),
        Column(msg("Claimed"), right=True, width=12),
        Column(msg("Paid"), right=True, width=12),
        Column(msg("Taken back"), right=True, width=12),
        Column(msg("Standing"), width=10),
        Column(msg("Case"), width=14),
        Column(msg("Last payment")),
    )
    rows = tuple(_settlement_cells(one, whose=whose) for one in some)
    return Table(columns, rows, tuple(tone_of(one.standing) for one in some))


def _settlement_cells(one: Settlement, *, whose: bool) -> tuple[Message | str, ...]:
    return (
        one.claim_id,
        *((one.account,) if whose else ()),
        f"{format_amount(one.claimed, one.currency)} {one.currency}",
        _each(one.sums, "paid"),
        _each(one.sums, "taken_back"),
        label(one.standing),
        one.case_id or "-",
        str(one.last_on or "-"),
    )


def total_table(totals: Iterable[Total]) -> Table:
    """Month, marketplace, what for, units, paid, taken back, net: a currency is never added to another."""
    columns = (
        Column(msg("Month"), width=7),
        Column(msg("Marketplace"), width=11),
        Column(msg("Paid for"), width=24),
        Column(msg("Units"), right=True, width=6),
        Column(msg("Paid"), right=True),
        Column(msg("Taken back"), right=True),
        Column(msg("Net"), right=True),
        Column(msg("Currency"), width=8),
    )
    rows = tuple(
        (
            one.month,
            one.marketplace or "-",
            called(one),
            str(one.units),
            format_amount(one.sum.paid, one.sum.currency),
            format_amount(one.sum.taken_back, one.sum.currency),
            format_amount(one.sum.net, one.sum.currency),
            one.sum.currency,
        )
        for one in totals
    )
    return Table(columns, rows)


def called(total: Total) -> Message:
    """What a total is for: the claim type, or Amazon's reason where no claim here asked for it."""
    if total.claim_type:
        return label(total.claim_type)
    return msg("{reason} (no claim here)", reason=total.reason)


def names_of(found: Money) -> dict[str, Message]:
    """The words for the claim types and for Amazon's own reasons that stand in the totals."""
    return {one.claim_type or one.reason: called(one) for one in found.totals}


def counted(found: Money) -> Message:
    """How many claims stand how: `2 reimbursed, 1 waiting`."""
    counts = Counter(one.standing for one in found.settlements)
    told = [msg("{count} {standing}", count=counts[one], standing=label(one)) for one in Standing if counts[one]]
    return listed(told) if told else msg("no claims")


def money_document(found: Money) -> dict[str, object]:
    """Everything as JSON; money stands as text, exact."""
    return {
        "settlements": [
            {**one.model_dump(mode="json", exclude={"sums", "payments"}), "sums": [_sum(each) for each in one.sums]}
            for one in found.settlements
        ],
        "totals": [dict(zip(TOTAL_COLUMNS, _cells(one), strict=True)) for one in found.totals],
        "unplaced": [row.model_dump(mode="json") for row in found.unplaced],
        "unread": list(found.unread),
    }


def _sum(one: Sum) -> dict[str, str]:
    told = {"paid": one.paid, "taken_back": one.taken_back, "net": one.net}
    return {"currency": one.currency, **{name: str(amount) for name, amount in told.items()}}


def _cells(one: Total) -> tuple[object, ...]:
    amounts: tuple[Decimal, ...] = (one.sum.paid, one.sum.taken_back, one.sum.net)
    named = (one.month, one.marketplace, one.claim_type, one.reason, one.payments, one.units, one.sum.currency)
    return (*named, *map(str, amounts))


def export_totals(totals: Iterable[Total], to: Path, *, replace: bool = False) -> Path:
    """Write the totals as CSV, with a mark by which Excel knows UTF-8.

    Raises:
        UsageError: the name does not end in .csv, or the file is there and `replace` was not said.
        OSError: it cannot be written.
    """
    if to.suffix.casefold() != ".csv":
        raise UsageError(msg("{path} is not a CSV file.", path=to), remedy=msg("Choose a name that ends in .csv."))
    text = csv_text(TOTAL_COLUMNS, (_cells(one) for one in totals))
    return write_new(to, ("\ufeff" + text).encode(), replace=replace)


def write_money(found: Money, into: Path, language: str = SOURCE) -> Path:
    """Write the page of the money into a folder and return its path.

    Raises:
        OSError: the folder cannot be written.
    """
    settlements = settlement_table(found.settlements)
    return write_page(
        "money.html.j2",
        into,
        language,
        money=found,
        counted=counted(found),
        charts=charts(found.totals, names_of(found)),
        settlements=settlements,
        standing_at=[column.head for column in settlements.columns].index(msg("Standing")),
        tones=[tone_of(one.standing) for one in found.settlements],
        totals=total_table(found.totals),
        moment=datetime.now(UTC),
    )


def payments_document(matched: PaymentsMatched) -> dict[str, object]:
    """Return the `data` of `cases reimbursed`."""
    return {
        "site": matched.site,
        **money_document(matched.money),
        "statements": [str(line) for line in matched.statements],
    }


def payments_view(matched: PaymentsMatched) -> View:
    """A row a claim, the totals, and what could not be read."""
    if matched.stopped:
        return [
            msg(
                "Nothing was matched, because not every file could be read completely. Each must be the report {name}.",
                name="Reimbursements",
            ),
        ]
    money = matched.money
    unread = msg("The amount of {ids} could not be read, so it is in no total.", ids=money.unread)
    return [
        *matched.statements,
        *([settlement_table(money.settlements)] if money.settlements else []),
        msg("Claims: {counts}.", counts=counted(money)),
        *([total_table(money.totals)] if money.totals else [msg("The reports show no payment.")]),
        *([unread] if money.unread else []),
    ]
