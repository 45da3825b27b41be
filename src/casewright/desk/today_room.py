"""The room Today: what is in doubt and what is due, by account, in money and working days; each leads to its act."""

from __future__ import annotations

from itertools import groupby

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from casewright import app, report
from casewright.app.today import TodayLine
from casewright.desk.pages import render
from casewright.desk.routes import view
from casewright.desk.workplace import Workplace
from casewright.model.sums import add_up

AHEAD = (3, 7, 14, 30)
"""Days ahead that a person may choose from."""


def routes(place: Workplace) -> list[Route]:
    """The addresses of this room."""
    return [view(place, "/today", show_today)]


def show_today(place: Workplace, request: Request) -> Response:
    """What there is to do, the most pressing account first."""
    asked = request.query_params.get("within", "")
    within = int(asked) if asked in map(str, AHEAD) else AHEAD[1]
    day = app.today.list_today(place.claims, place.site, within)
    by_owner = sorted(day.lines, key=lambda line: (line.account, line.marketplace))
    accounts = [
        (owner, list(lines)) for owner, lines in groupby(by_owner, key=lambda line: (line.account, line.marketplace))
    ]
    accounts.sort(key=lambda one: min(line.day for line in one[1]))
    return render(
        place,
        "today.html.j2",
        here="/today",
        accounts=[(owner, sorted(lines, key=_pressing), _sums(lines)) for owner, lines in accounts],
        within=within,
        choices=AHEAD,
        count=len(day.lines),
        sums=_sums(day.lines),
        leads_to={line: _leads_to(place, line) for line in day.lines},
        command=report.next_step.command_line,
        payments=day.payments,
        notices=report.today.today_notices(day),
        problems=report.problem_groups.group_problems(day.problems),
    )


def _pressing(line: TodayLine) -> tuple[bool, object, str]:
    return line.what != "doubt", line.day, line.name


def _sums(lines: list[TodayLine] | tuple[TodayLine, ...]) -> object:
    return report.next_step.sums_listed(add_up((line.amount, line.currency) for line in lines))


def _leads_to(place: Workplace, line: TodayLine) -> str:
    """The room in which a line is done: a window in the review or at its claim, all others at their case."""
    if line.what != "window":
        return f"/cases/{line.name}"
    reviewed = place.review is not None and place.review.entry_of(line.claim_id) is not None
    return f"/review/{line.claim_id}" if reviewed else f"/claims/{line.claim_id}"
