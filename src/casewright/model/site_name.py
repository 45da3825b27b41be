"""The names of the three sites, for everybody: it imports nothing, so that `--help` may show them."""

from __future__ import annotations

from enum import StrEnum


class SiteName(StrEnum):
    """Where a flow is walked: on Seller Central, on recorded pages, or in the practice Seller Central."""

    LIVE = "live"
    REPLAY = "replay"
    SANDBOX = "sandbox"
