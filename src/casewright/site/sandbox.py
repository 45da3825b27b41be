"""The practice site: recorded pages behind a real server on this machine, with a case log that lasts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from casewright.errors import UsageError
from casewright.flow.page_owner import Owner
from casewright.message import msg
from casewright.model.marketplaces import marketplace as marketplace_of
from casewright.model.site_name import SiteName
from casewright.site.open import Ground, Opener, OpenVisit
from casewright.site.served_pages import Through

Serves = Callable[[str, str], AbstractContextManager[str]]
"""Has a practice server answer for an account and a marketplace while it is entered; gives its address."""


class Sandbox:
    """A practice server: one that is already running, or one inside the program for as long as a visit lasts."""

    name: SiteName = SiteName.SANDBOX

    def __init__(self, opener: Opener, serves: Serves) -> None:
        self._opener = opener
        self._serves = serves

    @contextmanager
    def visit(self, account: str, marketplace: str, keep_in: Path) -> Iterator[OpenVisit]:
        """Open a browser on the practice server; pictures go to `keep_in`.

        Raises:
            CasewrightError: no browser, or the server does not answer.
        """
        with self._serves(account, marketplace) as address:
            origin = address.rstrip("/")
            parts = urlsplit(origin)
            if parts.scheme not in {"http", "https"} or not parts.netloc:
                raise UsageError(
                    msg("{address!r} is not the address of a sandbox.", address=address),
                    remedy=msg("Write it like http://127.0.0.1:8090."),
                )
            owner = Owner(account, marketplace_of(marketplace).code)
            ground = Ground(origin, Through(parts.scheme, (parts.netloc,)), owner)
            with self._opener.visit(ground, keep_in) as visit:
                yield visit
