"""The names of the three sites, for everybody: it imports nothing, so that `--help` may show them."""

from __future__ import annotations

from enum import StrEnum


class SiteName(StrEnum):
    """Where a flow is walked: on Seller Central, on recorded pages, or in the practice Seller Central."""

    LIVE = "live"
    REPLAY = "replay"
    SANDBOX = "sandbox"

    @property
    def flags(self) -> tuple[str, ...]:
        """The words that name it on a command line; none for the real one, which every command means by itself."""
        return () if self is SiteName.LIVE else ("--site", str(self))
