"""The sandbox in which texts are made from templates, and the shipped layouts."""

from __future__ import annotations

from functools import cache
from importlib import resources

from jinja2 import StrictUndefined, Template
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment


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
