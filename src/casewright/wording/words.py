"""The shipped words by claim type and language, and the sandboxed templates they are made with."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any

from jinja2 import StrictUndefined, Template
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from casewright.errors import CasewrightError
from casewright.message import msg

LANGUAGES: tuple[str, ...] = ("en", "zh", "ja", "de", "fr", "it", "es")
"""The languages that a case can be written in."""


class NoWording(CasewrightError):
    """There are no words for a claim type in a language."""


@cache
def labels(language: str) -> dict[str, Any]:
    """The words that every claim type uses.

    Raises:
        NoWording: the language is none of `LANGUAGES`.
    """
    return _of_language(_toml("labels.toml"), language, "labels")


@cache
def type_words(claim_type: str, language: str) -> dict[str, str]:
    """The sentences of one claim type: title, date, happened, asked, steps.

    Raises:
        NoWording: the language is none of `LANGUAGES`.
    """
    return _of_language(_toml(f"types/{claim_type}.toml"), language, claim_type)


def _of_language(words: dict[str, Any], language: str, what: str) -> dict[str, Any]:
    short = language.replace("_", "-").split("-")[0].lower()
    if short not in words:
        raise NoWording(
            msg("There is no wording for {what} in {language!r}.", what=what, language=language),
            remedy=msg("Choose one of {words}.", words=[*words]),
        )
    found: dict[str, Any] = words[short]
    return found


@cache
def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads(resources.files(__package__).joinpath(name).read_text(encoding="utf-8"))


class TemplateSandbox(ImmutableSandboxedEnvironment):
    """Jinja's own sandbox, which also refuses to multiply: a text never needs it, and it is how memory is filled."""

    intercepted_binops = frozenset({"*", "**"})

    def call_binop(self, _context: Context, operator: str, _left: object, _right: object) -> object:
        """Refuse the operators above.

        Raises:
            SecurityError: always.
        """
        raise SecurityError(f"{operator} is not allowed in a template")


@cache
def environment() -> ImmutableSandboxedEnvironment:
    """Where templates run: no way out to the program, an unknown name is an error, plain text, nothing escaped."""
    return TemplateSandbox(
        undefined=StrictUndefined,
        autoescape=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def sentence(text: str) -> Template:
    """A sentence of the shipped words, ready to be filled in."""
    return environment().from_string(text)


@cache
def layout(name: str) -> Template:
    """A shipped layout: `message` or `short`."""
    text = resources.files(__package__).joinpath(f"{name}.j2").read_text(encoding="utf-8")
    return environment().from_string(text)
