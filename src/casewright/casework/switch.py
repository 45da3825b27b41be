"""The stop switch: a file in the user's home for Casewright, looked at before every act."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from casewright.places import Home


def stop(home: Home, reason: str = "") -> Path:
    """Put the switch on and return its path; the file tells when, and why if that was said."""
    switch = home.made().stop_switch
    switch.write_text(f"stopped {datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC\n{reason}\n", encoding="utf-8")
    return switch


def resume(home: Home) -> bool:
    """Take the switch away; False where it was not on."""
    if not home.stop_switch.exists():
        return False
    home.stop_switch.unlink()
    return True
