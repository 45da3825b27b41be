"""The room Claims: every claim with its verdict, found, sorted and added up; what is wrong, at its cell."""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from casewright import app, report
from casewright.app.browse import ClaimQuery
from casewright.app.check import Checked
from casewright.app.orders import ClaimOrder
from casewright.desk.pages import render
from casewright.desk.routes import act, asks_for_part, go_to, hand_out_sheet, uploads, view
from casewright.desk.workplace import Workplace
from casewright.errors import CasewrightError, UsageError
from casewright.message import msg

ROWS = 100
"""So many claims are shown at once; a filter is quicker than a longer page."""


def routes(place: Workplace) -> list[Route]:
    """The addresses of this room."""
    return [
        view(place, "/claims", show_claims),
        view(place, "/fix-up", download_fix_up),
        view(place, "/claims/{claim}", show_claim),
        act(place, "/claims/read", read_claims_again),
        act(place, "/claims/drop", take_dropped),
    ]


def show_claims(place: Workplace, request: Request) -> Response:
    """The claims that the address asks for; only their table where htmx asks."""
    if place.checked is None:
        return render(place, "claims_none.html.j2", here="/claims")
    checked, asked = place.checked, dict(request.query_params)
    query = _query_of(asked)
    found = app.browse.find_claims(checked, query)
    shown = max(ROWS, int(asked["shown"]) if asked.get("shown", "").isdigit() else ROWS)
    part = asks_for_part(request) and "hx-history-restore-request" not in request.headers
    return render(
        place,
        "claims_found.html.j2" if part else "claims.html.j2",
        here="/claims",
        checked=checked,
        found=found,
        rows=found.verdicts[:shown],
        more=_address(asked | {"shown": str(shown + ROWS)}) if len(found.verdicts) > shown else "",
        query=query,
        asked=asked,
        heads={order: _head(order, query, asked) for order in ClaimOrder},
        problems=app.browse.problems_by_claim(checked),
        verdict_name=app.browse.verdict_name,
        days_left={one.claim.claim_id: app.browse.days_left(one, datetime.now(UTC)) for one in found.verdicts[:shown]},
        sums=report.next_step.sums_listed(found.sums),
        ready=report.next_step.sums_listed(found.ready),
        tone=report.verdicts.tone_of,
        **({} if part else _around(place, checked)),
    )


def _around(place: Workplace, checked: Checked) -> dict[str, Any]:
    """What stands around the table: choices, money by deadline, what became no claim."""
    return {
        "choices": app.browse.count_choices(checked),
        "reports": place.reports is not None and place.reports.shows_losses,
        "stakes": report.verdicts.stake_table(checked.stakes) if checked.stakes else None,
        "lost": report.problem_groups.group_problems(app.browse.problems_without_claim(checked)),
        "statements": checked.judged.batch.statements,
        "sheets": sorted({claim.place.file for claim in checked.judged.batch.claims if claim.place}),
    }


def show_claim(place: Workplace, request: Request) -> Response:
    """Show one claim: all that is known of it, and everything that speaks against it."""
    wanted = request.path_params["claim"]
    verdicts = place.checked.judged.verdicts if place.checked else ()
    verdict = next((one for one in verdicts if one.claim.claim_id == wanted), None)
    if place.checked is None or verdict is None:
        raise UsageError(msg("There is no such claim in the sheets."), remedy=msg("Read the sheets again."))
    return render(
        place,
        "claim_alone.html.j2",
        here="/claims",
        verdict=verdict,
        facts=report.claim_facts.claim_facts(verdict.claim),
        problems=app.browse.problems_by_claim(place.checked).get(wanted, ()),
        extras=place.checked.judged.batch.extras.get(wanted, {}),
        tone=report.verdicts.tone_of,
        reviewed=place.review is not None and place.review.entry_of(wanted) is not None,
    )


def read_claims_again(place: Workplace, request: Request, _: FormData) -> Response:
    """Read the sheets again, as they are now."""
    place.read_claims()
    return go_to(request, "/claims")


def take_dropped(place: Workplace, request: Request, form: FormData) -> Response:
    """Go on with what was dropped onto the page: check sheets with their papers, offer to draft from reports."""
    dropped = app.dropped.keep_dropped(uploads(form, "files", "folder"))
    before = place.reports
    if dropped.has_reports:
        place.reports, place.drafted = dropped.reports, None
    if dropped.has_claims:
        try:
            place.take_up(dropped.folder)
        except CasewrightError:
            place.reports = before
            raise
    return go_to(request, "/claims" if dropped.has_claims else "/drafts")


def download_fix_up(place: Workplace, _: Request) -> Response:
    """The sheet with each problem as a comment at its cell."""
    if place.checked is None:
        raise CasewrightError(msg("No claims were given to this desk."))
    with tempfile.TemporaryDirectory() as folder:
        checked = app.check.check_claims(
            place.claims, reimbursements=place.paid_reports, fix_up_to=Path(folder) / "fix-up.xlsx", lang=place.lang
        )
        content = checked.written_back.read_bytes() if checked.written_back else b""
    return hand_out_sheet(content, "fix-up.xlsx")


def _query_of(asked: dict[str, str]) -> ClaimQuery:
    order = asked.get("order", "")
    return ClaimQuery(
        words=asked.get("q", ""),
        narrowed=app.narrowing.narrowing(asked.get("account"), asked.get("marketplace") or None, asked.get("type")),
        verdict=asked.get("verdict", ""),
        order=ClaimOrder(order) if order in set(ClaimOrder) else ClaimOrder.DEADLINE,
        descending=asked.get("down") == "1",
    )


def _head(order: ClaimOrder, query: ClaimQuery, asked: dict[str, str]) -> tuple[str, str]:
    """Where the head of a column leads, and how the column is sorted now (as `aria-sort` says it)."""
    sorted_now = query.order is order
    wanted = {name: value for name, value in asked.items() if name != "down"} | {"order": order.value}
    if sorted_now and not query.descending:
        wanted["down"] = "1"
    sorting = "descending" if query.descending else "ascending"
    return _address(wanted), sorting if sorted_now else "none"


def _address(asked: dict[str, str]) -> str:
    kept = {name: value for name, value in asked.items() if value and name in _ASKED}
    return f"/claims?{urlencode(kept)}"


_ASKED = frozenset({"q", "account", "marketplace", "type", "verdict", "order", "down", "shown"})
