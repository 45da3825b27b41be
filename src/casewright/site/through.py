"""Pages that come from a server: the practice server on this machine, or Seller Central itself."""

from __future__ import annotations

from fnmatch import fnmatchcase
from urllib.parse import urlsplit

from playwright.sync_api import Route

from casewright.site.guard import Served


class Through:
    """Lets requests through to the hosts it knows (patterns like `*.example.com`, or `127.0.0.1:8000`)."""

    def __init__(self, scheme: str, hosts: tuple[str, ...]) -> None:
        self._scheme = scheme
        self._hosts = hosts

    def serve(self, route: Route) -> Served:
        """Let the request through, or leave it: another scheme or host is not this site's."""
        asked = urlsplit(route.request.url)
        if asked.scheme in {"data", "blob"}:
            route.continue_()
            return Served.HERE
        if asked.scheme != self._scheme or not any(fnmatchcase(asked.netloc, host) for host in self._hosts):
            return Served.NOT
        route.continue_()
        return Served.THROUGH
