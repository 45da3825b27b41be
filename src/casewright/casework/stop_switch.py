"""The stop switch: a file in the user's home for Casewright, looked at before every act."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from casewright.places import Home


def stop(home: Home, reason: str = "") -> Path:
    """Put the switch on and return its path; the file tells when, and why if that was said."""
    return put_on(home.made().stop_switch, reason)


def put_on(switch: Path, reason: str) -> Path:
    """Write the stop file, in a folder that is made where it is missing."""
    switch.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    switch.write_text(f"stopped {datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC\n{reason}\n", encoding="utf-8")
    return switch


def reason_of(switch: Path) -> str:
    """Why the switch is on, as whoever put it on said; empty where nothing was said or it is gone again."""
    try:
        said = switch.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    return said[1].strip() if len(said) > 1 else ""


def refusals_beside(switch: Path) -> Path:
    """The file that counts how often in a row Amazon turned us away, one line each."""
    return switch.with_name("REFUSALS")


def resume(home: Home) -> bool:
    """Take the switch away and begin to count anew; False where it was not on."""
    refusals_beside(home.stop_switch).unlink(missing_ok=True)
    if not home.stop_switch.exists():
        return False
    home.stop_switch.unlink()
    return True
