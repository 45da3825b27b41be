"""The room Money: claimed, paid, taken back and denied, and the statement of an account."""

from __future__ import annotations

import re

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from casewright import app, report
from casewright.app.earnings import GroupedBy
from casewright.app.statement import Statement
from casewright.desk.pages import render
from casewright.desk.routes import hand_out_sheet, view
from casewright.desk.workplace import Workplace


def routes(place: Workplace) -> list[Route]:
    """The addresses of this room."""
    return [
        view(place, "/money", show_money),
        view(place, "/statement", show_statement),
        view(place, "/statement.xlsx", download_statement),
    ]


def show_money(place: Workplace, _: Request) -> Response:
    """The money by month, account, type and marketplace."""
    earned = app.earnings.sum_up_earnings(place.site)
    matched = earned.matched
    return render(
        place,
        "money_room.html.j2",
        here="/money",
        earned=earned,
        whole=report.earnings.earnings_table(earned.in_all),
        tables=[
            (name, report.earnings.earnings_table(earned.grouped(by))) for by, name in report.earnings.HEADS.items()
        ],
        charts=report.chart.charts(matched.money.totals, report.settlements.names_of(matched.money))
        if matched and earned.paid_known
        else (),
        accounts=list(dict.fromkeys(group.name for group in earned.grouped(GroupedBy.ACCOUNT))),
        months=app.statement.months_of(earned),
        unknown=None if earned.paid_known else report.board.paid_unknown(),
        problems=matched.problems if matched else (),
    )


def show_statement(place: Workplace, request: Request) -> Response:
    """The statement of an account and month, to be printed."""
    values = report.statement.statement_values(_statement_asked_for(place, request))
    return render(place, "statement_page.html.j2", here="/money", **values)


def download_statement(place: Workplace, request: Request) -> Response:
    """The statement of an account and month as a workbook."""
    statement = _statement_asked_for(place, request)
    name = re.sub(r"[^A-Za-z0-9-]+", "-", f"{statement.client} {statement.month}").strip("-") or "all"
    return hand_out_sheet(report.statement.statement_workbook(statement, place.language), f"statement-{name}.xlsx")


def _statement_asked_for(place: Workplace, request: Request) -> Statement:
    account = request.query_params.get("account", "")
    month = app.statement.read_month(request.query_params.get("month"))
    earned = app.earnings.sum_up_earnings(place.site, narrowed=app.narrowing.narrowing(account))
    return app.statement.join_statements(earned, account, month)
