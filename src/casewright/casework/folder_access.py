"""Whether other users of this machine can read a folder: by permission bits, on Windows by its access list."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

from casewright.child_environment import run_child

_SECONDS = 20.0

_ENTRY = re.compile(r"\((?P<kind>[A-Z]+);[^;)]*;(?P<rights>[^;)]*);[^;)]*;[^;)]*;(?P<who>[^;)]+)")
"""One entry of a list in Windows' own notation (SDDL), which is the same in every language."""

_MANY = frozenset(
    {"WD", "BU", "AU", "BG", "AN", "IU", "S-1-1-0", "S-1-5-32-545", "S-1-5-11", "S-1-5-32-546", "S-1-5-7", "S-1-5-4"}
)
"""Everyone, users, whoever is signed in, guests, whoever is nobody, whoever sits there: as letters and as numbers."""


def others_can_look(folder: Path) -> bool:
    """Return whether anybody but the owner, the system and administrators may read a folder; False if unknown."""
    if os.name == "nt":
        return lets_many_in(read_access_list(folder))
    return bool(folder.stat().st_mode & 0o077)


def closing_command(folder: Path) -> str:
    """Return the command that closes it, to be typed."""
    if os.name != "nt":
        return shlex.join(["chmod", "700", str(folder)])
    return subprocess.list2cmdline(["icacls", str(folder), "/inheritance:r", "/grant:r"]) + ' "%USERNAME%:(OI)(CI)F"'


def lets_many_in(access_list: str) -> bool:
    """Return whether an access list (SDDL) grants anything to people who are not named in it."""
    return any(
        entry["kind"] in {"A", "XA"} and entry["rights"] and entry["who"] in _MANY
        for entry in _ENTRY.finditer(access_list)
    )


def read_access_list(folder: Path, run: Callable[..., subprocess.CompletedProcess[bytes]] = run_child) -> str:
    """Return a folder's access list as `icacls` saves it; empty if it does not."""
    with tempfile.TemporaryDirectory(prefix="casewright-") as place:
        saved = Path(place) / "access"
        try:
            run(["icacls", folder, "/save", saved], _SECONDS)
            content = saved.read_bytes()
        except (OSError, subprocess.TimeoutExpired):
            return ""
    return content.decode("utf-16" if content[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-16-le", "replace")
