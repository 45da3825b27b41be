"""The program: finds the command, runs it, and is the one place that turns refusals into exit codes."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING

from casewright.cli import output
from casewright.cli.commands import COMMANDS, GROUPS, help_text
from casewright.cli.flags import Flags, peel
from casewright.errors import CasewrightError, ExitCode, UsageError

if TYPE_CHECKING:
    import typer

    from casewright.cli.result import Result


def main() -> None:
    """Run the command line and exit: the console script."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run one command line and return its exit code. Nothing is raised."""
    flags, words = peel(arguments)
    completing = "_CASEWRIGHT_COMPLETE" in os.environ
    try:
        if not completing and words in ([], ["--help"], ["-h"], ["help"]):
            output.bare(help_text())
            return int(ExitCode.DONE)
        if words == ["--version"]:
            output.bare(_version())
            return int(ExitCode.DONE)
        return _guarded(flags, words)
    except BrokenPipeError:
        # The reader (`| head`) has seen enough; what is left in the buffer must not complain at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return int(ExitCode.DONE)


def _version() -> str:
    from importlib.metadata import version  # noqa: PLC0415 (only here)

    return f"casewright {version('casewright')}"


def _guarded(flags: Flags, words: list[str]) -> int:
    """Run the command; whatever it raises becomes a sentence and an exit code."""
    command = _named(words)
    try:
        result = _dispatch(words)
    except CasewrightError as error:
        return _refused(flags, command, error)
    except KeyboardInterrupt:
        return _interrupted(flags, command)
    except BrokenPipeError:
        raise
    except Exception as error:  # noqa: BLE001 (the one place: a person gets a paragraph, not a traceback)
        from casewright.cli.crash import Crash  # noqa: PLC0415 (only when something went wrong)

        return _refused(flags, command, Crash.of(error, show=flags.debug))
    if result is None:
        return int(ExitCode.DONE)
    if isinstance(result, int):
        return _interrupted(flags, command) if result == ExitCode.INTERRUPTED else result
    if flags.json:
        output.document(result.document())
    else:
        output.show(result)
    return int(result.exit_code)


def _named(words: Sequence[str]) -> str:
    """`cases list`: the command as its document names it."""
    plain = [word for word in words if not word.startswith("-")]
    return " ".join(plain[: 2 if plain[:1] and plain[0] in GROUPS else 1]) or "casewright"


def _refused(flags: Flags, command: str, error: CasewrightError) -> int:
    from casewright.cli.result import refusal_document  # noqa: PLC0415 (not needed for --help)

    if flags.json:
        output.document(refusal_document(command, error))
    else:
        output.refused(error)
    return int(error.exit_code)


class _Interrupted(CasewrightError):
    """Ctrl-C."""

    exit_code = ExitCode.INTERRUPTED


def _interrupted(flags: Flags, command: str) -> int:
    remedy = "Nothing is lost: `casewright cases list` tells how far it came."
    return _refused(flags, command, _Interrupted("Interrupted.", remedy=remedy))


def _dispatch(words: list[str]) -> Result | int | None:
    """Let Typer parse the words and run the command.

    Raises:
        UsageError: the words do not fit the command.
        CasewrightError: whatever the command refuses.
    """
    import typer  # noqa: PLC0415 (not needed for --help)

    try:
        result: Result | int | None = typer.main.get_command(program(words))(
            args=words, prog_name="casewright", standalone_mode=False
        )
    except typer.TyperException as error:
        asked = " ".join(["casewright", *(word for word in words[:1] if word in COMMANDS)])
        raise UsageError(error.format_message(), remedy=f"See `{asked} --help`.") from None
    return result


def program(words: Sequence[str]) -> typer.Typer:
    """The whole program, of which only the command that the words begin with is imported."""
    import typer  # noqa: PLC0415

    whole = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False, help=help_text().splitlines()[2])
    whole.callback()(_nothing)
    wanted = _wanted(words)
    for name, line in COMMANDS.items():
        if name == wanted:
            whole.add_typer(import_module(f"casewright.cli.{name}").app)
        else:
            whole.command(name, help=line)(_nothing)
    return whole


def _wanted(words: Sequence[str]) -> str:
    if "_CASEWRIGHT_COMPLETE" in os.environ:
        words = os.environ.get("COMP_WORDS", os.environ.get("_TYPER_COMPLETE_ARGS", "")).split()[1:]
    return next((word for word in words if not word.startswith("-")), "")


def _nothing() -> None:
    """Stands in for a command that is not the one asked for."""


if __name__ == "__main__":
    main()
