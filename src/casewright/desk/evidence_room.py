"""Evidence and pictures: rendered, never served as they are, and found only by their hash or key."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from casewright import report
from casewright.desk.pages import refuse_plainly
from casewright.desk.routes import view
from casewright.desk.workplace import Workplace
from casewright.message import msg

LONGEST = 2000
"""Pixels of the longer side: small print can be read when it is enlarged."""


def routes(place: Workplace) -> list[Route]:
    """The addresses of this room."""
    return [
        view(place, "/evidence/{sha256}/{page:int}", show_evidence),
        view(place, "/picture/{key}", show_picture),
    ]


def show_evidence(place: Workplace, request: Request) -> Response:
    """A page of a file that goes with one of the claims at hand."""
    proof = place.evidence(request.path_params["sha256"])
    drawn = report.pictures.draw_evidence(proof, request.path_params["page"], LONGEST) if proof else None
    if drawn is None:
        return refuse_plainly(place, msg("There is no such evidence, or it has changed."), 404)
    return Response(drawn, media_type="image/webp")


def show_picture(place: Workplace, request: Request) -> Response:
    """A screen that was kept by this desk's work."""
    path = place.picture(request.path_params["key"])
    if path is None or not path.is_file():
        return refuse_plainly(place, msg("There is no such picture."), 404)
    return Response(path.read_bytes(), media_type="image/png")
