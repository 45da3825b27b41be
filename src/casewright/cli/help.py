"""`casewright help`: a page of the manual; `casewright help COMMAND` is what `COMMAND --help` says."""

from __future__ import annotations

from typing import Annotated

import typer

from casewright import app, report
from casewright.cli import speech
from casewright.cli.completion import complete_topic
from casewright.cli.console_language import language_on_console
from casewright.cli.result import Result

commands = typer.Typer()

_ALL = "topics"


@commands.command("help")
def show_help(
    topic: Annotated[
        str,
        typer.Argument(
            metavar="TOPIC", help="A command, a page of the manual, or `topics`.", autocompletion=complete_topic
        ),
    ] = _ALL,
) -> Result:
    """A command, or a page of the manual, such as `exit-codes`. `topics` lists the pages.

    They are the pages of the documentation, and need no network.
    """
    language = language_on_console(speech.spoken_language())
    if topic == _ALL:
        pages = app.manual.list_pages(language)
        topics: dict[str, object] = {"topics": [{"name": page.name, "title": page.title} for page in pages]}
        return Result("help", topics, [report.manual_page.topics_table(pages)])
    page = app.manual.read_page(topic, language)
    document = {"name": page.name, "title": page.title, "text": page.text}
    return Result("help", document, [report.manual_page.MarkdownText(page.text)])
