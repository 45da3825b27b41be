"""The browser and its driver know no secret of the program that started them."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(sys.platform != "linux", reason="only Linux shows the environment of a process in a file"),
]

START = """
import json, os
from pathlib import Path
from casewright.browser import start
from casewright.browser.launch import find_browser

def descendants(pid):
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in (task / "children").read_text().split():
            yield int(child)
            yield from descendants(int(child))

with start.browser(find_browser(os.environ.get("CASEWRIGHT_BROWSER")), headless=True):
    environments = [Path(f"/proc/{pid}/environ").read_bytes() for pid in descendants(os.getpid())]
print(json.dumps([b"opensesame" in environment for environment in environments]))
"""


def test_no_process_that_a_visit_starts_holds_a_secret() -> None:
    secrets = {
        "CASEWRIGHT_LEDGER_URL": "postgresql://seller:opensesame@db.example/ledger",
        "CASEWRIGHT_KEYRING_PASSPHRASE": "opensesame",
        "PGPASSWORD": "opensesame",
        "PLAYWRIGHT_SERVICE_ACCESS_TOKEN": "opensesame",
        "PYTHON_KEYRING_PASSPHRASE": "opensesame",
        "AMZN_SESSION": "opensesame",
    }

    started = subprocess.run(
        [sys.executable, "-c", START], env=os.environ | secrets, capture_output=True, text=True, check=True, timeout=120
    )

    held = json.loads(started.stdout)
    assert len(held) >= 3, "a driver, a browser and its parts"
    assert not any(held)
