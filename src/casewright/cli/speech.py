"""How a run speaks: its language (`--lang`, else the settings, else the system), and how much it says (`-q`, `-v`)."""

from __future__ import annotations

from contextvars import ContextVar
from enum import Enum

from casewright import app
from casewright.cli.console_language import language_on_console
from casewright.errors import CasewrightError
from casewright.message import SOURCE, Message

_asked_for: ContextVar[str | None] = ContextVar("asked_for", default=None)
_spoken: ContextVar[str | None] = ContextVar("spoken", default=None)


def speak(language: str | None) -> None:
    """Begin a run: `language` is what `--lang` said, None for nothing."""
    _asked_for.set(language)
    _spoken.set(None)


def asked_language() -> str | None:
    """What `--lang` said; None where it was not given."""
    return _asked_for.get()


def spoken_language() -> str:
    """The language in which the person is answered.

    Raises:
        UsageError: a settings file cannot be read, or the language is not known.
    """
    language = _spoken.get()
    if language is None:
        language = app.workspace.interface_language(_asked_for.get())
        _spoken.set(language)
    return language


def say_text(text: Message | str) -> str:
    """A message in the language of this run; in English where settings are refused, or the console cannot show it."""
    if isinstance(text, str):
        return text
    try:
        return text.say(language_on_console(spoken_language()))
    except CasewrightError:
        return text.say(SOURCE)


class Volume(Enum):
    """How much is said beside the result. Refusals and questions are said at every volume."""

    QUIET = "quiet"
    USUAL = "usual"
    VERBOSE = "verbose"


_volume: ContextVar[Volume] = ContextVar("volume", default=Volume.USUAL)


def set_volume(*, quiet: bool, verbose: bool) -> None:
    """Begin a run; where both are said, quiet counts."""
    _volume.set(Volume.QUIET if quiet else Volume.VERBOSE if verbose else Volume.USUAL)


def volume() -> Volume:
    """How much this run says."""
    return _volume.get()


_plain_asked: ContextVar[bool] = ContextVar("plain_asked", default=False)
_plain: ContextVar[bool | None] = ContextVar("plain", default=None)


def set_plain(*, asked: bool) -> None:
    """Begin a run: `asked` says whether `--plain` was given."""
    _plain_asked.set(asked)
    _plain.set(None)


def is_plain() -> bool:
    """Whether nothing moves and nothing has a color, as a screen reader wants it: by the flag, else by the settings."""
    plain = _plain.get()
    if plain is None:
        plain = _plain_asked.get() or _plain_in_settings()
        _plain.set(plain)
    return plain


def _plain_in_settings() -> bool:
    try:
        return app.workspace.plain_interface()
    except CasewrightError:  # settings that are refused say nothing; the refusal itself is printed
        return False
