"""What is wrong with a command line, in the person's language: Typer finds it, and says it in English only."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING, get_args

import typer

from casewright.cli.commands import COMMANDS
from casewright.errors import UsageError
from casewright.message import Message, msg, paragraph

if TYPE_CHECKING:
    from typer.core import TyperArgument, TyperOption

_NO_COMMAND = re.compile(r"No such command '(?P<name>.*)'\.(?: Did you mean (?P<near>.*)\?)?", re.DOTALL)
_TOO_MUCH = re.compile(r"Got unexpected extra argument(?:s|\(s\))? \((?P<words>.*)\)", re.DOTALL)


def usage_mistake(words: Sequence[str], error: typer.TyperException) -> UsageError:
    """The refusal that a mistake in the words comes to, with the help of the command that they were meant for."""
    context = getattr(error, "ctx", None)
    known = [word for word in words[:1] if word in COMMANDS]
    asked = context.command_path if context else " ".join(["casewright", *known])
    mistake = _mistake_of_option(error) or _mistake_of_words(error.message) or Message(error.format_message())
    return UsageError(mistake, remedy=msg("See {command}.", command=f"`{asked} --help`"))


def _mistake_of_option(error: typer.TyperException) -> Message | None:
    """Typer's classes are not for others to import, so they are known by their names."""
    parameter, option = getattr(error, "param", None), getattr(error, "option_name", "")
    match type(error).__name__:
        case "MissingParameter" if parameter is not None:
            return msg("{name} is missing.", name=_name(parameter))
        case "BadParameter" if parameter is not None:
            return _wanted_value(parameter)
        case "NoSuchOption":
            known = getattr(error, "possibilities", None) or ()
            return _with_near(msg("There is no option {name}.", name=option), get_close_matches(option, known, n=1))
        case "BadOptionUsage":
            return _needs_value(option) if "requires" in error.message else _takes_no_value(option)
    return None


def _needs_value(option: str) -> Message:
    return msg("{name} needs a value.", name=option)


def _takes_no_value(option: str) -> Message:
    return msg("{name} takes no value.", name=option)


def _mistake_of_words(text: str) -> Message | None:
    if found := _NO_COMMAND.fullmatch(text):
        near = re.findall(r"'([^']*)'", found["near"] or "")
        return _with_near(msg("There is no command {name}.", name=found["name"]), near[:1])
    if found := _TOO_MUCH.fullmatch(text):
        return msg("There is a word too many: {words}.", words=found["words"])
    return None


def _with_near(mistake: Message, near: Sequence[str]) -> Message:
    return paragraph([mistake, *(msg("Did you mean {name}?", name=one) for one in near)])


def _name(parameter: TyperArgument | TyperOption) -> str:
    if parameter.param_type_name == "option":
        return max(parameter.opts, key=len)
    return (parameter.metavar or parameter.name or "").strip("[]").removesuffix("...").upper()


def _wanted_value(parameter: TyperArgument | TyperOption) -> Message | None:
    """What a parameter takes, where it is a choice or a number; None where Typer has to tell."""
    name, kind = _name(parameter), parameter.type_descriptor
    if kind.is_choice:
        return msg("{name} takes one of these: {choices}.", name=name, choices=[str(one) for one in kind.choices or ()])
    if next(iter(get_args(kind.annotation)), kind.annotation) is not int:
        return None
    if parameter.min is None:
        return msg("{name} takes a whole number.", name=name)
    if parameter.max is None:
        return msg("{name} takes a whole number of {least} or more.", name=name, least=parameter.min)
    return msg(
        "{name} takes a whole number from {least} to {most}.", name=name, least=parameter.min, most=parameter.max
    )
