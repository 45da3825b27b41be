"""The commands as Typer knows them, of which only the one that is asked for is imported."""

from __future__ import annotations

import os
from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING

import typer
from typer.core import TyperArgument, TyperGroup, TyperOption

from casewright.cli import speech
from casewright.cli.commands import COMMANDS, help_text
from casewright.errors import UsageError
from casewright.message import SOURCE, Message, system_language

if TYPE_CHECKING:
    from typer._click.core import Command

    from casewright.cli.result import Result


def dispatch(words: list[str]) -> Result | int | None:
    """Let Typer parse the words and run the command.

    Raises:
        UsageError: the words do not fit the command.
        CasewrightError: whatever the command refuses.
    """
    try:
        result: Result | int | None = typer.main.get_command(program(words))(
            args=words, prog_name="casewright", standalone_mode=False
        )
    except typer.TyperException as error:
        raise _misused(words, error) from None
    return result


def help_of(words: Sequence[str]) -> str:
    """What the command says of itself. Nothing is parsed: Typer reads Pydantic for that.

    Raises:
        UsageError: there is no such command.
    """
    command = typer.main.get_command(program(words))
    context = command.context_class(command, info_name="casewright")
    for word in words:
        if not isinstance(command, TyperGroup) or word.startswith("-"):
            break
        try:
            _, inner, _ = command.resolve_command(context, [word])
        except typer.TyperException as error:
            raise _misused(words, error) from None
        command = inner or command
        context = command.context_class(command, info_name=word, parent=context)
    _translate(command)
    return command.get_help(context)


def _translate(command: Command) -> None:
    """Put the help of a command and of its options into the person's language, as far as it is known without settings.

    The settings file is not read for it: that takes Pydantic, which no help is worth.
    """
    language = speech.asked_language() or os.environ.get("CASEWRIGHT_LANG") or system_language()
    if language == SOURCE:
        return
    paragraphs = (command.help or "").split("\n\n")
    command.help = "\n\n".join(Message(" ".join(paragraph.split())).say(language) for paragraph in paragraphs)
    for parameter in command.params:
        if isinstance(parameter, TyperOption | TyperArgument) and parameter.help:
            parameter.help = Message(parameter.help).say(language)


def _misused(words: Sequence[str], error: typer.TyperException) -> UsageError:
    asked = " ".join(["casewright", *(word for word in words[:1] if word in COMMANDS)])
    return UsageError(error.format_message(), remedy=f"See `{asked} --help`.")


def program(words: Sequence[str]) -> typer.Typer:
    """The whole program, of which only the command that the words begin with is imported."""
    whole = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False, help=help_text().splitlines()[2])
    whole.callback()(_nothing)
    wanted = _wanted(words)
    for name, line in COMMANDS.items():
        if name == wanted:
            whole.add_typer(import_module(f"casewright.cli.{name}").commands)
        else:
            whole.command(name, help=line)(_nothing)
    return whole


def _wanted(words: Sequence[str]) -> str:
    if "_CASEWRIGHT_COMPLETE" in os.environ:
        words = os.environ.get("COMP_WORDS", os.environ.get("_TYPER_COMPLETE_ARGS", "")).split()[1:]
    return next((word for word in words if not word.startswith("-")), "")


def _nothing() -> None:
    """Stands in for a command that is not the one asked for."""
