"""Listen to what a page requests from its own site; only the page itself asks."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page, Request

from casewright.caselog.case import SLOW_DOWN, slow_down
from casewright.message import Message


@dataclass
class Overheard:
    """The questions of one page that are about something, and their answers, in the order in which they were asked.

    `about` says which requests those are; `what` names it in a refusal.
    """

    what: Message
    about: Callable[[Request], bool]
    _asked: list[Request] = field(default_factory=list)
    _answered: list[Request] = field(default_factory=list)
    _failed: list[Request] = field(default_factory=list)
    _read: dict[int, object] = field(default_factory=dict)

    def hear_request(self, request: Request) -> None:
        """The page asks for something."""
        if self.about(request):
            self._asked.append(request)

    def hear_failure(self, request: Request) -> None:
        """It gets no answer."""
        self._failed.append(request)

    def hear_answer(self, request: Request) -> None:
        """It got all of one."""
        self._answered.append(request)

    @property
    def was_asked(self) -> bool:
        """Whether the page asked at all."""
        return bool(self._asked)

    @property
    def waits(self) -> bool:
        """Whether the page still waits for the answer to what it asked last."""
        return bool(self._asked) and self._asked[-1] not in (*self._answered, *self._failed)

    def answers(self) -> list[tuple[Request, object]]:
        """Each question that was answered with data, and the data.

        Raises:
            WindowError: `rate-limited`, the page was asked to slow down.
        """
        read = [(request, self._data(request)) for request in self._asked if request in self._answered]
        return [(request, data) for request, data in read if data is not None]

    def _data(self, request: Request) -> object:
        """The answer, read once; None where it is no data or went away with its page: the page itself tells then."""
        if id(request) not in self._read:
            try:
                self._read[id(request)] = self._answer(request)
            except (PlaywrightError, json.JSONDecodeError, UnicodeDecodeError):
                self._read[id(request)] = None
        return self._read[id(request)]

    def _answer(self, request: Request) -> object:
        answer = request.response()
        if answer is not None and answer.status == SLOW_DOWN:
            raise slow_down(self.what, answer.headers.get("retry-after"), datetime.now(UTC))
        return answer.json() if answer is not None and answer.ok else None


@contextmanager
def overheard(page: Page, what: Message, about: Callable[[Request], bool]) -> Iterator[Overheard]:
    """Listen to what a page asks for."""
    heard = Overheard(what, about)
    page.on("request", heard.hear_request)
    page.on("requestfailed", heard.hear_failure)
    page.on("requestfinished", heard.hear_answer)
    try:
        yield heard
    finally:
        page.remove_listener("request", heard.hear_request)
        page.remove_listener("requestfailed", heard.hear_failure)
        page.remove_listener("requestfinished", heard.hear_answer)


def keep_hearing(page: Page) -> None:
    """Let the browser go on telling of requests: turning that on and off again takes six messages a look."""
    for event in ("request", "requestfailed", "requestfinished"):
        page.on(event, _ignore)


def _ignore(_: Request) -> None:
    """Heard, and of no interest now."""
