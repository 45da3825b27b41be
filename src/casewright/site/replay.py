"""The dry run's site: recorded pages under the real addresses, played inside the program; nothing leaves."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from playwright.sync_api import Request as BrowserRequest
from playwright.sync_api import Route

from casewright.flow.page_owner import Owner
from casewright.model.marketplaces import marketplace as marketplace_of
from casewright.model.site_name import SiteName
from casewright.recording.exchange import Answer, Request, read_request
from casewright.site.guard import Served
from casewright.site.open import Ground, Opener, OpenVisit

Respond = Callable[[Request], Answer]
"""The player's one function."""

_MOST_REDIRECTS = 5
_GO_ON = "<!doctype html><title>Going on</title><script>location.replace({to})</script>"


class Recorded:
    """Answers requests to one host with a player; a session of its own, so that a visit always starts fresh."""

    passes = None

    def __init__(self, respond: Respond, host: str) -> None:
        self._respond = respond
        self._host = host
        self._session = ""
        self._closing = threading.Event()

    def serve(self, route: Route) -> Served:
        """Answer from the recording; what is not recorded, or belongs to another host, is not served."""
        asked = urlsplit(route.request.url)
        if asked.scheme != "https" or asked.netloc != self._host:
            return Served.NOT
        answer = self._answer(route.request)
        if not answer.recorded:
            return Served.NOT
        if answer.delay:
            self._closing.wait(answer.delay)  # a slow site, as it was recorded
        if answer.fault == "drop":
            route.abort("connectionreset")
        else:
            route.fulfill(status=answer.status, body=answer.body, headers=_headers(answer))
        return Served.HERE

    def _answer(self, asked: BrowserRequest) -> Answer:
        """The player's answer; redirects are followed here, because a browser's routing never sees where they lead."""
        body, kind = asked.post_data_buffer or b"", asked.headers.get("content-type", "")
        answer = self._take(read_request(asked.method, asked.url, body=body, content_type=kind))
        for _ in range(_MOST_REDIRECTS):
            if answer.location is None or answer.fault == "drop":
                return answer
            to = urljoin(asked.url, answer.location)
            if to != asked.url:
                return _go_on(answer, to)
            answer = self._take(read_request("GET", to))
        return Answer(status=508, body=b"This recording goes in a circle.")

    def _take(self, request: Request) -> Answer:
        answer = self._respond(replace(request, session=self._session))
        self._session = answer.session or self._session
        return answer


def _go_on(answer: Answer, to: str) -> Answer:
    """A page that goes on by itself, so that the address bar, too, shows where the redirect leads."""
    target = json.dumps(to).replace("<", "\\u003c")
    return Answer(body=_GO_ON.format(to=target).encode(), delay=answer.delay)


def _headers(answer: Answer) -> dict[str, str]:
    return {**answer.headers, "Content-Type": answer.media_type, "Cache-Control": "no-store"}


Plays = Callable[[str, str], Respond]
"""Makes a fresh player: account, marketplace → its one function."""


class Replay:
    """Recorded pages, started fresh for each visit. `plays` makes a player for an account and a marketplace."""

    name: SiteName = SiteName.REPLAY

    def __init__(self, opener: Opener, plays: Plays) -> None:
        self._opener = opener
        self._plays = plays

    @contextmanager
    def visit(self, account: str, marketplace: str, keep_in: Path) -> Iterator[OpenVisit]:
        """Open a browser on the recording; pictures go to `keep_in`.

        Raises:
            CasewrightError: no browser, no such marketplace, or the recording cannot be read.
        """
        place = marketplace_of(marketplace)
        source = Recorded(self._plays(account, marketplace), place.host)
        ground = Ground(f"https://{place.host}", source, Owner(account, place.code))
        with self._opener.visit(ground, keep_in) as visit:
            yield visit
