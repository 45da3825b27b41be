"""The stop switch: a file in the user's Casewright home, checked before every act."""

from __future__ import annotations

import hashlib
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from casewright.places import Home


def stop(home: Home, reason: str = "") -> Path:
    """Turn the switch on and return its path; the file says when, and why if that was given."""
    return put_on(home.stop_switch, reason)


def put_on(switch: Path, reason: str) -> Path:
    """Write the stop file, in a folder that is created if missing; if that fails, where `second_switch` says.

    Raises:
        OSError: it can be written nowhere. `CASEWRIGHT_STOP=1` in the environment stops as well.
    """
    text = f"stopped {datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC\n{reason}\n"
    try:
        switch.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        switch.write_text(text, encoding="utf-8")
    except OSError:
        beside = second_switch(switch)
        beside.write_text(text, encoding="utf-8")
        return beside
    return switch


def second_switch(switch: Path) -> Path:
    """Return where the switch goes if its own folder is read-only or full: beside the system's temporary files."""
    home = hashlib.sha256(str(switch.absolute()).encode(errors="surrogateescape")).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"casewright-STOP-{home}"


def switch_that_is_on(switch: Path) -> Path | None:
    """Return the stop file if it exists. One that cannot be read counts as on."""
    for path in (switch, second_switch(switch)):
        try:
            path.stat()
        except (FileNotFoundError, NotADirectoryError):
            continue
        except OSError:
            return path
        return path
    return None


def reason_of(switch: Path) -> str:
    """Return why the switch is on, as given by whoever turned it on; empty if nothing was given or it is off again."""
    try:
        said = switch.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    return said[1].strip() if len(said) > 1 else ""


def refusals_beside(switch: Path) -> Path:
    """Return the file that counts how often in a row Amazon turned us away, one line each."""
    return switch.with_name("REFUSALS")


def resume(home: Home) -> bool:
    """Turn the switch off and reset the count; False if it was not on."""
    refusals_beside(home.stop_switch).unlink(missing_ok=True)
    was_on = False
    while path := switch_that_is_on(home.stop_switch):
        path.unlink()
        was_on = True
    return was_on
