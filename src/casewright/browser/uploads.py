"""What a page sends while it takes files: the requests under way, what the site received, and what it refused."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page, Request, Response

from casewright.message import Message, msg

_SENDS = frozenset({"POST", "PUT", "PATCH"})


@dataclass  # Playwright marks the objects whose methods it calls, so no slots
class Uploads:
    """Requests that may carry files, from when it watches on."""

    under_way: set[Request] = field(default_factory=set)
    refused: list[Message] = field(default_factory=list)
    _answered: list[Request] = field(default_factory=list)
    _received: int = 0

    @contextmanager
    def watched(self, page: Page) -> Iterator[None]:
        """Listen to a page's requests while it is entered."""
        page.on("request", self._begins)
        page.on("response", self._is_answered)
        page.on("requestfailed", self._fails)
        try:
            yield
        finally:
            page.remove_listener("request", self._begins)
            page.remove_listener("response", self._is_answered)
            page.remove_listener("requestfailed", self._fails)

    @property
    def received(self) -> int:
        """How many bytes the site received in requests that it answered."""
        while self._answered:
            self._received += _size(self._answered.pop())
        return self._received

    def _begins(self, request: Request) -> None:
        if request.method in _SENDS:
            self.under_way.add(request)

    def _is_answered(self, response: Response) -> None:
        if response.request not in self.under_way:
            return
        if response.status >= 400:
            self.refused.append(msg("the site answered {status}", status=response.status))
        else:
            self._answered.append(response.request)
        self.under_way.discard(response.request)

    def _fails(self, request: Request) -> None:
        if request in self.under_way:
            self.refused.append(msg("sending failed ({reason})", reason=request.failure))
        self.under_way.discard(request)


def _size(request: Request) -> int:
    """The bytes of a request's body; of a form with files in it only the browser knows them."""
    with suppress(PlaywrightError):
        return len(request.post_data_buffer or b"") or int(request.sizes()["requestBodySize"])
    return 0
