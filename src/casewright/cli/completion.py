"""What a shell completes: the names that exist here, and the flags that every command takes.

Typer asks when somebody presses Tab. A name that cannot be found out is not offered; nothing is said about it, because
it would be printed into the line that somebody is typing.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from casewright import app
from casewright.cli.commands import COMMANDS
from casewright.cli.help_language import help_language
from casewright.cli.help_page import first_sentence
from casewright.message import Text
from casewright.model.site_name import SiteName

if TYPE_CHECKING:
    from typer._click.core import Command

ASKED = "_CASEWRIGHT_COMPLETE"
"""The variable by which a shell asks, in place of running a command: `complete_bash`."""

_ASKED_WORDS = ("COMP_WORDS", "_TYPER_COMPLETE_ARGS")
"""The variables in which a shell hands over the line that is being typed."""


Completed = list[tuple[str, str]]
"""What is offered: each with what it stands for."""


def _completer(names: Callable[[SiteName], Iterable[tuple[str, Text]]]) -> Callable[[typer.Context, str], Completed]:
    """What Typer asks at the press of Tab; the room of the names is read no earlier."""

    def complete(ctx: typer.Context, incomplete: str) -> Completed:
        return _offer(incomplete, lambda: names(SiteName(ctx.params.get("site") or SiteName.LIVE)))

    return complete


complete_filing = _completer(lambda site: app.names.filings(site))  # noqa: PLW0108 (`app.names` is read only then)
complete_account = _completer(lambda site: app.names.accounts(site))  # noqa: PLW0108 (as above)
complete_registered_account = _completer(lambda _: app.names.registered_accounts())
complete_flow = _completer(lambda _: app.names.flows())
complete_recording = _completer(lambda _: app.names.recorded_walks())
complete_state = _completer(lambda _: app.names.states())
complete_claim_type = _completer(lambda _: app.names.claim_types())
complete_marketplace = _completer(lambda _: app.names.marketplaces())
complete_language = _completer(lambda _: app.names.interface_languages())
complete_topic = _completer(lambda _: _topics())


def complete_claim(ctx: typer.Context, incomplete: str) -> Completed:
    """The claims of the files that the line names already, behind the option or before it."""
    named = map(Path, [*(ctx.params.get("claims") or ()), *ctx.args])  # before an open option, files are still words
    return _offer(incomplete, lambda: app.names.claims([path for path in named if path.exists()]))


def _topics() -> Iterator[tuple[str, Text]]:
    yield from COMMANDS.items()
    for page in app.manual.list_pages(help_language(None)):
        yield page.name, page.title


def _offer(incomplete: str, names: Callable[[], Iterable[tuple[str, Text]]]) -> Completed:
    """The names that begin as what was typed, each once, written as the shell takes them."""
    language = help_language(None)
    try:
        known = {name: text if isinstance(text, str) else text.say(language) for name, text in names()}
    except Exception:  # noqa: BLE001 (see above: whatever is wrong, the person is in the middle of a line)
        return []
    return [(_quoted(name), text) for name, text in known.items() if name.startswith(incomplete)]


def _quoted(name: str) -> str:
    """A name as one word of the shell that asks; zsh and fish see to that themselves."""
    shell = os.environ.get(ASKED, "").rpartition("_")[2]
    if shell == "bash":
        return re.sub(r"([^\w@%+=:,./-])", r"\\\1", name)
    if shell in {"powershell", "pwsh"} and re.search(r"[^\w@%+=:./-]", name):
        return "'" + name.replace("'", "''") + "'"
    return name


def typed_words() -> list[str]:
    """The words of the line that is being typed, without the program."""
    return next((words.split()[1:] for name in _ASKED_WORDS if (words := os.environ.get(name))), [])


def add_common_flags(command: Command) -> None:
    """Let a command, and those in it, know the flags that are otherwise read for all of them."""
    known = typer.Typer()
    known.callback()(_common_flags)
    _add(command, typer.main.get_command(known).params)


def _add(command: Command, flags: list[Any]) -> None:
    command.params += flags
    command.short_help = first_sentence(command, help_language(None))
    if isinstance(command, typer.core.TyperGroup):
        for inner in command.commands.values():
            _add(inner, flags)


def _common_flags(
    *,
    json: Annotated[bool, typer.Option("--json")] = False,
    lang: Annotated[str, typer.Option("--lang", autocompletion=complete_language)] = "",
    quiet: Annotated[bool, typer.Option("--quiet", "-q")] = False,
    verbose: Annotated[bool, typer.Option("--verbose", "-v")] = False,
    debug: Annotated[bool, typer.Option("--debug")] = False,
) -> None:
    """What every command takes, as Typer knows it."""
