"""The workspace: settings, home folder, and the ledgers in it."""

from __future__ import annotations

import getpass
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from casewright.errors import CasewrightError
from casewright.message import msg
from casewright.model.site_name import SiteName
from casewright.places import Home, home
from casewright.settings import Settings, load_settings

if TYPE_CHECKING:
    from casewright.ledger.store import Ledger


@dataclass(frozen=True, slots=True)
class Workspace:
    """What one use case works with.

    `home` holds everything that lasts. `practice` is another folder for the practice site's cases and ledger, for a
    demo that must leave no trace in the home folder; None for the home folder.
    """

    settings: Settings
    home: Home
    practice: Home | None = None

    def has_ledger(self, site: SiteName) -> bool:
        """Return whether anything was ever recorded for a site; asking must not create a ledger."""
        return self.settings.ledger_url is not None or self.home.ledger(site).exists()

    def open_ledger(self, site: SiteName) -> Ledger:
        """The site's ledger: the practice folder's, else the shared one of the settings, else the home folder's.

        Raises:
            LedgerError: it cannot be opened.
        """
        from casewright.ledger.store import open_ledger  # noqa: PLC0415 (the database; a first check has no ledger)

        kept = make_home(self.practice or self.home)
        shared = self.settings.ledger_url if self.practice is None else None
        return open_ledger(shared or kept.ledger(site), site, head=kept.heads)

    def name_report_folder(self, kind: str) -> Path:
        """Return a new folder in the home folder for a report that is written later; it is not created yet."""
        return self.home.reviews / f"{datetime.now().astimezone():%Y-%m-%d-%H%M%S}-{kind}"

    def report_folder(self, out: Path | None, kind: str) -> Path:
        """Return the folder for a report, created: the one that was named, else a new one in the home folder."""
        if out is None:
            make_home(self.home)
        return make_report_folder(out or self.name_report_folder(kind))


def make_report_folder(folder: Path) -> Path:
    """The folder that a person named for a report, made where it is missing, as an absolute path.

    Raises:
        CasewrightError: it cannot be made; it is named as the person wrote it.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        raise CasewrightError(
            msg("{path} is a file, and a folder is needed there.", path=folder),
            remedy=msg("Name a folder with {option}.", option="--out"),
        ) from error
    except OSError as error:
        raise CasewrightError(
            msg("The folder {folder} cannot be created: {reason}.", folder=folder, reason=error.strerror or error),
            remedy=msg("Name a folder in which you may write with {option}.", option="--out"),
        ) from error
    return folder.absolute()


def make_home(kept: Home) -> Home:
    """Return the home folder, created if it is missing.

    Raises:
        CasewrightError: it cannot be created: the disk is full or read-only, or the folder belongs to somebody else.
    """
    try:
        return kept.make()
    except OSError as error:
        raise CasewrightError(
            msg("The home folder {folder} cannot be used: {reason}.", folder=kept.root, reason=error.strerror or error),
            remedy=msg("Set {variable} to a folder in which you may write.", variable="CASEWRIGHT_HOME"),
        ) from error


def open_workspace(**flags: object) -> Workspace:
    """Open the workspace of this machine's user; flags that are None keep the setting.

    Raises:
        UsageError: a settings file cannot be read, or a value is out of range.
    """
    return Workspace(load_settings(**flags), home())


def interface_language(lang: str | None = None) -> str:
    """Return the language for the person: the one asked for, else the settings', else the system's.

    Raises:
        UsageError: a settings file cannot be read, or the language is not known.
    """
    return load_settings(lang=lang).language


def plain_interface() -> bool:
    """Return whether the settings ask for output that neither moves nor has colors.

    Raises:
        UsageError: a settings file cannot be read, or a value is out of range.
    """
    return load_settings().plain


def person() -> str:
    """Return the name under which somebody is logged in to this machine, for the record of who said yes."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container without a user's name
        return str(msg("somebody on this machine"))
