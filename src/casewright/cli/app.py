"""The program: finds the command, runs it, and is the one place that turns refusals into exit codes."""

from __future__ import annotations

import atexit
import os
import signal
import sys
from collections.abc import Sequence

from casewright import app
from casewright.cli import output
from casewright.cli.chosen_fields import choose_fields
from casewright.cli.commands import COMMANDS, GROUPS, help_text
from casewright.cli.flags import Flags, peel
from casewright.cli.help_language import help_language
from casewright.cli.interrupt import hide_tracebacks, interruption, interrupts_as_before, leave_with
from casewright.cli.result import Result, refusal_document
from casewright.errors import CasewrightError, ExitCode, UsageError
from casewright.message import msg


def main() -> None:
    """Run the command line and exit: the console script. However often Ctrl-C is pressed, there is no traceback."""
    try:
        code = _answer(sys.argv[1:])
        leave_with(code)
        atexit.register(signal.signal, signal.SIGINT, signal.SIG_IGN)  # Python's own end takes the handler away
    except KeyboardInterrupt:
        code = int(ExitCode.INTERRUPTED)
    sys.exit(code)


def run(arguments: Sequence[str]) -> int:
    """Run one command line and return its exit code, inside a program that goes on. Nothing is raised."""
    with interrupts_as_before():
        return _answer(arguments)


def _answer(arguments: Sequence[str]) -> int:
    try:
        return _run(arguments)
    except CasewrightError as error:
        return _refuse(Flags(json=any(word.partition("=")[0] == "--json" for word in arguments)), "casewright", error)
    except BrokenPipeError:
        _silence_stdout()
        return int(ExitCode.DONE)


def _run(arguments: Sequence[str]) -> int:
    completing = "_CASEWRIGHT_COMPLETE" in os.environ
    flags, words = peel(arguments)
    if not completing and (not words or (words == ["help"] and not flags.help)):
        output.bare(help_text(help_language(flags.lang)))
        return int(ExitCode.DONE)
    if words == ["--version"]:
        output.bare(_version())
        return int(ExitCode.DONE)
    return _guard(flags, words)


def _version() -> str:
    from importlib.metadata import version  # noqa: PLC0415 (it takes as long as all the rest of --help)

    return f"casewright {version('casewright')}"


def _guard(flags: Flags, words: list[str]) -> int:
    """Run the command; whatever it raises becomes a sentence and an exit code."""
    from casewright.cli import program, speech  # noqa: PLC0415 (Typer, which the bare --help does not need)

    command = _command_named(words)
    speech.speak(flags.lang)
    speech.set_plain(asked=flags.plain)
    speech.set_volume(quiet=flags.quiet, verbose=flags.verbose)
    if not flags.debug:
        hide_tracebacks()
    try:
        if asked := _help_words(flags, words):
            output.bare(program.help_of(asked))
            return int(ExitCode.DONE)
        result = program.dispatch(words)
    except CasewrightError as error:
        return _refuse(flags, command, error)
    except KeyboardInterrupt:
        return _refuse(flags, command, interruption(command, words))
    except BrokenPipeError:
        raise
    except Exception as error:  # noqa: BLE001 (the one place: a person gets a paragraph, not a traceback)
        return _refuse(flags, command, app.crash.Crash.of(error, show=flags.debug))
    return _show(flags, command, words, result)


def _help_words(flags: Flags, words: list[str]) -> list[str]:
    """The command that is asked what it does: by `--help`, by `help COMMAND`, or as a group without a command."""
    if flags.help or words in [[group] for group in GROUPS]:
        return words
    return words[1:] if words[:1] == ["help"] and words[1:2] and words[1] in COMMANDS else []


def _show(flags: Flags, command: str, words: Sequence[str], result: Result | int | None) -> int:
    if result is None:
        return int(ExitCode.DONE)
    if isinstance(result, int):
        stopped = result == ExitCode.INTERRUPTED
        return _refuse(flags, command, interruption(command, words)) if stopped else result
    if flags.json and result.content is not None:
        return _refuse(flags, command, UsageError(msg("Standard output takes either the file or the JSON document.")))
    try:
        if result.content is not None:
            output.raw(result.content)
        elif flags.json:
            output.document(choose_fields(result.document(), flags.fields))
        else:
            output.show(result)
    except OSError as error:
        _silence_stdout()
        if not isinstance(error, BrokenPipeError):
            reason = error.strerror or str(error)
            output.say(msg("The result could not be printed: {reason}.", reason=reason), tone="bad")
    return int(result.exit_code)  # what was done counts, whether or not anybody could read it


def _silence_stdout() -> None:
    """The reader (`| head`) has seen enough, or is gone; what is left in the buffer must not complain at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _command_named(words: Sequence[str]) -> str:
    """`cases list`: the command as its document names it."""
    plain = [word for word in words if not word.startswith("-")]
    return " ".join(plain[: 2 if plain[:1] and plain[0] in GROUPS else 1]) or "casewright"


def _refuse(flags: Flags, command: str, error: CasewrightError) -> int:
    if flags.json:
        output.document(refusal_document(command, error))
    else:
        output.refused(error)
    return int(error.exit_code)


if __name__ == "__main__":
    main()
