"""Who may come in: a link that works once becomes a cookie, and every act needs the token of the page as well."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock
from time import time

IDLE_MINUTES = 30
"""After so long without a request the session is over; a run that goes on keeps it."""


def _secret() -> str:
    return secrets.token_urlsafe(32)


@dataclass(slots=True)
class DeskSession:
    """One person's session at one desk. Its secrets are made here, compared here, and never written anywhere.

    `now` is the clock on the wall, in seconds: it goes on while a laptop sleeps. `busy` says whether a run goes on.
    """

    port: int
    now: Callable[[], float] = time
    busy: Callable[[], bool] = lambda: False
    cookie_value: str = field(default_factory=_secret, repr=False)
    form_token: str = field(default_factory=_secret, repr=False)
    over: bool = False
    _link_token: str | None = field(default_factory=_secret, repr=False)
    _seen: float = field(default_factory=time)
    _lock: Lock = field(default_factory=Lock)

    @property
    def host(self) -> str:
        """The only `Host` that is answered."""
        return f"127.0.0.1:{self.port}"

    @property
    def origin(self) -> str:
        """The only `Origin` that may ask for anything."""
        return f"http://{self.host}"

    @property
    def cookie_name(self) -> str:
        """The cookie's name: cookies do not know of ports, and there may be another desk."""
        return f"casewright-desk-{self.port}"

    @property
    def link(self) -> str:
        """The link that lets one browser in, once."""
        return f"{self.origin}/enter?token={self._link_token or ''}"

    def redeem(self, token: str) -> bool:
        """Spend the link's token; False for a wrong one, and for any after the first."""
        with self._lock:
            if self._link_token is None or not hmac.compare_digest(token.encode(), self._link_token.encode()):
                return False
            self._link_token = None
            return True

    def admits(self, cookie: str) -> bool:
        """Return whether a cookie is this session's, and the session is not over; whoever is let in keeps it awake."""
        if not hmac.compare_digest(cookie.encode(), self.cookie_value.encode()) or self.is_over():
            return False
        self._seen = self.now()
        return True

    def accepts(self, token: str) -> bool:
        """Return whether an act carries the token of this session's pages."""
        return hmac.compare_digest(token.encode(), self.form_token.encode())

    def is_over(self) -> bool:
        """Return whether nobody came for too long, or it was ended; once over it stays so."""
        if not self.over and not self.busy() and self.now() - self._seen > IDLE_MINUTES * 60:
            self.over = True
        return self.over
