"""What somebody is told who pressed Ctrl-C: where to look for what was done until then."""

from __future__ import annotations

from collections.abc import Sequence

from casewright.errors import CasewrightError, ExitCode
from casewright.message import NOTHING, Message, msg

_KEPT_IN_A_LEDGER = frozenset({"file", "cases adopt", "cases reconcile", "cases reply", "cases sync"})
"""The commands that write into a ledger while they work."""


class Interrupted(CasewrightError):
    """Ctrl-C."""

    exit_code = ExitCode.INTERRUPTED


def interruption(command: str, words: Sequence[str]) -> Interrupted:
    """The refusal that Ctrl-C comes to; `words` are those of the command line, which say on which site it worked."""
    return Interrupted(msg("Interrupted."), remedy=_remedy(command, words))


def _remedy(command: str, words: Sequence[str]) -> Message:
    if command == "demo":
        return msg("It was practice only: nothing reached Amazon.")
    if command not in _KEPT_IN_A_LEDGER:
        return NOTHING
    look = " ".join(("casewright cases list", *_site_words(words)))
    return msg("Nothing is lost: {command} tells how far it came.", command=f"`{look}`")


def _site_words(words: Sequence[str]) -> tuple[str, ...]:
    """`--site sandbox`, as it was given; nothing for the real site."""
    last = ""
    for at, word in enumerate(words):
        if word == "--site":
            last = next(iter(words[at + 1 : at + 2]), "")
        elif word.startswith("--site="):
            last = word.removeprefix("--site=")
    return ("--site", last) if last and last != "live" else ()
