"""Child processes: run without a shell, in an environment that holds what a program needs and nothing secret."""

from __future__ import annotations

import os
import subprocess
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

_PERSON = "COMPUTERNAME HOME HOMEDRIVE HOMEPATH HOSTNAME LANG LANGUAGE LOGNAME SHELL TZ USER USERNAME USERPROFILE"
_PROGRAMS = (
    "ALLUSERSPROFILE APPDATA COMMONPROGRAMFILES COMSPEC LD_LIBRARY_PATH LOCALAPPDATA NUMBER_OF_PROCESSORS OS PATH "
    "PATHEXT PROCESSOR_ARCHITECTURE PROGRAMDATA PROGRAMFILES PROGRAMFILES(X86) SYSTEMDRIVE SYSTEMROOT TEMP TMP TMPDIR "
    "WINDIR"
)
_SCREEN = "DBUS_SESSION_BUS_ADDRESS DESKTOP_SESSION DISPLAY WAYLAND_DISPLAY XAUTHORITY"
_CERTIFICATES = "SSL_CERT_DIR SSL_CERT_FILE"
_NAMES = frozenset(f"{_PERSON} {_PROGRAMS} {_SCREEN} {_CERTIFICATES}".split())
_PREFIXES = ("FONTCONFIG_", "GDK_", "GTK_", "LC_", "LIBGL_", "PLAYWRIGHT_", "PYTHON", "QT_", "XDG_")
_NETWORK = frozenset({"HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "ALL_PROXY", "NODE_EXTRA_CA_CERTS", "DEBIAN_FRONTEND"})
"""What an installer needs on top to download something; an address of a proxy may hold a password."""
_NETWORK_PREFIXES = ("NPM_CONFIG_", "PIP_")
_KEYS = ("AUTH", "CREDENTIAL", "KEY", "PASS", "SECRET", "TOKEN")
"""What no variable is called that is given for its beginning only: `PLAYWRIGHT_SERVICE_ACCESS_TOKEN` is one such."""

_SWAPPING = threading.Lock()


def child_environment(*, downloads: bool = False) -> dict[str, str]:
    """What a child process is given of this one's environment; with `downloads` also how it reaches the network.

    A list of what is given, not of what is held back: settings, addresses of databases, passphrases and keys of other
    programs stay here, whatever they are called.
    """
    return _select(os.environ, downloads=downloads)


def run_child(
    words: Sequence[str | Path],
    seconds: float,
    *,
    given: bytes = b"",
    environment: Mapping[str, str] | None = None,
    folder: Path | None = None,
) -> subprocess.CompletedProcess[bytes]:
    """Run a program to its end and keep what it says. Its words are never read by a shell, and nobody can be asked.

    `given` is its standard input; without an `environment` it gets `child_environment()`.

    Raises:
        OSError: it cannot be started.
        subprocess.TimeoutExpired: it was still running after so many seconds, and was ended.
    """
    return subprocess.run(  # noqa: S603 (the one place; whose program it is, its callers know)
        words,
        input=given,
        capture_output=True,
        timeout=seconds,
        check=False,
        cwd=folder,
        env=child_environment() if environment is None else environment,
    )


def text_of(output: bytes) -> str:
    """What a child said, line ends as everywhere; characters that are none are shown as such."""
    return output.decode("utf-8", "replace").replace("\r\n", "\n")


def _select(environment: Mapping[str, str], *, downloads: bool) -> dict[str, str]:
    names = _NAMES | _NETWORK if downloads else _NAMES
    prefixes = _PREFIXES + _NETWORK_PREFIXES if downloads else _PREFIXES

    def is_given(name: str) -> bool:
        return name in names or (name.startswith(prefixes) and not any(key in name for key in _KEYS))

    return {name: value for name, value in environment.items() if is_given(name.upper())}


@contextmanager
def only_child_environment(**changed: str) -> Iterator[None]:
    """Hold everything else out of `os.environ` while a library starts a child and cannot be told what to give it.

    `changed` are variables that the child gets with other values. Playwright hands its driver the whole environment.
    One thread at a time; the moment is short.
    """
    with _SWAPPING:
        before = dict(os.environ)
        given = child_environment() | changed
        for name in before.keys() - given.keys():
            del os.environ[name]
        os.environ.update(given)
        try:
            yield
        finally:
            for name in changed.keys() - before.keys():
                del os.environ[name]
            os.environ.update(before)
