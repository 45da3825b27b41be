"""The day on one screen, as text and as a document."""

from __future__ import annotations

from casewright.app.today import Today, TodayLine
from casewright.message import Message, msg, msg_n
from casewright.model.labels import label
from casewright.model.sums import add_up
from casewright.policy.workdays import holidays_notice
from casewright.report.next_step import command_line, sums_listed
from casewright.report.table import Column, Table
from casewright.wording.write import money


def today_document(today: Today) -> dict[str, object]:
    """What stands behind `data`."""
    paid = None if today.payments is None else [_as_document(line) for line in today.payments]
    lines = [_as_document(line) for line in today.lines]
    return {"site": today.site, "within": today.within, "today": lines, "payments": paid}


def _as_document(line: TodayLine) -> dict[str, object]:
    return {
        "what": line.what,
        "day": line.day.isoformat(),
        "workdays": line.workdays,
        "name": line.name,
        "account": line.account,
        "marketplace": line.marketplace,
        "amount": str(line.amount),
        "currency": line.currency,
        "detail": str(line.detail),
        "next": command_line(*line.command),
    }


def today_view(today: Today) -> list[Message | str | Table]:
    """A row for everything, its money in sum, and the commands that go on with it."""
    if not today.lines:
        nothing = msg_n("Nothing is due within {count} day.", "Nothing is due within {count} days.", today.within)
        return [nothing, *_payments(today)]
    sums = add_up((line.amount, line.currency) for line in today.lines)
    commands = dict.fromkeys(command_line(*line.command) for line in today.lines)
    return [
        _table(today.lines),
        msg_n("{count} thing to do: {sums}", "{count} things to do: {sums}", len(today.lines), sums=sums_listed(sums)),
        *filter(None, (holidays_notice(),)),
        msg("Next:"),
        *(f"  {command}" for command in commands),
        *_payments(today),
    ]


def _payments(today: Today) -> list[Message | str | Table]:
    """What was paid and taken back lately, or that nobody knows."""
    if today.payments is None:
        return [msg("What was paid is not known; {command} says why.", command=command_line("money"))]
    return [msg("Paid or taken back within a week:"), _table(today.payments)] if today.payments else []


def _table(lines: tuple[TodayLine, ...]) -> Table:
    columns = (
        Column(msg("Day"), width=10),
        Column(msg("What"), width=7),
        Column(msg("Case or claim"), width=14),
        Column(msg("Account"), width=20),
        Column(msg("Amount"), right=True, width=12),
        Column(msg("Detail")),
    )
    rows = tuple(
        (
            str(line.day),
            label(line.what),
            line.name,
            f"{line.account} {line.marketplace}",
            f"{money(line.amount, line.currency)} {line.currency}",
            line.detail,
        )
        for line in lines
    )
    return Table(columns, rows, tuple("bad" if line.what == "doubt" else "" for line in lines))
