"""Pages of the manual, and the list of them, for people."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from casewright.app.manual import ManualPage
from casewright.message import msg
from casewright.report.table import Column, Table


@dataclass(frozen=True, slots=True)
class MarkdownText:
    """A text in Markdown: drawn on a terminal, printed as it is elsewhere."""

    text: str


def topics_table(pages: Iterable[ManualPage]) -> Table:
    """The pages: what each is called for `casewright help`, and what it is about."""
    return Table((Column(msg("Topic")), Column(msg("Title"))), tuple((page.name, page.title) for page in pages))
