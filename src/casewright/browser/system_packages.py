"""What Playwright's driver and a browser lack on this system, by their own words, and the packages that hold it."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Sequence

from playwright._impl._driver import compute_driver_executable

from casewright.child_environment import run_child, text_of

_MISSING = re.compile(r"error while loading shared libraries: (\S+?):|Library not loaded: (\S+)")
_SECONDS = 60

_PACKAGES: dict[str, dict[str, str]] = {
    "libatomic.so.1": {
        "apt-get": "libatomic1",
        "dnf": "libatomic",
        "pacman": "gcc-libs",
        "apk": "libatomic",
        "zypper": "libatomic1",
    },
    "a Chinese font": {
        "apt-get": "fonts-wqy-microhei",
        "dnf": "google-noto-sans-cjk-fonts",
        "pacman": "noto-fonts-cjk",
        "apk": "font-noto-cjk",
        "zypper": "noto-sans-cjk-fonts",
    },
}
"""What is missing → package manager → the package that holds it."""
_INSTALL: dict[str, tuple[tuple[str, ...], ...]] = {
    "apt-get": (("apt-get", "update"), ("apt-get", "install", "-y", "--no-install-recommends")),
    "dnf": (("dnf", "install", "-y"),),
    "pacman": (("pacman", "-S", "--noconfirm"),),
    "apk": (("apk", "add"),),
    "zypper": (("zypper", "--non-interactive", "install"),),
}
MANAGERS = tuple(_INSTALL)
"""The package managers that are known, the first that is there counts."""
CHINESE_FONT = "a Chinese font"


def missing_library(said: str) -> str | None:
    """The shared library that a program did not find, by the loader's own words; None where it says of none."""
    found = _MISSING.search(said)
    return (found.group(1) or found.group(2)) if found else None


def library_the_driver_lacks() -> str | None:
    """The library that Playwright's driver does not find; None where it starts, or fails for another reason."""
    node = compute_driver_executable()[0]
    try:
        done = run_child([node, "--version"], _SECONDS)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return missing_library(text_of(done.stderr)) if done.returncode else None


def chinese_font() -> str:
    """The first font of this system that has Chinese characters; empty where there is none. Linux only.

    Raises:
        FileNotFoundError: fontconfig, which knows, is not there.
    """
    listing = shutil.which("fc-list")
    if listing is None:
        raise FileNotFoundError("fc-list")
    fonts = text_of(run_child([listing, ":lang=zh", "family"], _SECONDS).stdout)
    return next(iter(fonts.splitlines()), "")


def package_of(missing: str, manager: str | None) -> str | None:
    """The package that holds what is missing, as this package manager calls it; None where it is not known."""
    return _PACKAGES.get(missing, {}).get(manager or "")


def install_commands(manager: str, package: str) -> Sequence[Sequence[str]]:
    """The commands that install one package, as root."""
    *before, install = _INSTALL[manager]
    return [*before, (*install, package)]
