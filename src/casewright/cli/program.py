"""The commands as Typer knows them, of which only the one that is asked for is imported."""

from __future__ import annotations

import os
from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING

import typer
from typer.core import TyperGroup

from casewright.cli import speech
from casewright.cli.commands import COMMANDS, PURPOSE
from casewright.cli.completion import ASKED, add_common_flags, typed_words
from casewright.cli.help_language import help_language
from casewright.cli.help_page import help_page
from casewright.cli.usage_mistakes import usage_mistake

if TYPE_CHECKING:
    from casewright.cli.result import Result


def dispatch(words: list[str]) -> Result | int | None:
    """Let Typer parse the words and run the command.

    Raises:
        UsageError: the words do not fit the command.
        CasewrightError: whatever the command refuses.
    """
    command = typer.main.get_command(program(words))
    if ASKED in os.environ:
        add_common_flags(command)
    try:
        result: Result | int | None = command(args=words, prog_name="casewright", standalone_mode=False)
    except typer.TyperException as error:
        raise usage_mistake(words, error) from None
    return result


def help_of(words: Sequence[str]) -> str:
    """What the command says of itself. Nothing is parsed: Typer reads Pydantic for that.

    Raises:
        UsageError: there is no such command.
    """
    command = typer.main.get_command(program(words))
    context = command.context_class(command, info_name="casewright")
    called = "casewright"
    for word in words:
        if not isinstance(command, TyperGroup) or word.startswith("-"):
            break
        try:
            _, inner, _ = command.resolve_command(context, [word])
        except typer.TyperException as error:
            raise usage_mistake(words, error) from None
        command, called = inner or command, f"{called} {word}"
        context = command.context_class(command, info_name=word, parent=context)
    return help_page(command, called, help_language(speech.asked_language()))


def program(words: Sequence[str]) -> typer.Typer:
    """The whole program, of which only the command that the words begin with is imported."""
    whole = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False, help=str(PURPOSE))
    whole.callback()(_nothing)
    wanted = _wanted(words)
    for name, line in COMMANDS.items():
        if name == wanted:
            whole.add_typer(import_module(f"casewright.cli.{name}").commands)
        else:
            whole.command(name, help=str(line))(_nothing)
    return whole


def _wanted(words: Sequence[str]) -> str:
    """The first word that is no flag, and does not belong to one."""
    before = ""
    for word in typed_words() if ASKED in os.environ else words:
        if not word.startswith("-") and before != "--lang":
            return word
        before = word
    return ""


def _nothing() -> None:
    """Stands in for a command that is not the one asked for."""
