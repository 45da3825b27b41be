"""An unexpected failure: kept in a file with what is needed to find its cause, told in one paragraph."""

from __future__ import annotations

import platform
import sys
import traceback
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from casewright.errors import CasewrightError
from casewright.escape import visible
from casewright.message import Message, lines, msg, paragraph
from casewright.places import home
from casewright.privacy.scrub import Scrubber

_REMEDY = msg(
    "No case is filed without a record in the ledger: {list} shows what there is. Please report this failure with that "
    "file; read it before you send it. {debug} shows it here.",
    list="`casewright cases list`",
    debug="`--debug`",
)


class Crash(CasewrightError):
    """Something happened that the program was not made for. Nothing is sent anywhere by itself."""

    @classmethod
    def of(cls, error: BaseException, *, show: bool) -> Crash:
        """The refusal that tells of `error`; `show` puts the traceback into it instead of only into a file."""
        told = Scrubber().people("".join(traceback.format_exception(error)))
        kept = _keep(told)
        happened = msg("Something unexpected happened ({error}).", error=type(error).__name__)
        where = (
            msg("What is needed to find the cause was written to {path}.", path=kept)
            if kept
            else msg("The details could not be written to a file.")
        )
        message = paragraph([happened, where])
        return cls(
            lines([Message("{text}", arguments=(("text", told),)), message]) if show else message, remedy=_REMEDY
        )


def _keep(told: str) -> Path | None:
    """Write the traceback beside the user's other data; None where even that fails."""
    moment = datetime.now(UTC)
    head = (
        f"casewright {version('casewright')}, Python {sys.version.split()[0]}, {platform.platform()}\n{moment:%c} UTC\n"
    )
    try:
        folder = home().make().root / "crashes"
        folder.mkdir(exist_ok=True)
        path = folder / f"{moment:%Y%m%d-%H%M%S-%f}.txt"
        path.write_text(head + visible(told), encoding="utf-8")
    except OSError:
        return None
    return path
