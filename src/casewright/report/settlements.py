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
from casewright.report.chart import charts
from casewright.report.export import csv_text, write_new
from casewright.report.html import write_page
from casewright.report.outcome_words import plain
from casewright.report.table import Column, Table
from casewright.wording.write import money

_TONES = {
    Standing.REIMBURSED: "good",
    Standing.PARTLY: "open",
    Standing.WAITING: "open",
    Standing.UNFILED: "",
    Standing.REVERSED: "bad",
    Standing.DENIED: "bad",
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
    told = [f"{money(getattr(one, name), one.currency)} {one.currency}" for one in sums if getattr(one, name)]
    return ", ".join(told) or "-"


def settlement_table(settlements: Iterable[Settlement]) -> Table:
    """Claim, claimed, paid, taken back, standing, case, last payment: one row a claim."""
    some = tuple(settlements)
    columns = (
        Column("Claim", width=12),
        Column("Claimed", right=True, width=12),
        Column("Paid", right=True, width=12),
        Column("Taken back", right=True, width=12),
        Column("Standing", width=10),
        Column("Case", width=14),
        Column("Last"),
    )
    rows = tuple(
        (
            one.claim_id,
            f"{money(one.claimed, one.currency)} {one.currency}",
            _each(one.sums, "paid"),
            _each(one.sums, "taken_back"),
            plain(one.standing),
            one.case_id or "-",
            str(one.last_on or "-"),
        )
        for one in some
    )
    return Table(columns, rows, tuple(tone_of(one.standing) for one in some))


def total_table(totals: Iterable[Total]) -> Table:
    """Month, marketplace, what for, units, paid, taken back, net: a currency is never added to another."""
    columns = (
        Column("Month", width=7),
        Column("Marketplace", width=11),
        Column("For", width=24),
        Column("Units", right=True, width=6),
        Column("Paid", right=True),
        Column("Taken back", right=True),
        Column("Net", right=True),
        Column("Currency", width=8),
    )
    rows = tuple(
        (
            one.month,
            one.marketplace or "-",
            called(one),
            str(one.units),
            *(money(amount, one.sum.currency) for amount in (one.sum.paid, one.sum.taken_back, one.sum.net)),
            one.sum.currency,
        )
        for one in totals
    )
    return Table(columns, rows)


def called(total: Total) -> str:
    """What a total is for: the claim type, or Amazon's reason where no claim here asked for it."""
    return plain(total.claim_type) if total.claim_type else f"{total.reason} (no claim here)"


def counted(found: Money) -> str:
    """How many claims stand how: `2 reimbursed, 1 waiting`."""
    counts = Counter(one.standing for one in found.settlements)
    return ", ".join(f"{counts[one]} {plain(one)}" for one in Standing if counts[one]) or "no claims"


def money_document(found: Money) -> dict[str, object]:
    """Everything as JSON; money stands as text, exact."""
    return {
        "settlements": [
            {**one.model_dump(mode="json", exclude={"sums"}), "sums": [_sum(each) for each in one.sums]}
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
        raise UsageError(f"{to} is no name of a CSV file.", remedy="End the name in .csv.")
    text = csv_text(TOTAL_COLUMNS, (_cells(one) for one in totals))
    return write_new(to, ("\ufeff" + text).encode(), replace=replace)


def write_money(found: Money, into: Path) -> Path:
    """Write the page of the money into a folder and return its path.

    Raises:
        OSError: the folder cannot be written.
    """
    names = {one.claim_type or one.reason: called(one) for one in found.totals}
    return write_page(
        "money.html.j2",
        into,
        money=found,
        counted=counted(found),
        charts=charts(found.totals, names),
        settlements=settlement_table(found.settlements),
        tones=[tone_of(one.standing) for one in found.settlements],
        totals=total_table(found.totals),
        moment=datetime.now(UTC),
    )


def payments_document(matched: PaymentsMatched) -> dict[str, object]:
    """What stands behind `data` of `cases reimbursed`."""
    return {"site": matched.site, **money_document(matched.money), "statements": list(matched.statements)}


def payments_view(matched: PaymentsMatched) -> list[str | Table]:
    """A row a claim, the totals, and what could not be read."""
    money = matched.money
    unread = f"The amount of {', '.join(money.unread)} could not be read: it is in no total."
    return [
        *matched.statements,
        *([settlement_table(money.settlements)] if money.settlements else []),
        f"{counted(money)}.",
        *([total_table(money.totals)] if money.totals else ["The reports hold no payment."]),
        *([unread] if money.unread else []),
    ]
