"""The room Drafts, beside Claims: reports that were dropped, and the claims that are drafted from them."""

from __future__ import annotations

from pathlib import Path

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from casewright import app, report
from casewright.desk.pages import render
from casewright.desk.routes import act, go_to, hand_out_sheet, view
from casewright.desk.workplace import Workplace
from casewright.errors import UsageError
from casewright.message import msg
from casewright.model.marketplaces import MARKETPLACES


def routes(place: Workplace) -> list[Route]:
    """The addresses of this room."""
    return [
        view(place, "/drafts", show_drafts),
        view(place, "/drafts.xlsx", download_drafts),
        act(place, "/drafts/make", make_drafts),
        act(place, "/drafts/check", check_drafts),
    ]


def show_drafts(place: Workplace, _: Request) -> Response:
    """Which reports there are, whose they are, and what was drafted from them."""
    drafted = place.drafted
    return render(
        place,
        "drafts.html.j2",
        here="/claims",
        reports=place.reports,
        accounts=_known_accounts(place),
        marketplaces=list(MARKETPLACES),
        drafted=drafted,
        table=report.drafted.draft_table(drafted) if drafted and drafted.drafts else None,
        left_out=report.drafted.count_reasons(drafted) if drafted else {},
        problems=report.problem_groups.group_problems(drafted.problems) if drafted else (),
    )


def _known_accounts(place: Workplace) -> list[str]:
    """The stores of this desk's claims, those that were added, and those of the newest filings."""
    claimed = {one.claim.account for one in place.checked.judged.verdicts} if place.checked else set()
    return sorted(claimed | {name for name, _ in app.names.accounts(place.site)})


def make_drafts(place: Workplace, request: Request, form: FormData) -> Response:
    """Draft claims for the store that the form names."""
    account = str(form.get("account", "")).strip()
    if place.reports is None or not account:
        raise UsageError(
            msg("There is nothing to draft from, or the store is not named."),
            remedy=msg("Drop Amazon's reports in the room Claims, then name the store as Seller Central shows it."),
        )
    out = app.dropped.name_dropped("-drafts.xlsx")
    place.drafted = app.drafts.prepare_drafts(
        place.reports, account, out, marketplace=str(form.get("marketplace", "US")), lang=place.lang
    )
    return go_to(request, "/drafts")


def check_drafts(place: Workplace, request: Request, _: FormData) -> Response:
    """Take up the drafts as the claims of this desk: what is still to be added stands at its cell."""
    place.take_up(_workbook(place))
    return go_to(request, "/claims")


def download_drafts(place: Workplace, _: Request) -> Response:
    """The workbook with the drafts, to be completed."""
    return hand_out_sheet(_workbook(place).read_bytes(), "drafts.xlsx")


def _workbook(place: Workplace) -> Path:
    if place.drafted is None or place.drafted.path is None:
        raise UsageError(msg("Nothing was drafted at this desk."))
    return place.drafted.path
