"""Where files are: what is shipped with the program, and what it keeps for its user."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

SETTINGS_FILE = "casewright.toml"
"""What a settings file is called, in the working folder and in the home folder."""

_PACKAGE = Path(__file__).resolve().parent


def shipped() -> Path:
    """The folder that holds `flows/` and `fixtures/`: inside the wheel, or the root of a checkout."""
    inside = _PACKAGE / "shipped"
    return inside if inside.is_dir() else _PACKAGE.parent.parent


def flows() -> Path:
    """The flows that came with the program."""
    return shipped() / "flows"


def recordings() -> Path:
    """The recorded pages that came with the program."""
    return shipped() / "fixtures" / "recordings"


def manual() -> Path:
    """The documentation that came with the program, which `casewright help TOPIC` shows."""
    return shipped() / "docs"


def demo_claims() -> Path:
    """The folder of the demo's claims file and evidence."""
    return shipped() / "fixtures" / "claims" / "demo"


@dataclass(frozen=True, slots=True)
class Home:
    """Everything the program keeps, in one folder that only the user may read.

    `CASEWRIGHT_HOME` moves it; otherwise it is the platform's folder for application data.
    """

    root: Path

    @property
    def settings(self) -> Path:
        """The user's `casewright.toml`."""
        return self.root / SETTINGS_FILE

    @property
    def mends(self) -> Path:
        """The user's own mends of flows."""
        return self.root / "flows"

    @property
    def browsers(self) -> Path:
        """A browser that `setup` unpacked, where the platform had none."""
        return self.root / "browser"

    @property
    def accounts(self) -> Path:
        """The accounts that were added: names and e-mail addresses, no secrets."""
        return self.root / "accounts.toml"

    @property
    def sessions(self) -> Path:
        """Encrypted sign-ins, one file an account."""
        return self.root / "sessions"

    @property
    def vault(self) -> Path:
        """Secrets under the user's own passphrase, where the system has no keyring and the user asked for it."""
        return self.root / "vault.json"

    @property
    def stop_switch(self) -> Path:
        """The stop switch: while this file is there nothing is done."""
        return self.root / "STOP"

    @property
    def runs(self) -> Path:
        """The log of every run: what was done, when, and on whose authority."""
        return self.root / "runs.jsonl"

    @property
    def reviews(self) -> Path:
        """Previews and reports for which no folder was named."""
        return self.root / "reviews"

    @property
    def answers(self) -> Path:
        """What was answered in reviews at the desk, a file for each set of sheets."""
        return self.root / "answers"

    @property
    def dropped(self) -> Path:
        """Sheets and papers that were dropped onto the desk, a folder each time."""
        return self.root / "dropped"

    @property
    def desks(self) -> Path:
        """One locked file for each desk that is open."""
        return self.root / "desks"

    @property
    def jobs(self) -> Path:
        """What a worker on this machine was given to file, and the reports of it, a folder each job."""
        return self.root / "jobs"

    @property
    def evidence(self) -> Path:
        """Copies of photos that are sent in place of the originals: HEIC as JPEG, or without the position."""
        return self.root / "evidence"

    @property
    def demos(self) -> Path:
        """What the demo wrote, a folder each time, with a home folder of its own in it: `kept`."""
        return self.root / "demo"

    def ledger(self, site: str) -> Path:
        """The ledger of a site: practice never mixes with the real account."""
        return self.root / f"ledger-{site}.sqlite"

    @property
    def heads(self) -> Path:
        """Where the ledgers' chains end, apart from the ledgers: a tail that was cut off is noticed."""
        return self.root / "heads.json"

    @property
    def sandbox(self) -> Path:
        """The practice Seller Central's case log and uploads."""
        return self.root / "sandbox"

    def make(self) -> Home:
        """The same, with the folder there and readable by its owner only."""
        self.root.mkdir(parents=True, exist_ok=True, mode=0o700)
        return self


def home() -> Home:
    """The user's home for Casewright."""
    named = os.environ.get("CASEWRIGHT_HOME")
    if named:
        return Home(Path(named).expanduser().absolute())
    return Home(user_data_folder(sys.platform, os.environ, Path.home()) / "casewright")


def user_data_folder(platform: str, environment: Mapping[str, str], user: Path) -> Path:
    """Where programs of a platform keep a user's data: as Windows names it, Apple's guide, the XDG specification."""
    if platform == "win32":
        return Path(environment.get("LOCALAPPDATA") or user / "AppData" / "Local")
    if (named := environment.get("XDG_DATA_HOME", "")).startswith("/"):
        return Path(named)
    return user / ("Library/Application Support" if platform == "darwin" else ".local/share")
