"""Pages: a template of the desk, or of the reports, rendered in the language of the desk."""

from __future__ import annotations

from starlette.responses import HTMLResponse, PlainTextResponse

from casewright import app
from casewright.desk.workplace import Workplace
from casewright.errors import CasewrightError
from casewright.message import Message, languages, msg, msg_in
from casewright.redact import redact
from casewright.report.html import environment

ROOMS = (
    ("/today", msg("Today")),
    ("/claims", msg("Claims")),
    ("/review", msg("Review")),
    ("/filing", msg("Filing")),
    ("/cases", msg("Cases")),
    ("/money", msg("Money")),
)
"""Where each room is, in the order of the navigation."""


_OWN_NAME = msg_in("what this language calls itself", "English")


def render(place: Workplace, template: str, status: int = 200, **values: object) -> HTMLResponse:
    """A page, or a part of one, with everything escaped and without secrets."""
    made = environment(place.language, "casewright.desk").get_template(template)
    around = {
        "rooms": ROOMS,
        "token": place.session.form_token,
        "site": place.site,
        "languages": [(code, _OWN_NAME.say(code)) for code in languages()],
        "others": app.desks.other_desks(place.session.port),
        "running": place.run is not None and place.run.going_on,
    }
    return HTMLResponse(redact(made.render(**around, **values)), status_code=status)


def refuse_plainly(place: Workplace, message: Message, status: int) -> PlainTextResponse:
    """A refusal where there is no page to put it into, in the language of the desk."""
    return PlainTextResponse(message.say(place.language), status_code=status)


def refuse(place: Workplace, error: CasewrightError, *, part: bool, status: int = 409) -> HTMLResponse:
    """What was refused and what to do about it: as a part of a page where htmx asked, else as a page."""
    return render(
        place, "refusal_part.html.j2" if part else "refusal.html.j2", status, message=error.message, remedy=error.remedy
    )
