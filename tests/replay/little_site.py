"""A site of a few pages for one test, which remembers what it was asked."""

from __future__ import annotations

from casewright.recording.exchange import NOT_RECORDED, Answer, Request

_PAGE = '<!doctype html><html lang="en"><meta charset="utf-8"><link rel="icon" href="data:,"><body>{}</body></html>'


class LittleSite:
    """Pages by path; a value that is an `Answer` is given as it is. Uploads are taken, everything else is not there."""

    def __init__(self, pages: dict[str, str | Answer]) -> None:
        self.pages = pages
        self.requests: list[Request] = []

    def respond(self, request: Request) -> Answer:
        self.requests.append(request)
        if "upload" in request.query:
            return Answer(body=b"{}", media_type="application/json")
        page = self.pages.get(request.path)
        if page is None:
            return Answer(status=404, headers={NOT_RECORDED: request.path})
        return page if isinstance(page, Answer) else Answer(body=_PAGE.format(page).encode())

    @property
    def paths(self) -> list[str]:
        return [request.path for request in self.requests]
