"""What a command comes to: one value, from which the text and the JSON document are made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from casewright import __version__
from casewright.errors import CasewrightError, ExitCode

if TYPE_CHECKING:
    from casewright.message import Message
    from casewright.model.problem import Problem
    from casewright.report.manual_page import MarkdownText
    from casewright.report.table import Table

SCHEMA_VERSION = 1
"""The version of the JSON document; it changes when a key is renamed or loses its meaning."""


@dataclass(frozen=True, slots=True)
class Result:
    """What a command comes to.

    `data` is JSON-able and goes into the document; `view` is the same for people: paragraphs and tables in order.
    `content` is a file that was asked for on standard output, where it stands alone.
    """

    command: str
    data: Mapping[str, object] = field(default_factory=dict)
    view: Sequence[Message | str | Table | MarkdownText] = ()
    problems: Sequence[Problem] = ()
    exit_code: ExitCode = ExitCode.DONE
    content: bytes | None = None

    def document(self) -> dict[str, object]:
        """The one JSON document that `--json` prints."""
        problems = [problem.model_dump(mode="json") for problem in self.problems]
        return _document(self.command, self.exit_code, self.data, problems)


def refusal_document(command: str, error: CasewrightError) -> dict[str, object]:
    """The JSON document of a command that was refused as a whole."""
    problem: dict[str, object] = {
        "code": _kebab(type(error).__name__),
        "message": str(error.message),
        "remedy": str(error.remedy),
        "severity": "error",
    }
    return _document(command, error.exit_code, {}, [problem])


def _document(
    command: str, code: ExitCode, data: Mapping[str, object], problems: list[dict[str, object]]
) -> dict[str, object]:
    return {
        "schema_version": SCHEMA_VERSION,
        "version": __version__,
        "command": command,
        "ok": code is ExitCode.DONE,
        "exit_code": int(code),
        "data": data,
        "problems": problems,
    }


def _kebab(name: str) -> str:
    return "".join(f"-{letter.lower()}" if letter.isupper() else letter for letter in name).lstrip("-")
