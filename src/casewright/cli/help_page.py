"""What a command says of itself, in the person's language: its usage, its words, its arguments, options and commands.

Typer prints the same in English only, with the types of Python; nothing but the names and the texts is taken from it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from typer.core import TyperArgument, TyperGroup, TyperOption

from casewright.cli.text_columns import page_width, two_columns, wrap_text
from casewright.message import Message, clauses, msg, msg_in

if TYPE_CHECKING:
    from typer._click.core import Command

_KINDS = {
    bool: msg_in("placeholder", "YES|NO"),
    int: msg_in("placeholder", "NUMBER"),
    Path: msg_in("placeholder", "PATH"),
    str: msg_in("placeholder", "TEXT"),
}
"""What stands for a value that has no name of its own."""


def help_page(command: Command, called: str, language: str) -> str:
    """The page of a command, which is called `called`, as lines of 80 columns at most."""
    width = page_width()
    arguments = [each for each in command.params if isinstance(each, TyperArgument) and not each.hidden]
    options = [each for each in command.params if isinstance(each, TyperOption) and not each.hidden]
    commands = command.commands if isinstance(command, TyperGroup) else {}
    rows = {
        msg("Arguments:"): [_argument_row(each, language) for each in arguments],
        msg("Options:"): [_option_row(each, language) for each in options],
        msg("Commands:"): [(name, first_sentence(each, language)) for name, each in commands.items()],
    }
    parts = [
        _usage(called, arguments, options, commands, language, width),
        *("\n".join(f"  {line}" for line in wrap_text(each, width - 2)) for each in _paragraphs(command, language)),
        *("\n".join([head.say(language), *two_columns(lines, width)]) for head, lines in rows.items() if lines),
        "\n".join(wrap_text(_what_all_take().say(language), width)),
    ]
    return "\n\n".join(parts)


def _what_all_take() -> Message:
    return msg("Every command also takes {flags}: see {command}.", flags=_COMMON, command="`casewright --help`")


_COMMON = ("--help", "--json", "--lang", "--quiet", "--verbose", "--debug")


def _usage(
    called: str,
    arguments: list[TyperArgument],
    options: list[TyperOption],
    commands: object,
    language: str,
    width: int,
) -> str:
    words = [called]
    if commands:
        words.append(msg_in("placeholder", "COMMAND").say(language))
    if options or commands:
        words.append(msg_in("placeholder", "[OPTIONS]").say(language))
    words += (name if each.required else f"[{name}]" for each in arguments for name in [_argument_name(each)])
    return "\n  ".join(wrap_text(msg("Usage: {usage}", usage=" ".join(words)).say(language), width - 2))


def _paragraphs(command: Command, language: str) -> Iterator[str]:
    for paragraph in (command.help or "").split("\n\n"):
        yield Message(" ".join(paragraph.split())).say(language)


def first_sentence(command: Command, language: str) -> str:
    """What a command does; the rest of its first paragraph stands on its own page."""
    first = next(_paragraphs(command, language))
    for end in (". ", "。"):
        first = first.partition(end)[0]
    return first.rstrip(".。")


def _argument_name(argument: TyperArgument) -> str:
    name = (argument.metavar or argument.name or "").strip("[]").removesuffix("...")
    return f"{name.upper()}{'...' if argument.nargs != 1 else ''}"


def _argument_row(argument: TyperArgument, language: str) -> tuple[str, str]:
    return _argument_name(argument), Message(argument.help or "").say(language)


def _option_row(option: TyperOption, language: str) -> tuple[str, str]:
    names = ", ".join(sorted(option.opts, key=len))
    if option.secondary_opts:
        names += f" / {', '.join(option.secondary_opts)}"
    value = "" if option.is_flag or option.is_bool_flag else f" {_value(option, language)}"
    remarks = clauses(_remarks(option))
    told = Message(option.help or "").say(language)
    return names + value, f"{told}  [{remarks.say(language)}]" if remarks else told


def _value(option: TyperOption, language: str) -> str:
    if option.metavar:
        return option.metavar
    kind = option.type_descriptor
    if kind.is_choice:
        return "|".join(str(choice) for choice in kind.choices or ())
    python = next(iter(get_args(kind.annotation)), kind.annotation)
    return _KINDS[python].say(language)


def _remarks(option: TyperOption) -> Iterator[Message]:
    if option.required:
        yield msg("required")
    if option.multiple:
        yield msg("repeatable")
    if option.min is not None:
        yield msg("{least} or more", least=option.min)
    if option.default not in {None, False, ""} and not option.multiple:
        yield msg("default: {value}", value=str(option.default))
