"""The guard of every request: one browser of this machine, from the desk's own pages, with the cookie."""

from __future__ import annotations

from collections.abc import Callable
from http.cookies import CookieError, SimpleCookie

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.types import Message as Event

from casewright.desk.session import DeskSession
from casewright.message import NOTHING, Message, msg

LARGEST = 60_000_000
"""Bytes that one request may send: a sheet with its papers. More is not read."""

_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
}
"""What every answer says. With `no-referrer` browsers would send forms with the origin `null`."""


class DeskGuard:
    """Refuses what does not come from the desk's own pages in the browser that was let in.

    `Host` is checked against rebinding, `Origin` and `Sec-Fetch-Site` against other sites and other ports, the cookie
    against other users of the machine. An act has to name its origin.
    """

    def __init__(self, app: ASGIApp, session: DeskSession, language: Callable[[], str]) -> None:
        self._app = app
        self._session = session
        self._language = language

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(event: Event) -> None:
            if event["type"] == "http.response.start":
                MutableHeaders(scope=event).update(_HEADERS)
            await send(event)

        refusal = self._refuse(scope["method"], scope["path"], Headers(scope=scope))
        app = PlainTextResponse(refusal.say(self._language()), status_code=403) if refusal else self._app
        await app(scope, receive, send_with_headers)

    def _refuse(self, method: str, path: str, headers: Headers) -> Message:
        """Why a request is refused; empty where it is not. Nothing of the request is repeated."""
        if headers.getlist("host") != [self._session.host]:
            return msg("This desk answers only at its own address.")
        if not self._comes_from_here(method, headers):
            return msg("This desk answers only to its own pages.")
        if path == "/enter":
            return NOTHING
        if _length(headers) > LARGEST or "transfer-encoding" in headers:
            return msg("This is too large for the desk.")
        return NOTHING if self._session.admits(_cookie(headers, self._session.cookie_name)) else _NOT_LET_IN

    def _comes_from_here(self, method: str, headers: Headers) -> bool:
        """Return whether a page of this desk asks, or the person by typing an address or following the link."""
        origin = headers.get("origin")
        if origin is None:
            asked_by = headers.get("sec-fetch-site", "same-origin")
            return method in {"GET", "HEAD"} and asked_by in {"same-origin", "none"}
        return origin == self._session.origin and headers.get("sec-fetch-site", "same-origin") == "same-origin"


_NOT_LET_IN = msg(
    "This browser was not let in, or the desk was idle for too long. Run `casewright desk` again, and open the link "
    "that it prints."
)


def _length(headers: Headers) -> int:
    said = headers.get("content-length", "0")
    return int(said) if said.isdigit() else 0


def _cookie(headers: Headers, name: str) -> str:
    try:
        found = SimpleCookie(headers.get("cookie", "")).get(name)
    except CookieError:
        return ""
    return found.value if found else ""
