"""Where Windows says that a program is installed: its registry's `App Paths`, which installers write."""

from __future__ import annotations

import sys
from pathlib import Path

KEY = r"Software\Microsoft\Windows\CurrentVersion\App Paths"

if sys.platform == "win32":  # pragma: no cover (needs Windows)
    import winreg

    def registered_program(name: str) -> Path | None:
        """The path of a program such as `chrome.exe`, the user's own installation first; None where none is known."""
        for hive in (winreg.HKEY_CURRENT_USER, winreg.HKEY_LOCAL_MACHINE):
            try:
                return Path(winreg.QueryValue(hive, rf"{KEY}\{name}").strip('"'))
            except OSError:
                continue
        return None
else:

    def registered_program(name: str) -> Path | None:  # noqa: ARG001 (the same on every system)
        """None: only Windows has such a register."""
        return None
