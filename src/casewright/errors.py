"""The program's refusals: one family, each with a remedy and an exit code."""

from __future__ import annotations

from enum import IntEnum
from types import TracebackType
from typing import ClassVar, Self

from casewright.message import NOTHING, Message, as_message, msg
from casewright.redact import redact


class ExitCode(IntEnum):
    """What the program ends with; the meaning of each stands in docs/reference/exit-codes.md."""

    DONE = 0
    REFUSED = 1
    USAGE = 2
    CANCELLED = 3
    PERSON_NEEDED = 4
    UNCERTAIN = 5
    UNKNOWN_SCREEN = 6
    STOPPED = 7
    INTERRUPTED = 130


#: From the most serious to the least: what decides when several hold.
SERIOUSNESS: tuple[ExitCode, ...] = (
    ExitCode.UNCERTAIN,
    ExitCode.STOPPED,
    ExitCode.PERSON_NEEDED,
    ExitCode.UNKNOWN_SCREEN,
    ExitCode.CANCELLED,
    ExitCode.REFUSED,
)


def most_serious(codes: set[ExitCode]) -> ExitCode:
    """The one exit code that speaks for several; `DONE` for none."""
    return next((code for code in SERIOUSNESS if code in codes), ExitCode.DONE)


class CasewrightError(Exception):
    """A refusal: a sentence on what is wrong and one on what to do about it.

    Raised only before a submit: after the click an outcome is a value. What it says holds no secret, so it may be
    shown, kept in the ledger and handed on.
    """

    exit_code: ClassVar[ExitCode] = ExitCode.REFUSED

    def __init__(self, message: Message, *, remedy: Message = NOTHING) -> None:
        self.message = as_message(message).with_text(redact)  # a test may raise one with a text
        self.remedy = as_message(remedy).with_text(redact)
        super().__init__(str(self.message))


class UsageError(CasewrightError):
    """The command line is not valid."""

    exit_code = ExitCode.USAGE


class Cancelled(CasewrightError):
    """The person said no, or closed the prompt."""

    exit_code = ExitCode.CANCELLED


class PersonNeeded(CasewrightError):
    """Only a person can go on: a sign-in, a captcha, a question without a terminal."""

    exit_code = ExitCode.PERSON_NEEDED


class Stopped(CasewrightError):
    """The stop switch is on, or a cap is reached."""

    exit_code = ExitCode.STOPPED


def sentence_of(error: BaseException) -> Message:
    """Return what failed, as a sentence for a person; a bug of ours with its kind."""
    if isinstance(error, KeyboardInterrupt):
        return msg("it was interrupted (Ctrl-C)")
    if isinstance(error, CasewrightError):
        return error.message
    kind, words = type(error).__name__, redact(str(error).strip())
    if not words:
        return msg("{kind}, without further details", kind=kind)
    return msg("{kind}: {words}", kind=kind, words=words.splitlines()[0])


class Attempt:
    """A stretch of work whose failure is a value: `with Attempt() as closing: …`, then `closing.error`.

    For what happens from `armed` on, where nothing raises, and for what must not take the outcome of others with it.
    Every `Exception` is caught, whatever a driver or a library makes up, unless other kinds are named.
    """

    def __init__(self, *kinds: type[BaseException]) -> None:
        self.error: BaseException | None = None
        self._kinds = kinds or (Exception,)

    @property
    def why(self) -> Message:
        """What failed, as a sentence; an empty message if nothing did."""
        return sentence_of(self.error) if self.error else NOTHING

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> bool:
        """Keep what was raised, if it is of the kinds; anything else goes on."""
        if not isinstance(error, self._kinds):
            return False
        self.error = error
        return True
