"""The day on one screen, as text and as a document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from casewright.app.today import Today, TodayLine
from casewright.errors import ExitCode
from casewright.message import Message, indented, msg, msg_n
from casewright.model.labels import label
from casewright.model.sums import add_up, format_amount
from casewright.policy.workdays import holidays_notice
from casewright.report.followed import due_columns, unread_claims
from casewright.report.next_step import command_line, sums_listed
from casewright.report.table import Table

_ON_SCREEN = 8
"""So many things stand on a screen of 24 lines, in a row of one or two lines each."""
_NAMED = 2
"""So many are named beside a command."""


def today_document(today: Today) -> dict[str, object]:
    """Return the `data` of the JSON answer."""
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
        return [nothing, *_unread(today), *_payments(today)]
    sums = add_up((line.amount, line.currency) for line in today.lines)
    return [
        _table(today.lines[:_ON_SCREEN]),
        *_left_out(today),
        msg_n("{count} thing to do: {sums}", "{count} things to do: {sums}", len(today.lines), sums=sums_listed(sums)),
        *today_notices(today),
        msg("Next:"),
        *_next_commands(today.lines),
        *_payments(today),
    ]


def today_notices(today: Today) -> list[Message]:
    """What keeps the list from being complete or exact: claims that were not read, holidays that are not known."""
    return [*_unread(today), *filter(None, (holidays_notice(),))]


def _unread(today: Today) -> list[Message]:
    return [unread_claims()] if today.exit_code is not ExitCode.DONE else []


def _payments(today: Today) -> list[Message | str | Table]:
    """What was paid and taken back lately, or that nobody knows."""
    if today.payments is None:
        return [msg("What was paid is not known; {command} says why.", command=command_line("money"))]
    return [msg("Paid or taken back within a week:"), _table(today.payments)] if today.payments else []


def _table(lines: tuple[TodayLine, ...]) -> Table:
    rows = tuple(
        (
            str(line.day),
            label(line.what),
            line.name,
            f"{line.account} {line.marketplace}",
            f"{format_amount(line.amount, line.currency)} {line.currency}",
            line.detail,
        )
        for line in lines
    )
    return Table(due_columns(), rows, tuple("bad" if line.what == "doubt" else "" for line in lines))


def _left_out(today: Today) -> list[Message]:
    """What one screen does not hold, and the command that lists all of it."""
    left = len(today.lines) - _ON_SCREEN
    if left <= 0:
        return []
    command = command_line("cases", "due", "--within", today.within, *today.site.flags)
    return [msg_n("{count} more: {command}", "{count} more: {command}", left, command=command)]


def _next_commands(lines: Sequence[TodayLine]) -> Iterator[Message]:
    """Each command that goes on with something, and with what: behind a sign at which a shell stops reading."""
    names: dict[str, list[str]] = {}
    for line in lines:
        names.setdefault(command_line(*line.command), []).append(line.name)
    for command, of in list(names.items())[:_ON_SCREEN]:
        more = [f"+{len(of) - _NAMED}"] if len(of) > _NAMED else []
        yield indented(msg("{command}  # {names}", command=command, names=[*of[:_NAMED], *more]))
