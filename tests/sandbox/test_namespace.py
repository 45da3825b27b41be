"""In a network of its own, in which every packet that leaves is counted: none does, in every mode."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser

HERE = Path(__file__).parent
ALONE = ("unshare", "--map-root-user", "--net", sys.executable, str(HERE / "sealed_namespace.py"))


def in_a_namespace(*command: str) -> dict[str, object]:
    """Run a command there; how it ended, and what left meanwhile."""
    done = subprocess.run([*ALONE, *command], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    *said, counted = done.stdout.splitlines()
    return {**json.loads(counted), "said": "\n".join(said) + done.stderr}


def why_not() -> str | None:
    """Why this machine allows none; None where it does."""
    if shutil.which("unshare") is None or shutil.which("ip") is None:
        return "there is no `unshare` or no `ip`"
    tried = subprocess.run([*ALONE, "true"], capture_output=True, text=True, check=False)
    return None if tried.returncode == 0 else f"no network of its own is allowed here: {tried.stderr[-200:]}"


@pytest.fixture(scope="module")
def _namespaces() -> None:
    if reason := why_not():
        pytest.skip(f"{reason}; the listeners of test_ways_out.py stand alone")


@pytest.mark.usefixtures("_namespaces")
def test_what_leaves_is_seen() -> None:
    asks = "import socket; socket.socket(type=socket.SOCK_DGRAM).sendto(b'x', ('198.51.100.1', 53))"
    told = in_a_namespace(sys.executable, "-c", asks)
    assert (told["rc"], told["packets"]) == (0, 1), told


@pytest.mark.usefixtures("_namespaces")
def test_fifty_ways_out_in_every_mode_send_no_packet() -> None:
    words = ("-q", "-p", "no:cacheprovider", "-p", "no:xdist", "-k", "fifty", str(HERE / "test_ways_out.py"))
    told = in_a_namespace(sys.executable, "-m", "pytest", *words)
    assert told["rc"] == 0, told["said"]
    assert "4 passed" in str(told["said"]), told["said"]
    assert told["packets"] == 0, told["first"]
