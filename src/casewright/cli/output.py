"""The one place that prints: results on standard output, talk on standard error, and nothing raw on either."""

from __future__ import annotations

import os
import sys
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import groupby
from typing import TYPE_CHECKING, Self, TextIO

from casewright.errors import CasewrightError
from casewright.escape import visible, visible_json, visible_line
from casewright.message import NOTHING, SOURCE, Message, listed, msg, msg_n

if TYPE_CHECKING:
    from rich.console import Console
    from rich.status import Status
    from rich.text import Text

    from casewright.cli.result import Result
    from casewright.model.problem import Problem
    from casewright.report.table import Table

_language = SOURCE
"""What this run speaks."""

_TONES = {"good": "green", "bad": "red", "open": "yellow"}


def speak(language: str) -> None:
    """From now on say every message in this language."""
    global _language  # noqa: PLW0603 (one run, one person, one language)
    _language = language


def said(text: Message | str) -> str:
    """A message in the language of this run; a text as it is."""
    return text if isinstance(text, str) else text.say(_language)


def bare(text: str) -> None:
    """Print a text as it is, on standard output: for what must need no library (`--help`, `--version`)."""
    _bear_any_text(sys.stdout)
    print(visible(text), end="" if text.endswith("\n") else "\n", flush=True)


def document(content: Mapping[str, object]) -> None:
    """Print one JSON document on standard output."""
    import json  # noqa: PLC0415 (not needed for --help)

    from casewright.redact import redact  # noqa: PLC0415

    _bear_any_text(sys.stdout)
    print(visible_json(redact(json.dumps(content, ensure_ascii=False, indent=2, default=str))), flush=True)


def show(result: Result) -> None:
    """Print a result for people: problems by file first, then the view."""
    screen = console(sys.stdout)
    for text in problem_lines(result.problems):
        line(screen, text, tone="bad" if not text.startswith(" ") else "")
    _parts(screen, result.view)
    sys.stdout.flush()


def talk(view: Iterable[Message | str | Table]) -> None:
    """Show paragraphs and tables on standard error, in the middle of the work."""
    _parts(console(sys.stderr), view)


def _parts(screen: Console, view: Iterable[Message | str | Table]) -> None:
    for part in view:
        if isinstance(part, Message | str):
            line(screen, part)
        else:
            _table(screen, part)


def refused(error: CasewrightError) -> None:
    """Say on standard error why nothing was done, and what to do."""
    screen = console(sys.stderr)
    message = said(error.message)
    line(screen, message[:1].upper() + message[1:], tone="bad")
    if error.remedy:
        line(screen, f"  {said(error.remedy)}")


def say(text: Message | str, *, tone: str = "") -> None:
    """Talk: one line on standard error."""
    line(console(sys.stderr), text, tone=tone)


def console(stream: TextIO) -> Console:
    """A Rich console on a stream; plain where it is no terminal, colourless where NO_COLOR is set."""
    from rich.console import Console  # noqa: PLC0415 (not needed for --help and --json)

    _bear_any_text(stream)
    return Console(file=stream, highlight=False, soft_wrap=not stream.isatty(), emoji=False, markup=False)


def line(screen: Console, text: Message | str, *, tone: str = "") -> None:
    """Print a text on a console, in a tone (`good`, `bad`, `open`); on a terminal wrapped under its own indent."""
    from casewright.redact import redact  # noqa: PLC0415 (not needed for --help)

    text = visible(redact(said(text)))
    if screen.is_terminal:
        text = "\n".join(_wrapped(screen, one) for one in text.split("\n"))
    screen.print(text, style=_TONES.get(tone), soft_wrap=True)  # a path must stay whole, so that it can be copied


def _wrapped(screen: Console, text: str) -> str:
    """One line as several under its own indent; words and paths stay whole, Chinese breaks anywhere."""
    indent = " " * (len(text) - len(text.lstrip()) + 2)
    if text.isascii():
        return textwrap.fill(
            text, screen.width, subsequent_indent=indent, break_on_hyphens=False, break_long_words=False
        )
    from rich.cells import cell_len  # noqa: PLC0415 (not needed for --help)
    from rich.text import Text  # noqa: PLC0415

    if cell_len(text) <= screen.width:
        return text
    first, *rest = (line.plain.rstrip() for line in Text(text.strip()).wrap(screen, screen.width - len(indent)))
    return "\n".join([indent[2:] + first, *(indent + line for line in rest)])


def problem_lines(problems: Sequence[Problem]) -> Iterable[str]:
    """Problems grouped by file, each with its place, what was found and what was expected."""
    in_order = sorted(problems, key=lambda problem: problem.place.file)
    for file, group in groupby(in_order, key=lambda problem: problem.place.file):
        some = list(group)
        yield said(msg("{place}: {message}", place=visible_line(file), message=_counted(some)))
        for problem in some:
            yield from _problem(problem)
        yield ""


def _counted(problems: Sequence[Problem]) -> Message:
    errors = sum(problem.severity == "error" for problem in problems)
    notices = len(problems) - errors
    counts = [msg_n("{count} problem", "{count} problems", errors)] if errors else []
    counts += [msg_n("{count} notice", "{count} notices", notices)] if notices else []
    return listed(counts)


def _problem(problem: Problem) -> Iterable[str]:
    where = listed(problem.place.inside) if problem.place.inside else msg("the file")
    yield f"  {visible_line(said(msg('{place}: {message}', place=where, message=problem.message)))}"
    found = msg("found {value}", value=repr(problem.value)) if problem.value is not None else NOTHING
    expected = msg("expected {what}", what=problem.expected) if problem.expected else NOTHING
    if found or expected:
        both = msg("{first}; {second}", first=found, second=expected) if found and expected else found or expected
        yield f"    {said(both)}"


def _table(screen: Console, table: Table) -> None:
    if screen.is_terminal:
        screen.print(_drawn(screen, table))
        return
    from rich.cells import cell_len  # noqa: PLC0415 (not needed for --help)

    heads = [column.head for column in table.columns]
    rows = [[visible_line(said(cell)) for cell in row] for row in (heads, *table.rows)]
    widths = [max(cell_len(row[at]) for row in rows) for at in range(len(table.columns))]
    for row in rows:
        cells = []
        for cell, width, column in zip(row, widths, table.columns, strict=True):
            gap = " " * (width - cell_len(cell))  # a Chinese character is two columns wide
            cells.append(gap + cell if column.right else cell + gap)
        line(screen, "  ".join(cells).rstrip())


def _drawn(screen: Console, table: Table) -> object:
    from rich.table import Table as Drawn  # noqa: PLC0415 (only on a terminal)

    from casewright.redact import redact  # noqa: PLC0415

    head = None if screen.no_color else "bold underline"
    drawn = Drawn(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style=head)
    for column in table.columns:
        drawn.add_column(
            visible_line(said(column.head)),
            justify="right" if column.right else "left",
            max_width=column.width,
            overflow="fold",
        )
    for at, row in enumerate(table.rows):
        cells = [visible_line(redact(said(cell))) for cell in row]
        drawn.add_row(*cells, style=_TONES.get(table.tones[at]) if table.tones else None)
    return drawn


def _bear_any_text(stream: TextIO) -> None:
    """Never fail over a character that the terminal's encoding lacks; pipes on Windows get UTF-8."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is None:
        return
    if os.name == "nt" and not stream.isatty():
        reconfigure(encoding="utf-8", errors="backslashreplace")
    else:
        reconfigure(errors="backslashreplace")


class Ticker:
    """A line on standard error that moves while something works; plain lines where there is no terminal."""

    def __init__(self) -> None:
        self._screen = console(sys.stderr)
        self._moving: Status | None = None
        self._last = ""

    def __enter__(self) -> Self:
        """Begin to move, on a terminal."""
        if self._screen.is_terminal:
            self._moving = self._screen.status("")
            self._moving.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop moving and leave no trace."""
        if self._moving:
            self._moving.stop()
            self._moving = None

    def state(self, message: Message | str) -> None:
        """Where the work stands now; without a terminal one line for each new state."""
        text = said(message)
        if self._moving:
            self._moving.update(self._short(text))
        elif text != self._last:
            line(self._screen, text)
        self._last = text

    def detail(self, text: Message | str) -> None:
        """A smaller step: shown only where the line moves."""
        if self._moving:
            self._moving.update(self._short(text))

    def _short(self, text: Message | str) -> Text:
        """What fits into one line beside the spinner: a line that wraps cannot be moved. Its brackets are no markup."""
        from rich.text import Text  # noqa: PLC0415 (not needed for --help)

        from casewright.redact import redact  # noqa: PLC0415

        return Text(textwrap.shorten(visible_line(redact(said(text))), self._screen.width - 3, placeholder=" …"))

    def line(self, text: Message | str, *, tone: str = "") -> None:
        """A line that stays."""
        line(self._screen, text, tone=tone)

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Hold still, so that a person can read and type."""
        if not self._moving:
            yield
            return
        self._moving.stop()
        try:
            yield
        finally:
            self._moving.start()
