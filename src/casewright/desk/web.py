"""The desk's rooms put together behind their guard."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import cache
from importlib.resources import files

from starlette.applications import Starlette
from starlette.datastructures import FormData
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from casewright.desk import (
    cases_room,
    claims_room,
    drafts_room,
    evidence_room,
    filing_room,
    money_room,
    review_room,
    today_room,
)
from casewright.desk.guard import DeskGuard
from casewright.desk.pages import refuse_plainly
from casewright.desk.routes import act, go_to, view
from casewright.desk.workplace import Workplace
from casewright.message import languages, msg

_STATIC = {
    "desk.css": ("casewright.desk", "static/desk.css", "text/css"),
    "desk.js": ("casewright.desk", "static/desk.js", "text/javascript"),
    "htmx.min.js": ("casewright.desk", "static/htmx.min.js", "text/javascript"),
    "report.css": ("casewright.report", "templates/style.css", "text/css"),
}
"""The few files that pages refer to, by name: package, path, type."""


def make_web(place: Workplace) -> Starlette:
    """The desk as an ASGI application."""
    rooms = (today_room, claims_room, drafts_room, evidence_room, review_room, filing_room, cases_room, money_room)
    routes = [
        Route("/enter", _enter_with(place), methods=["GET"]),
        view(place, "/", _show_first),
        view(place, "/favicon.ico", _show_no_icon),
        view(place, "/static/{name}", _show_static),
        act(place, "/language", _change_language),
        *(route for room in rooms for route in room.routes(place)),
    ]
    return Starlette(
        routes=routes, middleware=[Middleware(DeskGuard, session=place.session, language=lambda: place.language)]
    )


def _enter_with(place: Workplace) -> Callable[[Request], Awaitable[Response]]:
    """What the link of the terminal leads to: the token is spent, and leaves the address at once."""

    async def enter(request: Request) -> Response:
        session = place.session
        if not session.redeem(request.query_params.get("token", "")):
            return refuse_plainly(place, msg("This link was already used, or belongs to another desk."), 403)
        answer = RedirectResponse("/", status_code=303)
        answer.set_cookie(session.cookie_name, session.cookie_value, httponly=True, samesite="strict", path="/")
        return answer

    return enter


def _show_first(place: Workplace, _: Request) -> Response:
    return RedirectResponse("/claims" if place.sources else "/today", status_code=303)


def _show_no_icon(_: Workplace, __: Request) -> Response:
    return Response(status_code=204)


def _show_static(place: Workplace, request: Request) -> Response:
    known = _STATIC.get(request.path_params["name"])
    if known is None:
        return refuse_plainly(place, msg("There is no such file."), 404)
    package, path, media_type = known
    return Response(_read_static(package, path), media_type=media_type)


@cache
def _read_static(package: str, path: str) -> bytes:
    return files(package).joinpath(path).read_bytes()


def _change_language(place: Workplace, request: Request, form: FormData) -> Response:
    wanted = str(form.get("language", ""))
    if wanted in languages():
        place.language = wanted
    return go_to(request, "/")
