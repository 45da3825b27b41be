"""The server: on this machine's own address only, from the link it gives to its end."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import uvicorn

from casewright import app
from casewright.desk.session import DeskSession
from casewright.desk.web import make_web
from casewright.desk.workplace import Workplace
from casewright.errors import CasewrightError
from casewright.message import msg
from casewright.model.site_name import SiteName

_LOOK_EVERY = 2.0
"""Seconds between two looks at whether the session is over."""


@dataclass(frozen=True, slots=True)
class DeskClosed:
    """How a desk ended: whether it was idle for too long, and where its plan is, if one was written."""

    url: str
    idle: bool
    plan: Path | None


def open_workplace(
    sources: Sequence[Path], site: SiteName, port: int, language: str, lang: str | None = None
) -> Workplace:
    """A workplace for a port, with the claims read.

    Raises:
        CasewrightError: the plan, a flow or the settings cannot be used.
    """
    session = DeskSession(port)
    place = Workplace(session, tuple(sources), site, language, lang)
    session.busy = lambda: place.run is not None and place.run.going_on
    place.read_claims()
    return place


def serve_desk(
    sources: Sequence[Path],
    site: SiteName,
    port: int,
    language: str,
    *,
    lang: str | None = None,
    ready: Callable[[str, tuple[int, ...]], None],
) -> DeskClosed:
    """Serve the desk until Ctrl-C, or until nobody came for too long. A run that goes on is led to its next stop.

    `ready` hears the link that lets one browser in, and the ports of other desks on the same home.

    Raises:
        CasewrightError: the port is taken, or the claims cannot be read.
    """
    listening = listen(port)
    port = listening.getsockname()[1]
    with listening, app.desks.announce_desk(port):
        place = open_workplace(sources, site, port, language, lang)
        listening.listen()  # whoever opens the link at once waits for the server instead of being turned away
        ready(place.session.link, app.desks.other_desks(port))
        run_server(place, listening)
    return DeskClosed(place.session.origin, place.session.over, place.plan_written)


def listen(port: int) -> socket.socket:
    """A socket on 127.0.0.1; 0 takes a free port.

    Raises:
        CasewrightError: the port is taken.
    """
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        listening.bind(("127.0.0.1", port))
    except OSError as error:
        listening.close()
        raise CasewrightError(
            msg("Port {port} cannot be used: {reason}.", port=port, reason=error.strerror or error),
            remedy=msg("Name another one with {option}, or leave it out.", option="--port"),
        ) from error
    return listening


def run_server(place: Workplace, listening: socket.socket) -> None:
    """Answer requests until the process is asked to end, or the session is over."""
    with suppress(KeyboardInterrupt):  # the Ctrl-C that ended the server, which it raises again at its end
        asyncio.run(_serve(place, listening))
    if place.run is not None:
        place.run.finish()


async def _serve(place: Workplace, listening: socket.socket) -> None:
    config = uvicorn.Config(
        make_web(place),
        access_log=False,
        log_level="warning",
        server_header=False,
        lifespan="off",
        timeout_graceful_shutdown=2,
    )
    server = uvicorn.Server(config)
    watching = asyncio.create_task(_end_when_over(place, server))
    try:
        await server.serve(sockets=[listening])
    finally:
        watching.cancel()


async def _end_when_over(place: Workplace, server: uvicorn.Server) -> None:
    """Let the server end once the session is over."""
    never = asyncio.Event()
    while not place.session.is_over():
        try:
            await asyncio.wait_for(never.wait(), _LOOK_EVERY)
        except TimeoutError:
            continue
    server.should_exit = True
