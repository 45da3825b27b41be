"""How a function becomes a page or an act: in a thread, with refusals told, and acts only with the token."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from casewright.desk.pages import refuse, refuse_plainly
from casewright.desk.workplace import Workplace
from casewright.errors import CasewrightError
from casewright.message import msg

Show = Callable[[Workplace, Request], Response]
"""Shows something, and changes nothing."""
Do = Callable[[Workplace, Request, FormData], Response]
"""Does something with what a form holds."""

_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

MOST_FILES, MOST_FIELDS, LARGEST_FIELD = 200, 200, 100_000


def view(place: Workplace, path: str, show: Show) -> Route:
    """A page."""

    async def answer(request: Request) -> Response:
        """The page, made in a thread: what it reads may take its time."""
        return await run_in_threadpool(_answer_or_refuse, place, request, lambda: show(place, request))

    return Route(path, answer, methods=["GET"], name=show.__name__)


def act(place: Workplace, path: str, do: Do) -> Route:
    """An act: a POST whose form holds the token of the page, or whose header does."""

    async def answer(request: Request) -> Response:
        """What the act led to; refused without the token."""
        async with request.form(max_files=MOST_FILES, max_fields=MOST_FIELDS, max_part_size=LARGEST_FIELD) as form:
            token = request.headers.get("x-desk-token") or str(form.get("token", ""))
            if not place.session.accepts(token):
                return refuse_plainly(place, msg("This page belongs to another session. Load it again."), 403)
            return await run_in_threadpool(_answer_or_refuse, place, request, lambda: do(place, request, form))

    return Route(path, answer, methods=["POST"], name=do.__name__)


def stream(path: str, answer: Callable[[Request], Awaitable[Response]]) -> Route:
    """An answer that goes on for as long as somebody listens."""
    return Route(path, answer, methods=["GET"])


def uploads(form: FormData, *fields: str) -> list[tuple[str, bytes]]:
    """The files that a form holds, each by name and content."""
    given = [one for name in fields for one in form.getlist(name) if isinstance(one, UploadFile)]
    return [(one.filename, one.file.read()) for one in given if one.filename]


def asks_for_part(request: Request) -> bool:
    """Return whether htmx asks for a part of the page that is there."""
    return request.headers.get("hx-request") == "true"


def go_to(request: Request, path: str) -> Response:
    """Lead the browser to a page after an act."""
    if asks_for_part(request):
        return Response(status_code=204, headers={"HX-Location": path})
    return RedirectResponse(path, status_code=303)


def hand_out_sheet(content: bytes, name: str) -> Response:
    """A workbook that the browser saves under a name; the name is letters, digits, dots and hyphens."""
    named = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=_SHEET, headers=named)


def _answer_or_refuse(place: Workplace, request: Request, work: Callable[[], Response]) -> Response:
    """The answer, or the sentence of a refusal."""
    try:
        return work()
    except CasewrightError as error:
        return refuse(place, error, part=asks_for_part(request))
