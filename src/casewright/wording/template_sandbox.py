"""Where templates run: without a way to the program, and without a way to fill the memory."""

from __future__ import annotations

from jinja2.exceptions import SecurityError
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment


class TemplateSandbox(ImmutableSandboxedEnvironment):
    """Jinja's own sandbox, which also refuses to multiply: a text never needs it, and it is how memory is filled."""

    intercepted_binops = frozenset({"*", "**"})

    def call_binop(self, context: Context, operator: str, left: object, right: object) -> object:  # noqa: ARG002
        """Refuse the operators above.

        Raises:
            SecurityError: always.
        """
        raise SecurityError(f"{operator} is not allowed in a template")
