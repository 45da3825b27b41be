"""Pages that come from a server: the practice server on this machine, or Seller Central itself."""

from __future__ import annotations

import re

from playwright.sync_api import Route

from casewright.site.guard import Served


class Through:
    """Lets requests through to the hosts it knows (patterns like `*.example.com`, or `127.0.0.1:8000`)."""

    def __init__(self, scheme: str, hosts: tuple[str, ...]) -> None:
        # Whatever comes after the host begins with one of these; an address with a name or password in it is not ours.
        self.origins = tuple(f"{scheme}://{host}" for host in hosts)
        known = "|".join(_in_address(host) for host in hosts)
        self.passes = re.compile(f"{re.escape(scheme)}://(?:{known})(?:[/?#]|$)")

    def serve(self, route: Route) -> Served:
        """Nothing else is this site's, but what a page makes by itself, which goes nowhere."""
        if route.request.url.startswith(("data:", "blob:")):
            route.continue_()
            return Served.HERE
        return Served.NOT


def _in_address(host: str) -> str:
    """A host pattern as a regular expression in which `*` stays inside the host."""
    return r"[^/?#@\\]*".join(re.escape(part) for part in host.split("*"))
