"""Sentences for people: a message keeps its English source and its arguments until a face says it in a language.

    msg("{flag} files only what a plan approved.", flag="--yes")
    msg_n("{count} problem", "{count} problems", 3)

`str(message)` is English, which is what JSON, ledgers and plans hold; `message.say("zh")` is what a person reads.
Translations are gettext catalogs in `casewright/locale`, see docs/how-to/translate.md.
"""

from __future__ import annotations

import gettext
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from pydantic_core import CoreSchema

Text: TypeAlias = "Message | str"
"""A sentence, or a text that nobody translates."""

DOMAIN = "casewright"
"""What the catalogs are called: `locale/LANGUAGE/LC_MESSAGES/casewright.po`."""

FOLDER = Path(__file__).parent / "locale"
"""Where the catalogs are."""

SOURCE = "en"
"""The language in which messages are written."""

Argument: TypeAlias = "str | int | float | Decimal | date | Message | tuple[Argument, ...] | None"
"""What a sentence may name: a value, another message, or a tuple, which is said as a list."""


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence for a person, in no language yet.

    `text` is its English source, and at the same time its ID in the catalogs; `plural` is the English source for any
    `count` but one; `context` tells equal English words apart that other languages do not say alike. A message without
    arguments is said as it is written, so any text can be one: a sentence that
    comes back from a ledger is still looked up in the catalogs.
    """

    text: str
    plural: str = ""
    count: int = 1
    arguments: tuple[tuple[str, Argument], ...] = ()
    context: str = ""

    def __str__(self) -> str:
        """The sentence in English."""
        return self.say(SOURCE)

    def __bool__(self) -> bool:
        """Return whether it says anything."""
        return bool(self.text)

    def say(self, language: str) -> str:
        """The sentence in a language; English where the catalogs have neither the language nor the sentence."""
        pattern = self._pattern(language)
        if not self.arguments:
            return pattern
        return pattern.format_map({name: _say_argument(argument, language) for name, argument in self.arguments})

    @property
    def begins_with_name(self) -> bool:
        """Whether the sentence begins with something that it names, such as a file, and which stays as it is."""
        first = self.text[1:].partition("}")[0] if self.text.startswith("{") else ""
        return isinstance(dict(self.arguments).get(first), str)

    def with_text(self, change: Callable[[str], str]) -> Message:
        """The same message with every text that it names changed: to take secrets out, for instance."""
        if not self.arguments:
            return replace(self, text=change(self.text))
        return replace(self, arguments=tuple((name, _changed(value, change)) for name, value in self.arguments))

    def _pattern(self, language: str) -> str:
        if not self.text:
            return ""
        if self.plural:
            return catalog(language).ngettext(self.text, self.plural, self.count)
        if self.context:
            return catalog(language).pgettext(self.context, self.text)
        return catalog(language).gettext(self.text)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: object) -> CoreSchema:
        """As a Pydantic field: taken from a message or from a text, written as its English text."""
        from pydantic_core import core_schema  # noqa: PLC0415 (only a program that has loaded Pydantic comes here)

        text = core_schema.no_info_after_validator_function(cls, core_schema.str_schema())
        return core_schema.json_or_python_schema(
            json_schema=text,
            python_schema=core_schema.union_schema([core_schema.is_instance_schema(cls), text]),
            serialization=core_schema.plain_serializer_function_ser_schema(str, return_schema=core_schema.str_schema()),
        )


NOTHING = Message("")
"""Says nothing, and is false."""


def msg(text: str, /, **arguments: object) -> Message:
    """A message with named arguments: `msg("There is no account {name}.", name=name)`.

    Anything but texts, numbers, dates, messages, and lists of these is taken as its `str`; an exception that was raised
    with a message as that message.
    """
    return Message(text, arguments=_argument_pairs(arguments))


def msg_n(singular: str, plural: str, count: int, /, **arguments: object) -> Message:
    """A message that depends on a number, which both forms may name as `{count}`."""
    return Message(singular, plural, count, _argument_pairs({"count": count, **arguments}))


def listed(parts: Iterable[Message | str]) -> Message:
    """Several things as a list, as each language writes one."""
    return Message("{list}", arguments=(("list", tuple(parts)),))


def either(parts: Iterable[Message | str]) -> Message:
    """Several things of which one counts: `a, b or c`."""
    *others, last = parts
    return msg("{first} or {last}", first=listed(others), last=last) if others else as_message(last)


def indented(line: Message | str, by: int = 2) -> Message:
    """A line that belongs to the one above it."""
    return Message(" " * by + "{line}", arguments=(("line", line),))


def lines(parts: Iterable[Message | str]) -> Message:
    """Several lines, one below the other."""
    named = tuple((f"line_{number}", part) for number, part in enumerate(parts))
    return Message("\n".join(f"{{{name}}}" for name, _ in named), arguments=named)


def paragraph(sentences: Iterable[Message]) -> Message:
    """Several sentences, one after the other; those that say nothing are left out."""
    said = [sentence for sentence in sentences if sentence]
    whole = said[0] if said else NOTHING
    for sentence in said[1:]:
        whole = msg("{first} {rest}", first=whole, rest=sentence)
    return whole


def clauses(parts: Iterable[Message]) -> Message:
    """Several clauses as one sentence, one after the other; those that say nothing are left out."""
    said = [part for part in parts if part]
    whole = said[0] if said else NOTHING
    for part in said[1:]:
        whole = msg("{first}; {rest}", first=whole, rest=part)
    return whole


def msg_in(context: str, text: str, /) -> Message:
    """A word that other languages say differently where it means something else, with what it means here."""
    return Message(text, context=context)


def as_message(text: str | Message) -> Message:
    """A text that came from elsewhere as a message; a message as it is."""
    return text if isinstance(text, Message) else Message(text)


def languages() -> tuple[str, ...]:
    """The languages that there are: English, then every one that has a catalog."""
    return (SOURCE, *sorted(path.parts[-3] for path in FOLDER.glob(f"*/LC_MESSAGES/{DOMAIN}.mo")))


def system_language() -> str:
    """What the system speaks, where there is a catalog for it; English otherwise."""
    spoken = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    return next((language for language in languages() if spoken.casefold().startswith(language.casefold())), SOURCE)


@cache
def catalog(language: str) -> gettext.NullTranslations:
    """The translations into a language such as `zh` or `zh_CN`; none for English, or where there is no catalog."""
    if language == SOURCE:
        return gettext.NullTranslations()
    return gettext.translation(DOMAIN, str(FOLDER), languages=[language.replace("-", "_")], fallback=True)


def _argument_pairs(arguments: dict[str, object]) -> tuple[tuple[str, Argument], ...]:
    return tuple((name, _argument(value)) for name, value in arguments.items())


def _argument(value: object) -> Argument:
    if value is None or isinstance(value, str | int | float | Decimal | date | Message):
        return value
    if isinstance(value, tuple | list):
        return tuple(map(_argument, value))
    if isinstance(value, BaseException) and value.args and isinstance(value.args[0], Message):
        return value.args[0]
    return str(value)


def _say_argument(argument: Argument, language: str) -> object:
    if isinstance(argument, Message):
        return argument.say(language)
    if isinstance(argument, tuple):
        return msg(", ").say(language).join(str(_say_argument(part, language)) for part in argument)
    return argument


def _changed(argument: Argument, change: Callable[[str], str]) -> Argument:
    if isinstance(argument, Message):
        return argument.with_text(change)
    if isinstance(argument, tuple):
        return tuple(_changed(part, change) for part in argument)
    return change(argument) if isinstance(argument, str) else argument
